//! One request at a time to a host, and a pause between two.

use std::collections::HashMap;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// When a host may be asked again; none while it is being asked.
type Free = HashMap<String, Option<Instant>>;

pub struct Hosts {
    free: Mutex<Free>,
    freed: Condvar,
    gap: Duration,
}

/// The right to ask a host, until dropped.
pub struct Turn<'a> {
    hosts: &'a Hosts,
    host: String,
}

impl Hosts {
    pub fn new(gap: Duration) -> Hosts {
        Hosts { free: Mutex::default(), freed: Condvar::new(), gap }
    }

    /// Waits until `host` may be asked.
    pub fn turn(&self, host: &str) -> Turn<'_> {
        let mut free = self.lock();
        loop {
            match free.get(host) {
                Some(None) => free = self.freed.wait(free).unwrap_or_else(PoisonError::into_inner),
                Some(Some(at)) if *at > Instant::now() => {
                    let wait = at.saturating_duration_since(Instant::now());
                    free = self.freed.wait_timeout(free, wait).unwrap_or_else(PoisonError::into_inner).0;
                }
                _ => break,
            }
        }
        free.insert(host.to_owned(), None);
        Turn { hosts: self, host: host.to_owned() }
    }

    /// What a panic left behind is as good as it was: entries are put whole.
    fn lock(&self) -> MutexGuard<'_, Free> {
        self.free.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        let at = Instant::now() + self.hosts.gap;
        self.hosts.lock().insert(std::mem::take(&mut self.host), Some(at));
        self.hosts.freed.notify_all();
    }
}
