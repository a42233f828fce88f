//! A story's place in the list as one number, and the ways to walk from one: what SQLite and the index both page by.

use chrono::{DateTime, Datelike, NaiveDate, Utc};

use crate::article::Article;
use crate::listing::{Key, StoryId, Stretch};
use crate::query::Sort;

/// `Key::when` of a story without a date.
pub const UNDATED: i64 = i64::MIN / 2;

pub const DAY: i64 = 24 * 60;

/// Minutes are kept in 32 bits around 1970, which reach 4,000 years either way; 0 is no date.
const BIAS: i64 = 1 << 31;

/// Minutes in the upper half, number in the lower: ascending like [`Key`].
pub fn pack(key: Key) -> u64 {
    let biased = if key.when <= -BIAS || key.when >= BIAS { 0 } else { key.when + BIAS };
    (biased as u64) << 32 | u64::from(key.id.0)
}

pub fn unpack(packed: u64) -> Key {
    let biased = (packed >> 32) as i64;
    let when = if biased == 0 { UNDATED } else { biased - BIAS };
    Key { when, id: StoryId(packed as u32) }
}

/// SQLite has signed numbers only; the order stays.
pub fn to_sql(packed: u64) -> i64 {
    (packed ^ (1 << 63)) as i64
}

pub fn from_sql(stored: i64) -> u64 {
    stored as u64 ^ (1 << 63)
}

/// When a story stands in the list, in minutes: its moment, else the midnight of its day, else [`UNDATED`].
pub fn when(article: &Article) -> i64 {
    let minutes = match (article.copy.published, article.date) {
        (Some(moment), _) => moment.timestamp().div_euclid(60),
        (None, Some(date)) => midnight(date),
        (None, None) => UNDATED,
    };
    if minutes <= -BIAS || minutes >= BIAS { UNDATED } else { minutes }
}

pub fn midnight(date: NaiveDate) -> i64 {
    const CE_TO_1970: i64 = 719_163;
    (i64::from(date.num_days_from_ce()) - CE_TO_1970) * DAY
}

pub fn moment(when: i64) -> Option<DateTime<Utc>> {
    DateTime::from_timestamp(when.checked_mul(60)?, 0)
}

pub fn date(when: i64) -> Option<NaiveDate> {
    moment(when).map(|moment| moment.date_naive())
}

/// Years that the number of a month has room for.
const YEARS: i32 = 5_460;

/// A month in 16 bits; 0 for no date, and for one before the year 0 or after 5459.
pub fn month(when: i64) -> u16 {
    let Some(date) = date(when).filter(|date| (0..YEARS).contains(&date.year())) else { return 0 };
    (date.year() * 12 + date.month0() as i32 + 1) as u16
}

/// The first day of a month by its number.
pub fn first_of(month: u16) -> Option<NaiveDate> {
    let number = i32::from(month.checked_sub(1)?);
    NaiveDate::from_ymd_opt(number / 12, number as u32 % 12 + 1, 1)
}

/// Packed keys of the stories of these days, both ends included; stories without a date are in no range.
pub fn days(from: Option<NaiveDate>, to: Option<NaiveDate>) -> (u64, u64) {
    let low = from.map_or(1 - BIAS, midnight).clamp(1 - BIAS, BIAS);
    let high = to.map_or(BIAS, |to| midnight(to) + DAY).clamp(1 - BIAS, BIAS);
    (((low + BIAS) as u64) << 32, (((high + BIAS) as u64) << 32).wrapping_sub(1))
}

/// A walk along the keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Walk {
    /// Towards smaller keys: newest first.
    pub down: bool,
    /// The first key that may be met.
    pub from: u64,
    /// What the walk meets is to be turned round to be in list order.
    pub turned: bool,
}

/// The walk that meets the rows of `stretch`; none where nothing can be met. By relevance nothing is walked.
pub fn walk(sort: Sort, stretch: Stretch) -> Option<Walk> {
    let list_down = sort != Sort::Oldest;
    let turned = matches!(stretch, Stretch::Last | Stretch::Before(_));
    let down = list_down != turned;
    let end = if down { u64::MAX } else { 0 };
    let from = match stretch {
        Stretch::First | Stretch::Last => Some(end),
        Stretch::From(key) => Some(pack(key)),
        Stretch::After(key) | Stretch::Before(key) if down => pack(key).checked_sub(1),
        Stretch::After(key) | Stretch::Before(key) => pack(key).checked_add(1),
    }?;
    Some(Walk { down, from, turned })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn packed_keys_are_in_the_order_of_keys_and_come_back() {
        let mut keys = vec![];
        for when in [UNDATED, -BIAS + 1, -1, 0, 1, 26_270_000, BIAS - 1] {
            for id in [0, 1, u32::MAX] {
                keys.push(Key { when, id: StoryId(id) });
            }
        }
        let packed: Vec<u64> = keys.iter().map(|&key| pack(key)).collect();
        assert!(packed.is_sorted() && packed.iter().map(|&p| to_sql(p)).is_sorted());
        for (key, packed) in keys.iter().zip(packed) {
            assert_eq!(unpack(from_sql(to_sql(packed))), *key);
        }
    }

    #[test]
    fn a_range_of_days_holds_their_first_and_last_minute_and_nothing_undated() {
        let day = NaiveDate::from_ymd_opt(2019, 12, 13);
        let start = midnight(day.unwrap());
        let (low, high) = days(day, day);
        let inside = |when| (low..=high).contains(&pack(Key { when, id: StoryId(7) }));
        assert!(inside(start) && inside(start + DAY - 1));
        assert!(!inside(start - 1) && !inside(start + DAY) && !inside(UNDATED));
        assert!(days(None, None).0 > pack(Key { when: UNDATED, id: StoryId(u32::MAX) }));
        assert_eq!(days(Some(NaiveDate::MIN), Some(NaiveDate::MAX)), days(None, None));
    }
}
