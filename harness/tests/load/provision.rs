//! How target files say what is done at the SP beside the logins.

use rstest::rstest;
use saml_harness::action::Action;
use saml_harness::target::{Procedure, Target, load};

use crate::{Folder, assert_said};

/// A target file with these `[sp]` keys and these tables.
fn text(sp: &str, tables: &str) -> String {
    format!(
        "schema = 1\nname = \"acme-app\"\n[login]\nstart = \"/\"\n[signed_in]\nuser = \"#user\"\n[sp]\nbase_url = \"http://127.0.0.1:8080\"\n{sp}\n{tables}\n"
    )
}

fn loaded(sp: &str, tables: &str) -> Target {
    let folder = Folder::new(&[("target.toml", &text(sp, tables))]);
    load(&folder.join("target.toml")).map_err(|error| folder.relative(error)).unwrap()
}

fn said(sp: &str, tables: &str) -> String {
    let folder = Folder::new(&[("target.toml", &text(sp, tables))]);
    folder.relative(load(&folder.join("target.toml")).unwrap_err())
}

const METADATA: &str = "metadata_url = \"{sp.base_url}/metadata\"";

#[test]
fn several_requests_are_read_and_what_they_read_is_known_everywhere() {
    let target = loaded(
        "",
        r##"
[provision]
request = [
  { url = "/api/sso", headers = { Authorization = "Bearer {env.TOKEN}" }, body = '{{"metadata": {idp.metadata_xml|json}}}', ok = [201, 409], read = { "sp.acs_url" = "/acs", "sp.connection" = "/id" } },
  { url = "/api/sso/{sp.connection}", method = "GET", read = { "sp.entity_id" = "/entity" } },
]
[teardown]
request = { url = "/api/sso/{sp.connection}", method = "DELETE" }
"##,
    );
    let Procedure::Http(requests) = &target.provision.procedure else { panic!("{:?}", target.provision) };
    assert_eq!((requests[0].method.as_str(), requests[0].ok.as_slice()), ("POST", [201, 409].as_slice()));
    assert_eq!(requests[0].read["sp.acs_url"], "/acs");
    assert_eq!(requests[1].method, "GET");
    let Procedure::Http(requests) = &target.teardown else { panic!("{:?}", target.teardown) };
    assert_eq!(requests[0].method, "DELETE");
}

#[test]
fn what_a_step_reads_need_not_be_given() {
    let steps = r##"[provision]
steps = [{ open = "/sso/new" }, { read = "#acs", as = "sp.acs_url" }, { read = "#id", as = "sp.entity_id" }]"##;
    let target = loaded("", steps);
    let read = Action::Read { selector: "#acs".to_owned(), placeholder: "sp.acs_url".to_owned() };
    assert_eq!(target.provision.procedure.steps()[1].action, read);
    let metadata = r##"[provision]
steps = [{ read = "#metadata", as = "sp.metadata_url" }]"##;
    assert!(!loaded("", metadata).sp.contains_key("acs_url"));
}

#[rstest]
#[case::missing(
    "via = \"http\"",
    "error: missing key `request`
  --> target.toml:11:1
   |
11 | [provision]
   | ^^^^^^^^^^^ it must be given here"
)]
#[case::misplaced(
    "via = \"http\"\nrequest = { url = \"/\" }\nsteps = []",
    "error: `steps` needs `via = \"browser\"`
  --> target.toml:14:1
   |
14 | steps = []
   | ^^^^^ nothing reads it with `via = \"http\"`"
)]
#[case::two_ways(
    "command = [\"./a\"]\nsteps = [{ open = \"/\" }]",
    "error: missing key `via`
  --> target.toml:11:1
   |
11 | [provision]
   | ^^^^^^^^^^^ it must be given here
   = help: say which one it is"
)]
#[case::no_way(
    "companies = [\"acme\"]",
    "error: missing key `via`
  --> target.toml:11:1
   |
11 | [provision]
   | ^^^^^^^^^^^ it must be given here
   = help: or give one of `steps`, `request`, `command`"
)]
#[case::quoted_twice(
    "request = { url = \"/\", body = '{{\"a\": \"{idp.metadata_xml|json}\"}}' }",
    "error: the filter `json` writes the quotes itself
  --> target.toml:12:40
   |
12 | request = { url = \"/\", body = '{{\"a\": \"{idp.metadata_xml|json}\"}}' }
   |                                        ^^^^^^^^^^^^^^^^^^^^^^^
   = help: write {idp.metadata_xml|json} without quotes around it"
)]
#[case::status(
    "request = { url = \"/\", ok = [2] }",
    "error: 2 is no HTTP status
  --> target.toml:12:30
   |
12 | request = { url = \"/\", ok = [2] }
   |                              ^"
)]
#[case::pointer(
    "request = { url = \"/\", read = { \"sp.acs_url\" = \"acs\" } }",
    "error: `acs` is no JSON pointer
  --> target.toml:12:48
   |
12 | request = { url = \"/\", read = { \"sp.acs_url\" = \"acs\" } }
   |                                                ^^^^^ a pointer begins with `/`
   = help: write `/acs`"
)]
#[case::name(
    "steps = [{ read = \"#acs\", as = \"acs\" }]",
    "error: `acs` is no name for a value that is read
  --> target.toml:12:32
   |
12 | steps = [{ read = \"#acs\", as = \"acs\" }]
   |                                ^^^^^ it begins with `sp.`, and has a-z, 0-9 and `_`
   = help: write `sp.acs_url`, `sp.entity_id`, `sp.metadata_url`, or a name of your own, as `sp.connection`"
)]
#[case::setting_without_steps(
    "via = \"browser\"\nsettings = { \"accepts=either\" = [] }",
    "error: the setting `accepts=either` has no steps
  --> target.toml:13:14
   |
13 | settings = { \"accepts=either\" = [] }
   |              ^^^^^^^^^^^^^^^^
   = help: if the SP is so without asking, write `accepts = \"either\"` under `[provision.plain]`"
)]
#[case::setting_that_nobody_makes(
    "via = \"none\"\nsettings = { \"accepts=either\" = [{ click = \"#either\" }] }",
    "error: nobody does the steps of the setting `accepts=either`, as `via` is not \"browser\"
  --> target.toml:13:14
   |
13 | settings = { \"accepts=either\" = [{ click = \"#either\" }] }
   |              ^^^^^^^^^^^^^^^^
   = help: if the SP is so without asking, write `accepts = \"either\"` under `[provision.plain]`"
)]
fn faults_point_at_the_line(#[case] provision: &str, #[case] expected: &str) {
    assert_said(&said(METADATA, &format!("\n[provision]\n{provision}")), expected);
}

#[test]
fn a_teardown_is_not_done_at_the_start_of_an_sp() {
    let said = said(METADATA, "[teardown]\nvia = \"launch\"");
    assert!(said.starts_with("error: unknown way of provisioning `launch`"), "{said}");
}

#[test]
fn accounts_are_made_with_the_persons_facts() {
    let tables = r#"[accounts]
request = { url = "/api/users", form = { mail = "{user.email}", login = "{user.username}" }, ok = [201, 409] }"#;
    let Procedure::Http(requests) = loaded(METADATA, tables).accounts else { panic!() };
    assert_eq!(requests[0].form["login"], "{user.username}");
}

#[test]
fn people_have_addresses_of_the_mail_domain() {
    let of = |domain: &str, company: &str| {
        let text = text(METADATA, "[provision]\nvia = \"none\"\ncompanies = [\"acme\", \"globex\"]");
        let text = text.replacen("schema = 1", &format!("schema = 1\n{domain}"), 1);
        let folder = Folder::new(&[("target.toml", &text)]);
        load(&folder.join("target.toml")).unwrap().mail_domain_of(company)
    };
    assert_eq!(of("", "globex"), "globex.test");
    let of_each = "mail_domain = \"{company}.example.com\"";
    assert_eq!((of(of_each, "acme"), of(of_each, "globex")), ("acme.example.com".into(), "globex.example.com".into()));
    // People of two companies never have the same addresses.
    let one = "mail_domain = \"sso.example.com\"";
    assert_eq!((of(one, "acme"), of(one, "globex")), ("sso.example.com".into(), "globex.sso.example.com".into()));
}

#[rstest]
#[case::with_at("@acme.example")]
#[case::a_url("https://acme.example")]
#[case::no_dot("acme")]
#[case::another_placeholder("{port}.example")]
fn what_is_no_mail_domain_is_told(#[case] domain: &str) {
    let text = text(METADATA, "").replacen("schema = 1", &format!("schema = 1\nmail_domain = \"{domain}\""), 1);
    let folder = Folder::new(&[("target.toml", &text)]);
    let said = folder.relative(load(&folder.join("target.toml")).unwrap_err());
    assert!(said.starts_with(&format!("error: `{domain}` is no mail domain\n --> target.toml:2:15")), "{said}");
}

#[test]
fn settings_of_the_idp_are_templates() {
    let target = loaded(METADATA, "[idp]\nidp_entity_id = \"{sp.entity_id}\"");
    assert_eq!(target.idp.idp_entity_id.as_deref(), Some("{sp.entity_id}"));
    let tables = "[idp]\nconstant_attributes = [{ name = \"plan\", value = \"{sp.entity}\" }]";
    let said = said(METADATA, tables);
    assert!(said.starts_with("error: unknown placeholder `{sp.entity}`\n  --> target.toml:11:51"), "{said}");
}

#[test]
fn a_deep_link_may_have_steps_of_its_own() {
    let with = |keys: &str| text(METADATA, "").replacen("start = \"/\"", &format!("start = \"/\"\n{keys}"), 1);
    let folder = Folder::new(&[("target.toml", &with("deep_link = \"/{path}\"\ndeep_link_steps = []"))]);
    assert_eq!(load(&folder.join("target.toml")).unwrap().login.deep_link_steps, Some(Vec::new()));
    let folder = Folder::new(&[("target.toml", &with("deep_link_steps = []"))]);
    let said = folder.relative(load(&folder.join("target.toml")).unwrap_err());
    assert!(said.starts_with("error: `deep_link_steps` needs `deep_link`\n --> target.toml:5:1"), "{said}");
}
