//! What people type is shown as text.

use mock_idp::organization::OrganizationSpec;

use crate::browser::{Portal, location};

const SCRIPT: &str = "<script>alert(1)</script>\"'";

#[tokio::test]
async fn names_are_shown_as_text() {
    let mut portal = Portal::open(OrganizationSpec::default()).await;
    location(&portal.post("admin/groups", &[("name", SCRIPT)]).await);
    let group = portal.organization.directory().groups[0].id.0.to_string();
    let email = format!("{SCRIPT}@acme.test");
    let fields = [
        ("company_email", email.as_str()),
        ("first_name", SCRIPT),
        ("description", "</textarea><script>alert(1)</script>"),
        ("password", "p"),
        ("activate", "on"),
        ("group", &group),
    ];
    location(&portal.post("admin/users", &fields).await);
    let user = portal.organization.directory().users[0].id.0;
    let fields = [
        ("display_label", SCRIPT),
        ("idp_entity_id", SCRIPT),
        ("sp_entity_id", SCRIPT),
        ("acs_urls", SCRIPT),
        ("group", &group),
        ("login_url", "javascript:alert(1)"),
        ("show_in_portal", "on"),
        ("action", "activate"),
    ];
    location(&portal.post("admin/sso", &fields).await);
    let application = portal.application();
    assert_eq!(application.settings.idp_url_suffix, "scriptalert1script");
    let refusal = portal.log_in(SCRIPT, "wrong", SCRIPT).await.text().await.unwrap();
    assert!(refusal.contains("&lt;script&gt;") && !refusal.contains("<script>"), "{refusal}");
    location(&portal.log_in(&email, "p", "").await);
    let pages = [
        "admin/groups".to_owned(),
        format!("admin/groups/{group}"),
        "admin/users".to_owned(),
        format!("admin/users/{user}"),
        "admin/sso".to_owned(),
        format!("admin/sso/{}", application.id.0),
        "admin/events".to_owned(),
        "userconsole".to_owned(),
    ];
    for path in pages {
        let page = portal.page(&path).await;
        assert!(page.contains("&lt;script&gt;alert"), "{path}");
        assert!(!page.contains("<script>alert") && !page.contains("href=\"javascript:"), "{path}: {page}");
    }
}
