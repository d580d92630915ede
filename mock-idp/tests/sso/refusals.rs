//! Whatever does not go on: its page, its status, its event.

use mock_idp::organization::{SsoAuthReason, UserState};
use rstest::rstest;

use super::support::{authn_request, authn_request_of, redirect, site};

#[rstest]
#[case::issuer(&authn_request_of("http://sp.test/metadata/", ""), 400, "Issuer mismatch", SsoAuthReason::IssuerMismatch)]
#[case::no_issuer(&authn_request_of("", ""), 400, "Issuer mismatch", SsoAuthReason::IssuerMismatch)]
#[case::acs(
    &authn_request(r#"AssertionConsumerServiceURL="http://sp.test/acs/""#), 400, "Unknown ACS URL", SsoAuthReason::UnknownAcsUrl
)]
#[case::acs_index(
    &authn_request(r#"AssertionConsumerServiceIndex="2""#), 400, "Unknown ACS URL", SsoAuthReason::UnknownAcsUrl
)]
#[case::not_a_request("<Response/>", 400, "Malformed request", SsoAuthReason::MalformedRequest)]
#[tokio::test]
async fn a_request_that_does_not_fit(
    #[case] request: &str,
    #[case] status: u16,
    #[case] heading: &str,
    #[case] reason: SsoAuthReason,
    #[values(true, false)] logged_in: bool,
) {
    let site = site();
    let browser = if logged_in { site.browser_of("employee@acme.test").await } else { site.browser() };
    let page = browser.get(&redirect(request)).await;
    assert_eq!((page.status.as_u16(), page.heading()), (status, heading), "{page:?}");
    assert_eq!(page.field("SAMLResponse"), None);
    let events = site.acme.events();
    assert_eq!(events.len(), 1);
    assert_eq!((events[0].error, events[0].sso_token_success), (Some(reason), false));
    assert_eq!(events[0].error_message.as_deref(), Some(page.error().as_str()));
    assert_eq!(events[0].user, if logged_in { "employee@acme.test" } else { "" });
    assert_eq!((events[0].application.as_str(), events[0].idp_initiated), ("App", false));
}

#[tokio::test]
async fn the_page_shows_both_values_escaped() {
    let site = site();
    let page = site.browser().get(&redirect(&authn_request_of("&lt;script>alert(1)&lt;/script>", ""))).await;
    assert!(page.error().contains("<script>alert(1)</script>") && page.error().contains("http://sp.test/metadata"));
    assert!(!page.body.contains("<script>"), "{}", page.body);
}

#[tokio::test]
async fn an_application_that_is_not_there_or_not_active() {
    let site = site();
    let browser = site.browser_of("employee@acme.test").await;
    for path in ["/saml2/none".to_owned(), redirect(&authn_request("")).replace("/app?", "/none?")] {
        let page = browser.get(&path).await;
        assert_eq!((page.status.as_u16(), page.heading()), (404, "Application not found"));
    }
    let id = site.application().id;
    site.acme.directory().application_mut(id).unwrap().active = false;
    for path in ["/saml2/app", &redirect(&authn_request(""))] {
        let page = browser.get(path).await;
        assert_eq!((page.status.as_u16(), page.heading()), (404, "Application not active"));
    }
    let reasons: Vec<_> = site.acme.events().iter().filter_map(|event| event.error).collect();
    use SsoAuthReason::{ApplicationInactive, UnknownIdpUrl};
    assert_eq!(reasons, [UnknownIdpUrl, UnknownIdpUrl, ApplicationInactive, ApplicationInactive]);
}

#[tokio::test]
async fn a_person_who_may_not() {
    let site = site();
    let outsider = site.browser_of("outsider@acme.test").await;
    for path in ["/saml2/app", &redirect(&authn_request(""))] {
        let page = outsider.get(path).await;
        assert_eq!((page.status.as_u16(), page.heading()), (403, "Not authorized"));
        assert_eq!(page.field("SAMLResponse"), None);
    }
    let events = site.acme.events();
    assert_eq!(events.iter().map(|e| e.error).collect::<Vec<_>>(), [Some(SsoAuthReason::UserNotBound); 2]);
    assert_eq!(events.iter().map(|e| e.idp_initiated).collect::<Vec<_>>(), [true, false]);
    assert!(events.iter().all(|event| event.user == "outsider@acme.test"));
}

#[rstest]
#[case(UserState::Suspended, "Account suspended", SsoAuthReason::UserSuspended)]
#[case(UserState::Staged, "Account not activated", SsoAuthReason::UserNotActivated)]
#[tokio::test]
async fn a_person_who_is_not_active(#[case] state: UserState, #[case] heading: &str, #[case] reason: SsoAuthReason) {
    let site = site();
    let browser = site.browser_of("employee@acme.test").await;
    let (application, user) = (site.application().id, site.acme.directory().users[0].id);
    site.acme.directory().user_mut(user).unwrap().state = state;
    // Whatever the session says, no response is issued.
    assert_eq!(browser.get("/saml2/app").await.field("SAMLResponse"), None);
    let response = mock_idp::sso::respond(&site.acme, application, user, &mock_idp::sso::Answer::default());
    assert_eq!(response.status(), 403);
    let body = axum::body::to_bytes(response.into_body(), 1 << 20).await.unwrap();
    assert!(String::from_utf8_lossy(&body).contains(&format!("<h1>{heading}</h1>")));
    assert_eq!(site.acme.events().last().unwrap().error, Some(reason));
}

#[tokio::test]
async fn single_logout_is_an_error_page() {
    let site = site();
    for page in [site.browser().get("/saml2/app/slo").await, site.browser().post("/saml2/app/slo", &[]).await] {
        assert_eq!((page.status.as_u16(), page.heading()), (404, "Single logout is not supported"));
    }
}
