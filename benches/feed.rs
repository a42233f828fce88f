//! What a feed of fifty thousand items costs from its bytes to its stories in a library, beside reading the same XML
//! with bare quick-xml in the same run. CPU time of the whole program, since parsing and storing run on two threads.
//!
//! `cargo bench --bench feed`, or with another number of items: `… -- 5000`.

#![allow(clippy::print_stdout, reason = "a bench prints what it measured")]

use std::fmt::Write as _;
use std::hint::black_box;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::Duration;

use dateline::format::feed;
use dateline::import::Import;
use dateline::store::Library;
use quick_xml::Reader;
use quick_xml::events::Event;
use rustix::time::{ClockId, clock_gettime};

fn main() {
    let items = std::env::args().skip(1).find_map(|arg| arg.parse().ok()).unwrap_or(50_000);
    let xml = generated(items);
    println!("{items} items, {} bytes", xml.len());
    let bare = cpu_of(|| black_box(events(&xml)));
    row("bare quick-xml", items, bare, bare);
    let read =
        cpu_of(|| assert_eq!(feed::read(xml.as_bytes(), None).map_or(0, |feed| feed.items.len()), items));
    row("items", items, read, bare);

    let dir = tempfile::tempdir().expect("a folder");
    let file = dir.path().join("feed.xml");
    std::fs::write(&file, &xml).expect("room for the feed");
    for (what, index) in [("stories stored", false), ("stored and indexed", true)] {
        let mut library = Library::open_for_import(&dir.path().join(what)).expect("a library");
        if index {
            library.open_index().expect("an index");
        }
        let stop = Arc::new(AtomicBool::new(false));
        let import = Import { library: &mut library, format: None, stop, again: false };
        let mut new = 0;
        let took = cpu_of(|| new = import.run(vec![file.clone()], &mut |_| {}).expect("an import").new);
        assert_eq!(new, items as u64);
        row(what, items, took, bare);
    }
}

fn generated(items: usize) -> String {
    const TOWNS: [&str; 5] = ["OSLO", "LISBON", "NAIROBI", "LIMA", "OSAKA"];
    let mut xml = "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>Meridian</title>\n".to_owned();
    for item in 0..items {
        let town = TOWNS[item % TOWNS.len()];
        // Writing to a string cannot fail.
        let _ = writeln!(
            xml,
            "<item><title>Harbour {item} reopens</title><link>https://meridian.example/{item}</link><guid>holm:{item}</guid>\
             <pubDate>Tue, 05 Mar 2024 09:{:02}:00 GMT</pubDate><description>&lt;p&gt;{town} (Meridian) -- The harbour \
             reopened after the storm of the week before, number {item} of its kind.&lt;/p&gt;&lt;p&gt;\"It rained and \
             rained,\" said Jo Lind, who runs it.&lt;/p&gt;</description></item>",
            item % 60
        );
    }
    xml + "</channel></rss>\n"
}

fn events(xml: &str) -> usize {
    let mut reader = Reader::from_str(xml);
    let mut events = 0;
    while !matches!(reader.read_event().expect("good XML"), Event::Eof) {
        events += 1;
    }
    events
}

fn cpu_of<T>(work: impl FnOnce() -> T) -> Duration {
    let before = cpu();
    work();
    cpu().saturating_sub(before)
}

fn cpu() -> Duration {
    let time = clock_gettime(ClockId::ProcessCPUTime);
    Duration::new(time.tv_sec as u64, time.tv_nsec as u32)
}

fn row(what: &str, items: usize, took: Duration, bare: Duration) {
    println!(
        "{what:<20} {:8.3} s of CPU {:10.0} items a second, {:7.1} times bare quick-xml",
        took.as_secs_f64(),
        items as f64 / took.as_secs_f64(),
        took.as_secs_f64() / bare.as_secs_f64()
    );
}
