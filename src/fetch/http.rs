//! One polite request: redirects followed by us, every hop checked, everything bounded in size and time.

use std::io::Read;
use std::time::{Duration, Instant};

use ureq::config::Config;
use ureq::http::Response;
use ureq::tls::{Certificate, RootCerts, TlsConfig};
use ureq::unversioned::resolver::DefaultResolver;
use ureq::unversioned::transport::DefaultConnector;
use ureq::{Agent, Body};
use url::Url;

use super::guard::{self, PublicOnly};
use super::hosts::Hosts;
use super::policy::Head;
use super::proxy::Proxies;
use crate::format::feed::LARGEST;

const REDIRECTS: usize = 10;
const AGENT: &str = concat!("dateline/", env!("CARGO_PKG_VERSION"), " (a news reader for the terminal)");
const FEEDS: &str = "application/atom+xml, application/rss+xml, application/feed+json, application/rdf+xml, \
    application/xml;q=0.9, text/xml;q=0.9, application/json;q=0.8, text/html;q=0.5, */*;q=0.1";
const PAGES: &str = "text/html, application/xhtml+xml, application/xml;q=0.5, */*;q=0.1";

/// How long a server may take, and how long we leave it alone.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Until the head of an answer is there.
    pub head: Duration,
    /// Until all of it is there.
    pub total: Duration,
    /// Between two requests to one host.
    pub gap: Duration,
    /// Bytes of a body once it is unpacked.
    pub bytes: usize,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits {
            head: Duration::from_secs(20),
            total: Duration::from_mins(1),
            gap: Duration::from_secs(1),
            bytes: LARGEST,
        }
    }
}

/// What is asked for, and whose word it is.
#[derive(Debug, Clone, Copy, Default)]
pub struct Ask<'a> {
    pub url: &'a str,
    /// What the reader typed: its host may be a private one.
    pub typed: Option<&'a str>,
    pub etag: Option<&'a str>,
    pub last_modified: Option<&'a str>,
    pub wants: Wants,
}

/// What we say we can read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Wants {
    #[default]
    Feed,
    Page,
}

/// What came back in the end.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    /// Where it came from, behind all redirects.
    pub url: Url,
    /// Where the feed has moved for good, if it has.
    pub moved: Option<String>,
    pub head: Head,
    pub charset: Option<String>,
    /// Empty unless the status is 200.
    pub body: Vec<u8>,
}

#[derive(Debug, thiserror::Error)]
pub enum HttpError {
    #[error("{0} is no address of the web: give one that begins with https:// or http://")]
    Address(String),
    #[error("{0} leads back from https to http: give an address that does not")]
    Downgrade(String),
    #[error("it redirects more than {REDIRECTS} times: give the address it leads to")]
    Redirects,
    #[error("it redirects to nowhere: give another address")]
    Nowhere,
    #[error("it is larger than {} MB", LARGEST / 1024 / 1024)]
    TooLarge,
    #[error("it did not answer in time")]
    Late,
    #[error(
        "its certificate cannot be trusted ({0}): check the address and this machine's clock, or ask whoever runs it"
    )]
    Certificate(String),
    #[error("it does not answer as https does: perhaps its address begins with http://")]
    NotHttps,
    #[error("{0} names no proxy that can be used: give one as http://host:port, or unset it")]
    Proxy(String),
    #[error("{0}")]
    Failed(String),
}

impl From<ureq::Error> for HttpError {
    fn from(error: ureq::Error) -> HttpError {
        match error {
            ureq::Error::Timeout(_) => HttpError::Late,
            ureq::Error::BodyExceedsLimit(_) => HttpError::TooLarge,
            ureq::Error::HostNotFound => HttpError::Failed("no such host".to_owned()),
            ureq::Error::Io(error) => HttpError::from(error),
            ureq::Error::ConnectProxyFailed(why) => HttpError::Failed(format!("the proxy refuses: {why}")),
            error => HttpError::Failed(error.to_string()),
        }
    }
}

impl From<std::io::Error> for HttpError {
    fn from(error: std::io::Error) -> HttpError {
        if error.get_ref().is_some_and(<dyn std::error::Error + Send + Sync>::is::<ureq::Error>) {
            // Only the library's own error is wrapped so: this does not come back here.
            return HttpError::from(ureq::Error::from(error));
        }
        let said = error.to_string();
        match said.strip_prefix("invalid peer certificate: ") {
            _ if said.starts_with("received corrupt message") => HttpError::NotHttps,
            Some(why) => HttpError::Certificate(why.to_owned()),
            None => HttpError::Failed(said),
        }
    }
}

/// Asks; may be shared by threads.
pub struct Client {
    public: Agent,
    any: Agent,
    hosts: Hosts,
    proxies: Proxies,
    limits: Limits,
}

impl Default for Client {
    /// As the program asks: over the proxies of its environment.
    fn default() -> Client {
        let proxies = Proxies::read(|name| std::env::var(name).ok());
        Client { proxies, ..Client::new(Limits::default()) }
    }
}

impl Client {
    /// Without proxies, and trusting whom browsers trust.
    pub fn new(limits: Limits) -> Client {
        Client::with_tls(limits, &TlsConfig::default())
    }

    /// Trusts nobody but the authority of this certificate (DER): for tests, which have one of their own.
    pub fn trusting(limits: Limits, authority: &[u8]) -> Client {
        let root = Certificate::from_der(authority).to_owned();
        Client::with_tls(limits, &TlsConfig::builder().root_certs(RootCerts::new_with_certs(&[root])).build())
    }

    #[must_use]
    pub fn over(self, proxies: Proxies) -> Client {
        Client { proxies, ..self }
    }

    fn with_tls(limits: Limits, tls: &TlsConfig) -> Client {
        let connector = DefaultConnector::default;
        let config = || config(&limits, tls.clone());
        Client {
            public: Agent::with_parts(config(), connector(), PublicOnly::default()),
            any: Agent::with_parts(config(), connector(), DefaultResolver::default()),
            hosts: Hosts::new(limits.gap),
            proxies: Proxies::default(),
            limits,
        }
    }

    /// `now` in seconds since 1970, for what the answer says of time.
    pub fn get(&self, ask: Ask<'_>, now: i64) -> Result<Answer, HttpError> {
        let mut url = Url::parse(ask.url).map_err(|_| HttpError::Address(ask.url.to_owned()))?;
        let mut moved = None;
        let mut for_good = true;
        let mut left = self.limits.total;
        for _ in 0..=REDIRECTS {
            if !matches!(url.scheme(), "http" | "https") || !url.has_host() {
                return Err(HttpError::Address(url.to_string()));
            }
            let turn = self.hosts.turn(url.host_str().unwrap_or_default());
            let begun = Instant::now();
            let mut response = self.request(&url, ask, left)?;
            let status = response.status().as_u16();
            if !matches!(status, 301 | 302 | 303 | 307 | 308) {
                let body = if status == 200 { self.body(&mut response)? } else { Vec::new() };
                drop(turn);
                return Ok(answer(&response, url, moved, body, now));
            }
            left = left.saturating_sub(begun.elapsed());
            if left.is_zero() {
                return Err(HttpError::Late);
            }
            let next = header(&response, "location").and_then(|to| url.join(to).ok());
            let next = next.ok_or(HttpError::Nowhere)?;
            if url.scheme() == "https" && next.scheme() == "http" {
                return Err(HttpError::Downgrade(url.to_string()));
            }
            for_good &= matches!(status, 301 | 308);
            if for_good {
                moved = Some(next.to_string());
            }
            url = next;
        }
        Err(HttpError::Redirects)
    }

    fn request(&self, url: &Url, ask: Ask<'_>, left: Duration) -> Result<Response<Body>, HttpError> {
        let trusted = ask.typed.is_some_and(|typed| guard::same_host(url, typed));
        let proxy = self.proxies.on_the_way_to(url)?;
        if proxy.is_some() && !trusted && url.host().as_ref().is_some_and(guard::is_private) {
            return Err(HttpError::Failed(guard::PRIVATE.to_owned()));
        }
        // A proxy resolves names itself; its own address is the reader's word.
        let agent = if trusted || proxy.is_some() { &self.any } else { &self.public };
        let accept = match ask.wants {
            Wants::Feed => FEEDS,
            Wants::Page => PAGES,
        };
        let mut request = agent.get(url.as_str()).header("accept", accept);
        if let Some(etag) = ask.etag {
            request = request.header("if-none-match", etag);
        }
        if let Some(date) = ask.last_modified {
            request = request.header("if-modified-since", date);
        }
        Ok(request.config().timeout_global(Some(left)).proxy(proxy).build().call()?)
    }

    fn body(&self, response: &mut Response<Body>) -> Result<Vec<u8>, HttpError> {
        let most = self.limits.bytes as u64;
        if response.body().content_length().is_some_and(|length| length > most) {
            return Err(HttpError::TooLarge);
        }
        let mut body = Vec::new();
        response.body_mut().with_config().limit(most).reader().read_to_end(&mut body)?;
        Ok(body)
    }
}

fn config(limits: &Limits, tls: TlsConfig) -> Config {
    Agent::config_builder()
        .http_status_as_error(false)
        .max_redirects(0)
        .max_redirects_will_error(false)
        .user_agent(AGENT)
        .tls_config(tls)
        // The library's own reading of the environment knows one proxy for everything: see `proxy`.
        .proxy(None)
        .timeout_connect(Some(limits.head))
        .timeout_recv_response(Some(limits.head))
        .build()
}

fn header<'a>(response: &'a Response<Body>, name: &str) -> Option<&'a str> {
    response.headers().get(name)?.to_str().ok()
}

fn answer(response: &Response<Body>, url: Url, moved: Option<String>, body: Vec<u8>, now: i64) -> Answer {
    Answer {
        status: response.status().as_u16(),
        url,
        moved,
        head: Head::read(|name| header(response, name), now),
        charset: response.body().charset().map(str::to_owned),
        body,
    }
}
