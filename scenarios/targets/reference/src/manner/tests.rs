//! Manners can be seen, and are told in sentences.

use axum::http::header::{LOCATION, SET_COOKIE};
use axum::response::Response;

use jiff::{Timestamp, Unit};

use super::{ALL, Traits, find};
use crate::hooks::Hooks;
use crate::idp_metadata::tests::metadata;
use crate::response::Part;
use crate::response::sample::{ISSUER, Idp, Sample};
use crate::routes::browser::{Browser, text};

#[test]
fn sentences_are_sentences() {
    for manner in ALL {
        assert!(!manner.sentence.ends_with('.') && manner.sentence.chars().count() <= 110, "{}", manner.sentence);
        assert!(manner.sentence.starts_with(char::is_uppercase), "{}", manner.sentence);
    }
    assert!(find("no-such-manner").is_err_and(|said| said.contains("`--manners`")));
}

/// What a person and a browser can tell of an answer; what differs from run to run is taken out.
async fn seen(response: Response) -> String {
    let header = |name| response.headers().get_all(name).iter().map(|value| value.to_str().unwrap().to_owned());
    let location: Vec<_> = header(LOCATION).map(|to| to.split('?').next().unwrap().to_owned()).collect();
    let cookies: Vec<_> = header(SET_COOKIE).collect();
    let (status, body) = text(response).await;
    let seen = format!("{status} {location:?} {cookies:?} {body}");
    let words = seen.split_inclusive(|letter: char| !letter.is_ascii_alphanumeric());
    words.filter(|word| !(word.len() > 8 && word.bytes().any(|byte| byte.is_ascii_digit()))).collect()
}

/// All that a login shows, from the set-up to the sign-out.
async fn login(hooks: &'static Hooks, manner: &Traits) -> Vec<String> {
    let mut browser = Browser::with(hooks, manner);
    let mut all = Vec::new();
    for path in ["/saml/metadata", "/settings/sso"] {
        all.push(seen(browser.get(path).await).await);
    }
    let metadata = metadata(Idp::company());
    let fields = [("enabled", "on"), ("allow_idp_initiated", "on"), ("issuer", ISSUER), ("metadata", &metadata)];
    browser.update("acme", &fields).await;
    for path in ["/saml/metadata", "/login/company", "/me"] {
        all.push(seen(browser.get(path).await).await);
    }
    let now = Timestamp::now().round(Unit::Second).unwrap();
    for _ in 0..6 {
        let message = Sample::at(now).unsolicited().signed(Part::Assertion, Idp::company());
        all.push(seen(browser.post(&message, None).await).await);
    }
    // Unsigned, it is refused.
    all.push(seen(browser.post(&Sample::at(now).unsolicited(), None).await).await);
    for path in ["/me", "/logout"] {
        all.push(seen(browser.get(path).await).await);
    }
    all
}

#[tokio::test]
async fn every_manner_can_be_seen() {
    let plain = login(&Hooks::SOUND, &Traits::PLAIN).await;
    assert_eq!(plain, login(&Hooks::SOUND, &Traits::PLAIN).await, "what differs from run to run is not taken out");
    // Whether a browser says that the connection is not safe is not in the pages.
    for manner in ALL.iter().filter(|manner| manner.traits.tls.is_none()) {
        let hooks = Box::leak(Box::new((manner.traits.hooks)(Hooks::SOUND)));
        assert_ne!(plain, login(hooks, manner.traits).await, "`{}` does nothing", manner.name);
    }
}
