//! Responses that go through an armed recipe, as a browser gets them, and those that are sent again.

use std::time::{Duration, Instant};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use http::StatusCode;
use mock_idp::journal::{Binding, Direction, Entry};
use mock_idp::recipe::{Recipe, Script};
use rstest::rstest;

use super::support::{ACS, Browser, Page, Site, authn_request, redirect, site};

fn script(steps: &str) -> Script {
    let recipe: Recipe = serde_json::from_str(steps).unwrap();
    let values = [("victim.email".to_owned(), "outsider@acme.test".to_owned())].into();
    Script { signs_last: recipe.signs_last(), recipe, values, ..Script::default() }
}

/// The answer to a request, with `steps` armed.
async fn answer(site: &Site, steps: &str) -> Page {
    site.acme.arm(Some(script(steps)));
    asked(&site.browser_of("employee@acme.test").await).await
}

async fn asked(browser: &Browser) -> Page {
    browser.get(&format!("{}&RelayState=state", redirect(&authn_request("")))).await
}

fn last_out(site: &Site) -> Entry {
    site.acme.journal().since(0).into_iter().rfind(|entry| entry.direction == Direction::Out).unwrap()
}

#[tokio::test]
async fn a_recipe_is_in_force_while_it_is_armed() {
    let site = site();
    let browser = site.browser_of("employee@acme.test").await;
    site.acme.arm(Some(script(r#"[{"step": "set", "node": "NameID", "text": "{victim.email} of {request.id}"}]"#)));
    let xml = asked(&browser).await.response();
    assert!(xml.contains(">outsider@acme.test of _request<"), "{xml}");
    assert!(xml.contains("<ds:Signature "));
    assert_eq!(last_out(&site).xml, xml);
    site.acme.arm(None);
    assert!(asked(&browser).await.response().contains(">employee@acme.test<"));
    assert_eq!(site.acme.script_trouble(), None);
}

#[tokio::test]
async fn what_cannot_be_carried_out_is_told() {
    let site = site();
    let page = answer(&site, r#"[{"step": "remove", "node": "Status"}, {"step": "remove", "node": "Status"}]"#).await;
    assert_eq!((page.status, page.heading()), (StatusCode::INTERNAL_SERVER_ERROR, "Recipe failed"));
    assert!(page.error().contains("step 2: `Status` matches nothing"), "{page:?}");
    let trouble = site.acme.script_trouble().unwrap();
    assert!(trouble.starts_with("step 2: `Status` matches nothing in the message"), "{trouble}");
    assert_eq!(site.acme.script_trouble(), None);
    assert!(site.acme.sent_messages().is_empty());
}

#[tokio::test]
async fn a_form_is_as_it_is_delivered() {
    let site = site();
    let page = answer(
        &site,
        r#"[{"step": "deliver", "url": "http://other.test/?a=\"&b", "query": "m={message}", "enctype": "text", "times": 2,
             "fields": [{"name": "<x>", "value": "1"}, {"name": "SAMLResponse", "value": "{message}"},
                        {"name": "SAMLResponse", "value": "{plain}"}]}]"#,
    )
    .await;
    let message = page.field("SAMLResponse").unwrap();
    let encoded: String = url::form_urlencoded::byte_serialize(message.as_bytes()).collect();
    assert_eq!(page.action(), format!("http://other.test/?a=\"&b&m={encoded}"));
    assert!(page.body.contains(r#" enctype="text/plain" data-times="2">"#), "{page:?}");
    assert_eq!(page.field("&lt;x&gt;").as_deref(), Some("1"));
    assert_eq!(page.body.matches(r#"name="SAMLResponse""#).count(), 2);
    assert!(!page.body.contains("RelayState"));
    let entry = last_out(&site);
    assert_eq!((entry.raw, entry.relay_state, entry.url), (message, None, page.action()));
}

#[tokio::test]
async fn a_redirect_carries_message_and_relay_state() {
    let site = site();
    let page = answer(&site, r#"[{"step": "deliver", "binding": "redirect"}]"#).await;
    assert_eq!((page.status, page.cache_control.as_str()), (StatusCode::FOUND, "no-store"));
    let location: url::Url = page.location.parse().unwrap();
    let query: Vec<(String, String)> = location.query_pairs().into_owned().collect();
    assert_eq!((query[0].0.as_str(), query[1].1.as_str()), ("SAMLResponse", "state"));
    let octets = STANDARD.decode(&query[0].1).unwrap();
    let mut xml = String::new();
    std::io::Read::read_to_string(&mut flate2::read::DeflateDecoder::new(&octets[..]), &mut xml).unwrap();
    let entry = last_out(&site);
    assert_eq!((entry.xml, entry.binding), (xml, Binding::Redirect));
    assert!(page.location.contains(&format!("SAMLResponse={}&", entry.raw)));
}

#[tokio::test]
async fn a_held_message_is_sent_later() {
    let site = site();
    let page = answer(&site, r#"[{"step": "deliver", "hold": true}]"#).await;
    assert_eq!((page.status, page.heading()), (StatusCode::OK, "Message held"));
    assert!(!page.body.contains("<form"));
    let page = site.browser().get("/sent/1").await;
    assert_eq!((page.action().as_str(), page.field("RelayState").as_deref()), (ACS, Some("state")));
    assert_eq!(page.response(), last_out(&site).xml);
}

#[tokio::test]
async fn any_message_is_sent_again_octet_for_octet() {
    let site = site();
    let browser = site.browser_of("employee@acme.test").await;
    let pages = [asked(&browser).await, asked(&browser).await];
    for (number, page) in (1..).zip(&pages) {
        let again = site.browser().get(&format!("/sent/{number}")).await;
        assert_eq!(again.body, page.body);
    }
    let again = site.browser().get("/sent/2?relay_state=a%26b").await;
    assert_eq!(again.field("RelayState").as_deref(), Some("a&b"));
    assert_eq!(again.field("SAMLResponse"), pages[1].field("SAMLResponse"));
    assert_eq!(last_out(&site).xml, pages[1].response());
    for path in ["/sent/0", "/sent/3"] {
        assert_eq!(browser.get(path).await.heading(), "Message not found", "{path}");
    }
    assert_eq!(browser.get("/sent/x").await.status, StatusCode::BAD_REQUEST);
    site.acme.start_anew().unwrap();
    assert_eq!(browser.get("/sent/1").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn an_earlier_message_is_taken() {
    let site = site();
    let browser = site.browser_of("employee@acme.test").await;
    let first = asked(&browser).await.response();
    site.acme.arm(Some(script(r#"[{"step": "take", "of": "response", "message": 1}]"#)));
    assert_eq!(asked(&browser).await.response(), first);
    site.acme.arm(Some(script(r#"[{"step": "take", "of": "response", "user": "{victim.email}"}]"#)));
    assert!(asked(&browser).await.response().contains(">outsider@acme.test<"));
    site.acme.arm(Some(script(r#"[{"step": "take", "of": "response", "user": "nobody@acme.test"}]"#)));
    assert_eq!(asked(&browser).await.heading(), "Recipe failed");
}

#[tokio::test]
async fn an_answer_can_be_late() {
    let site = site();
    let start = Instant::now();
    let page = answer(&site, r#"[{"step": "deliver", "delay": "300ms"}]"#).await;
    assert_eq!(page.action(), ACS);
    assert!(start.elapsed() >= Duration::from_millis(300));
}

#[tokio::test]
async fn callers_at_the_canary_are_noted() {
    let site = site();
    let page = answer(&site, r#"[{"step": "set", "node": "NameID", "text": "{canary}"}]"#).await;
    let url: url::Url = site.acme.canary_url().parse().unwrap();
    assert!(page.response().contains(&format!(">{url}<")));
    assert_eq!((url.host_str(), url.port()), (Some("127.0.0.1"), Some(4444)));
    assert!(site.acme.canary_hits().is_empty());

    let token = url.path().rsplit('/').next().unwrap().to_owned();
    let bare = http::Request::post(format!("{}?x=1", url.path()))
        .header("host", "127.0.0.1:4444")
        .header("user-agent", "library")
        .body(axum::body::Body::empty());
    assert_eq!(site.send(bare.unwrap()).await.body, "canary");
    assert_eq!(site.browser().get(&format!("/canary/{token}")).await.body, "canary");
    let hits = site.acme.canary_hits();
    assert_eq!((hits[0].method.as_str(), hits[0].user_agent.as_str()), ("POST", "library"));
    assert_eq!(hits[0].target, format!("{}?x=1", url.path()));
    assert_eq!((hits[1].method.as_str(), hits.len()), ("GET", 2));

    assert_eq!(site.browser().get("/canary/other").await.status, StatusCode::NOT_FOUND);
    assert_eq!(site.browser().get("/canary/nobody/other").await.status, StatusCode::NOT_FOUND);
    site.acme.start_anew().unwrap();
    assert!(site.acme.canary_hits().is_empty());
    assert_eq!(site.browser().get(&format!("/canary/{token}")).await.status, StatusCode::NOT_FOUND);
}

#[rstest]
#[case::another_moment(r#"[{"step": "clock", "offset": "+3650d"}]"#, 3649..=3651)]
#[case::now("[]", -1..=1)]
#[tokio::test]
async fn the_clock_of_a_message_is_its_own(#[case] steps: &str, #[case] days: std::ops::RangeInclusive<i64>) {
    let site = site();
    let xml = answer(&site, steps).await.response();
    let instant = xml.split("IssueInstant=\"").nth(1).unwrap().split('"').next().unwrap();
    let ahead = instant.parse::<jiff::Timestamp>().unwrap().duration_since(jiff::Timestamp::now());
    assert!(days.contains(&(ahead.as_hours() / 24)), "{instant}");
}
