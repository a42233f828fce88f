//! The markup of stories: kept beside the text, and nothing that tells stories apart.

use dateline::article::{RawCopy, parse};
use dateline::listing::Added;

use crate::builder::{ids, library};

fn story(text: &str, markup: Option<&str>) -> dateline::article::Article {
    let id = Some("a".to_owned());
    parse(RawCopy { id, markup: markup.map(Into::into), ..RawCopy::from_text(text) })
}

#[test]
fn markup_comes_back_with_its_text_and_goes_with_it() {
    let (_dir, mut library) = library();
    let markup = |library: &dateline::store::Library| library.story(ids([1])[0]).unwrap().article.copy.markup;
    let kept = |new, changed, known| Added { new, changed, known, gone: 0 };
    let bold = Some("Rain <strong>fell</strong>.");
    assert_eq!(library.add(&[story("Rain fell.", bold)]).unwrap(), kept(1, 0, 0));
    assert_eq!(markup(&library).as_deref(), bold);
    // The same words are the same story, however they are marked up.
    assert_eq!(library.add(&[story("Rain fell.", Some("<em>Rain</em> fell."))]).unwrap(), kept(0, 0, 1));
    assert_eq!(markup(&library).as_deref(), bold);
    let snow = Some("<em>Snow</em> fell.");
    assert_eq!(library.add(&[story("Snow fell.", snow)]).unwrap(), kept(0, 1, 0));
    assert_eq!(markup(&library).as_deref(), snow);
    assert_eq!(library.add(&[story("Hail fell.", None)]).unwrap(), kept(0, 1, 0));
    assert_eq!(markup(&library), None);
}
