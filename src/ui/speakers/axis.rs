//! Months as small bars: one axis for all rows, so that a month stands under itself.

use chrono::{Datelike, Months, NaiveDate};

const BARS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
/// Fewer columns show nothing.
const LEAST: usize = 8;
/// A month that one has few quotations in is no peak.
const PEAK: u64 = 4;
/// Few months stand this wide each, at most.
const WIDEST: usize = 3;

/// One month's quotations, by its first day.
type Month = (NaiveDate, u64);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Axis {
    first: NaiveDate,
    months: usize,
    /// Months that share a bar, where there are more than columns.
    share: usize,
    /// Columns of a bar, where there are fewer.
    wide: usize,
}

impl Axis {
    /// From the first month of any row to the last one, in at most so many columns; none where nothing can be shown.
    pub fn of<'a>(rows: impl Iterator<Item = &'a [Month]> + Clone, columns: usize) -> Option<Axis> {
        let days = rows.flatten().filter(|(_, count)| *count > 0).map(|(day, _)| *day);
        let (first, last) = days.fold(None, |ends: Option<(NaiveDate, NaiveDate)>, day| {
            Some(ends.map_or((day, day), |(first, last)| (first.min(day), last.max(day))))
        })?;
        if columns < LEAST {
            return None;
        }
        let months = since(first, last) + 1;
        Some(Axis {
            first,
            months,
            share: months.div_ceil(columns),
            wide: (columns / months).clamp(1, WIDEST),
        })
    }

    fn bars_of_it(&self) -> usize {
        self.months.div_ceil(self.share)
    }

    pub fn columns(&self) -> usize {
        (self.bars_of_it() * self.wide).max(LEAST)
    }

    /// Its first month and, where there is room, its last one.
    pub fn label(&self) -> String {
        let name = |month: NaiveDate| month.format("%b %Y").to_string();
        let last = self.first.checked_add_months(Months::new(self.months as u32 - 1)).unwrap_or(self.first);
        let (from, to) = (name(self.first), name(last));
        let room = self.columns();
        if self.months > 1 && room > from.len() + to.len() {
            format!("{from}{to:>width$}", width = room - from.len())
        } else {
            format!("{from:<room$}")
        }
    }

    /// A row's bars, as high as its own months ask: its own highest one is full, unless that is only a few quotations.
    pub fn bars(&self, months: &[Month]) -> String {
        let mut counts = vec![0; self.bars_of_it()];
        for (day, count) in months.iter().filter(|(day, _)| *day >= self.first) {
            if let Some(bar) = counts.get_mut(since(self.first, *day) / self.share) {
                *bar += count;
            }
        }
        let peak = counts.iter().copied().max().unwrap_or(0).max(PEAK);
        let bar = |count: u64| match count {
            0 => ' ',
            _ => BARS[((count * 8).div_ceil(peak) as usize).clamp(1, 8) - 1],
        };
        let bars: String =
            counts.into_iter().flat_map(|count| std::iter::repeat_n(bar(count), self.wide)).collect();
        crate::width::pad(&bars, self.columns())
    }
}

fn since(first: NaiveDate, day: NaiveDate) -> usize {
    let months = |day: NaiveDate| day.year() * 12 + day.month0() as i32;
    usize::try_from(months(day) - months(first)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn month(year: i32, month: u32, count: u64) -> Month {
        (NaiveDate::from_ymd_opt(year, month, 1).unwrap(), count)
    }

    #[test]
    fn months_stand_under_each_other_whatever_the_width() {
        let rows = [vec![month(2019, 11, 1), month(2020, 2, 8)], vec![month(2020, 1, 40), month(2020, 3, 5)]];
        for (columns, label, one, other) in [
            (8, "Nov 2019", "▁  █    ", "  █ ▁   "),
            (10, "Nov 2019  ", "▁▁    ██  ", "    ██  ▁▁"),
            (80, "Nov 2019       ", "▁▁▁      ███   ", "      ███   ▁▁▁"),
        ] {
            let axis = Axis::of(rows.iter().map(Vec::as_slice), columns).unwrap();
            assert_eq!(
                (axis.label().as_str(), axis.bars(&rows[0]).as_str(), axis.bars(&rows[1]).as_str()),
                (label, one, other)
            );
        }
        assert_eq!(Axis::of(rows.iter().map(Vec::as_slice), 7), None);
        assert_eq!(Axis::of([].into_iter(), 80), None);
    }

    #[test]
    fn more_months_than_columns_share_bars() {
        let months: Vec<Month> = (0..60).map(|n| month(2015 + n / 12, n as u32 % 12 + 1, 2)).collect();
        let axis = Axis::of([months.as_slice()].into_iter(), 24).unwrap();
        assert_eq!((axis.share, axis.bars(&months).as_str()), (3, "████████████████████"));
        assert_eq!(axis.label(), "Jan 2015    Dec 2019");
    }

    #[test]
    fn a_single_quotation_is_no_peak() {
        let months = [month(2019, 11, 1)];
        assert_eq!(Axis::of([&months[..]].into_iter(), 80).unwrap().bars(&months), "▂▂▂     ");
    }
}
