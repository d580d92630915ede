//! While a look-up is on, nobody is let in and nothing is changed.

use super::support::{authn_request, redirect, site};

#[tokio::test]
async fn a_look_up_lets_nobody_in_and_leaves_everything_as_it_was() {
    let site = site();
    let mut browser = site.browser();
    let path = redirect(&authn_request(""));
    site.acme.begin_look_up();
    assert!(!site.acme.is_led_here());
    assert_eq!(browser.get("/saml2/app/metadata.xml").await.status, 200);
    assert!(!site.acme.is_led_here(), "the SP may read metadata meanwhile");
    assert_eq!(browser.get(&path).await.heading(), "Look-up");
    assert!(site.acme.is_led_here() && site.acme.end_look_up());

    browser.log_in("employee@acme.test", &path).await;
    let (messages, events) = (site.acme.journal().len(), site.acme.events().len());
    site.acme.begin_look_up();
    assert_eq!(browser.get(&path).await.heading(), "Look-up", "a live session lets nobody in either");
    assert_eq!(browser.post("/saml2/app", &[("SAMLRequest", "x")]).await.heading(), "Look-up");
    assert_eq!(browser.get("/userconsole/login?next=x").await.heading(), "Look-up");
    assert_eq!((site.acme.journal().len(), site.acme.events().len()), (messages, events));
    site.acme.end_look_up();
    assert!(browser.get(&path).await.response().contains(r#"InResponseTo="_request""#), "the session lives on");
}
