//! The date picker: a month with counts a day, and a line for typed forms.

use chrono::{Datelike, Days as DayCount, Months, NaiveDate};

use super::msg::Ticket;
use crate::listing::Days;
use crate::query::{DateRange, date_range};

#[derive(Debug, Clone)]
pub struct Calendar {
    /// The day the cursor stands on.
    pub day: NaiveDate,
    /// Where a range begins, once the reader set it.
    pub from: Option<NaiveDate>,
    pub today: NaiveDate,
    /// Counts of the month in sight; `None` until they are here.
    pub counts: Option<Days>,
    /// A typed form: `2019-12`, `last 7 days`.
    pub typed: String,
    pub fault: Option<String>,
    pub ticket: Ticket,
}

impl Calendar {
    pub fn new(ticket: Ticket, day: NaiveDate, today: NaiveDate) -> Calendar {
        Calendar { day, from: None, today, counts: None, typed: String::new(), fault: None, ticket }
    }

    /// Moves by days; true where another month came into sight.
    pub fn step(&mut self, days: i64) -> bool {
        let by = DayCount::new(days.unsigned_abs());
        let to = if days < 0 { self.day.checked_sub_days(by) } else { self.day.checked_add_days(by) };
        self.go(to)
    }

    pub fn step_month(&mut self, months: i32) -> bool {
        let by = Months::new(months.unsigned_abs());
        let to = if months < 0 { self.day.checked_sub_months(by) } else { self.day.checked_add_months(by) };
        self.go(to)
    }

    fn go(&mut self, to: Option<NaiveDate>) -> bool {
        let Some(to) = to else { return false };
        let same = (to.year(), to.month()) == (self.day.year(), self.day.month());
        self.day = to;
        !same
    }

    /// The first day of the month in sight.
    pub fn month(&self) -> NaiveDate {
        self.day.with_day(1).unwrap_or(self.day)
    }

    /// Starts a range at the cursor, or gives it up.
    pub fn toggle_range(&mut self) {
        self.from = if self.from == Some(self.day) { None } else { Some(self.day) };
    }

    /// The days between the start of the range and the cursor.
    pub fn range(&self) -> (NaiveDate, NaiveDate) {
        let from = self.from.unwrap_or(self.day);
        (from.min(self.day), from.max(self.day))
    }

    /// What `Enter` settles on: the typed form, else the range or day under the cursor.
    pub fn settled(&self) -> Result<DateRange, String> {
        if !self.typed.trim().is_empty() {
            return date_range(self.typed.trim(), self.today);
        }
        let (from, to) = self.range();
        let text = if from == to { from.to_string() } else { format!("{from}..{to}") };
        date_range(&text, self.today)
    }
}
