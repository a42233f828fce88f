//! Datelines of Chinese, Japanese and Korean agencies: `新华社北京12月13日电`, `【北京共同】`, `(서울=연합뉴스)`.

use std::ops::Range;

use super::line::Draft;
use super::place::Named;
use super::{MonthDay, Via, agency, date};
use crate::article::scan::{is_cjk, line_end, number_at, peek, skip_blanks};
use crate::place;

/// A wire head is at most this many bytes long.
const LONGEST: usize = 160;

/// A dateline of these shapes at `pos`.
pub(super) fn at(text: &str, pos: usize) -> Option<Draft> {
    let stop = crate::article::scan::floor(text, line_end(text, pos).min(pos + LONGEST));
    match peek(text, pos)? {
        c @ ('（' | '(' | '【' | '[' | '［' | '〔') => in_brackets(text, pos + c.len_utf8(), stop, pos),
        _ => chinese(text, pos, stop).or_else(|| dashed(text, pos, stop)),
    }
}

/// `函館、4月30日 — `: a place, the day and a dash, without an agency.
fn dashed(text: &str, pos: usize, stop: usize) -> Option<Draft> {
    let comma = text[pos..stop].char_indices().take(9).find(|(_, c)| matches!(c, '、' | '，'));
    let (i, mark) = comma.filter(|(i, _)| *i > 0 && text[pos..pos + i].chars().all(is_cjk))?;
    let found = date::at(text, skip_blanks(text, pos + i + mark.len_utf8()), "zh")?;
    let end = after_dash(text, found.end);
    let places = vec![qualified(text, pos..pos + i)];
    (end > found.end).then_some(Draft {
        start: pos,
        end,
        places,
        day: found.day,
        agency: None,
        via: Via::Date,
    })
}

/// `新华社莫斯科1月29日电（记者…）`, `路透北京12月13日 -`, `新华社快讯：`; a stray figure before it is passed over.
fn chinese(text: &str, pos: usize, stop: usize) -> Option<Draft> {
    let start = number_at(text, pos, 2).map_or(pos, |n| n.1);
    let Some((agency, length)) = agency::cjk_prefix(&text[start..stop]) else {
        return unsigned(text, start, stop);
    };
    let after = start + length;
    let digit = text[after..stop].char_indices().find(|(_, c)| c.is_numeric()).map(|(i, _)| after + i);
    let name = agency.name.to_owned();
    let draft =
        |places, day, end| Draft { start, end, places, day, agency: Some(name.clone()), via: Via::Agency };
    if let Some(digit) = digit
        && let Some((day, end)) = wire_date(text, digit)
    {
        let end = after_wire_word(text, end, stop)?;
        let places = places(text, without_reporter(text, after..digit));
        return Some(draft(places, day, end));
    }
    let flash = ["快讯", "快訊", "消息"].into_iter().find(|w| text[after..stop].starts_with(w))?;
    let end = after + flash.len();
    let end = peek(text, end).filter(|c| matches!(c, '：' | ':')).map_or(end, |c| end + c.len_utf8());
    Some(draft(Vec::new(), None, end))
}

/// `本报北京8月30日电（记者…）`, `新加坡17日讯`: a paper's own, without an agency.
fn unsigned(text: &str, start: usize, stop: usize) -> Option<Draft> {
    const HOUSE: [&str; 6] = ["本报", "本報", "本社", "本网", "本台", "本刊"];
    let house = HOUSE.iter().find(|w| text[start..stop].starts_with(**w)).map_or(0, |w| w.len());
    let digit = text[start..stop].char_indices().find(|(_, c)| c.is_numeric()).map(|(i, _)| start + i)?;
    let (day, end) = wire_date(text, digit)?;
    let places = places(text, start + house..digit);
    let known =
        places.first().is_some_and(|p| house > 0 || !place::candidates(&text[p.span.clone()]).is_empty());
    let rest = &text[end..stop.max(end)];
    let word = ["讯", "訊", "电", "電"].into_iter().find(|w| rest.starts_with(*w))?;
    let end = after_wire_word(text, end, stop).unwrap_or(end + word.len());
    known.then_some(Draft { start, end, places, day, agency: None, via: Via::Date })
}

/// `〔記者王大同／台南報導〕`: a reporter, a place and the word for report.
fn reported(text: &str, part: &Range<usize>, whole: (usize, usize)) -> Option<Draft> {
    let body = &text[part.clone()];
    let head = ["記者", "记者"].into_iter().find(|w| body.starts_with(*w))?;
    let tail = ["報導", "报道", "報道"].into_iter().find(|w| body.ends_with(*w))?;
    let slash = body.rfind(['／', '/'])?;
    let from = part.start + slash + body[slash..].chars().next()?.len_utf8();
    let to = part.end - tail.len();
    let places = if slash > head.len() && from < to { places(text, from..to) } else { Vec::new() };
    let known = places.first().is_some_and(|p| !place::find(&text[p.span.clone()]).is_empty());
    known.then_some(Draft { start: whole.0, end: whole.1, places, day: None, agency: None, via: Via::Caps })
}

/// `12月13日`, or the day alone as Taiwan's wires have it: `27日`.
fn wire_date(text: &str, pos: usize) -> Option<(Option<MonthDay>, usize)> {
    if let Some(found) = date::at(text, pos, "zh") {
        return Some((found.day, found.end));
    }
    let (_, end, _) = number_at(text, pos, 2)?;
    text[end..].starts_with('日').then(|| (None, end + '日'.len_utf8()))
}

/// `电`, `专电`, `電`, and the bracket with the reporter's name after it; or a dash.
fn after_wire_word(text: &str, pos: usize, stop: usize) -> Option<usize> {
    let rest = &text[pos..stop.max(pos)];
    let word = rest
        .char_indices()
        .take(6)
        .find(|(_, c)| matches!(c, '电' | '電'))
        .map(|(i, c)| pos + i + c.len_utf8());
    let word =
        word.or_else(|| ["讯", "訊", "消息"].iter().find(|w| rest.starts_with(**w)).map(|w| pos + w.len()));
    let Some(end) = word else {
        let dash = skip_blanks(text, pos);
        let c = peek(text, dash).filter(|c| matches!(c, '-' | '—' | '–'))?;
        return Some(dash + c.len_utf8());
    };
    let open = skip_blanks(text, end);
    match peek(text, open) {
        Some('（' | '(') => {
            let inside = open + peek(text, open).map_or(0, char::len_utf8);
            let close = text[inside..line_end(text, inside)]
                .char_indices()
                .take(60)
                .find(|(_, c)| matches!(c, '）' | ')'));
            Some(close.map_or(end, |(i, c)| inside + i + c.len_utf8()))
        }
        _ => Some(end),
    }
}

/// `記者劉世怡台北` → `台北`: a reporter's name before the place, two to four characters.
fn without_reporter(text: &str, range: Range<usize>) -> Range<usize> {
    let part = &text[range.clone()];
    let Some(i) = ["记者", "記者"].into_iter().find_map(|w| part.find(w).map(|i| i + w.len())) else {
        return range;
    };
    let rest = range.start + i;
    let steps: Vec<usize> = text[rest..range.end].char_indices().map(|(i, _)| rest + i).collect();
    let known = [3, 2, 4]
        .into_iter()
        .filter_map(|n| steps.get(n))
        .find(|p| !place::find(&text[**p..range.end]).is_empty());
    known.or_else(|| steps.get(3)).map_or(range.clone(), |p| *p..range.end)
}

/// The places of a run of characters, parted by `、`, `·`, `／`; a province or country before a town is its qualifier.
fn places(text: &str, range: Range<usize>) -> Vec<Named> {
    let mut out = Vec::new();
    let mut start = range.start;
    let parts = |c: char| matches!(c, '、' | '·' | '／' | '/' | '，' | '・') || c.is_whitespace();
    let marks = text[range.clone()].char_indices().filter(|(_, c)| parts(*c));
    let ends: Vec<(usize, usize)> =
        marks.map(|(i, c)| (range.start + i, c.len_utf8())).chain([(range.end, 0)]).collect();
    for (end, width) in ends {
        if end > start && text[start..end].chars().all(|c| c.is_alphanumeric() || matches!(c, '＝' | 'ー'))
        {
            out.push(qualified(text, start..end));
        }
        start = end + width;
    }
    out
}

/// `德国波恩` → `波恩` in 德国, where the gazetteer knows the halves and not the whole.
fn qualified(text: &str, range: Range<usize>) -> Named {
    let whole = &text[range.clone()];
    let cuts = whole.char_indices().map(|(i, _)| range.start + i).skip(2);
    let halves = |cut: usize| {
        let (front, back) = (&text[range.start..cut], &text[cut..range.end]);
        let land = place::Country::named(front).is_some() || place::region(front).is_some();
        land && back.chars().count() >= 2
    };
    if place::find(whole).is_empty() && place::Country::named(whole).is_none() {
        let mut cuts = cuts;
        if let Some(cut) = cuts.find(|cut| halves(*cut)) {
            let area = range.start..cut;
            return Named { span: cut..range.end, qualifiers: vec![area] };
        }
    }
    Named { span: range, qualifiers: Vec::new() }
}

/// `【北京共同】`, `【12月13日 AFP】`, `[東京 ２６日 ロイター] -`, `(서울=연합뉴스) … 기자 =`, `（路透巴黎23日電）`.
fn in_brackets(text: &str, inside: usize, stop: usize, start: usize) -> Option<Draft> {
    let opener = peek(text, start)?;
    let close =
        text[inside..stop].char_indices().find(|(_, c)| matches!(c, '】' | ']' | ')' | '）' | '］' | '〕'));
    let (i, closer) = close?;
    let (part, end) = (inside..inside + i, inside + i + closer.len_utf8());
    let body = &text[part.clone()];
    let eastern = body.chars().any(is_cjk) || (opener == '【' && text[end..].starts_with(is_cjk));
    if !eastern {
        return None;
    }
    if let Some(draft) = reported(text, &part, (start, end)) {
        return Some(draft);
    }
    let wired =
        body.ends_with(['電', '电', '讯', '訊', '日']) || body.ends_with("報導") || body.ends_with("报道");
    let bracketed =
        if body.ends_with('日') { dated_end(text, inside, part.end) } else { chinese(text, inside, end) };
    if let Some(mut draft) = bracketed.filter(|_| wired) {
        (draft.start, draft.end) = (start, end);
        return Some(draft);
    }
    if let Some(eq) = body.find(['=', '＝']).map(|i| part.start + i) {
        return equals(text, part.start..eq, part.end, (start, end), opener);
    }
    let (agency, length) = if let Some(found) = agency::cjk_suffix(body) {
        found
    } else {
        let word = body.rsplit([' ', '　']).next().filter(|w| w.len() < body.len())?;
        (agency::named(word)?, word.len())
    };
    let places_end = part.end - length;
    let (places, day) = japanese(text, part.start..places_end);
    let end = after_dash(text, end);
    Some(Draft { start, end, places, day, agency: Some(agency.name.to_owned()), via: Via::Agency })
}

/// `新華社北京3月4日` with nothing after the day.
fn dated_end(text: &str, start: usize, stop: usize) -> Option<Draft> {
    let (agency, length) = agency::cjk_prefix(&text[start..stop])?;
    let digit = text[start..stop].char_indices().find(|(_, c)| c.is_numeric()).map(|(i, _)| start + i)?;
    let (day, end) = wire_date(text, digit).filter(|(_, end)| *end == stop)?;
    let places = places(text, start + length..digit);
    Some(Draft { start, end, places, day, agency: Some(agency.name.to_owned()), via: Via::Agency })
}

/// `東京 ２６日 ` and `12月13日 `: places, and the day where its month stands there.
fn japanese(text: &str, range: Range<usize>) -> (Vec<Named>, Option<MonthDay>) {
    let digit =
        text[range.clone()].char_indices().find(|(_, c)| c.is_numeric()).map(|(i, _)| range.start + i);
    let Some(digit) = digit else { return (places(text, range), None) };
    let day = wire_date(text, digit).and_then(|(day, _)| day);
    (places(text, range.start..digit), day)
}

/// `서울=연합뉴스`, and the reporters to the next `=`; `ニューヨーク=田中太郎` has no agency.
fn equals(
    text: &str,
    left: Range<usize>,
    close: usize,
    whole: (usize, usize),
    opener: char,
) -> Option<Draft> {
    let right = text[left.end..close].trim_start_matches(['=', '＝']);
    let agency = agency::named(right.trim()).map(|a| a.name.to_owned());
    if agency.is_none() && opener != '【' {
        return None;
    }
    let places = places(text, left);
    let line = &text[whole.1..line_end(text, whole.1)];
    let reporters =
        line.char_indices().take(60).find(|(_, c)| matches!(c, '=' | '＝')).filter(|_| opener != '【');
    let end = reporters.map_or(whole.1, |(i, c)| whole.1 + i + c.len_utf8());
    let via = if agency.is_some() { Via::Agency } else { Via::Caps };
    (!places.is_empty()).then_some(Draft { start: whole.0, end, places, day: None, agency, via })
}

fn after_dash(text: &str, pos: usize) -> usize {
    let next = skip_blanks(text, pos);
    peek(text, next).filter(|c| matches!(c, '-' | '－' | '―' | '—')).map_or(pos, |c| next + c.len_utf8())
}
