//! How often a feed wants to be asked.

use super::super::xml::{Element, Space};
use super::Pace;

/// What the elements say that have been read so far.
#[derive(Default)]
pub struct Said {
    ttl: Option<u32>,
    period: Option<u32>,
    frequency: Option<u32>,
    hours: Vec<u8>,
    days: Vec<u8>,
}

const DAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

impl Said {
    /// `false` where the element says nothing of this.
    pub fn hear(&mut self, element: &Element<'_>) -> bool {
        let text = element.text();
        let text = text.trim();
        match (element.space, element.local.to_ascii_lowercase().as_str()) {
            (Space::Core, "ttl") => self.ttl = text.parse().ok().filter(|minutes| *minutes > 0),
            (Space::Core, "skiphours") => {
                for hour in element.elements().filter_map(|hour| hour.text().trim().parse::<u8>().ok()) {
                    // Some count from 1 to 24.
                    let hour = if hour == 24 { 0 } else { hour };
                    if hour < 24 && !self.hours.contains(&hour) {
                        self.hours.push(hour);
                    }
                }
            }
            (Space::Core, "skipdays") => {
                for day in element.elements().filter_map(|day| weekday(&day.text())) {
                    if !self.days.contains(&day) {
                        self.days.push(day);
                    }
                }
            }
            (Space::Syndication, "updateperiod") => self.period = period(text),
            (Space::Syndication, "updatefrequency") => {
                self.frequency = text.parse().ok().filter(|times| *times > 0);
            }
            _ => return false,
        }
        true
    }

    pub fn pace(mut self) -> Pace {
        self.hours.sort_unstable();
        self.days.sort_unstable();
        let syndicated = match (self.period, self.frequency) {
            (None, None) => None,
            // The module's own defaults.
            (period, frequency) => Some((period.unwrap_or(24 * 60) / frequency.unwrap_or(1)).max(1)),
        };
        Pace { minutes: self.ttl.or(syndicated), skip_hours: self.hours, skip_days: self.days }
    }
}

fn weekday(text: &str) -> Option<u8> {
    let name = text.trim().to_ascii_lowercase();
    DAYS.iter().position(|day| name.starts_with(day)).map(|day| day as u8)
}

/// Minutes.
fn period(text: &str) -> Option<u32> {
    let day = 24 * 60;
    Some(match text.to_ascii_lowercase().as_str() {
        "hourly" => 60,
        "daily" => day,
        "weekly" => 7 * day,
        "monthly" => 30 * day,
        "yearly" => 365 * day,
        _ => return None,
    })
}
