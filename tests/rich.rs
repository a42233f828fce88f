//! Stories that came as HTML: how they stand on a page.

use dateline::article::{RawCopy, parse};
use dateline::format::html;
use dateline::page::{self, Page, Role, Setting};

fn story(source: &str) -> RawCopy {
    RawCopy {
        markup: html::markup(source, None),
        title: Some("Rain falls on Holm".to_owned()),
        ..RawCopy::from_text(html::paragraphs(source))
    }
}

fn set(source: &str, setting: Setting<'_>) -> Page {
    page::set(&parse(story(source)), setting)
}

/// The lines behind the head. Around what is not running text stand signs: `*strong*`, `/emphasis/`, `` `code` ``,
/// `<link>`, `{image}`, `~frame~`, `"` around quotations, `!` around hits.
fn picture(page: &Page) -> Vec<String> {
    let head = page.lines.iter().position(|line| line.runs.is_empty()).map_or(0, |blank| blank + 1);
    page.lines[head..].iter().map(drawn).collect()
}

fn drawn(line: &page::Line) -> String {
    let mut out = String::new();
    for run in &line.runs {
        let sign = match run.role {
            Role::Strong => "*",
            Role::Emphasis => "/",
            Role::Code => "`",
            Role::Frame => "~",
            Role::Image => "|",
            Role::Quote => "\"",
            _ => "",
        };
        let (open, close) = if run.link.is_some() { ("<", ">") } else { ("", "") };
        let hit = if run.hit { "!" } else { "" };
        out.push_str(&[hit, sign, open, &run.text, close, sign, hit].concat());
    }
    if let Some(margin) = &line.margin {
        out.push_str(" -- ");
        out.push_str(margin);
    }
    out
}

fn narrow(measure: usize) -> Setting<'static> {
    Setting { width: measure + 3, measure, ..Setting::default() }
}

#[test]
fn tags_become_roles() {
    for (source, expected) in [
        (
            "<p>Rain <b>fell</b> and <i>fell</i> on <a href=\"https://holm.example/\">the town</a>.</p><p>It <code>stopped</code>.</p>",
            &["Rain *fell* and /fell/ on <the town>~[1]~.", "", "It `stopped`."][..],
        ),
        (
            "<p>Three:</p><ul><li>one <a href=https://a.example/1>x</a></li><li><p>two <a href=https://a.example/2>y</a> <a href=https://a.example/1>z</a></p></li></ul><ol><li>first</li></ol><p>End.</p>",
            &["Three:", "~•~ one <x>~[1]~", "~•~ two <y>~[2]~ <z>~[1]~", "~1.~ first", "", "End."],
        ),
        (
            "<h2>Harbour</h2><p>It is shut.</p><blockquote><p>Nobody sails today and nobody sails tomorrow.</p></blockquote>",
            &["*Harbour*", "", "It is shut.", "", "~│~ Nobody sails today and nobody", "~│~ sails tomorrow."],
        ),
        (
            "<p>Look: <img src=https://a.example/b.png alt='A boat'><img src=https://t.example/p width=1 height=1></p><p>Go.</p>",
            &["Look: |<A boat>|~[1]~", "", "Go."],
        ),
        (
            "<p>Tides:</p><table><tr><th>Port</th><th>Tide</th></tr><tr><td>Holm</td><td>at seven</td></tr></table>",
            &["Tides:", "", "*Port  Tide*", "~───────────────~", "Holm  at seven"],
        ),
        (
            "<pre>if rain {\n    stay();\n}</pre><p>Go.</p>",
            &["`if rain {`", "`    stay();`", "`}`", "", "Go."],
        ),
        (
            "<p>A ─ line | and * a \u{e101} {stand} in <b>[2]</b>.</p>",
            &["A ─ line | and * a \u{fffd} {stand} in *[2]*."],
        ),
    ] {
        assert_eq!(picture(&set(source, narrow(36))), expected, "{source}");
    }
}

#[test]
fn headline_byline_and_dateline_stand_once() {
    let source =
        "<h1>Rain falls on Holm</h1><p>By Jo Lind</p><p><b>OSLO (Meridian)</b> -- Rain <b>fell</b>.</p>";
    let page = set(source, narrow(60));
    assert_eq!(picture(&page), ["Rain *fell*."]);
    let whole = page.plain();
    assert_eq!((whole.matches("Rain falls").count(), whole.matches("Lind").count()), (1, 1), "{whole}");
}

const SPOKEN: &str = "<p>OSLO (Meridian) -- The harbour of <a href=https://holm.example/>Holm</a> is shut.</p>\
    <p>“We <em>wait</em> for the ships, and we wait for <a href=https://holm.example/w>the weather</a>,” said Mayor Anna Holm.</p>\
    <ul><li>“Nobody sails,” said the captain Jo Lind.</li></ul>";

#[test]
fn quotations_names_and_hits_stand_where_they_do_in_plain_text() {
    let words = ["wait".to_owned(), "nobody sails".to_owned()];
    let setting = Setting { width: 100, measure: 60, words: &words, ..Setting::default() };
    let rich = set(SPOKEN, setting);
    let bare = parse(RawCopy { markup: None, ..story(SPOKEN) });
    assert!(bare.quotes.len() == 2 && rich.quotes.len() == 2);
    let plain = page::set(&bare, setting);
    let of = |page: &Page, wanted: &dyn Fn(&page::Run) -> bool| {
        let runs = page.lines.iter().flat_map(|line| &line.runs).filter(|run| wanted(run));
        runs.flat_map(|run| run.text.chars()).filter(|c| !c.is_whitespace()).collect::<String>()
    };
    let wants: [&dyn Fn(&page::Run) -> bool; 5] = [
        &|run| run.role == Role::Quote && run.quote == Some(0),
        &|run| run.role == Role::Quote && run.quote == Some(1),
        &|run| run.role == Role::Speaker,
        &|run| run.role == Role::Cue,
        &|run| run.hit,
    ];
    for (number, wanted) in wants.iter().enumerate() {
        let expected = of(&plain, wanted);
        assert!(!expected.is_empty(), "{number}");
        assert_eq!(of(&rich, wanted), expected, "{number}");
    }
    let names = |page: &Page| page.lines.iter().filter_map(|line| line.margin.clone()).collect::<Vec<_>>();
    assert_eq!(names(&rich), names(&plain));
    assert_eq!(rich.links, ["https://holm.example/", "https://holm.example/w"]);
    for (quote, line) in rich.quotes.iter().enumerate() {
        assert!(rich.lines[*line].runs.iter().any(|run| run.quote == Some(quote)));
    }
}

#[test]
fn a_cell_of_several_lines_is_read_as_one() {
    let source = "<p>Said:</p><table><tr><td>The mayor Anna Holm</td><td>“We wait for the ships and for the weather,” said Anna Holm on Friday.</td></tr>\
        <tr><td>Lind</td><td>nothing at all that anybody would have heard of in this town</td></tr></table>";
    for measure in [76, 40] {
        let page = set(source, narrow(measure));
        let quoted: String = page
            .lines
            .iter()
            .flat_map(|line| &line.runs)
            .filter(|run| run.role == Role::Quote)
            .map(|run| run.text.as_str())
            .collect();
        assert!(
            page.lines.iter().any(|line| line.runs.iter().any(|run| run.role == Role::Frame)),
            "{measure}"
        );
        assert_eq!(
            quoted.split_whitespace().collect::<String>(),
            "“Wewaitfortheshipsandfortheweather,”",
            "{measure}"
        );
    }
}

#[test]
fn what_does_not_fit_the_text_is_shown_as_plain_text() {
    let mut copy = story("<p>Rain <b>fell</b> here.</p>");
    copy.text = "Rain fell there.".to_owned();
    let page = page::set(&parse(copy), narrow(40));
    assert_eq!(picture(&page), ["Rain fell there."]);
    let text = "Rain fell here and it did not stop for three days.";
    let mut copy = RawCopy::from_text(text);
    let plain = page::set(&parse(copy.clone()), narrow(40));
    copy.markup = Some("<table><<><a href=\"".into());
    assert_eq!(page::set(&parse(copy), narrow(40)), plain);
}

#[test]
fn neither_depth_nor_width_stops_a_story() {
    for tag in ["div", "blockquote", "ul><li", "table><tr><td>x<td", "b", "font", "a href=https://a.example/"]
    {
        let source =
            format!("{}<p>Rain <b>fell</b>.</p>", format!("<{tag}>").repeat(100_000 / tag.len() * 2));
        let page = set(&source, narrow(40));
        assert!(page.plain().contains("fell"), "{tag}");
    }
    let cells = "<td>storm</td>".repeat(40);
    let wide = format!("<p>Tides <b>now</b></p><table><tr>{cells}</tr><tr>{cells}</tr></table>");
    for measure in 1..60 {
        let page = set(&wide, narrow(measure));
        assert!(page.lines.iter().all(|line| {
            let columns: usize = line.runs.iter().map(|run| dateline::width::width(&run.text)).sum();
            columns <= page.measure.max(2)
        }));
    }
}

#[test]
fn what_is_set_again_takes_no_noticeable_time() {
    let paragraph = "<p>The <b>harbour</b> of <a href=https://holm.example/x>Holm</a> is <i>shut</i>, “and it stays shut,” said Anna Holm.</p>";
    let article = parse(story(&paragraph.repeat(200_000 / paragraph.len())));
    let before = std::time::Instant::now();
    let page = page::set(&article, narrow(72));
    let took = before.elapsed();
    assert!(page.lines.iter().any(|line| line.runs.iter().any(|run| run.link.is_some())));
    // A build without optimisation on a busy machine; a quadratic step would take minutes.
    assert!(took.as_secs() < 20, "{took:?}");
    let plain = parse(RawCopy { markup: None, ..article.copy.clone() });
    let before = std::time::Instant::now();
    page::set(&plain, narrow(72));
    eprintln!("200 KB of markup: {took:?}, plain {:?}", before.elapsed());
}
