//! Lists of feeds, as readers of feeds exchange them: read whatever their state, nested outlines as tags; and written.

use quick_xml::escape::escape;

use super::charset;
use super::xml::{Element, Event, Walk};
use crate::sanitize;

/// Outlines around one another whose names are kept.
const DEEPEST: usize = 16;

/// A feed of a list. Nothing else that a list says is taken, commands of other programs least of all.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Outline {
    pub url: String,
    pub title: Option<String>,
    /// The outlines it stands in, outermost first, and its categories.
    pub tags: Vec<String>,
}

/// What a list holds, in its order.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct List {
    /// Every feed that has an address of the web.
    pub feeds: Vec<Outline>,
    /// What was not taken, and why: a line each.
    pub left_out: Vec<String>,
}

/// Why an address is not taken.
pub const NO_ADDRESS: &str = "only addresses of http and https are, no commands";

#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("is no list of feeds (OPML)")]
pub struct NotAList;

pub fn read(bytes: &[u8]) -> Result<List, NotAList> {
    let decoded = charset::document(bytes, None);
    let walk = Walk::new(decoded.text.trim_start_matches('\u{feff}'));
    let mut list = List::default();
    // What stands open: the name of a folder, or nothing for whatever names no folder.
    let mut open: Vec<Option<String>> = Vec::new();
    let mut is_list = false;
    for event in walk {
        let element = match event {
            Event::Start(element) => element,
            Event::End => {
                open.pop();
                continue;
            }
            Event::Text(_) => continue,
        };
        let name = element.local.to_ascii_lowercase();
        is_list |= name == "opml";
        if !is_list && open.is_empty() {
            return Err(NotAList);
        }
        let mut folder = None;
        if name == "outline" {
            folder = list.hear(&element, &open);
        }
        open.push(folder);
    }
    if is_list { Ok(list) } else { Err(NotAList) }
}

impl List {
    /// The name of the folder that an outline is, if it is one.
    fn hear(&mut self, element: &Element<'_>, open: &[Option<String>]) -> Option<String> {
        let said = |wanted: &str| {
            let found = element.attributes.iter().find(|a| a.local.eq_ignore_ascii_case(wanted))?;
            clean(&found.value)
        };
        let title = said("title").or_else(|| said("text"));
        let url = said("xmlUrl").or_else(|| said("url").filter(|_| said("type").as_deref() == Some("rss")));
        let name = title.as_ref().or(url.as_ref()).map_or("an outline without a name", String::as_str);
        let mut commands = element
            .attributes
            .iter()
            .filter(|a| is_command(a.local))
            .filter_map(|a| Some(format!("{} ({})", a.local, clean(&a.value)?)));
        let without =
            commands.next().map(|command| format!("{name}: {command}: no command of a list is run"));
        match url {
            Some(url) if is_web(&url) => {
                self.left_out.extend(without);
                let mut tags: Vec<String> = open.iter().flatten().take(DEEPEST).cloned().collect();
                let categories = said("category").unwrap_or_default();
                tags.extend(categories.split(',').map(|tag| tag.trim_matches(['/', ' ']).to_owned()));
                let mut seen = std::collections::BTreeSet::new();
                tags.retain(|tag| !tag.is_empty() && seen.insert(tag.clone()));
                self.feeds.push(Outline { url, title, tags });
                None
            }
            Some(ref url) if name == url => {
                self.left_out.push(format!("{url}: {NO_ADDRESS}"));
                None
            }
            Some(ref url) => {
                self.left_out.push(format!("{name} ({url}): {NO_ADDRESS}"));
                None
            }
            None => {
                self.left_out.extend(without);
                title
            }
        }
    }
}

fn clean(value: &str) -> Option<String> {
    Some(sanitize::line(value).trim().to_owned()).filter(|value| !value.is_empty())
}

/// Attributes in which readers keep what they run to get or to change a feed: `filtercmd`, `command`, `script` …
fn is_command(attribute: &str) -> bool {
    let name = attribute.to_ascii_lowercase();
    ["cmd", "command", "exec", "script"].iter().any(|end| name.ends_with(end)) || name == "filter"
}

pub(super) fn is_web(url: &str) -> bool {
    url::Url::parse(url).is_ok_and(|url| matches!(url.scheme(), "http" | "https") && url.has_host())
}

/// The feeds as a list: those of one tag in its outline, those of several there under their first, the others named as
/// categories.
pub fn write(feeds: &[Outline]) -> String {
    let attribute = |text: &str| escape(sanitize::line(text)).into_owned();
    let mut lines = vec![
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<opml version=\"2.0\">".to_owned(),
        "<head><title>Feeds</title></head>\n<body>".to_owned(),
    ];
    let mut folders: Vec<Option<&String>> = feeds.iter().map(|feed| feed.tags.first()).collect();
    folders.sort();
    folders.dedup();
    for folder in folders {
        lines.extend(folder.map(|tag| format!("<outline text=\"{0}\" title=\"{0}\">", attribute(tag))));
        for feed in feeds.iter().filter(|feed| feed.tags.first() == folder) {
            let title = attribute(feed.title.as_deref().unwrap_or(&feed.url));
            let more = match feed.tags.get(1..) {
                None | Some([]) => String::new(),
                Some(tags) => format!(" category=\"{}\"", attribute(&tags.join(","))),
            };
            let url = attribute(&feed.url);
            lines.push(format!(
                "<outline type=\"rss\" text=\"{title}\" title=\"{title}\" xmlUrl=\"{url}\"{more}/>"
            ));
        }
        lines.extend(folder.map(|_| "</outline>".to_owned()));
    }
    lines.push("</body>\n</opml>\n".to_owned());
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outline(url: &str, title: Option<&str>, tags: &[&str]) -> Outline {
        let tags = tags.iter().map(|tag| (*tag).to_owned()).collect();
        Outline { url: url.to_owned(), title: title.map(str::to_owned), tags }
    }

    #[test]
    fn nested_outlines_become_tags_and_damage_is_passed_over() {
        let list = "<?xml version='1.0'?><OPML version='1.1'><head><title>Mine</title></head><body>\
            <outline text='World'><outline text='Nordic &amp; near'>\
            <outline text='Holm' xmlUrl='https://holm.example/a?b=1&c=2' category='/World,calm'/></outline>\
            <outline title='Lind' text='x' xmlurl='http://lind.example/'/></outline>\
            <outline text='run' xmlUrl='exec:ls'/><outline xmlUrl='|ls'/>\
            <outline text='Holm' xmlUrl='https://holm.example/b' filterCmd='sh&#10;-c x' description='calm'/>\
            <outline text='Meridian' type='rss' url='https://meridian.example/'>";
        let List { feeds, left_out } = read(list.as_bytes()).unwrap();
        assert_eq!(
            feeds,
            [
                outline("https://holm.example/a?b=1&c=2", Some("Holm"), &["World", "Nordic & near", "calm"]),
                outline("http://lind.example/", Some("Lind"), &["World"]),
                outline("https://holm.example/b", Some("Holm"), &[]),
                outline("https://meridian.example/", Some("Meridian"), &[]),
            ]
        );
        let no_commands = "only addresses of http and https are, no commands";
        assert_eq!(
            left_out,
            [
                format!("run (exec:ls): {no_commands}"),
                format!("|ls: {no_commands}"),
                "Holm: filterCmd (sh -c x): no command of a list is run".to_owned(),
            ]
        );
        assert_eq!(read(b"<rss><channel/></rss>"), Err(NotAList));
        assert_eq!(read(b""), Err(NotAList));
    }

    #[test]
    fn a_list_that_is_written_reads_the_same() {
        let feeds = [
            outline("https://meridian.example/?a=1&b=2", Some("Meridian <\"daily\">"), &[]),
            outline("https://holm.example/", Some("Holm"), &["World", "calm", "morning"]),
            outline("https://lind.example/", Some("Lind"), &["World"]),
        ];
        assert_eq!(
            read(write(&feeds).as_bytes()).unwrap(),
            List { feeds: feeds.to_vec(), left_out: Vec::new() }
        );
    }
}
