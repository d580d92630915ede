//! A look-up: somebody reads who is signed in at an SP, and the IdP must not sign anybody in by that.

use std::sync::atomic::{AtomicBool, Ordering};

use super::Organization;

/// Whether a look-up is on, and whether it led here.
#[derive(Debug, Default)]
pub(super) struct LookUp {
    is_on: AtomicBool,
    led_here: AtomicBool,
}

impl Organization {
    /// From now on, until [`end_look_up`](Self::end_look_up), whoever is led to the SSO endpoints or the User Portal sees
    /// a page that says so and nothing else: no login session is used or made, no response is issued, nothing is
    /// written into the journal or the log.
    pub fn begin_look_up(&self) {
        self.inner.look_up.led_here.store(false, Ordering::SeqCst);
        self.inner.look_up.is_on.store(true, Ordering::SeqCst);
    }

    /// Whether somebody was led here since the look-up began.
    pub fn is_led_here(&self) -> bool {
        self.inner.look_up.led_here.load(Ordering::SeqCst)
    }

    /// Ends the look-up. Tells whether it led here.
    pub fn end_look_up(&self) -> bool {
        self.inner.look_up.is_on.store(false, Ordering::SeqCst);
        self.is_led_here()
    }

    /// Whether a request for `path` is held up by a look-up; it is noted then.
    pub(crate) fn holds_up(&self, path: &str) -> bool {
        let is_way_in =
            path.starts_with("/saml2/") && !path.ends_with("/metadata.xml") || path.starts_with("/userconsole");
        let held = is_way_in && self.inner.look_up.is_on.load(Ordering::SeqCst);
        if held {
            self.inner.look_up.led_here.store(true, Ordering::SeqCst);
        }
        held
    }
}
