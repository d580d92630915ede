//! The Admin Portal: the guide, the checks of each form, toggles, key pairs.

use mock_idp::organization::{ApplicationSettings, OrganizationSpec, Sign, UserState};
use reqwest::StatusCode;

use crate::browser::{KEYS, Portal, REQUIRED, error, location, refused, staffed};

#[tokio::test]
async fn the_guide_ends_in_an_active_application_and_its_metadata() {
    let mut portal = Portal::open(OrganizationSpec::default()).await;
    assert_eq!(location(&portal.get("admin").await), "/admin/groups");
    let menu = portal.page("admin/groups").await;
    for link in [">User Groups</a>", ">Users</a>", ">SSO</a>", ">Add User Group</a>"] {
        assert!(menu.contains(link), "{link} in {menu}");
    }
    assert_eq!(location(&portal.post("admin/groups", &[("name", "Staff")]).await), "/admin/groups");
    let group = portal.organization.directory().groups[0].id.0.to_string();

    assert!(portal.page("admin/users").await.contains(">Add User</a>"));
    assert!(portal.page("admin/users/add").await.contains(">Manual User Entry</a>"));
    let form = portal.page("admin/users/new").await;
    assert!(form.contains(&format!("name=\"group\" value=\"{group}\"")) && form.contains(">Staff</label>"));
    let fields =
        [("company_email", "ann@acme.test"), ("password", "correct horse"), ("activate", "on"), ("group", &group)];
    location(&portal.post("admin/users", &fields).await);
    {
        let directory = portal.organization.directory();
        let user = &directory.users[0];
        assert_eq!((user.username.as_str(), user.state), ("ann", UserState::Active));
        assert!(directory.groups[0].members.contains(&user.id));
    }
    assert!(portal.page(&format!("admin/groups/{group}")).await.contains("ann@acme.test"));

    assert!(portal.page("admin/sso").await.contains(">Add Application</a>"));
    assert!(portal.page("admin/sso/add").await.contains(">Custom SAML App</a>"));
    let form = portal.page("admin/sso/new").await;
    for label in [">Sign Assertion</label>", ">Declare Redirect Endpoint</label>", ">Activate</button>"] {
        assert!(form.contains(label), "{label}");
    }
    let certificate = KEYS.issue("sp").unwrap().certificate_pem().unwrap();
    let mut fields = vec![
        ("sp_certificate", certificate.as_str()),
        ("sp_certificate_pem", ""),
        ("group", &group),
        ("sign_shown", "response"),
        ("sign", "response"),
        ("sign_assertion", "on"),
        ("declare_redirect_endpoint", "on"),
        ("show_in_portal", "on"),
        ("user_attributes", "mail=email\r\nfirst=firstname"),
        ("action", "activate"),
    ];
    fields.extend(REQUIRED.map(|(name, value, _)| (name, value)));
    let response = portal.post_multipart("admin/sso", &["sp_certificate"], &fields).await;
    let page = portal.page(location(&response)).await;
    assert!(page.contains("Your new application is active") && page.contains(">Export Metadata</a>"), "{page}");
    assert!(portal.page("admin/sso").await.contains(">Active</span>"));

    let application = portal.application();
    assert!(application.active && application.groups.len() == 1);
    let settings = &application.settings;
    assert_eq!(settings.sign, Sign::Assertion);
    assert!(settings.declare_redirect_endpoint && settings.show_in_portal);
    assert_eq!(settings.sp_certificate, certificate.trim());
    assert_eq!(settings.idp_url_suffix, "acme-app");
    assert_eq!(settings.acs_urls, ["https://sp.test/acs"]);
    assert_eq!(settings.user_attributes[1].value, "firstname");
    assert_eq!(settings.not_on_or_after_seconds, ApplicationSettings::default().not_on_or_after_seconds);

    let response = portal.get(&format!("admin/sso/{}/metadata.xml", application.id.0)).await;
    let disposition = &response.headers()["content-disposition"];
    assert_eq!(disposition, "attachment; filename=\"JumpCloud-saml2-metadata.xml\"");
    let metadata = response.text().await.unwrap();
    assert!(metadata.contains("entityID=\"acme-idp\"") && metadata.contains("HTTP-Redirect"), "{metadata}");
    assert!(metadata.contains(&portal.organization.sso_url("acme-app")));
    let pem = portal.page(&format!("admin/sso/{}/certificate.pem", application.id.0)).await;
    assert_eq!(pem, application.key_pair.certificate_pem().unwrap());
}

#[tokio::test]
async fn an_application_without_a_required_field_is_not_created_and_keeps_what_was_entered() {
    let mut portal = Portal::open(OrganizationSpec::default()).await;
    for action in ["activate", "save"] {
        for (missing, _, message) in REQUIRED {
            let mut fields = vec![("action", action), ("default_relay_state", "kept/as/typed")];
            fields.extend(REQUIRED.map(|(name, value, _)| (name, if name == missing { " " } else { value })));
            let page = refused(portal.post("admin/sso", &fields).await).await;
            assert!(error(&page).contains(message), "{message}");
            assert!(page.contains("kept/as/typed"));
        }
    }
    assert!(portal.organization.directory().applications.is_empty());
}

#[tokio::test]
async fn values_that_cannot_be_used_are_named_and_nothing_is_saved() {
    let mut portal = Portal::open(staffed()).await;
    let before = portal.application();
    let cases = [
        ("sp_certificate_pem", "not PEM", "SP Certificate is not a PEM certificate"),
        ("constant_attributes", "novalue", "Constant Attributes must be name=value on each line, not novalue"),
        ("signature_algorithm", "RSA-MD5", "Signature Algorithm has no choice RSA-MD5"),
        ("not_before_seconds", "soon", "NotBefore must be a whole number of seconds"),
    ];
    for (name, value, message) in cases {
        let fields = [(name, value), ("sp_entity_id", "changed"), ("action", "save")];
        let page = refused(portal.post(&format!("admin/sso/{}", before.id.0), &fields).await).await;
        assert!(error(&page).contains(message), "{page}");
        assert_eq!(portal.application().settings, before.settings);
    }
    let mut fields = vec![("idp_url_suffix", "a/b")];
    fields.extend(REQUIRED.map(|(name, value, _)| (name, value)));
    let page = refused(portal.post("admin/sso", &fields).await).await;
    assert!(error(&page).contains("IDP URL may only hold"), "{page}");
    assert_eq!(portal.organization.directory().applications.len(), 1);
}

#[tokio::test]
async fn group_and_user_forms_say_what_is_missing() {
    let mut portal = Portal::open(staffed()).await;
    let page = refused(portal.post("admin/groups", &[("name", "  ")]).await).await;
    assert!(error(&page).contains("Name is required"));
    let page = refused(portal.post("admin/groups", &[("name", "Staff")]).await).await;
    assert!(error(&page).contains("A group with this name exists already"));
    for email in ["", "nobody"] {
        let fields = [("company_email", email), ("first_name", "Kept")];
        let page = refused(portal.post("admin/users", &fields).await).await;
        assert!(error(&page).contains("Company Email is required") && page.contains("value=\"Kept\""));
    }
    let page = refused(portal.post("admin/users", &[("company_email", "ANN@acme.test")]).await).await;
    assert!(error(&page).contains("A user with this Company Email exists already"));
    let directory = portal.organization.directory();
    assert_eq!((directory.groups.len(), directory.users.len()), (1, 3));
}

#[tokio::test]
async fn a_user_is_staged_until_activated_and_can_be_suspended_and_restored() {
    let mut portal = Portal::open(OrganizationSpec::default()).await;
    location(&portal.post("admin/users", &[("company_email", "new@acme.test"), ("password", "p")]).await);
    let id = portal.organization.directory().users[0].id;
    let mut expected = UserState::Staged;
    let buttons = [("Activate", UserState::Active), ("Suspend", UserState::Suspended), ("Restore", UserState::Active)];
    for (button, then) in buttons {
        assert_eq!(portal.organization.directory().user(id).unwrap().state, expected);
        let page = portal.page(&format!("admin/users/{}", id.0)).await;
        assert!(page.contains(&format!(">{button}</button>")), "{button}");
        let action = button.to_lowercase();
        location(&portal.post(&format!("admin/users/{}/state", id.0), &[("action", &action)]).await);
        expected = then;
    }
    assert_eq!(portal.organization.directory().user(id).unwrap().state, expected);
    location(&portal.post(&format!("admin/users/{}", id.0), &[("company_email", "other@acme.test")]).await);
    let user = portal.organization.directory().user(id).unwrap().clone();
    assert_eq!((user.company_email.as_str(), user.password.as_str()), ("other@acme.test", "p"));
}

#[tokio::test]
async fn checkbox_and_radio_of_sign_agree() {
    let mut portal = Portal::open(staffed()).await;
    let path = format!("admin/sso/{}", portal.application().id.0);
    let steps: [(&[(&str, &str)], Sign); 6] = [
        (&[("sign_shown", "response"), ("sign", "response"), ("sign_assertion", "on")], Sign::Assertion),
        (&[("sign_shown", "assertion"), ("sign", "both"), ("sign_assertion", "on")], Sign::Both),
        (&[("sign_shown", "both"), ("sign", "both"), ("sign_assertion", "on")], Sign::Both),
        (&[("sign_shown", "both"), ("sign", "both")], Sign::Response),
        (&[("sign_assertion", "on")], Sign::Assertion),
        (&[("sign", "response"), ("sign_assertion", "on")], Sign::Response),
    ];
    for (fields, expected) in steps {
        location(&portal.post(&path, fields).await);
        assert_eq!(portal.application().settings.sign, expected, "{fields:?}");
        let page = portal.page(&path).await;
        assert_eq!(page.contains("name=\"sign_assertion\" value=\"on\" checked"), expected.assertion());
    }
}

#[tokio::test]
async fn saving_an_existing_application_keeps_its_suffix_and_texts_that_the_form_does_not_hold() {
    let mut portal = Portal::open(staffed()).await;
    let path = format!("admin/sso/{}", portal.application().id.0);
    let fields = [("idp_url_suffix", "other"), ("sp_entity_id", " blank-kept"), ("action", "deactivate")];
    location(&portal.post(&path, &fields).await);
    let application = portal.application();
    assert!(!application.active);
    assert_eq!(application.settings.idp_url_suffix, "acme-app");
    assert_eq!(application.settings.sp_entity_id, " blank-kept");
    assert_eq!(application.settings.idp_entity_id, "acme-idp");
    assert!(portal.page("admin/sso").await.contains(">Single Sign-On Inactive</span>"));
    location(&portal.post(&path, &[("action", "activate")]).await);
    assert!(portal.application().active);
}

#[tokio::test]
async fn metadata_is_exported_once_the_application_exists() {
    let mut portal = Portal::open(OrganizationSpec::default()).await;
    let response = portal.get("admin/sso/new/metadata.xml").await;
    assert_eq!(response.status(), StatusCode::CONFLICT);
    assert!(response.text().await.unwrap().contains("Activate the application first"));
    let mut fields = vec![("action", "save")];
    fields.extend(REQUIRED.map(|(name, value, _)| (name, value)));
    location(&portal.post("admin/sso", &fields).await);
    let application = portal.application();
    assert!(!application.active);
    assert!(portal.page(&format!("admin/sso/{}/metadata.xml", application.id.0)).await.contains("acme-idp"));
    assert_eq!(portal.get("admin/sso/999/metadata.xml").await.status(), StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn the_key_pair_is_regenerated_or_uploaded_if_it_fits() {
    let mut portal = Portal::open(staffed()).await;
    let path = format!("admin/sso/{}/certificate", portal.application().id.0);
    let pem = |portal: &Portal| portal.application().key_pair.certificate_pem().unwrap();
    let first = pem(&portal);
    location(&portal.post(&format!("{path}/regenerate"), &[]).await);
    let second = pem(&portal);
    assert_ne!(first, second);

    let own = KEYS.issue("own").unwrap();
    let key = String::from_utf8(own.private_key.private_key_to_pem_pkcs8().unwrap()).unwrap();
    let certificate = own.certificate_pem().unwrap();
    let stranger = KEYS.issue("stranger").unwrap().certificate_pem().unwrap();
    for (certificate, message) in [(stranger.as_str(), "does not belong"), ("junk", "not PEM")] {
        let fields = [("idp_certificate_pem", certificate), ("idp_private_key_pem", key.as_str())];
        let page = refused(portal.post_multipart(&path, &[], &fields).await).await;
        assert!(error(&page).contains(message), "{page}");
        assert_eq!(pem(&portal), second);
    }
    let fields = [("idp_certificate", certificate.as_str()), ("idp_private_key_pem", &key)];
    location(&portal.post_multipart(&path, &["idp_certificate"], &fields).await);
    assert_eq!(pem(&portal), certificate);
}

#[tokio::test]
async fn forms_that_are_too_large_or_cannot_be_read_are_refused() {
    let mut portal = Portal::open(OrganizationSpec::default()).await;
    let large = "x".repeat(2 * 1024 * 1024);
    let response = portal.post("admin/groups", &[("name", &large)]).await;
    assert_eq!(response.status(), StatusCode::PAYLOAD_TOO_LARGE);
    let response = portal.post_multipart("admin/sso", &[], &[("display_label", &large)]).await;
    assert_eq!(response.status(), StatusCode::PAYLOAD_TOO_LARGE);
    let many = vec![("group", "1"); 2000];
    assert_eq!(portal.post("admin/users", &many).await.status(), StatusCode::PAYLOAD_TOO_LARGE);
    let cut_off = [("display_label", "x\r\n--cut\r\nnonsense")];
    assert_eq!(portal.post_multipart("admin/sso", &[], &cut_off).await.status(), StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn every_setting_is_a_switch() {
    let mut portal = Portal::open(
        serde_json::from_str(r#"{"name": "acme", "applications": [{"settings": {"display_label": "App"}}]}"#).unwrap(),
    )
    .await;
    let page = portal.page("/admin/switchboard").await;
    for name in mock_idp::organization::SettingsPatch::FIELDS {
        assert!(page.contains(&format!("data-setting=\"{name}\"")), "{name}");
    }
    let id = portal.organization.directory().applications[0].id.0;
    let to = format!("/admin/switchboard/{id}");
    for (name, value, status) in [
        ("declare_redirect_endpoint", "true", 303),
        ("sign", "both", 303),
        ("acs_urls", r#"["https://a.test/acs"]"#, 303),
        ("not_before_seconds", "7", 303),
        ("sign", "all", 400),
        ("no_such", "true", 400),
    ] {
        assert_eq!(
            portal.post(&to, &[("setting", name), ("value", value)]).await.status().as_u16(),
            status,
            "{name} {value}"
        );
    }
    let settings = portal.organization.directory().applications[0].settings.clone();
    assert!(settings.declare_redirect_endpoint && settings.sign == Sign::Both);
    assert_eq!((settings.not_before_seconds, settings.acs_urls), (7, vec!["https://a.test/acs".to_owned()]));
}
