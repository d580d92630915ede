//! What look-ups of a run learn about the SP: what it shows to nobody, and whether its server or a script writes the
//! user into the page.

use std::collections::BTreeSet;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::OnceCell;

use super::place::without_numbers;
use crate::evidence::Identity;
use crate::judge::path;

/// What the SP shows before anybody has logged in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct ToNobody {
    /// As [`plain`] has it.
    pub(super) plain: (String, String),
    /// How the page was come by, as [`way`](super::place::way) has it.
    pub(super) way: String,
    /// What stands where the user would.
    pub(super) texts: Vec<String>,
}

/// What is known so far.
#[derive(Clone, Debug, Default)]
pub(super) struct Facts {
    /// What is shown to nobody, where a page is opened for looking.
    pub(super) nobody: Option<ToNobody>,
    /// Whether anybody was seen signed in.
    pub(super) has_user: bool,
    /// Whether the user stood in the page as the server sent it; none before anybody was seen in a page.
    pub(super) served: Option<bool>,
    /// How long the page took, at most, from being there to showing the user.
    pub(super) slowest: Duration,
}

impl Facts {
    pub(super) fn is_served(&self) -> bool {
        self.served == Some(true)
    }
}

/// All lanes' knowledge: it is the same SP in each.
#[derive(Debug, Default)]
pub struct Learned {
    pub(super) nobody: OnceCell<Option<(ToNobody, Identity)>>,
    users: Mutex<Users>,
}

#[derive(Debug, Default)]
struct Users {
    any: bool,
    served: Option<bool>,
    slowest: Duration,
    /// Pages, as [`plain`] has them, that were looked at for all the time there is, and showed nothing.
    in_vain: BTreeSet<(String, String)>,
}

impl Learned {
    pub(super) fn facts(&self) -> Facts {
        let Users { any: has_user, served, slowest, .. } = *self.users();
        let nobody = self.nobody.get().cloned().flatten().map(|(nobody, _)| nobody);
        Facts { nobody, has_user, served, slowest }
    }

    fn users(&self) -> MutexGuard<'_, Users> {
        self.users.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Somebody was seen.
    pub(super) fn somebody_seen(&self) {
        self.users().any = true;
    }

    /// The page `plain` was looked at for all the time there is, and showed nothing.
    pub(super) fn looked_in_vain(&self, plain: (String, String)) {
        self.users().in_vain.insert(plain);
    }

    /// Whether it need not be waited for the page `plain` once more: it showed nothing before, and nobody was ever seen.
    pub(super) fn is_in_vain(&self, plain: &(String, String)) -> bool {
        let users = self.users();
        !users.any && users.in_vain.contains(plain)
    }

    /// A user was seen, `after` the page was there. One that a script drew once is one that scripts draw.
    pub(super) fn user_seen(&self, is_served: bool, after: Duration) {
        let mut users = self.users();
        users.served = Some(is_served && users.served != Some(false));
        users.slowest = users.slowest.max(after);
    }

    /// Whether it is known what the SP shows to nobody.
    pub fn has_seen_nobody(&self) -> bool {
        self.nobody.initialized()
    }

    /// What stood where the user would, before anybody had logged in.
    pub fn texts_to_nobody(&self) -> Vec<String> {
        let texts = self.facts().nobody.map(|nobody| nobody.texts).unwrap_or_default();
        texts.into_iter().filter(|text| !text.trim().is_empty()).collect()
    }

    /// What the SP showed before anybody had logged in.
    pub fn shown_to_nobody(&self) -> Option<Identity> {
        self.nobody.get().cloned().flatten().map(|(_, identity)| identity)
    }
}

/// Path and text of a page, without the numbers in them: ports, times and counters are not what the page is.
pub(super) fn plain(url: &str, text: &str) -> (String, String) {
    (without_numbers(&path(url)), plain_text(text))
}

/// Text of a page without the numbers in it, white space made one.
pub(super) fn plain_text(text: &str) -> String {
    without_numbers(text).split_whitespace().collect::<Vec<_>>().join(" ")
}
