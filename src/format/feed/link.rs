//! Addresses: resolved where the document says against what, and none where opening one could do harm.

use url::Url;

/// Schemes that an address may have.
const SAFE: [&str; 27] = [
    "http", "https", "ftp", "ftps", "sftp", "mailto", "news", "nntp", "snews", "gopher", "gemini", "feed",
    "magnet", "xmpp", "irc", "ircs", "tel", "sip", "sips", "urn", "tag", "rtsp", "rtmp", "mms", "rsync",
    "svn", "git",
];

/// The longest address that is kept, in bytes.
const LONGEST: usize = 64 * 1024;

/// As written where it has a scheme, or where there is nothing to resolve it against. `None` where it is empty or not
/// to be opened.
pub fn resolve(base: Option<&Url>, address: &str) -> Option<String> {
    let address = cleaned(address)?;
    if let Some(scheme) = scheme(&address) {
        let safe = SAFE.iter().any(|safe| scheme.eq_ignore_ascii_case(safe));
        return (safe && !is_broken(&address)).then_some(address);
    }
    match base {
        Some(base) => base.join(&address).ok().map(String::from).filter(|joined| scheme(joined).is_some()),
        None => Some(address),
    }
}

/// Whether brackets stand where no number of a host can be meant: no program could open it.
fn is_broken(address: &str) -> bool {
    address.contains(['[', ']']) && is_page(address) && Url::parse(address).is_err()
}

/// Schemes that an id may not have where it stands in for a link.
const UNSAFE: [&str; 14] = [
    "javascript",
    "vbscript",
    "livescript",
    "mocha",
    "data",
    "about",
    "blob",
    "file",
    "jar",
    "mhtml",
    "res",
    "shell",
    "view-source",
    "wscript",
];

/// An id as a link: ids have schemes of their own, so only those are kept out that do harm.
pub fn stand_in(id: &str) -> Option<String> {
    let id = cleaned(id)?;
    let harm =
        scheme(&id).is_some_and(|scheme| UNSAFE.iter().any(|known| scheme.eq_ignore_ascii_case(known)));
    (!harm).then_some(id)
}

/// What addresses below are resolved against, once `xml:base` says `address`.
pub fn base(outer: Option<&Url>, address: &str) -> Option<Url> {
    let address = address.trim();
    match outer {
        Some(outer) => outer.join(address).ok(),
        None => Url::parse(address).ok(),
    }
    .filter(|url| matches!(url.scheme(), "http" | "https" | "ftp"))
    .or_else(|| outer.cloned())
}

/// Whether a browser can open it as it stands.
pub fn is_page(address: &str) -> bool {
    scheme(address)
        .is_some_and(|scheme| ["http", "https"].iter().any(|page| scheme.eq_ignore_ascii_case(page)))
}

pub fn is_absolute(address: &str) -> bool {
    scheme(address).is_some()
}

/// Without what browsers leave out: white space around it and controls inside.
fn cleaned(address: &str) -> Option<String> {
    let address: String = address.trim().chars().filter(|c| !c.is_control()).collect();
    (!address.is_empty() && address.len() <= LONGEST).then_some(address)
}

fn scheme(address: &str) -> Option<&str> {
    let (scheme, _) = address.split_once(':')?;
    let scheme = scheme.trim();
    let good = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'));
    good.then_some(scheme)
}
