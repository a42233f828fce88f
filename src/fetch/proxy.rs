//! Which way an address is asked: over the proxies that the environment names, read as curl reads them.

use std::net::IpAddr;

use ureq::{Proxy, ProxyProtocol};
use url::{Host, Url};

use super::HttpError;

/// What the environment says. Nobody but the reader sets it, so what it names is trusted, private or not.
#[derive(Debug, Clone, Default)]
pub struct Proxies {
    http: Option<String>,
    https: Option<String>,
    /// Hosts that are asked without one.
    direct: Vec<String>,
}

impl Proxies {
    /// `variable` gives one of the environment: `http_proxy`, `https_proxy`, `all_proxy`, `no_proxy`, the last three in
    /// capitals too.
    pub fn read(variable: impl Fn(&str) -> Option<String>) -> Proxies {
        let first = |names: &[&str]| {
            names.iter().find_map(|name| variable(name).filter(|value| !value.trim().is_empty()))
        };
        let all = first(&["all_proxy", "ALL_PROXY"]);
        let direct = first(&["no_proxy", "NO_PROXY"]).unwrap_or_default();
        let direct = direct.split([',', ' ']).filter(|entry| !entry.is_empty());
        Proxies {
            // Not in capitals: a web server sets HTTP_PROXY from a header of whoever asks it.
            http: first(&["http_proxy"]).or_else(|| all.clone()),
            https: first(&["https_proxy", "HTTPS_PROXY"]).or(all),
            direct: direct.map(str::to_owned).collect(),
        }
    }

    /// The proxy for an address; one that cannot be used is an error, since going without it is not what was asked for.
    pub fn on_the_way_to(&self, url: &Url) -> Result<Option<Proxy>, HttpError> {
        let said = if url.scheme() == "https" { &self.https } else { &self.http };
        let Some(said) = said.as_deref().filter(|_| !self.is_direct(url)) else { return Ok(None) };
        let usable = Proxy::new(said.trim()).ok().filter(|proxy| {
            matches!(proxy.protocol(), ProxyProtocol::Http | ProxyProtocol::Https) && !proxy.host().is_empty()
        });
        usable.map(Some).ok_or_else(|| HttpError::Proxy(format!("{}_proxy", url.scheme())))
    }

    fn is_direct(&self, url: &Url) -> bool {
        let address = match url.host() {
            Some(Host::Ipv4(address)) => Some(IpAddr::V4(address)),
            Some(Host::Ipv6(address)) => Some(IpAddr::V6(address)),
            _ => None,
        };
        let host = url.host_str().unwrap_or_default().trim_end_matches('.');
        self.direct.iter().any(|entry| match address {
            _ if entry == "*" => true,
            Some(address) => is_within(address, entry.trim_matches(['[', ']'])),
            None => is_under(host, entry.trim_matches('.')),
        })
    }
}

/// `holm.example` and all below it.
fn is_under(host: &str, domain: &str) -> bool {
    let Some(below) = host.len().checked_sub(domain.len()) else { return false };
    let Some((before, end)) = host.split_at_checked(below) else { return false };
    end.eq_ignore_ascii_case(domain) && (before.is_empty() || before.ends_with('.'))
}

/// An address, or all that begin as it does: `10.0.0.0/8`.
fn is_within(address: IpAddr, net: &str) -> bool {
    let (base, bits) = match net.split_once('/') {
        Some((base, bits)) => (base, bits.parse::<u32>().ok()),
        None => (net, Some(128)),
    };
    let Some(bits) = bits else { return false };
    match (address, base.parse()) {
        (IpAddr::V4(a), Ok(IpAddr::V4(b))) => {
            (a.to_bits() ^ b.to_bits()).checked_shr(32_u32.saturating_sub(bits)).unwrap_or(0) == 0
        }
        (IpAddr::V6(a), Ok(IpAddr::V6(b))) => {
            (a.to_bits() ^ b.to_bits()).checked_shr(128_u32.saturating_sub(bits)).unwrap_or(0) == 0
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The port of the proxy for an address, 0 for none.
    fn port(set: &[(&str, &str)], url: &str) -> u16 {
        let said =
            |name: &str| set.iter().find(|(has, _)| *has == name).map(|(_, value)| (*value).to_owned());
        let way = Proxies::read(said).on_the_way_to(&Url::parse(url).unwrap());
        way.unwrap().map_or(0, |proxy| proxy.port())
    }

    #[test]
    fn each_scheme_has_its_proxy_and_small_letters_go_first() {
        let set = &[
            ("http_proxy", "http://proxy.holm.example:1"),
            ("https_proxy", "proxy.holm.example:2"),
            ("HTTPS_PROXY", "http://proxy.holm.example:3"),
            ("ALL_PROXY", "http://proxy.holm.example:4"),
        ];
        for (set, url, expected) in [
            (&set[..], "http://lind.example/", 1),
            (&set[..], "https://lind.example/", 2),
            (&set[2..], "https://lind.example/", 3),
            (&set[2..], "http://lind.example/", 4),
            (&[("HTTP_PROXY", "http://proxy.holm.example:5")][..], "http://lind.example/", 0),
            (&[("http_proxy", ""), ("all_proxy", " ")][..], "http://lind.example/", 0),
        ] {
            assert_eq!(port(set, url), expected, "{set:?} {url}");
        }
    }

    #[test]
    fn hosts_that_need_no_proxy_are_asked_without_one() {
        for (direct, url, is_direct) in [
            ("*", "http://lind.example/", true),
            ("lind.example", "http://lind.example:8080/", true),
            ("holm.example, .Lind.example", "http://news.lind.example/", true),
            ("lind.example", "http://lind.example./", true),
            ("lind.example", "http://blind.example/", false),
            ("news.lind.example", "http://lind.example/", false),
            ("127.0.0.1", "http://127.0.0.1:80/", true),
            ("10.0.0.0/8", "http://10.1.2.3/", true),
            ("10.0.0.0/8", "http://11.1.2.3/", false),
            ("0.0.0.0/0", "http://11.1.2.3/", true),
            ("10.0.0.0/x", "http://10.0.0.0/", false),
            ("[::1]", "http://[::1]/", true),
            ("2001:db8::/32", "http://[2001:db8:1::1]/", true),
            ("2001:db8::/32", "http://[2001:db9::1]/", false),
        ] {
            let set = &[("all_proxy", "http://proxy.holm.example:1"), ("no_proxy", direct)];
            assert_eq!(port(set, url) == 0, is_direct, "{direct} {url}");
        }
    }

    #[test]
    fn a_proxy_that_cannot_be_used_is_not_gone_around() {
        for proxy in ["socks5://proxy.holm.example:1", "ftp://proxy.holm.example", "http://", ":"] {
            let proxies = Proxies::read(|name| (name == "https_proxy").then(|| proxy.to_owned()));
            let refused = proxies.on_the_way_to(&Url::parse("https://lind.example/").unwrap());
            assert!(refused.unwrap_err().to_string().contains("https_proxy"), "{proxy}");
            assert!(proxies.on_the_way_to(&Url::parse("http://lind.example/").unwrap()).unwrap().is_none());
        }
    }
}
