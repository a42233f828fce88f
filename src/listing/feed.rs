//! Subscriptions: what the library keeps of each and how the last fetch went.

use chrono::NaiveDateTime;
use url::Url;

/// A subscription's number; never used again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FeedId(pub i64);

/// A feed to subscribe to.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct NewFeed {
    pub url: String,
    /// What the reader typed; none where the address came out of a file.
    pub typed: Option<String>,
    /// What somebody else calls it, a page that links it: shown until it says so itself.
    pub title: Option<String>,
    /// What the reader calls it.
    pub own: Option<String>,
    pub tags: Vec<String>,
}

/// A feed that is subscribed to. Moments are seconds since 1970.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subscription {
    pub id: FeedId,
    pub url: String,
    pub typed: Option<String>,
    /// As the feed called itself first: the source of its stories, which stay the same stories if it is renamed. Until it
    /// was read for the first time, what else is known of its name.
    pub title: Option<String>,
    pub own: Option<String>,
    pub tags: Vec<String>,
    /// Word for word as the server gave them.
    pub etag: Option<String>,
    pub last_modified: Option<String>,
    pub next_due: i64,
    pub last_success: Option<i64>,
    pub last_try: Option<i64>,
    /// In a row.
    pub errors: u32,
    pub error: Option<String>,
    /// Not before, said the server.
    pub retry_after: Option<i64>,
    /// It is gone for good and no longer asked for; its stories stay.
    pub ended: bool,
    /// Stories that came from it.
    pub items: u64,
    /// Minutes between two fetches that the feed asks for.
    pub pace: u32,
    /// A bit an hour of the day, UTC.
    pub skip_hours: u32,
    /// A bit a day of the week, Monday 0.
    pub skip_days: u32,
    /// The pages of its new stories are fetched too.
    pub full_text: bool,
}

impl Subscription {
    /// What it is called on the screen.
    pub fn name(&self) -> &str {
        self.own.as_deref().or(self.title.as_deref()).unwrap_or(&self.url)
    }

    /// The source that its stories were given, once it was read.
    pub fn own_source(&self) -> Option<&str> {
        self.title.as_deref().filter(|_| self.last_success.is_some())
    }

    /// What its stories give as their source.
    pub fn source(&self) -> String {
        let host = || Url::parse(&self.url).ok()?.host_str().map(str::to_owned);
        self.own_source().map(str::to_owned).or_else(host).unwrap_or_else(|| self.url.clone())
    }
}

/// A subscription as the reader's screen has it, its moments in local time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FeedRow {
    pub feed: Subscription,
    pub last_success: Option<NaiveDateTime>,
    /// None where it is due now, or never again.
    pub next_due: Option<NaiveDateTime>,
}
