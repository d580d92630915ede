//! The User Portal: login, tiles, sessions.

use mock_idp::organization::{Application, OrganizationSpec, SsoAuthReason, UserState};
use reqwest::StatusCode;
use reqwest::header::SET_COOKIE;

use crate::browser::{Portal, error, location, staffed};

const PASSWORD: &str = "correct horse";

#[tokio::test]
async fn login_opens_the_portal_with_tiles_until_log_out() {
    let mut portal = Portal::open(staffed()).await;
    assert_eq!(location(&portal.get("userconsole").await), "/userconsole/login");
    let page = portal.page("userconsole/login?next=/saml2/acme-app").await;
    assert!(page.contains(">User Email</label>") && page.contains(">Continue</button>"));
    let next = "/saml2/acme-app?SAMLRequest=a%2Bb%2f%3D&RelayState='x'";
    let response = portal.log_in("Ann@acme.test", PASSWORD, next).await;
    assert_eq!(location(&response), "/saml2/acme-app?SAMLRequest=a%2Bb%2f%3D&RelayState=%27x%27");
    let cookie = response.headers()[SET_COOKIE].to_str().unwrap();
    for attribute in ["HttpOnly", "Secure", "SameSite=None", "Path=/"] {
        assert!(cookie.contains(attribute), "{cookie}");
    }
    let console = portal.page("userconsole").await;
    assert!(console.contains("ann@acme.test"), "{console}");
    assert!(console.contains("href=\"/saml2/acme-app\">Acme App</a>"), "{console}");
    assert_eq!(location(&portal.get("userconsole/login?next=/saml2/acme-app").await), "/saml2/acme-app");

    let ended = portal.cookie.clone();
    location(&portal.post("userconsole/logout", &[]).await);
    assert_eq!(location(&portal.get("userconsole").await), "/userconsole/login");
    portal.cookie = ended;
    assert_eq!(location(&portal.get("userconsole").await), "/userconsole/login");
}

#[tokio::test]
async fn tiles_follow_groups_state_visibility_and_login_url() {
    let mut portal = Portal::open(staffed()).await;
    location(&portal.log_in("ann@acme.test", PASSWORD, "").await);
    portal.organization.directory().applications[0].settings.login_url = "https://sp.test/start".to_owned();
    let none = "You have not been granted access to any SSO applications.";
    let console = portal.page("userconsole").await;
    assert!(console.contains("href=\"https://sp.test/start\">Acme App</a>") && !console.contains(none));
    let changes: [fn(&mut Application); 3] =
        [|a| a.active = false, |a| a.settings.show_in_portal = false, |a| a.groups.clear()];
    for change in changes {
        let before = portal.application();
        change(&mut portal.organization.directory().applications[0]);
        let console = portal.page("userconsole").await;
        assert!(console.contains(none) && !console.contains("Acme App"), "{console}");
        portal.organization.directory().applications[0] = before;
    }
}

#[tokio::test]
async fn who_may_not_log_in_is_told_and_logged() {
    let mut portal = Portal::open(staffed()).await;
    let failed = "Authentication failed.";
    let staged = "Your account is not activated yet.";
    let cases = [
        ("ann@acme.test", "wrong", 401, failed, SsoAuthReason::WrongPassword),
        ("eve@acme.test", PASSWORD, 401, failed, SsoAuthReason::UnknownUser),
        ("stan@acme.test", PASSWORD, 403, staged, SsoAuthReason::UserNotActivated),
        ("sue@acme.test", PASSWORD, 403, "Your account is suspended.", SsoAuthReason::UserSuspended),
        ("sue@acme.test", "wrong", 401, failed, SsoAuthReason::WrongPassword),
    ];
    for (email, password, status, message, reason) in cases {
        let response = portal.log_in(email, password, "/saml2/acme-app?SAMLRequest=x").await;
        assert_eq!(response.status(), status, "{email}");
        let page = response.text().await.unwrap();
        assert!(error(&page).contains(message) && page.contains("name=\"password\""), "{page}");
        let event = portal.organization.events().pop().unwrap();
        assert_eq!((event.error, event.user.as_str()), (Some(reason), email));
        assert_eq!((event.application.as_str(), event.sso_token_success), ("Acme App", false));
    }
    assert_eq!(portal.cookie, None);
    let page = portal.page("admin/events").await;
    assert!(page.contains("wrong-password") && page.contains("eve@acme.test"));
    let response = portal.log_in("ann@acme.test", PASSWORD, "").await;
    assert_eq!(location(&response), "/userconsole", "wrong password, then the right one");
}

#[tokio::test]
async fn an_empty_email_is_asked_for_again() {
    let mut portal = Portal::open(staffed()).await;
    let response = portal.post("userconsole/login", &[("email", " ")]).await;
    assert_eq!(response.status(), StatusCode::UNPROCESSABLE_ENTITY);
    assert!(error(&response.text().await.unwrap()).contains("User Email is required"));
}

#[tokio::test]
async fn a_user_without_a_password_cannot_log_in_with_none() {
    let mut portal = Portal::open(OrganizationSpec::default()).await;
    location(&portal.post("admin/users", &[("company_email", "new@acme.test"), ("activate", "on")]).await);
    assert_eq!(portal.log_in("new@acme.test", "", "").await.status(), StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn suspending_a_user_ends_the_session() {
    let mut portal = Portal::open(staffed()).await;
    location(&portal.log_in("ann@acme.test", PASSWORD, "").await);
    portal.page("userconsole").await;
    portal.organization.directory().users[0].state = UserState::Suspended;
    assert_eq!(location(&portal.get("userconsole").await), "/userconsole/login");
}

#[tokio::test]
async fn sessions_of_another_organization_count_for_nothing() {
    let mut portal = Portal::open(staffed()).await;
    location(&portal.log_in("ann@acme.test", PASSWORD, "").await);
    let mut other = Portal::open(staffed()).await;
    other.cookie = portal.cookie.clone();
    assert_eq!(location(&other.get("userconsole").await), "/userconsole/login");
}

#[tokio::test]
async fn next_leads_only_to_paths_of_this_host() {
    let mut portal = Portal::open(staffed()).await;
    let elsewhere = [
        "https://evil.test/",
        "//evil.test/",
        "/\\evil.test/",
        "/\t/evil.test/",
        "\\/evil.test",
        "javascript:alert(1)",
        "/..//evil.test/",
        "relative",
        "",
    ];
    for next in elsewhere {
        portal.cookie = None;
        let response = portal.log_in("ann@acme.test", PASSWORD, next).await;
        assert_eq!(location(&response), "/userconsole", "{next:?}");
    }
}
