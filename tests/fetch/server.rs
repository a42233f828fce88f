//! A small server on the loopback that answers what a test tells it to, and remembers what it was asked.

use std::io::{Read, Write};
use std::net::TcpListener;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use rustls::{ServerConfig, ServerConnection, StreamOwned};

#[derive(Default)]
struct Seen {
    requests: Mutex<Vec<String>>,
    now: AtomicUsize,
    most: AtomicUsize,
}

/// Its thread ends with the test program.
pub struct Server {
    scheme: &'static str,
    port: u16,
    seen: Arc<Seen>,
}

type Answer = dyn Fn(usize, &str) -> Vec<u8> + Send + Sync;

impl Server {
    /// `answer` gets the number of the request, from 0.
    pub fn answering(answer: impl Fn(usize) -> Vec<u8> + Send + Sync + 'static) -> Server {
        Server::serve(Arc::new(move |n, _: &str| answer(n)), false, None)
    }

    pub fn by_path(answer: impl Fn(&str) -> Vec<u8> + Send + Sync + 'static) -> Server {
        Server::serve(Arc::new(move |_, path: &str| answer(path)), false, None)
    }

    /// Sends these bytes and then nothing, for longer than any test waits.
    pub fn hanging(bytes: Vec<u8>) -> Server {
        Server::serve(Arc::new(move |_, _: &str| bytes.clone()), true, None)
    }

    /// Over TLS, with this certificate and its key.
    pub fn secure(
        tls: Arc<ServerConfig>,
        answer: impl Fn(&str) -> Vec<u8> + Send + Sync + 'static,
    ) -> Server {
        Server::serve(Arc::new(move |_, path: &str| answer(path)), false, Some(tls))
    }

    pub fn url(&self, path: &str) -> String {
        format!("{}://127.0.0.1:{}{path}", self.scheme, self.port)
    }

    pub fn port(&self) -> u16 {
        self.port
    }

    /// The heads of all requests, the names of headers in small letters.
    pub fn requests(&self) -> Vec<String> {
        self.seen.requests.lock().expect("nobody panicked over it").clone()
    }

    pub fn most_at_once(&self) -> usize {
        self.seen.most.load(Ordering::SeqCst)
    }

    fn serve(answer: Arc<Answer>, hang: bool, tls: Option<Arc<ServerConfig>>) -> Server {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port on the loopback");
        let port = listener.local_addr().expect("a bound port").port();
        let scheme = if tls.is_some() { "https" } else { "http" };
        let seen = Arc::new(Seen::default());
        let kept = Arc::clone(&seen);
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (answer, seen) = (Arc::clone(&answer), Arc::clone(&seen));
                let tls = tls.clone();
                std::thread::spawn(move || match tls.map(ServerConnection::new) {
                    Some(Ok(tls)) => serve_one(StreamOwned::new(tls, stream), &answer, &seen, hang),
                    _ => serve_one(stream, &answer, &seen, hang),
                });
            }
        });
        Server { scheme, port, seen: kept }
    }
}

/// One connection, closed after its answer.
fn serve_one(mut stream: impl Read + Write, answer: &Arc<Answer>, seen: &Seen, hang: bool) {
    let mut head = Vec::new();
    let mut byte = [0];
    while !head.ends_with(b"\r\n\r\n") {
        match stream.read(&mut byte) {
            Ok(1) => head.push(byte[0]),
            _ => return,
        }
    }
    seen.most.fetch_max(seen.now.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
    let head = String::from_utf8(head).expect("a head of plain letters");
    let path = head.split(' ').nth(1).unwrap_or_default().to_owned();
    let lowered = |line: &str| match line.split_once(": ") {
        Some((name, value)) => format!("{}: {value}\r\n", name.to_lowercase()),
        None => format!("{line}\r\n"),
    };
    let number = {
        let mut requests = seen.requests.lock().expect("nobody panicked over it");
        requests.push(head.trim_end().lines().map(lowered).collect());
        requests.len() - 1
    };
    let mut bytes = answer(number, &path);
    if !hang && let Some(at) = bytes.windows(2).position(|pair| pair == b"\r\n") {
        bytes.splice(at..at, b"\r\nconnection: close".iter().copied());
    }
    // A client that has seen enough closes first.
    let _ = stream.write_all(&bytes).and_then(|()| stream.flush());
    if hang {
        std::thread::sleep(Duration::from_mins(1));
    }
    seen.now.fetch_sub(1, Ordering::SeqCst);
}

/// A packed answer: a gzip member of stored blocks.
pub fn gzipped(body: &[u8]) -> Vec<u8> {
    let mut packed = vec![0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255];
    let last = body.len().div_ceil(65_535) - 1;
    for (index, chunk) in body.chunks(65_535).enumerate() {
        let length = chunk.len() as u16;
        packed.push(u8::from(index == last));
        packed.extend(length.to_le_bytes());
        packed.extend((!length).to_le_bytes());
        packed.extend(chunk);
    }
    packed.extend(crc(body).to_le_bytes());
    packed.extend((body.len() as u32).to_le_bytes());
    packed_as("gzip", packed)
}

/// The same for brotli: blocks of bytes as they are.
pub fn brotli(body: &[u8]) -> Vec<u8> {
    let mut packed = Vec::new();
    for (index, chunk) in body.chunks(65_536).enumerate() {
        // The size of the window (the first time), not the last block, four nibbles of length, not packed.
        let bits = (chunk.len() as u32 - 1) << 3 | 1 << 19;
        let bits = if index == 0 { bits << 1 } else { bits };
        let used = if index == 0 { 21_u32 } else { 20 };
        packed.extend(&bits.to_le_bytes()[..used.div_ceil(8) as usize]);
        packed.extend(chunk);
    }
    packed.push(3);
    packed_as("br", packed)
}

/// Some ten kilobytes that unpack to two million blanks: one, then a copy of the last 258 again and again.
pub fn bomb() -> Vec<u8> {
    let mut bits = vec![true, true, false];
    let mut code = |code: u16, length: u16| bits.extend((0..length).rev().map(|bit| code >> bit & 1 == 1));
    code(0x30 + u16::from(b' '), 8);
    for _ in 0..2_000_000 / 258 {
        code(0xc5, 8);
        code(0, 5);
    }
    code(0, 7);
    let byte = |bits: &[bool]| bits.iter().rev().fold(0, |byte, bit| byte << 1 | u8::from(*bit));
    let mut packed = vec![0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255];
    packed.extend(bits.chunks(8).map(byte));
    // What stands behind is not reached.
    packed.extend([0; 8]);
    packed_as("gzip", packed)
}

fn packed_as(coding: &str, packed: Vec<u8>) -> Vec<u8> {
    let length = packed.len();
    let head = format!("HTTP/1.1 200 OK\r\ncontent-encoding: {coding}\r\ncontent-length: {length}\r\n\r\n");
    [head.into_bytes(), packed].concat()
}

fn crc(bytes: &[u8]) -> u32 {
    let step = |crc: u32, _| if crc & 1 == 1 { crc >> 1 ^ 0xedb8_8320 } else { crc >> 1 };
    !bytes.iter().fold(u32::MAX, |crc, byte| (0..8).fold(crc ^ u32::from(*byte), step))
}
