//! The namespaces that mean something to us, by their URI and, where that is missing or unknown, by their prefix.

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Space {
    /// No namespace, and those of RSS and Atom: their elements do not get in each other's way.
    #[default]
    Core,
    Xml,
    Xmlns,
    Rdf,
    Xhtml,
    Content,
    Dc,
    DcTerms,
    Media,
    Itunes,
    Syndication,
    /// Names that we read nowhere.
    Other,
}

/// (space, prefix it goes by, URIs). Compared in lower case, without `http://`, `https://`, `www.` and a last `/` or `#`.
const SPACES: &[(Space, &[&str], &[&str])] = &[
    (
        Space::Core,
        &["atom", "atom10", "atom03", "rss", "rss1", "rss09", "rss10", "rss11", "a10", "cdf"],
        &[
            "w3.org/2005/atom",
            "purl.org/atom/ns",
            "purl.org/rss/1.0",
            "purl.org/rss/1.0/modules/rss091",
            "purl.org/net/rss1.1",
            "purl.org/net/rss1.1#",
            "my.netscape.com/rdf/simple/0.9",
            "channel.netscape.com/rdf/simple/0.9",
            "my.netscape.com/publish/formats/rss-0.91.dtd",
            "backend.userland.com/rss",
            "backend.userland.com/rss2",
            "backend.userland.com/rss091",
            "backend.userland.com/rss092",
            "blogs.law.harvard.edu/tech/rss",
            "cyber.law.harvard.edu/rss",
            "cyber.harvard.edu/rss",
            "rssboard.org/rss-specification",
            "example.com/newformat",
            "example.com/necho",
            "purl.org/echo",
            "uri/of/echo/namespace",
            "purl.org/pie",
            "microsoft.com/standards/channels.dtd",
        ],
    ),
    (Space::Xml, &["xml"], &["w3.org/xml/1998/namespace"]),
    (Space::Rdf, &["rdf"], &["w3.org/1999/02/22-rdf-syntax-ns"]),
    (
        Space::Xhtml,
        &["xhtml", "html", "body"],
        &["w3.org/1999/xhtml", "w3.org/tr/xhtml1", "w3.org/tr/rec-html40"],
    ),
    (Space::Content, &["content"], &["purl.org/rss/1.0/modules/content"]),
    (
        Space::Dc,
        &["dc"],
        &["purl.org/dc/elements/1.1", "purl.org/dc/elements/1.0", "purl.org/metadata/dublin_core"],
    ),
    (Space::DcTerms, &["dcterms", "dct"], &["purl.org/dc/terms", "purl.org/dc/dcmitype"]),
    (
        Space::Media,
        &["media"],
        &[
            "search.yahoo.com/mrss",
            "search.yahoo.com/searchmonkey/media",
            "search.yahoo.com/rss",
            "search.yahoo.com/mrss/rss",
            "video.search.yahoo.com/mrss",
            "tools.search.yahoo.com/mrss",
            "rssnamespace.org/mediarss/1",
        ],
    ),
    (
        Space::Itunes,
        &["itunes"],
        &[
            "itunes.com/dtds/podcast-1.0.dtd",
            "itunes.com/dtds/podcast",
            "example.com/dtds/podcast-1.0.dtd",
            "itunes.apple.com/dtds/podcast-1.0.dtd",
        ],
    ),
    (Space::Syndication, &["sy"], &["purl.org/rss/1.0/modules/syndication"]),
];

impl Space {
    /// A prefix that nobody declared, or one of an unknown URI, means what it mostly means.
    pub fn of_prefix(prefix: &str) -> Space {
        if prefix.is_empty() {
            return Space::Core;
        }
        let known = |prefixes: &[&str]| prefixes.iter().any(|known| prefix.eq_ignore_ascii_case(known));
        SPACES.iter().find(|(_, prefixes, _)| known(prefixes)).map_or(Space::Other, |(space, ..)| *space)
    }

    pub fn of_uri(uri: &str) -> Option<Space> {
        let lower = uri.trim().to_ascii_lowercase();
        let bare =
            lower.trim_start_matches("http://").trim_start_matches("https://").trim_start_matches("www.");
        let bare = bare.trim_end_matches(['/', '#']);
        let found = |uris: &[&str]| uris.iter().any(|known| known.trim_end_matches('#') == bare);
        SPACES.iter().find(|(_, _, uris)| found(uris)).map(|(space, ..)| *space)
    }
}
