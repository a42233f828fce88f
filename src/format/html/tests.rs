//! What a fragment of HTML reads like, in one line and in paragraphs.

use super::{decode, looks_like, paragraphs, plain};

#[test]
fn tags_vanish_and_blocks_become_a_space() {
    for (html, expected) in [
        ("", ""),
        ("one  \n two", "one two"),
        ("<p>one</p><p>two</p>", "one two"),
        ("o<b>n</b>e<br/>two<BR>three", "one two three"),
        ("a<!-- b --><!-- > -->c", "a c"),
        ("a<script>if (1 < 2) {}</script>b<STYLE>c</style >d", "a b d"),
        ("a<script>never closed", "a never closed"),
        ("a<!-- never closed <b>b</b>", "a b"),
        ("a<![CDATA[b]]>c", "a b c"),
        ("<!DOCTYPE html><?php echo 1 ?>a", "a"),
        ("<a title=\"x > y\">b</a>", "b"),
        ("<a title='x>b</a>", "b"),
        ("<a href=\"x\" <b>c</b></a>", "c"),
        ("1 < 2 <3 > 2", "1 < 2 <3 > 2"),
        (
            "&lt;b&gt; &amp;amp; &#65;&#x42; &nbsp;&copy 2020 &notit; &none; & x",
            "<b> &amp; AB © 2020 ¬it; &none; & x",
        ),
        ("&#150;&#0;&#xd800;&#99999999999;", "–\u{fffd}\u{fffd}\u{fffd}"),
        ("<o:p>x</o:p><custom-tag>y</custom-tag>", "xy"),
        ("<", "<"),
        ("</", "</"),
        ("]]", "]]"),
    ] {
        assert_eq!(plain(html), expected, "{html}");
    }
}

#[test]
fn blocks_part_paragraphs_and_breaks_end_lines() {
    for (html, expected) in [
        ("<p>one <i>two</i></p>\n<p>three</p>", "one two\n\nthree"),
        ("one<br>two<br><br>three", "one\ntwo\n\nthree"),
        ("<ul><li>one</li><li>two</li></ul>", "one\n\ntwo"),
        ("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", "a b\n\nc"),
        ("one<div><div><p>two</p></div></div>", "one\n\ntwo"),
        ("<p></p><p> </p>one<p></p>", "one"),
        ("one<br></p>two", "one\n\ntwo"),
    ] {
        assert_eq!(paragraphs(html), expected, "{html}");
    }
}

#[test]
fn only_tags_of_html_and_references_make_it_html() {
    for (text, expected) in [
        ("plain", false),
        ("R&D, 1 < 2 > 0", false),
        ("<harbour> reopens", false),
        ("a <b>b</b>", true),
        ("a &amp; b", true),
        ("a<br/>b", true),
        ("a<!-- b -->", true),
    ] {
        assert_eq!(looks_like(text), expected, "{text}");
    }
}

#[test]
fn neither_depth_nor_damage_costs_more_than_its_length() {
    for html in [
        "<div>".repeat(200_000),
        "<a \"".repeat(200_000),
        "<a href='".repeat(200_000),
        "<!--".repeat(200_000),
        "<script>".repeat(200_000),
        "<style><!--".repeat(100_000),
        "&".repeat(200_000),
        "&#".repeat(200_000),
        "]]".repeat(200_000),
        "<![CDATA[".repeat(100_000),
    ] {
        assert!(plain(&html).len() <= html.len());
        assert!(paragraphs(&html).len() <= html.len());
    }
    assert!(matches!(decode("nothing & nothing"), std::borrow::Cow::Borrowed(_)));
}

#[test]
fn every_name_of_html_is_known() {
    let bare = super::reference::BARE;
    assert!(bare.is_sorted());
    for (name, meant) in
        [("alpha", "α"), ("Gamma", "Γ"), ("NotEqualTilde", "≂̸"), ("CounterClockwiseContourIntegral", "∳")]
    {
        assert_eq!(decode(&format!("&{name};")), meant);
    }
    for name in bare {
        assert_ne!(decode(&format!("&{name} ")), format!("&{name} "));
    }
}
