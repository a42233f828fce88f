//! The interchange form: one JSON object a line in, the parsed story out. All offsets out are Unicode code points.

use chrono::{DateTime, Datelike, NaiveDate, Utc};
use serde::Serialize;
use serde_json::{Map, Value};

use super::{Article, Dateline, Desk, Part, Quote, RawCopy, Span, Via};

/// An input line understood.
#[derive(Debug, Clone, PartialEq)]
pub struct Received {
    pub copy: RawCopy,
    /// As it was sent, string or number; null when absent.
    pub id: Value,
}

/// An input line that cannot be parsed.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[error("{reason}")]
pub struct Refused {
    /// The line's id where it could be read, else null.
    pub id: Value,
    pub reason: String,
}

/// Reads an input object; keys other than those of [`RawCopy`] are ignored.
pub fn read(line: &str) -> Result<Received, Refused> {
    let refuse = |id: &Value, reason: String| Refused { id: id.clone(), reason };
    let value: Value = serde_json::from_str(line.trim_start_matches('\u{feff}'))
        .map_err(|e| refuse(&Value::Null, format!("not a JSON object: {e}")))?;
    let Value::Object(object) = value else {
        return Err(refuse(&Value::Null, "not a JSON object: write one object a line".to_owned()));
    };
    let id = object.get("id").cloned().unwrap_or(Value::Null);
    let Some(Value::String(text)) = object.get("text") else {
        return Err(refuse(&id, "no `text`: give the story's copy as a string".to_owned()));
    };
    let word = |key: &str| object.get(key).and_then(Value::as_str).map(str::to_owned);
    let (date, moment) = day(&object, "date");
    let published = day(&object, "published");
    let moment = published.1.or(moment);
    let copy = RawCopy {
        id: name_of(&id),
        text: text.clone(),
        title: word("title"),
        // One clock for all sources: where the moment is known, its day is the day in UTC.
        date: moment.map(|moment| moment.date_naive()).or(date).or(published.0),
        published: moment,
        lang: word("lang"),
        source: word("source"),
        url: word("url"),
        desk: object.get("desk").and_then(Desk::read),
        markup: None,
    };
    Ok(Received { copy, id })
}

/// [`read`], when only the copy is wanted.
pub fn read_line(line: &str) -> Result<RawCopy, String> {
    read(line).map(|r| r.copy).map_err(|r| r.reason)
}

/// The output line for line `number` (1-based) of an input, and whether it could be parsed. A desk is no input here.
pub fn answer(line: &str, number: usize) -> (String, bool) {
    match read(line) {
        Ok(Received { copy, id }) => (write_as(&id, &super::parse(RawCopy { desk: None, ..copy })), true),
        Err(refused) => {
            let error = format!("line {number}: {}", refused.reason);
            (serde_json::json!({"id": refused.id, "error": error}).to_string(), false)
        }
    }
}

fn name_of(id: &Value) -> Option<String> {
    match id {
        Value::String(s) => Some(s.clone()),
        Value::Number(n) => Some(n.to_string()),
        _ => None,
    }
}

/// A day, or an RFC 3339 moment: its day where it was written, and the moment.
fn day(object: &Map<String, Value>, key: &str) -> (Option<NaiveDate>, Option<DateTime<Utc>>) {
    let Some(written) = object.get(key).and_then(Value::as_str).map(str::trim) else { return (None, None) };
    if let Ok(moment) = DateTime::parse_from_rfc3339(written) {
        let utc = moment.with_timezone(&Utc);
        let plain =
            [moment.date_naive(), utc.date_naive()].into_iter().all(|day| YEARS.contains(&day.year()));
        return if plain { (Some(moment.date_naive()), Some(utc)) } else { (None, None) };
    }
    let day = NaiveDate::parse_from_str(written, "%Y-%m-%d").ok();
    (day.filter(|day| YEARS.contains(&day.year())), None)
}

/// Years that `YYYY` can write.
const YEARS: std::ops::RangeInclusive<i32> = 1..=9999;

/// Byte offsets to code points, after one pass over the text.
struct Offsets {
    /// Whether the text is ASCII: then the two are the same.
    plain: bool,
    /// Code points before every 64th byte.
    marks: Vec<u32>,
}

const STRIDE: usize = 64;

impl Offsets {
    fn new(text: &str) -> Offsets {
        if text.is_ascii() {
            return Offsets { plain: true, marks: Vec::new() };
        }
        let mut marks = Vec::with_capacity(text.len() / STRIDE + 1);
        let mut count = 0;
        for (i, byte) in text.bytes().enumerate() {
            if i % STRIDE == 0 {
                marks.push(count);
            }
            count += u32::from(byte & 0xc0 != 0x80);
        }
        Offsets { plain: false, marks }
    }

    fn of(&self, text: &str, byte: usize) -> usize {
        if self.plain {
            return byte;
        }
        let mark = (byte / STRIDE).min(self.marks.len().saturating_sub(1));
        let before = self.marks.get(mark).map_or(0, |c| *c as usize);
        let rest = text.as_bytes().get(mark * STRIDE..byte).unwrap_or_default();
        before + rest.iter().filter(|b| **b & 0xc0 != 0x80).count()
    }
}

#[derive(Serialize)]
struct Out<'a> {
    id: &'a Value,
    headline: HeadlineOut<'a>,
    date: Option<NaiveDate>,
    lang: &'a str,
    byline: Option<Mention<'a>>,
    dateline: Option<DatelineOut<'a>>,
    countries: Vec<AboutOut<'a>>,
    paragraphs: Vec<Range>,
    quotes: Vec<QuoteOut<'a>>,
    notes: Vec<Mention<'a>>,
}

#[derive(Serialize)]
struct HeadlineOut<'a> {
    text: &'a str,
    derived: bool,
}

#[derive(Serialize)]
struct Range {
    start: usize,
    end: usize,
}

#[derive(Serialize)]
struct Mention<'a> {
    start: usize,
    end: usize,
    text: &'a str,
}

#[derive(Serialize)]
struct DatelineOut<'a> {
    start: usize,
    end: usize,
    day: Option<String>,
    agency: Option<&'a str>,
    places: Vec<PlaceOut<'a>>,
    country: Option<String>,
    via: &'static str,
}

#[derive(Serialize)]
struct PlaceOut<'a> {
    start: usize,
    end: usize,
    text: &'a str,
    country: Option<String>,
    lat: Option<f32>,
    lon: Option<f32>,
}

#[derive(Serialize)]
struct AboutOut<'a> {
    code: &'a str,
    score: f32,
    because: Vec<BecauseOut>,
}

#[derive(Serialize)]
struct BecauseOut {
    start: usize,
    end: usize,
    kind: &'static str,
}

#[derive(Serialize)]
struct QuoteOut<'a> {
    start: usize,
    end: usize,
    text: &'a str,
    confidence: f32,
    cue: Option<Mention<'a>>,
    speaker: Option<SpeakerOut<'a>>,
}

#[derive(Serialize)]
struct SpeakerOut<'a> {
    start: usize,
    end: usize,
    text: &'a str,
    name: Option<&'a str>,
}

/// The input keys before the output keys of an exported story; `id`, `date` and `lang` stand among the latter.
#[derive(Serialize)]
struct Exported<'a> {
    text: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    published: Option<DateTime<Utc>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    source: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    desk: Option<&'a Desk>,
    #[serde(flatten)]
    out: Out<'a>,
}

/// Makes the parts of the output object of one article.
struct Maker<'a> {
    article: &'a Article,
    offsets: Offsets,
    /// Code points before the article in the text that offsets count in.
    base: usize,
}

impl<'a> Maker<'a> {
    fn new(article: &'a Article, base: usize) -> Maker<'a> {
        Maker { article, offsets: Offsets::new(&article.copy.text), base }
    }

    fn at(&self, byte: usize) -> usize {
        self.base + self.offsets.of(&self.article.copy.text, byte)
    }

    fn range(&self, span: Span) -> Range {
        Range { start: self.at(span.start()), end: self.at(span.end()) }
    }

    fn mention(&self, span: Span) -> Mention<'a> {
        let Range { start, end } = self.range(span);
        Mention { start, end, text: span.of(&self.article.copy.text) }
    }

    fn out(&self, id: &'a Value) -> Out<'a> {
        let a = self.article;
        Out {
            id,
            headline: HeadlineOut { text: &a.headline.text, derived: a.headline.derived },
            date: a.date,
            lang: &a.lang,
            byline: a.byline.map(|b| self.mention(b.span)),
            dateline: a.dateline.as_ref().filter(|d| d.via != Via::Located).map(|d| self.dateline(d)),
            countries: a.countries.iter().map(|c| self.about(c)).collect(),
            paragraphs: a.paragraphs.iter().map(|p| self.range(*p)).collect(),
            quotes: a.quotes.iter().map(|q| self.quote(q)).collect(),
            notes: a.notes.iter().map(|n| Mention { text: &n.text, ..self.mention(n.span) }).collect(),
        }
    }

    fn dateline(&self, d: &'a Dateline) -> DatelineOut<'a> {
        let Range { start, end } = self.range(d.span);
        let code = |c: crate::place::Country| c.code().to_owned();
        let places = d.places.iter().enumerate().map(|(i, p)| {
            let Mention { start, end, text } = self.mention(p.span);
            let country = p.place.map(|p| p.country).or(d.country.filter(|_| i == 0)).map(code);
            PlaceOut { start, end, text, country, lat: p.place.map(|p| p.lat), lon: p.place.map(|p| p.lon) }
        });
        DatelineOut {
            start,
            end,
            day: d.day.map(|m| format!("{:02}-{:02}", m.month, m.day)),
            agency: d.agency.as_deref(),
            places: places.collect(),
            country: d.country.map(code),
            via: d.via.name(),
        }
    }

    fn about(&self, about: &'a super::About) -> AboutOut<'a> {
        let because = about.because.iter().map(|b| {
            let Range { start, end } = self.range(b.span);
            let kind = match b.part {
                Part::Dateline => "dateline",
                Part::Headline => "headline",
                Part::Lede => "lede",
                Part::Body => "body",
            };
            BecauseOut { start, end, kind }
        });
        AboutOut { code: about.country.code(), score: about.score, because: because.collect() }
    }

    fn quote(&self, q: &'a Quote) -> QuoteOut<'a> {
        let Mention { start, end, text } = self.mention(q.span);
        let speaker = q.speaker.as_ref().map(|s| {
            let Mention { start, end, text } = self.mention(s.span);
            SpeakerOut { start, end, text, name: s.name.as_deref() }
        });
        QuoteOut { start, end, text, confidence: q.confidence, cue: q.cue.map(|c| self.mention(c)), speaker }
    }
}

fn id_of(article: &Article) -> Value {
    article.copy.id.clone().map_or(Value::Null, Value::String)
}

/// The output object as one line of JSON, its keys in the documented order; the id as in the copy.
pub fn write(article: &Article) -> String {
    write_as(&id_of(article), article)
}

/// [`write()`] with the id as it was received.
pub fn write_as(id: &Value, article: &Article) -> String {
    json(&Maker::new(article, 0).out(id))
}

/// [`write()`] for an article that stands in a longer text, `base` code points behind its beginning: offsets count there.
pub fn write_at(base: usize, article: &Article) -> String {
    json(&Maker::new(article, base).out(&id_of(article)))
}

/// The input keys and the output keys in one line of JSON, so that it can be imported again.
pub fn write_exported(article: &Article) -> String {
    let id = id_of(article);
    let copy = &article.copy;
    json(&Exported {
        text: &copy.text,
        title: copy.title.as_deref(),
        published: copy.published,
        source: copy.source.as_deref(),
        url: copy.url.as_deref(),
        desk: copy.desk.as_deref(),
        out: Maker::new(article, 0).out(&id),
    })
}

fn json(value: &impl Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_that_are_no_story_say_why_and_keep_their_id() {
        for (line, id, says) in [
            ("{", Value::Null, "not a JSON object"),
            ("[1]", Value::Null, "one object a line"),
            (r#"{"id": 7}"#, Value::from(7), "no `text`"),
            (r#"{"id": "a", "text": 3}"#, Value::from("a"), "no `text`"),
        ] {
            let refused = read(line).err();
            assert_eq!(refused.as_ref().map(|r| r.id.clone()), Some(id));
            assert!(refused.is_some_and(|r| r.reason.contains(says)), "{line}");
        }
        let (out, ok) = answer("{\"id\": 7}", 3);
        assert!(!ok && out.contains("line 3: "));
    }

    #[test]
    fn ids_come_back_as_they_were_sent() {
        for id in ["7", "\"7\"", "null"] {
            let (out, ok) = answer(&format!("{{\"id\": {id}, \"text\": \"x\", \"other\": [1]}}"), 1);
            assert!(ok && out.starts_with(&format!("{{\"id\":{id},")), "{out}");
        }
    }

    #[test]
    fn a_date_may_be_a_moment_and_its_day_is_that_in_utc() {
        let copy = read_line(r#"{"text": "x", "date": "2025-03-14T23:30:00-03:00"}"#).unwrap();
        assert_eq!(copy.date.map(|d| d.to_string()).as_deref(), Some("2025-03-15"));
        assert_eq!(copy.published.map(|d| d.to_rfc3339()).as_deref(), Some("2025-03-15T02:30:00+00:00"));
    }
}
