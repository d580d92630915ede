//! An organization's clock: the machine's time plus an offset that can be changed while it runs.

use std::sync::atomic::{AtomicI64, Ordering};

use jiff::{SignedDuration, Timestamp};

/// Time as one organization sees it.
#[derive(Debug, Default)]
pub struct Clock {
    offset_milliseconds: AtomicI64,
}

impl Clock {
    /// A clock that is `seconds` ahead of the machine's (behind when negative).
    pub fn with_offset(seconds: i64) -> Self {
        Self { offset_milliseconds: AtomicI64::new(seconds.saturating_mul(1000)) }
    }

    /// Changes the offset to `seconds`.
    pub fn set_offset(&self, seconds: i64) {
        self.offset_milliseconds.store(seconds.saturating_mul(1000), Ordering::Relaxed);
    }

    /// The organization's present moment.
    pub fn now(&self) -> Timestamp {
        let offset = SignedDuration::from_millis(self.offset_milliseconds.load(Ordering::Relaxed));
        Timestamp::now().checked_add(offset).unwrap_or(Timestamp::UNIX_EPOCH)
    }
}

/// `instant` as xs:dateTime in UTC with milliseconds, the form SAML core 1.3.3 asks for.
pub fn xs_date_time(instant: Timestamp) -> String {
    instant.strftime("%Y-%m-%dT%H:%M:%S.%3fZ").to_string()
}
