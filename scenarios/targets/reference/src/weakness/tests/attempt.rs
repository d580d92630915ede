//! One response, posted by a browser whose request `REQUEST` is open.

use jiff::Timestamp;

use crate::hooks::Hooks;
use crate::response::sample::{REQUEST, Sample};
use crate::routes::browser::Browser;
use crate::store::Pending;
use crate::weakness::find;

/// Whom the SP signs in: the sound one, and the one with the weakness.
pub async fn both(weakness: &str, sample: &Sample, settings: &[(&str, &str)]) -> [Option<String>; 2] {
    let hooks = find(weakness).unwrap().hooks;
    [signs_in(&Hooks::SOUND, sample, settings).await, signs_in(hooks, sample, settings).await]
}

async fn signs_in(hooks: &'static Hooks, sample: &Sample, settings: &[(&str, &str)]) -> Option<String> {
    let mut browser = asking(hooks, settings).await;
    browser.post(sample, None).await;
    browser.user().await
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
