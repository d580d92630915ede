//! One response, posted by a browser whose request `REQUEST` is open.

use jiff::Timestamp;

use crate::hooks::Hooks;
use crate::response::sample::{REQUEST, Sample};
use crate::routes::browser::Browser;
use crate::store::Pending;
use crate::weakness::find;

/// Whom the SP signed in, case by case, where that is not as it should be.
#[derive(Default)]
pub struct Shown(Vec<String>);

impl Shown {
    /// Whom the sound SP, and the one with the weakness, must sign in.
    pub async fn look(
        &mut self,
        weakness: &str,
        sample: &Sample,
        settings: &[(&str, &str)],
        expected: [Option<&str>; 2],
    ) {
        let weak = find(weakness).unwrap().hooks;
        for (hooks, kind, person) in [(&Hooks::SOUND, "sound", expected[0]), (weak, "weak", expected[1])] {
            let mut browser = asking(hooks, settings).await;
            let answer = browser.post(sample, None).await.status();
            let user = browser.user().await;
            if user.as_deref() != person {
                self.0.push(format!("{weakness}: {kind}: {user:?} ({answer}), not {person:?}"));
            }
        }
    }

    /// Nothing was otherwise.
    pub fn hold(self) {
        assert!(self.0.is_empty(), "{:#?}", self.0);
    }
}

/// A browser that has asked for sign-in.
pub async fn asking(hooks: &'static Hooks, settings: &[(&str, &str)]) -> Browser {
    let mut browser = Browser::at(hooks);
    browser.set_up(settings).await;
    let name = "0123456789abcdef0123456789abcdef".to_owned();
    let pending = Pending {
        request_id: REQUEST.to_owned(),
        company: "acme",
        relay_state: "handle".to_owned(),
        next: None,
        sent: Timestamp::now(),
    };
    browser.app.store().open(&name, pending);
    browser.cookies.insert("sp_browser".to_owned(), name);
    browser
}
