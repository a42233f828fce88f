//! HTTPS end to end, against a server that has a certificate of its own, and packed answers over it.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::io::Write;
use std::sync::Arc;

use dateline::fetch::{Client, HttpError};
use rcgen::{CertificateParams, DnType, KeyPair};
use rustls::ServerConfig;
use rustls::pki_types::PrivateKeyDer;

use super::server::{self, Server};
use super::{Desk, NOW, failure, limits, ok, plain, rss};

/// What a server shows for the names, and what a client that is to believe it has to know.
fn certificate(names: &[&str], expired: bool) -> (Arc<ServerConfig>, Vec<u8>) {
    let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
    let mut params = CertificateParams::new(names.clone()).unwrap();
    params.distinguished_name.push(DnType::CommonName, names.concat());
    if expired {
        params.not_after = rcgen::date_time_ymd(2001, 2, 3);
    }
    let key = KeyPair::generate().unwrap();
    let shown = params.self_signed(&key).unwrap().der().clone();
    let known = shown.to_vec();
    let key = PrivateKeyDer::try_from(key.serialize_der()).unwrap();
    let config = ServerConfig::builder().with_no_client_auth().with_single_cert(vec![shown], key).unwrap();
    (Arc::new(config), known)
}

/// A desk that subscribes to `path` of the server, and believes it.
fn desk(server: &Server, path: &str, known: &[u8]) -> Desk {
    Desk { client: Client::trusting(limits(), known), ..Desk::at(&server.url(path)) }
}

#[test]
fn a_feed_comes_over_https_plain_and_packed() {
    let (tls, known) = certificate(&["127.0.0.1"], false);
    // Long enough for several blocks.
    let long = |stories| rss(stories) + &" ".repeat(150_000);
    let server = Server::secure(tls, move |path| match path {
        "/plain" => ok("", &long(0..2)),
        "/gzip" => server::gzipped(long(0..3).as_bytes()),
        _ => server::brotli(long(0..4).as_bytes()),
    });
    for (path, stories) in [("/plain", 2), ("/gzip", 3), ("/brotli", 4)] {
        let mut desk = desk(&server, path, &known);
        let fetched = desk.fetch(NOW);
        assert_eq!(desk.feed().items, stories, "{path}: {}", failure(&fetched));
    }
}

#[test]
fn packed_answers_of_either_kind_are_bounded_by_what_they_unpack_to() {
    let (tls, known) = certificate(&["127.0.0.1"], false);
    let server = Server::secure(tls, |path| {
        let body = vec![b' '; limits().bytes + 1];
        if path == "/gzip" { server::gzipped(&body) } else { server::brotli(&body) }
    });
    for path in ["/gzip", "/brotli"] {
        let mut desk = desk(&server, path, &known);
        let fetched = desk.fetch(NOW);
        assert!(failure(&fetched).contains("larger"), "{path}: {}", failure(&fetched));
    }
}

#[test]
fn a_packed_answer_that_is_cut_or_damaged_is_an_error() {
    let server = Server::by_path(|path| {
        let whole = server::brotli(rss(0..3).as_bytes());
        let end = whole.len();
        if path == "/cut" { whole[..end - 100].to_vec() } else { [&whole[..end - 1], &[0xff]].concat() }
    });
    for path in ["/cut", "/damaged"] {
        let mut desk = Desk::at(&server.url(path));
        let fetched = desk.fetch(NOW);
        assert_ne!(failure(&fetched), "it did not fail", "{path}");
    }
}

#[test]
fn a_certificate_that_nobody_vouches_for_is_refused_and_it_is_told_what_to_do() {
    let (_, other) = certificate(&["meridian.example"], false);
    for (names, expired, trusted, why) in [
        (["127.0.0.1"], false, false, "UnknownIssuer"),
        (["lind.example"], false, true, "not valid for name"),
        (["127.0.0.1"], true, true, "expired"),
    ] {
        let (tls, known) = certificate(&names, expired);
        let server = Server::secure(tls, |_| ok("", &rss(0..1)));
        let mut desk = desk(&server, "/feed", if trusted { &known } else { &other });
        let fetched = desk.fetch(NOW);
        let told = failure(&fetched);
        assert!(told.starts_with("its certificate cannot be trusted"), "{told}");
        assert!(told.contains(why) && told.contains("check the address"), "{told}");
        assert!(server.requests().is_empty());
        // Nor do we trust it by ourselves.
        let bare = Desk::at(&server.url("/feed"));
        let refused = bare.get(&server.url("/feed"), Some(&server.url("/feed")));
        assert!(matches!(refused, Err(HttpError::Certificate(_))), "{refused:?}");
    }
}

#[test]
fn a_server_that_speaks_no_https_is_told_so() {
    // It takes the greeting for a line that it does not understand, as servers do.
    let server = std::net::TcpListener::bind("127.0.0.1:0").expect("a port of the loopback");
    let url = format!("https://{}/feed", server.local_addr().expect("it has an address"));
    std::thread::spawn(move || {
        for mut client in server.incoming().flatten() {
            let _ = client.write_all(b"HTTP/1.1 400 Bad Request\r\n\r\n");
        }
    });
    let refused = Desk::at(&url).get(&url, Some(&url));
    assert!(matches!(refused, Err(HttpError::NotHttps)), "{refused:?}");
}

#[test]
fn nothing_leads_back_from_https_to_http() {
    let open = Server::answering(|_| ok("", &rss(0..1)));
    let there = open.url("/feed");
    let (tls, known) = certificate(&["127.0.0.1"], false);
    let server = Server::secure(tls, move |path| match path {
        "/here" => plain("301 Moved", "location: /feed\r\n"),
        "/feed" => ok("", &rss(0..1)),
        _ => plain("301 Moved", &format!("location: {there}\r\n")),
    });
    let mut turned = desk(&server, "/away", &known);
    let fetched = turned.fetch(NOW);
    assert!(failure(&fetched).contains("from https to http"), "{}", failure(&fetched));
    assert_eq!(turned.feed().url, server.url("/away"), "and the address stays");
    assert!(open.requests().is_empty());

    let mut moved = desk(&server, "/here", &known);
    moved.fetch(NOW);
    assert_eq!((moved.feed().url, moved.feed().items), (server.url("/feed"), 1));

    // The other way round is taken, and kept.
    let safe = server.url("/feed");
    let open = Server::answering(move |_| plain("308 Moved", &format!("location: {safe}\r\n")));
    let mut lifted = desk(&open, "/feed", &known);
    lifted.fetch(NOW);
    assert_eq!((lifted.feed().url, lifted.feed().items), (server.url("/feed"), 1));
}
