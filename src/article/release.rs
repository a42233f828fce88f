//! Whether a story may be used: what was said of that last, by itself or by the kill of another message.

use chrono::{DateTime, NaiveDate, Utc};

use super::Status;

/// Nothing is said of most stories: they are usable.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Release {
    /// One that was canceled is killed.
    pub status: Status,
    /// When, where that is known.
    pub killed: Option<DateTime<Utc>>,
    pub embargo: Option<Embargo>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Embargo {
    pub until: DateTime<Utc>,
    /// It had passed when the story was read.
    pub over: bool,
}

impl Release {
    /// Why it may not be used, in a word or two beside its headline.
    pub fn word(&self) -> Option<String> {
        match (self.status, self.embargo) {
            (Status::Canceled, _) => Some(match self.killed {
                Some(moment) => format!("killed {}", moment.format("%-d %b")),
                None => "killed".to_owned(),
            }),
            (_, Some(Embargo { until, over: false })) => {
                Some(format!("embargo {}", until.format("%-d %b %H:%M")))
            }
            (Status::Withheld, _) => Some("withheld".to_owned()),
            (Status::Usable, _) => None,
        }
    }

    /// The same where many stand below one another: days are as wide as each other, an hour only where it ends today.
    pub fn short(&self, today: NaiveDate) -> Option<String> {
        match (self.status, self.embargo) {
            (Status::Canceled, _) => self.killed.map(|moment| format!("killed {}", moment.format("%e %b"))),
            (_, Some(Embargo { until, over: false })) => {
                let form = if until.date_naive() == today { " %H:%M" } else { "%e %b" };
                Some(format!("until {}", until.format(form)))
            }
            _ => None,
        }
        .or_else(|| self.word())
    }

    /// The same in a sentence.
    pub fn sentence(&self) -> Option<String> {
        match (self.status, self.embargo) {
            (Status::Canceled, _) => Some(match self.killed {
                Some(moment) => format!("Killed on {}: not to be used.", moment.format("%-d %B %Y")),
                None => "Killed: not to be used.".to_owned(),
            }),
            (_, Some(Embargo { until, over: false })) => Some(format!("Embargoed until {}.", moment(until))),
            (Status::Withheld, _) => Some("Withheld: not to be used until its sender says so.".to_owned()),
            (Status::Usable, _) => None,
        }
    }

    /// A new day has begun where the reader is. Nothing is told too early: wherever that is, it is the day after in UTC
    /// only on the next one.
    pub fn pass(&mut self, today: NaiveDate) {
        if let Some(embargo) = &mut self.embargo {
            let day = embargo.until.date_naive().succ_opt();
            embargo.over |= day.is_some_and(|day| day < today);
        }
    }

    /// An embargo that has passed.
    pub fn was(&self) -> Option<String> {
        let passed = self.embargo.filter(|embargo| embargo.over && self.status != Status::Canceled);
        passed.map(|embargo| format!("was embargoed until {}", moment(embargo.until)))
    }
}

/// As it is written everywhere.
pub fn moment(moment: DateTime<Utc>) -> String {
    moment.format("%-d %B %Y, %H:%M UTC").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn in_a_list_a_day_is_short_and_as_wide_as_another() {
        let until = DateTime::from_timestamp(1_709_704_800, 0).unwrap();
        let today = |text: &str| text.parse::<NaiveDate>().unwrap();
        let embargo = Release { embargo: Some(Embargo { until, over: false }), ..Release::default() };
        assert_eq!(embargo.short(today("2024-03-05")).as_deref(), Some("until  6 Mar"));
        assert_eq!(embargo.short(today("2024-03-06")).as_deref(), Some("until  06:00"));
        let killed = |moment| Release { status: Status::Canceled, killed: moment, embargo: None };
        assert_eq!(killed(Some(until)).short(today("2024-03-06")).as_deref(), Some("killed  6 Mar"));
        assert_eq!(killed(None).short(today("2024-03-06")).as_deref(), Some("killed"));
        assert_eq!(Release::default().short(today("2024-03-06")), None);
    }

    #[test]
    fn a_kill_hides_an_embargo_and_an_embargo_that_passed_is_only_told() {
        let until = DateTime::from_timestamp(1_709_704_800, 0).unwrap();
        let embargo = |over| Some(Embargo { until, over });
        for (release, word, sentence, was) in [
            (Release::default(), None, None, None),
            (
                Release { status: Status::Canceled, killed: Some(until), embargo: embargo(false) },
                Some("killed 6 Mar"),
                Some("Killed on 6 March 2024: not to be used."),
                None,
            ),
            (
                Release { embargo: embargo(false), ..Release::default() },
                Some("embargo 6 Mar 06:00"),
                Some("Embargoed until 6 March 2024, 06:00 UTC."),
                None,
            ),
            (
                Release { embargo: embargo(true), ..Release::default() },
                None,
                None,
                Some("was embargoed until 6 March 2024, 06:00 UTC"),
            ),
            (
                Release { status: Status::Withheld, ..Release::default() },
                Some("withheld"),
                Some("Withheld: not to be used until its sender says so."),
                None,
            ),
        ] {
            assert_eq!(
                (release.word().as_deref(), release.sentence().as_deref(), release.was().as_deref()),
                (word, sentence, was)
            );
        }
    }
}
