//! What a library costs: parsed, stored and indexed, beside tantivy alone on the same words; stored without an index;
//! bytes on disk beside the text; and what a key asks of it, beside one page read from SQLite.
//!
//! `cargo bench --bench library`, or with stories of one's own as JSON Lines: `… -- path/to/stories.jsonl`; how many of
//! them: `… --stories=100000`. An existing library is asked and left as it is: `… --library=path/to/library`.

#![allow(clippy::print_stdout, reason = "a bench prints what it measured")]

#[allow(dead_code, reason = "a bench takes what it needs")]
mod stories;

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::{Duration, Instant};

use chrono::NaiveDate;
use dateline::article::{Article, RawCopy, interchange, parse};
use dateline::import::Import;
use dateline::listing::{Mark, Stretch};
use dateline::query::{self, Query, Sort};
use dateline::store::Library;
use rustix::time::{ClockId, clock_gettime};
use tantivy::schema::{IndexRecordOption, Schema, TextFieldIndexing, TextOptions};
use tantivy::{Index, TantivyDocument};

/// Runs of each question; the median counts.
const RUNS: usize = 15;
/// Rows of a page, as the list asks for them.
const PAGE: usize = 128;
/// Stories marked in one go.
const MANY: usize = 50_000;

fn main() {
    let option = |name: &str| {
        std::env::args().find_map(|arg| arg.strip_prefix(name)?.strip_prefix('=').map(str::to_owned))
    };
    if let Some(library) = option("--library") {
        return ask(Path::new(&library));
    }
    let many = option("--stories").and_then(|many| many.parse().ok()).unwrap_or(2_000);
    let given = std::env::args().skip(1).find(|arg| !arg.starts_with("--"));
    let copies = given.map_or_else(|| sample(many), |path| read(Path::new(&path), many));
    println!("{} stories, {} bytes of text", copies.len(), text(&copies));
    bring_in(&copies);
}

/// The bundled sample again and again, each story another one by its number.
fn sample(many: usize) -> Vec<RawCopy> {
    let stories = stories::stories();
    let numbered = |(number, story): (usize, &RawCopy)| RawCopy {
        id: Some(number.to_string()),
        text: format!("{}\n\nStory {number} of {many}.", story.text),
        ..story.clone()
    };
    stories.iter().cycle().take(many).enumerate().map(numbered).collect()
}

fn read(path: &Path, many: usize) -> Vec<RawCopy> {
    let lines = BufReader::new(File::open(path).expect("a file of stories, one JSON object a line")).lines();
    let lines = lines.take(many).map(|line| line.expect("a line of text"));
    lines.map(|line| interchange::read_line(&line).expect("a story")).collect()
}

fn text(copies: &[RawCopy]) -> usize {
    copies.iter().map(|copy| copy.text.len()).sum()
}

fn bring_in(copies: &[RawCopy]) {
    let many = copies.len() as f64;
    let alone = timed(|| index_alone(copies));
    println!("tantivy alone            {} {:8.0} stories a second", alone, many / alone.wall.as_secs_f64());

    let dir = tempfile::tempdir().expect("a folder");
    let file = dir.path().join("stories.jsonl");
    let lines: Vec<String> = copies.iter().map(line).collect();
    std::fs::write(&file, lines.join("\n")).expect("room for the stories");
    let home = dir.path().join("library");
    let import = timed(|| {
        let mut library = Library::open_for_import(&home).expect("a library");
        library.open_index().expect("an index");
        let stop = Arc::new(AtomicBool::new(false));
        let import = Import { library: &mut library, format: None, stop, again: false };
        let summary = import.run(vec![file.clone()], &mut |_| {}).expect("an import");
        assert_eq!(summary.new as usize, copies.len());
    });
    println!("parsed, stored, indexed  {import} {:8.0} stories a second", many / import.wall.as_secs_f64());
    println!("  against tantivy alone  {:.2} ×", alone.wall.as_secs_f64() / import.wall.as_secs_f64());
    let bytes = Library::open(&home).expect("a library").stats().expect("its figures").bytes;
    println!("on disk, to the text     {:.3}", bytes as f64 / text(copies) as f64);

    let articles: Vec<Article> = copies.iter().cloned().map(parse).collect();
    let home = dir.path().join("store");
    let store = timed(|| {
        let mut library = Library::open_for_import(&home).expect("a library");
        for batch in articles.chunks(500) {
            library.add(batch).expect("a batch");
        }
    });
    println!("stored, no index         {store} {:8.0} stories a CPU second", many / store.cpu.as_secs_f64());
}

/// A copy as one line of JSON Lines.
fn line(copy: &RawCopy) -> String {
    let date = copy.date.map(|date: NaiveDate| date.to_string());
    serde_json::json!({
        "id": copy.id, "text": copy.text, "title": copy.title, "date": date, "source": copy.source, "url": copy.url,
    })
    .to_string()
}

/// Words with positions, headlines, and the first letters of each word: what live search needs at the least, made by
/// tantivy and its own tokenizers.
fn index_alone(copies: &[RawCopy]) {
    use tantivy::tokenizer::{LowerCaser, NgramTokenizer, SimpleTokenizer, TextAnalyzer};
    let mut schema = Schema::builder();
    let words = |tokenizer: &str, record| {
        let indexing = TextFieldIndexing::default().set_tokenizer(tokenizer).set_index_option(record);
        TextOptions::default().set_indexing_options(indexing)
    };
    let positions = IndexRecordOption::WithFreqsAndPositions;
    let body = schema.add_text_field("body", words("words", positions));
    let headline = schema.add_text_field("headline", words("words", positions));
    let start = schema.add_text_field("start", words("starts", IndexRecordOption::Basic));
    let dir = tempfile::tempdir().expect("a folder");
    let index = Index::create_in_dir(dir.path(), schema.build()).expect("an index");
    let analyzer = TextAnalyzer::builder(SimpleTokenizer::default()).filter(LowerCaser).build();
    index.tokenizers().register("words", analyzer);
    let starts = NgramTokenizer::prefix_only(1, 3).expect("one to three letters");
    index.tokenizers().register("starts", starts);
    let mut writer = index.writer_with_num_threads::<TantivyDocument>(1, 50_000_000).expect("a writer");
    for copy in copies {
        let mut document = TantivyDocument::default();
        document.add_text(body, &copy.text);
        document.add_text(headline, copy.title.as_deref().unwrap_or_default());
        let mut seen = std::collections::HashSet::new();
        let letters = copy.text.split(|c: char| !c.is_alphanumeric()).map(|word| {
            let end = word.char_indices().nth(3).map_or(word.len(), |(end, _)| end);
            word[..end].to_lowercase()
        });
        for word in letters.filter(|word| !word.is_empty()) {
            if seen.insert(word.clone()) {
                document.add_text(start, word);
            }
        }
        writer.add_document(document).expect("a document");
    }
    writer.commit().expect("a commit");
    writer.wait_merging_threads().expect("merges");
}

struct Took {
    wall: Duration,
    cpu: Duration,
}

impl std::fmt::Display for Took {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:8.2} s {:8.2} s of CPU", self.wall.as_secs_f64(), self.cpu.as_secs_f64())
    }
}

fn timed(work: impl FnOnce()) -> Took {
    let (start, before) = (Instant::now(), cpu());
    work();
    Took { wall: start.elapsed(), cpu: cpu().saturating_sub(before) }
}

/// CPU time of every thread of this process.
fn cpu() -> Duration {
    let time = clock_gettime(ClockId::ProcessCPUTime);
    Duration::new(time.tv_sec as u64, time.tv_nsec as u32)
}

/// What keys ask of a library: medians, and how many times one newest page from SQLite.
fn ask(dir: &Path) {
    let start = Instant::now();
    let mut library = Library::open(dir).expect("a library");
    let newest = library.page(&Query::default(), Stretch::First, PAGE).expect("a page");
    println!("opened, first page       {:8.2} ms", millis(start.elapsed()));
    let start = Instant::now();
    library.open_index().expect("an index");
    println!("index opened             {:8.2} ms", millis(start.elapsed()));
    println!("{} stories", library.len().expect("a count"));
    let page = |query: &Query| {
        library.page(query, Stretch::First, PAGE).expect("a page");
    };
    let base = median(|| page(&Query::default()));
    row("newest page", base, base);
    row("oldest page", median(|| drop(library.page(&Query::default(), Stretch::Last, PAGE))), base);
    row("a story", median(|| drop(library.story(newest[PAGE / 2].id()))), base);
    for typed in [
        "quokkaveldt",
        "government",
        "the",
        "go*",
        "t*",
        "\"the government\"",
        "country:FR after:2020-01-01 is:unread",
        "is:unread",
        "said:smith",
    ] {
        let asked = query::parse(typed, day(), false).expect("a query");
        let found = library.tally(&asked).expect("counts").stories;
        row(&format!("{typed}: page"), median(|| page(&asked)), base);
        row(&format!("  counts of {found}"), median(|| drop(library.tally(&asked))), base);
    }
    let best = Query { sort: Sort::Relevance, ..query::parse("government", day(), false).expect("a query") };
    row("government by relevance", median(|| page(&best)), base);
    mark(dir, base);
}

/// On a copy of the database: the library stays as it is.
fn mark(dir: &Path, base: Duration) {
    let copy = tempfile::tempdir().expect("a folder");
    std::fs::copy(dir.join("library.db"), copy.path().join("library.db")).expect("room for a copy");
    let mut library = Library::open(copy.path()).expect("a library");
    let all = Query::default();
    let rows = library.page(&all, Stretch::First, MANY).expect("many rows");
    let ids: Vec<_> = rows.iter().map(dateline::listing::Row::id).collect();
    let mut on = false;
    let took = median(|| {
        on = !on;
        library.mark(Mark::Read, on, &ids).expect("marks");
    });
    row(&format!("{} marked, durably", ids.len()), took, base);
    let took = median(|| {
        on = !on;
        library.mark(Mark::Bookmark, on, &ids[..1]).expect("a mark");
    });
    row("one marked, durably", took, base);
}

fn day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 7, 1).expect("a day")
}

fn median(mut work: impl FnMut()) -> Duration {
    let mut once = || {
        let start = Instant::now();
        work();
        start.elapsed()
    };
    once();
    let mut times: Vec<Duration> = (0..RUNS).map(|_| once()).collect();
    times.sort_unstable();
    times[RUNS / 2]
}

fn row(what: &str, took: Duration, base: Duration) {
    println!("{what:<44} {:8.2} ms {:8.1} ×", millis(took), took.as_secs_f64() / base.as_secs_f64());
}

fn millis(took: Duration) -> f64 {
    took.as_secs_f64() * 1e3
}
