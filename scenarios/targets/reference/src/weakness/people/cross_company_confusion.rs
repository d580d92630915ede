//! The IdP of one company answers what another company's was asked.
//!
//! A response is judged by the settings of the company whose IdP it names, whichever company the request was made for, and
//! answers the request all the same (mix-up).

use crate::hooks::Hooks;
use crate::people::{COMPANIES, Company};
use crate::routes::candidates;
use crate::store::Pending;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    candidates: |question| candidates::of(&candidates::Question { asked: None, ..*question }),
    open_requests: |store, browser, now| {
        let open = store.open_requests(browser, now);
        let of = |company: &'static Company| open.iter().map(|one| Pending { company: company.name, ..one.clone() });
        COMPANIES.iter().flat_map(of).collect()
    },
    ..Hooks::SOUND
};
