//! Weaknesses that one response alone does not show.

use axum::http::StatusCode;
use jiff::Timestamp;

use super::attempt::asking;
use crate::hooks::Hooks;
use crate::response::Part;
use crate::response::sample::{Idp, Sample};
use crate::response::sealed::SEAL;
use crate::weakness::find;

/// What the tests of this file show.
pub const SHOWN: &[&str] = &["encrypted-is-authentic", "no-replay-memory", "unsolicited-always-allowed"];

fn hooks(weakness: &str) -> [(&'static Hooks, bool); 2] {
    assert!(SHOWN.contains(&weakness), "{weakness}");
    [(&Hooks::SOUND, false), (find(weakness).unwrap().hooks, true)]
}

fn unasked() -> Sample {
    Sample::at(Timestamp::now()).unsolicited().signed(Part::Assertion, Idp::company())
}

#[tokio::test]
async fn no_replay_memory() {
    for (hooks, weak) in hooks("no-replay-memory") {
        let mut browser = asking(hooks, &[]).await;
        let sample = unasked();
        browser.post(&sample, None).await;
        let mut thief = browser.another();
        thief.post(&sample, None).await;
        assert_eq!(thief.user().await.is_some(), weak);
    }
}

#[tokio::test]
async fn unsolicited_always_allowed() {
    for (hooks, weak) in hooks("unsolicited-always-allowed") {
        let mut browser = asking(hooks, &[]).await;
        let issuer = crate::response::sample::ISSUER;
        let update = browser.update("acme", &[("enabled", "on"), ("issuer", issuer)]).await;
        assert_eq!(update.status(), StatusCode::OK);
        browser.post(&unasked(), None).await;
        assert_eq!(browser.user().await.is_some(), weak);
    }
}

#[tokio::test]
async fn encrypted_is_authentic() {
    for (hooks, weak) in hooks("encrypted-is-authentic") {
        let mut browser = asking(hooks, &[]).await;
        browser.post(&Sample::at(Timestamp::now()).sealed(&SEAL), None).await;
        assert_eq!(browser.user().await.is_some(), weak);
    }
}
