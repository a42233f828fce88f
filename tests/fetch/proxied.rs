//! The proxies that the reader's environment names, each a small one of our own on the loopback.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};

use dateline::fetch::{Ask, Client, Proxies};

use super::cli;
use super::server::Server;
use super::{NOW, limits, ok, rss};

/// A proxy that tunnels whatever it is asked for to one server, and remembers what that was.
struct Proxy {
    port: u16,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Proxy {
    fn to(server: &Server) -> Proxy {
        let (listener, end) = (TcpListener::bind("127.0.0.1:0").unwrap(), server.port());
        let port = listener.local_addr().unwrap().port();
        let asked = Arc::new(Mutex::new(Vec::new()));
        let seen = Arc::clone(&asked);
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let seen = Arc::clone(&seen);
                std::thread::spawn(move || tunnel(stream, end, &seen));
            }
        });
        Proxy { port, asked }
    }

    fn url(&self) -> String {
        format!("http://holm:s%C3%A9cret@127.0.0.1:{}", self.port)
    }

    fn asked(&self) -> Vec<String> {
        self.asked.lock().unwrap().clone()
    }
}

fn tunnel(mut client: TcpStream, end: u16, seen: &Mutex<Vec<String>>) -> Option<()> {
    let mut head = Vec::new();
    let mut byte = [0];
    while !head.ends_with(b"\r\n\r\n") {
        client.read_exact(&mut byte).ok()?;
        head.push(byte[0]);
    }
    seen.lock().unwrap().push(String::from_utf8(head).unwrap());
    let mut server = TcpStream::connect(("127.0.0.1", end)).ok()?;
    client.write_all(b"HTTP/1.1 200 Connected\r\n\r\n").ok()?;
    let (mut up, mut down) = (client.try_clone().ok()?, server.try_clone().ok()?);
    std::thread::spawn(move || std::io::copy(&mut up, &mut down));
    // Either end may go first.
    let _ = std::io::copy(&mut server, &mut client);
    client.shutdown(std::net::Shutdown::Both).ok()
}

fn client(set: &[(&str, &str)]) -> Client {
    let said = |name: &str| set.iter().find(|(has, _)| *has == name).map(|(_, value)| (*value).to_owned());
    Client::new(limits()).over(Proxies::read(said))
}

fn get(client: &Client, url: &str, typed: Option<&str>) -> Result<u16, String> {
    let ask = Ask { url, typed, ..Ask::default() };
    client.get(ask, NOW).map(|answer| answer.status).map_err(|why| why.to_string())
}

#[test]
fn a_proxy_is_gone_over_by_name_and_what_needs_none_is_not() {
    let server = Server::answering(|_| ok("", &rss(0..1)));
    let proxy = Proxy::to(&server);
    let client = client(&[("http_proxy", &proxy.url()), ("no_proxy", "127.0.0.1")]);
    // A name that only the proxy knows, out of a file: the proxy's own address is a private one, and may be.
    assert_eq!(get(&client, "http://feeds.lind.example/a", None), Ok(200));
    let asked = proxy.asked();
    assert!(asked[0].starts_with("CONNECT feeds.lind.example:80 "), "{}", asked[0]);
    assert!(asked[0].contains("Proxy-Authorization: Basic aG9sbTpzw6ljcmV0"), "{}", asked[0]);
    assert_eq!(get(&client, &server.url("/b"), Some(&server.url("/b"))), Ok(200));
    assert_eq!((proxy.asked().len(), server.requests().len()), (1, 2));
    let direct = get(&client, &server.url("/b"), None).unwrap_err();
    assert!(direct.contains("private"), "{direct}");
}

#[test]
fn a_proxy_is_no_way_into_the_readers_network_for_what_nobody_typed() {
    let server = Server::answering(|_| ok("", &rss(0..1)));
    let proxy = Proxy::to(&server);
    let client = client(&[("all_proxy", &proxy.url())]);
    for url in
        ["http://127.0.0.1/", "http://2130706433/", "http://[::1]/", "http://localhost/", "http://router/"]
    {
        assert!(get(&client, url, None).unwrap_err().contains("private"), "{url}");
        assert_eq!(get(&client, url, Some(url)), Ok(200), "{url} was typed");
    }
    assert_eq!(proxy.asked().len(), 5);
}

#[test]
fn a_proxy_that_cannot_be_used_is_told_and_not_gone_around() {
    let server = Server::answering(|_| ok("", &rss(0..1)));
    let url = server.url("/");
    let refused = get(&client(&[("http_proxy", "socks5://127.0.0.1:9")]), &url, Some(&url)).unwrap_err();
    assert!(refused.contains("http_proxy") && refused.contains("unset it"), "{refused}");
    // One that is a server of another kind.
    let other = Server::answering(|_| super::plain("403 Forbidden", ""));
    let refused = get(&client(&[("http_proxy", &other.url(""))]), &url, Some(&url)).unwrap_err();
    assert!(refused.contains("the proxy refuses") && refused.contains("403"), "{refused}");
    assert!(server.requests().is_empty());
}

#[test]
fn the_program_reads_its_environment() {
    let server = Server::answering(|_| ok("", &rss(0..2)));
    let proxy = Proxy::to(&server);
    let home = tempfile::tempdir().unwrap();
    for args in [&["add", "http://feeds.lind.example/"][..], &["fetch"]] {
        let done = cli::dateline(home.path(), args).env("http_proxy", proxy.url()).output().unwrap();
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    }
    assert_eq!(proxy.asked().len(), 2);
    assert_eq!(cli::run(home.path(), &["list"], b"").1.lines().count(), 2);
}
