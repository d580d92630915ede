//! Values and templates.

use rstest::rstest;
use saml_harness::fixture;
use saml_harness::placeholder::{PlaceholderError, Values};

fn values() -> Values {
    let mut values = Values::default();
    values.set("sp.acs_url", "http://127.0.0.1:4000/acs");
    values.set("company", "Ärme");
    values.set("braces", "{company}");
    values.set_template("guide.issuer", "{guide.id}/");
    values.set_template("guide.id", "JumpCloud-{company|lower}");
    values
}

#[rstest]
#[case("no placeholder", "no placeholder")]
#[case("", "")]
#[case("{sp.acs_url}?{company}", "http://127.0.0.1:4000/acs?Ärme")]
#[case("{company|upper}", "ÄRME")]
#[case("{ company | lower }", "ärme")]
#[case("{company|first-half}", "Är")]
#[case("{company|without-last-character}", "Ärm")]
#[case("{company|reversed}", "emrÄ")]
#[case("{company|reversed|without-last-character|upper}", "EMR")]
#[case("{sp.acs_url|other-scheme}", "https://127.0.0.1:4000/acs")]
#[case("{sp.acs_url|other-scheme|other-scheme}", "http://127.0.0.1:4000/acs")]
#[case("{company|other-scheme}", "Ärme")]
#[case("{{company} } {{{company}", "{company} } {Ärme")]
#[case("{guide.issuer}", "JumpCloud-ärme/")]
#[case("{braces}", "{company}")]
fn a_template_is_filled_in(#[case] template: &str, #[case] expected: &str) {
    assert_eq!(values().expand(template).unwrap(), expected);
}

#[rstest]
#[case("{compani}", "unknown placeholder `{compani}`; did you mean `{company}`?")]
#[case("{idp.metadata_xml}", "the placeholder `{idp.metadata_xml}` has no value here")]
#[case("{env.SAML_HARNESS_NO_SUCH_VARIABLE}", "the environment variable `SAML_HARNESS_NO_SUCH_VARIABLE` is not set")]
#[case("{company|shout}", "unknown filter `shout` in the text `{company|shout}`")]
#[case("{company", "a `{` that is not closed in the text `{company`")]
fn what_cannot_be_filled_in_is_named(#[case] template: &str, #[case] expected: &str) {
    assert_eq!(values().expand(template).unwrap_err().to_string(), expected);
}

#[test]
fn a_value_that_refers_to_itself_is_an_error_and_two_uses_of_one_value_are_not() {
    let mut values = values();
    values.set_template("guide.id", "{guide.other}");
    values.set_template("guide.other", "{guide.id}");
    assert_eq!(values.expand("{guide.issuer}"), Err(PlaceholderError::Cycle("guide.id".to_owned())));
    values.set_template("guide.other", "{company}{company}");
    assert_eq!(values.expand("{guide.id}{guide.id}").unwrap(), "ÄrmeÄrmeÄrmeÄrme");
}

#[test]
fn the_environment_is_read_when_a_template_is_filled_in() {
    // Set for every test process by cargo.
    let folder = std::env::var("CARGO_MANIFEST_DIR").unwrap();
    assert_eq!(values().expand("{env.CARGO_MANIFEST_DIR}").unwrap(), folder);
    let mut values = values();
    values.set("env.CARGO_MANIFEST_DIR", "elsewhere");
    assert_eq!(values.expand("{env.CARGO_MANIFEST_DIR}").unwrap(), "elsewhere");
}

#[test]
fn a_value_that_is_there_is_not_replaced_by_set_absent() {
    let mut values = values();
    values.set_absent("company", "other");
    values.set_absent("port", "1");
    assert_eq!(values.expand("{company} {port}").unwrap(), "Ärme 1");
    assert_eq!(values.get("none"), None);
}

#[test]
fn the_fixture_knows_everybody() {
    let mut values = fixture::values("globex", "globex.test", "victim");
    let line = "{user.name} <{user.email}> {user.password}; {employee.email} {mallory.email}";
    let expected = "Vera Victim <victim@globex.test> correct horse battery staple; \
                    employee@globex.test mallory@mallory.example";
    assert_eq!(values.expand(line).unwrap(), expected);
    fixture::set_user(&mut values, "mallory");
    assert_eq!(values.expand("{user.email} {company}").unwrap(), "mallory@mallory.example globex");
}

#[test]
fn the_fixture_is_an_organization_that_the_mock_idp_takes() {
    use mock_idp::organization::{KeyPool, Organization, UserState};
    let url = "http://acme.idp.localhost:1/".parse().unwrap();
    let organization = Organization::new(
        "acme".to_owned(),
        url,
        fixture::organization_spec("acme", "acme.test"),
        KeyPool::new(2048, None),
    )
    .unwrap();
    let directory = organization.directory();
    let application = &directory.applications[0];
    assert!(application.active);
    let bound = |name: &str| {
        let user = directory.user_by_login(&format!("{name}@acme.test")).unwrap();
        (user.state, directory.binding_groups(user.id, application))
    };
    assert_eq!(bound("employee"), (UserState::Active, vec!["Acme SSO", "Finance"]));
    assert_eq!(bound("outsider"), (UserState::Active, vec![]));
    assert_eq!(bound("suspended"), (UserState::Suspended, vec!["Acme SSO"]));
    assert_eq!(bound("staged"), (UserState::Staged, vec!["Acme SSO"]));
}
