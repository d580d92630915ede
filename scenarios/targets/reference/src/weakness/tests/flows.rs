//! Weaknesses that one response alone does not show: requests, sessions, cookies.

use axum::body::Body;
use axum::extract::Request;
use axum::http::StatusCode;
use axum::http::header::{CACHE_CONTROL, SET_COOKIE};
use jiff::{SignedDuration, Timestamp, Unit};

use super::attempt::asking;
use super::forge::{held, of_victim, plain};
use crate::hooks::Hooks;
use crate::people::COMPANIES;
use crate::response::Part;
use crate::response::sample::{ISSUER, Idp, REQUEST, Sample};
use crate::response::sealed::SEAL;
use crate::routes::browser::{Browser, location, request};
use crate::store::{Pending, Session};
use crate::weakness::find;

/// What the tests of this file show, beside the cookies.
#[rustfmt::skip]
pub const SHOWN: &[&str] = &[
    "any-request-while-one-is-open", "forgets-replays-at-their-end", "links-unasked-to-session",
    "remembers-last-replays-alone", "replay-by-encrypted-id", "replay-by-response-issuer",
    "deep-link-cut", "deep-link-decoded", "deep-link-loses-query", "double-click-fails", "drops-deep-link",
    "failure-ends-session", "forgets-groups", "ignores-session-end", "keeps-first-attributes", "keeps-old-session",
    "broken-post-breaks-next", "lands-without-redirect", "locks-out-after-failure", "no-replay-memory",
    "one-request-at-a-time", "open-request-blocks", "pages-may-be-kept", "pending-expires-at-once",
    "remembers-verified-references", "remembers-verified-values",
    "replay-by-response-id", "replay-per-browser", "request-answered-twice",
    "request-of-any-browser", "session-before-checks", "session-fixed", "sign-out-cookie-stays",
    "start-skips-idp", "stays-signed-in", "success-is-enough", "trusts-second-post",
    "trusts-signed-in-browser", "unsolicited-always-allowed",
    "unsolicited-replaces-session",
];

/// The sound SP, and the one with the weakness.
pub fn hooks_of(weakness: &str) -> [(&'static Hooks, bool); 2] {
    [(&Hooks::SOUND, false), (find(weakness).unwrap().hooks, true)]
}

fn hooks(weakness: &str) -> [(&'static Hooks, bool); 2] {
    assert!(SHOWN.contains(&weakness), "{weakness}");
    hooks_of(weakness)
}

fn signed(sample: Sample) -> Sample {
    sample.signed(Part::Assertion, Idp::company())
}

fn unasked() -> Sample {
    signed(plain().unsolicited())
}

/// Another assertion for the same request, about somebody else.
fn second(person: &str) -> Sample {
    let template = crate::request::signature_template("_second", "");
    let sample = plain().with("_assertion", "_second").with("employee@", person);
    sample.with("<saml:Subject>", &format!("{template}<saml:Subject>")).sign_template(Idp::company())
}

const EMPLOYEE: &str = "employee@acme.test";

#[tokio::test]
async fn replays() {
    for name in ["no-replay-memory", "replay-per-browser"] {
        for (hooks, weak) in hooks(name) {
            let mut browser = asking(hooks, &[]).await;
            let sample = unasked();
            browser.post(&sample, None).await;
            let mut thief = browser.another();
            thief.post(&sample, None).await;
            assert_eq!(thief.user().await.is_some(), weak, "{name}");
        }
    }
    for (hooks, weak) in hooks("replay-by-response-id") {
        let mut browser = asking(hooks, &[]).await;
        let sample = unasked();
        browser.post(&sample, None).await;
        browser.get("/logout").await;
        browser.post(&sample.with("_response", "_other"), None).await;
        assert_eq!(browser.user().await.is_some(), weak);
    }
}

#[tokio::test]
async fn a_signature_that_was_verified_is_verified_again() {
    for (hooks, weak) in hooks("remembers-verified-references") {
        let mut browser = asking(hooks, &[("accepts", "either")]).await;
        let sample = plain().unsolicited().signed(Part::Response, Idp::company());
        browser.post(&sample, None).await;
        let mut thief = browser.another();
        thief.post(&of_victim(sample.with("_assertion", "_other")), None).await;
        assert_eq!(thief.user().await.as_deref(), weak.then_some("victim@acme.test"));
    }
    for (hooks, weak) in hooks("remembers-verified-values") {
        let mut browser = asking(hooks, &[]).await;
        let sample = unasked();
        browser.post(&sample, None).await;
        let mut thief = browser.another();
        thief.post(&of_victim(sample.with("_assertion", "_other")), None).await;
        assert_eq!(thief.user().await.as_deref(), weak.then_some("victim@acme.test"));
    }
}

#[tokio::test]
async fn replays_are_known_by_what_is_signed_and_for_as_long_as_it_is_taken() {
    for (hooks, weak) in hooks("replay-by-response-issuer") {
        let mut browser = asking(hooks, &[]).await;
        let sample = unasked();
        browser.post(&sample, None).await;
        browser.get("/logout").await;
        let issuer = format!("<saml:Issuer>{ISSUER}</saml:Issuer><samlp:Status>");
        browser.post(&sample.with(&issuer, "<samlp:Status>"), None).await;
        assert_eq!(browser.user().await.is_some(), weak);
    }
    for (hooks, weak) in hooks("replay-by-encrypted-id") {
        let mut browser = asking(hooks, &[]).await;
        let sample = unasked();
        browser.post(&sample, None).await;
        browser.get("/logout").await;
        browser.post(&sample.with("_response", "_other").sealed(&SEAL), None).await;
        assert_eq!(browser.user().await.is_some(), weak);
    }
    for (hooks, weak) in hooks("forgets-replays-at-their-end") {
        let mut browser = asking(hooks, &[]).await;
        let old = Sample::at((Timestamp::now() - SignedDuration::from_secs(330)).round(Unit::Second).unwrap());
        let sample = signed(old.unsolicited());
        browser.post(&sample, None).await;
        browser.get("/logout").await;
        browser.post(&sample, None).await;
        assert_eq!(browser.user().await.is_some(), weak);
    }
    for (hooks, weak) in hooks("remembers-last-replays-alone") {
        let mut browser = asking(hooks, &[]).await;
        let template = |number| crate::request::signature_template(&format!("_a{number}"), "");
        let by_number = |number| {
            let sample = plain().unsolicited().with("_assertion", &format!("_a{number}"));
            sample.with("<saml:Subject>", &format!("{}<saml:Subject>", template(number))).sign_template(Idp::company())
        };
        for number in 0..3 {
            browser.post(&by_number(number), None).await;
            assert!(browser.user().await.is_some());
            browser.get("/logout").await;
        }
        browser.post(&by_number(0), None).await;
        assert_eq!(browser.user().await.is_some(), weak);
    }
}

#[tokio::test]
async fn what_comes_unasked_is_nobody_elses_account() {
    for (hooks, weak) in hooks("links-unasked-to-session") {
        let mut browser = asking(hooks, &[]).await;
        present(&mut browser);
        browser.post(&unasked(), None).await;
        assert_eq!(browser.user().await.unwrap(), "victim@acme.test");
        let mut attacker = asking(hooks, &[]).await;
        attacker.post(&held(), None).await;
        assert_eq!(attacker.user().await.unwrap(), if weak { "victim@acme.test" } else { EMPLOYEE });
    }
}

#[tokio::test]
async fn requests_are_answered_by_their_browser_once_and_in_time() {
    for (hooks, weak) in hooks("request-answered-twice") {
        let mut browser = asking(hooks, &[]).await;
        browser.post(&held(), None).await;
        browser.post(&second("victim@"), None).await;
        assert_eq!(browser.user().await.unwrap(), if weak { "victim@acme.test" } else { EMPLOYEE });
    }
    for (hooks, weak) in hooks("request-of-any-browser") {
        let mut other = asking(hooks, &[]).await.another();
        other.post(&held(), None).await;
        assert_eq!(other.user().await.is_some(), weak);
    }
    for (hooks, weak) in hooks("any-request-while-one-is-open") {
        let mut other = asking(hooks, &[]).await.another();
        other.post(&held(), None).await;
        assert_eq!(other.user().await, None);
        other.start(EMPLOYEE, None).await;
        other.post(&held(), None).await;
        assert_eq!(other.user().await.is_some(), weak);
    }
    for (hooks, weak) in hooks("pending-expires-at-once") {
        let mut browser = aged(hooks, SignedDuration::from_secs(2)).await;
        browser.post(&held(), None).await;
        assert_eq!(browser.user().await.is_none(), weak);
    }
    for (hooks, weak) in hooks("one-request-at-a-time") {
        let mut browser = asking(hooks, &[]).await;
        browser.start(EMPLOYEE, None).await;
        browser.post(&held(), None).await;
        assert_eq!(browser.user().await.is_none(), weak);
    }
    for (hooks, weak) in hooks("broken-post-breaks-next") {
        let mut browser = asking(hooks, &[]).await;
        let broken = futures::stream::once(async { Err::<Vec<u8>, _>(std::io::Error::other("gone")) });
        let request = Request::builder().method("POST").uri("/saml/acs");
        browser.send(request.body(Body::from_stream(broken)).unwrap()).await;
        assert_eq!(browser.get("/").await.status() == StatusCode::INTERNAL_SERVER_ERROR, weak);
        assert_eq!(browser.get("/").await.status(), StatusCode::OK);
    }
    for (hooks, weak) in hooks("open-request-blocks") {
        let mut browser = asking(hooks, &[]).await;
        assert_eq!(browser.start(EMPLOYEE, None).await.status() == StatusCode::CONFLICT, weak);
    }
    for (hooks, weak) in hooks("unsolicited-always-allowed") {
        let mut browser = asking(hooks, &[]).await;
        let update = browser.update("acme", &[("enabled", "on"), ("issuer", ISSUER)]).await;
        assert_eq!(update.status(), StatusCode::OK);
        browser.post(&unasked(), None).await;
        assert_eq!(browser.user().await.is_some(), weak);
    }
}

/// A browser whose request is that old.
async fn aged(hooks: &'static Hooks, age: SignedDuration) -> Browser {
    let mut browser = Browser::at(hooks);
    browser.set_up(&[]).await;
    let name = "0123456789abcdef0123456789abcdef".to_owned();
    let pending = Pending {
        request_id: REQUEST.to_owned(),
        company: "acme",
        relay_state: String::new(),
        next: None,
        sent: Timestamp::now() - age,
    };
    browser.app.store().open(&name, pending);
    browser.cookies.insert("sp_browser".to_owned(), name);
    browser
}

#[tokio::test]
async fn sessions_begin_anew_and_end() {
    for (hooks, weak) in hooks("session-fixed") {
        let mut browser = asking(hooks, &[]).await;
        browser.cookies.insert("sp_session".to_owned(), "planted".to_owned());
        browser.post(&held(), None).await;
        assert_eq!(browser.cookies["sp_session"] == "planted", weak);
        assert_eq!(browser.user().await.unwrap(), EMPLOYEE);
    }
    for (hooks, weak) in hooks("keeps-old-session") {
        let mut browser = asking(hooks, &[]).await;
        present(&mut browser);
        browser.post(&held(), None).await;
        assert_eq!(browser.user().await.unwrap(), if weak { "victim@acme.test" } else { EMPLOYEE });
    }
    for (hooks, weak) in hooks("unsolicited-replaces-session") {
        let mut browser = asking(hooks, &[]).await;
        present(&mut browser);
        let answer = browser.post(&unasked(), None).await.status();
        assert_eq!(browser.user().await.unwrap(), if weak { EMPLOYEE } else { "victim@acme.test" });
        assert_eq!(answer == StatusCode::CONFLICT, !weak);
    }
    for (hooks, weak) in hooks("ignores-session-end") {
        let mut browser = asking(hooks, &[]).await;
        let ended = format!("SessionNotOnOrAfter=\"{}\"", Timestamp::now() - SignedDuration::from_mins(10));
        browser.post(&signed(plain().with("SessionIndex=\"_s\"", &ended)), None).await;
        assert_eq!(browser.user().await.is_some(), weak);
    }
    for (hooks, weak) in hooks("stays-signed-in") {
        let mut browser = asking(hooks, &[]).await;
        browser.post(&held(), None).await;
        browser.get("/logout").await;
        assert_eq!(browser.user().await.is_some(), weak);
    }
    for (hooks, weak) in hooks("pages-may-be-kept") {
        let mut browser = asking(hooks, &[]).await;
        browser.post(&held(), None).await;
        let answer = browser.get("/me").await;
        let kept = answer.headers()[CACHE_CONTROL].to_str().unwrap();
        assert_eq!(kept.contains("max-age"), weak, "{kept}");
    }
    for (hooks, weak) in hooks("sign-out-cookie-stays") {
        let answer = asking(hooks, &[]).await.get("/logout").await;
        let cookie = answer.headers()[SET_COOKIE].to_str().unwrap();
        assert_eq!(cookie.contains("Path=/me"), weak, "{cookie}");
    }
}

/// The victim is signed in.
fn present(browser: &mut Browser) {
    let victim = COMPANIES[0].members.iter().find(|person| person.email.starts_with("victim@")).unwrap();
    let name = browser.cookies["sp_browser"].clone();
    let session = Session { person: *victim, browser: name, attributes: Vec::new(), until: None };
    browser.app.store().begin("there".to_owned(), session);
    browser.cookies.insert("sp_session".to_owned(), "there".to_owned());
}

#[tokio::test]
async fn a_refusal_changes_nothing() {
    let bad = || of_victim(held());
    for (hooks, weak) in hooks("session-before-checks") {
        let mut browser = asking(hooks, &[]).await;
        browser.post(&bad(), None).await;
        assert_eq!(browser.user().await.is_some(), weak);
    }
    for (hooks, weak) in hooks("trusts-second-post") {
        let mut browser = asking(hooks, &[]).await;
        let bad = bad();
        browser.post(&bad, None).await;
        assert_eq!(browser.user().await, None);
        browser.post(&bad, None).await;
        assert_eq!(browser.user().await.is_some(), weak);
    }
    for (hooks, weak) in hooks("trusts-signed-in-browser") {
        let mut browser = asking(hooks, &[]).await;
        browser.post(&unasked(), None).await;
        browser.post(&bad().with("_assertion", "_forged"), None).await;
        assert_eq!(browser.user().await.unwrap(), if weak { "victim@acme.test" } else { EMPLOYEE });
    }
    for (hooks, weak) in hooks("failure-ends-session") {
        let mut browser = asking(hooks, &[]).await;
        browser.post(&held(), None).await;
        browser.post(&bad(), None).await;
        assert_eq!(browser.user().await.is_none(), weak);
    }
    for (hooks, weak) in hooks("locks-out-after-failure") {
        let mut browser = asking(hooks, &[]).await;
        let name = if weak { "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa" } else { "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb" };
        browser.cookies.insert("sp_browser".to_owned(), name.to_owned());
        browser.post(&bad(), None).await;
        browser.post(&unasked(), None).await;
        assert_eq!(browser.user().await.is_none(), weak);
    }
    for (hooks, weak) in hooks("double-click-fails") {
        let mut browser = asking(hooks, &[]).await;
        let sample = held();
        browser.post(&sample, None).await;
        browser.post(&sample, None).await;
        assert_eq!(browser.user().await.is_none(), weak);
    }
    for (hooks, weak) in hooks("lands-without-redirect") {
        let mut browser = asking(hooks, &[]).await;
        let sample = held();
        let landed = browser.post(&sample, None).await;
        assert_eq!(landed.status() == StatusCode::OK, weak);
        assert_eq!(browser.user().await.unwrap(), EMPLOYEE);
        // What a reload does where there was no redirect.
        browser.post(&sample, None).await;
        assert_eq!(browser.user().await.is_none(), weak);
    }
    for (hooks, weak) in hooks("success-is-enough") {
        let mut browser = asking(hooks, &[]).await;
        let good = held();
        let xml = good.xml.replace(super::forge::assertion(&good.xml), "");
        browser.post(&Sample { xml }, None).await;
        assert_eq!(browser.user().await.is_some(), weak);
    }
    for (hooks, weak) in hooks("start-skips-idp") {
        let mut browser = asking(hooks, &[]).await;
        browser.start("victim@acme.test", None).await;
        assert_eq!(browser.user().await.is_some(), weak);
    }
}

#[tokio::test]
async fn the_way_back() {
    let page = "/orders/7?a=b%26c&columns=number,date,supplier,amount,currency,state,owner";
    for (weakness, wrong) in [
        ("deep-link-cut", "/orders/7?a=b%26c&columns=number,date,supplier,amount,currency,s"),
        ("deep-link-decoded", "/orders/7?a=b&c&columns=number,date,supplier,amount,currency,state,owner"),
        ("deep-link-loses-query", "/orders/7"),
        ("drops-deep-link", "/me"),
    ] {
        for (hooks, weak) in hooks(weakness) {
            let mut browser = Browser::at(hooks);
            browser.set_up(&[]).await;
            let (id, relay_state) = request(&browser.start(EMPLOYEE, Some(page)).await);
            let landed = browser.post(&signed(plain().with(REQUEST, &id)), Some(&relay_state)).await;
            assert_eq!(location(&landed), if weak { wrong } else { page }, "{weakness}");
        }
    }
}

#[tokio::test]
async fn attributes_are_those_of_this_sign_in_and_all_of_them() {
    for (hooks, weak) in hooks("forgets-groups") {
        let mut browser = asking(hooks, &[]).await;
        let groups = "<saml:Attribute Name=\"memberOf\"><saml:AttributeValue>one</saml:AttributeValue>\
                      <saml:AttributeValue>two</saml:AttributeValue></saml:Attribute></saml:AttributeStatement>";
        browser.post(&signed(plain().with("</saml:AttributeStatement>", groups)), None).await;
        assert_eq!(!browser.me().await.1.contains("<li>two</li>"), weak);
    }
    for (hooks, weak) in hooks("keeps-first-attributes") {
        let mut browser = asking(hooks, &[]).await;
        browser.post(&held(), None).await;
        let mut anew = asking(hooks, &[]).await;
        anew.post(&signed(plain().with("colleague@", "new@")), None).await;
        assert_eq!(!anew.me().await.1.contains("new@acme.test"), weak);
    }
}

/// Weakness, cookie, and what it says or does not say.
#[rustfmt::skip]
pub const COOKIES: &[(&str, &str, &str, bool)] = &[
    ("browser-cookie-lax", "sp_browser", "SameSite=Lax", true),
    ("cookie-readable-by-script", "sp_session", "HttpOnly", false),
    ("cookie-without-same-site", "sp_session", "SameSite", false),
    ("session-cookie-strict", "sp_session", "SameSite=Strict", true),
];

#[tokio::test]
async fn cookies_say_what_they_should() {
    for (weakness, name, text, says) in COOKIES {
        for (hooks, weak) in hooks_of(weakness) {
            let answer = asking(hooks, &[]).await.post(&held(), None).await;
            let cookies = answer.headers().get_all(SET_COOKIE).iter().map(|cookie| cookie.to_str().unwrap());
            let cookie = cookies.into_iter().find(|cookie| cookie.starts_with(name)).unwrap();
            assert_eq!(cookie.contains(text) == *says, weak, "{weakness}: {cookie}");
        }
    }
}
