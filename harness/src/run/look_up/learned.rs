//! What look-ups of a run learn about the SP: what it shows to nobody, and whether its server or a script writes the
//! user into the page.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use tokio::sync::OnceCell;
use url::Url;

use crate::evidence::Identity;

/// What the SP shows before anybody has logged in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct ToNobody {
    /// As [`plain`] has it.
    pub(super) plain: (String, String),
    /// What stands where the user would.
    pub(super) texts: Vec<String>,
}

/// What is known so far.
#[derive(Clone, Debug, Default)]
pub(super) struct Facts {
    /// What is shown to nobody, where a page is opened for looking.
    pub(super) nobody: Option<ToNobody>,
    /// Whether the user stood in the page as the server sent it; none before anybody was seen.
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
    users: Mutex<(Option<bool>, Duration)>,
}

impl Learned {
    pub(super) fn facts(&self) -> Facts {
        let (served, slowest) = *self.users.lock().unwrap_or_else(PoisonError::into_inner);
        let nobody = self.nobody.get().cloned().flatten().map(|(nobody, _)| nobody);
        Facts { nobody, served, slowest }
    }

    /// A user was seen, `after` the page was there. One that a script drew once is one that scripts draw.
    pub(super) fn user_seen(&self, is_served: bool, after: Duration) {
        let mut users = self.users.lock().unwrap_or_else(PoisonError::into_inner);
        users.0 = Some(is_served && users.0 != Some(false));
        users.1 = users.1.max(after);
    }

    /// Whether it is known what the SP shows to nobody.
    pub fn has_seen_nobody(&self) -> bool {
        self.nobody.initialized()
    }

    /// What stood where the user would, before anybody had logged in.
    pub fn texts_to_nobody(&self) -> Vec<String> {
        self.facts().nobody.map(|nobody| nobody.texts).unwrap_or_default()
    }

    /// What the SP showed before anybody had logged in.
    pub fn shown_to_nobody(&self) -> Option<Identity> {
        self.nobody.get().cloned().flatten().map(|(_, identity)| identity)
    }
}

/// Path and text of a page, without the numbers in them: ports, times and counters are not what the page is.
pub(super) fn plain(url: &str, text: &str) -> (String, String) {
    let without_numbers = |text: &str| text.chars().filter(|c| !c.is_numeric()).collect::<String>();
    let path = Url::parse(url).map_or_else(|_| url.to_owned(), |url| url.path().to_owned());
    (without_numbers(&path), without_numbers(text).split_whitespace().collect::<Vec<_>>().join(" "))
}
