//! The generated pages of docs/ are what the code would write today; `DATELINE_WRITE_DOCS=1` writes them.

use std::path::Path;

fn keep(name: &str, page: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs").join(name);
    if std::env::var_os("DATELINE_WRITE_DOCS").is_some() {
        std::fs::write(&path, page).expect("docs/ stands in the working tree");
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default().replace("\r\n", "\n");
    assert!(kept == page, "docs/{name} is stale; run DATELINE_WRITE_DOCS=1 cargo test --test reference");
}

#[test]
fn the_page_of_the_query_language_is_current() {
    keep("query.md", &dateline::query::reference());
}

#[test]
fn the_page_of_the_settings_is_current() {
    keep("config.md", &dateline::config::reference());
}
