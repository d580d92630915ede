//! Scenario files.

use mock_idp::organization::{SettingsPatch, Sign};
use saml_harness::outcome::OutcomeKind;
use saml_harness::scenario::{Flow, FlowStep, Scenario, Severity, Start, load_catalogue};

use crate::Folder;

pub const PLAIN: &str = r#"title = "Plain"
why = "It must work."
severity = "high"
[expect]
outcome = "signed-in"
"#;

pub fn load(files: &[(&str, &str)]) -> Vec<Scenario> {
    let folder = Folder::new(files);
    load_catalogue(&[folder.path().to_owned()]).map_err(|error| folder.relative(error)).unwrap()
}

/// A whole scenario with `lines` after its severity.
pub fn with(lines: &str) -> String {
    PLAIN.replace("[expect]", &format!("{lines}\n[expect]"))
}

#[test]
fn what_is_absent_is_filled_in() {
    let scenarios = load(&[("login/plain.toml", PLAIN)]);
    let [plain] = scenarios.as_slice() else { panic!("{scenarios:?}") };
    assert_eq!((plain.id.as_str(), plain.severity), ("login/plain", Severity::High));
    assert_eq!(plain.flow, Flow::plain(Start::Sp, "employee"));
    assert_eq!(plain.idp, SettingsPatch::default());
    assert_eq!(plain.expect.outcome, OutcomeKind::SignedIn);
}

#[test]
fn a_scenario_that_starts_at_the_idp_clicks_the_tile() {
    let scenarios = load(&[("login/tile.toml", &with("flow = { start = \"idp\", user = \"victim\" }"))]);
    assert_eq!(scenarios[0].flow.steps, [FlowStep::Tile { user: None }]);
    assert_eq!(scenarios[0].flow.user, "victim");
}

#[test]
fn extends_takes_over_what_is_absent_and_lays_tables_over() {
    let base = with(
        "idp = { sign = \"both\", include_groups = false }\nsp = { accepts = \"either\" }\nflow = { user = \"colleague\" }",
    );
    let extending = with("extends = \"login/base\"\nidp = { sign = \"response\" }\nsp = { request = \"post\" }");
    let scenarios = load(&[("login/base.toml", &base), ("login/extending.toml", &extending)]);
    let extending = &scenarios[1];
    assert_eq!(extending.extends.as_deref(), Some("login/base"));
    assert_eq!((extending.idp.sign, extending.idp.include_groups), (Some(Sign::Response), Some(false)));
    let sp: Vec<_> = extending.sp.iter().map(|(name, value)| format!("{name}={value}")).collect();
    assert_eq!(sp, ["accepts=either", "request=post"]);
    assert_eq!(extending.flow.user, "colleague");
}

#[test]
fn another_start_does_not_take_over_steps() {
    let base = with("flow = { steps = [{ do = \"company-login\" }] }");
    let extending = with("extends = \"login/base\"\nflow = { start = \"idp\" }");
    let scenarios = load(&[("login/base.toml", &base), ("login/extending.toml", &extending)]);
    assert_eq!(scenarios[1].flow.steps, [FlowStep::Tile { user: None }]);
}

#[test]
fn every_flow_step_can_be_written_and_read() {
    let steps = [
        FlowStep::CompanyLogin { user: Some("victim".into()), deep_link: Some("/x".into()), twice: true, company: 1 },
        FlowStep::IdpLogin { user: None, company: 1 },
        FlowStep::IdpWrongPassword { user: None },
        FlowStep::Tile { user: None },
        FlowStep::IdpSignOut,
        FlowStep::SignOut,
        FlowStep::Open { url: "/a".into() },
        FlowStep::OpenBookmark,
        FlowStep::Reload,
        FlowStep::Back,
        FlowStep::NewTab,
        FlowStep::Tab { tab: 1 },
        FlowStep::Check { signed_in: "nobody".into(), company: 0 },
        FlowStep::SetUserState { user: None, state: "suspended".into() },
        FlowStep::Configure { idp: Box::new(SettingsPatch { sign: Some(Sign::None), ..SettingsPatch::default() }) },
        FlowStep::Post { url: "{sp.acs_url}".into(), fields: [("SAMLResponse".into(), "{message}".into())].into() },
        FlowStep::PostAgain { message: Some(2), relay_state: Some("/x".into()) },
        FlowStep::CutOffPost,
        FlowStep::FreshBrowser,
        FlowStep::Arm,
        FlowStep::Disarm,
        FlowStep::SetClock { offset: "-90s".parse().unwrap() },
        FlowStep::Wait { seconds: 2 },
    ];
    let rows: Vec<String> = steps.iter().map(|step| inline(&toml::Value::try_from(step).unwrap())).collect();
    let scenarios = load(&[("login/all.toml", &with(&format!("flow = {{ steps = [{}] }}", rows.join(", "))))]);
    assert_eq!(scenarios[0].flow.steps, steps);
}

/// A TOML table on one line.
fn inline(value: &toml::Value) -> String {
    match value {
        toml::Value::Table(table) => {
            let pairs: Vec<String> = table.iter().map(|(key, value)| format!("{key} = {}", inline(value))).collect();
            format!("{{ {} }}", pairs.join(", "))
        }
        other => other.to_string(),
    }
}

#[test]
fn two_folders_are_one_catalogue_sorted_by_id() {
    let (one, other) =
        (Folder::new(&[("login/b.toml", PLAIN)]), Folder::new(&[("browser/z.toml", PLAIN), ("login/a.toml", PLAIN)]));
    let scenarios = load_catalogue(&[one.path().to_owned(), other.path().to_owned()]).unwrap();
    let ids: Vec<_> = scenarios.iter().map(|scenario| scenario.id.as_str()).collect();
    assert_eq!(ids, ["browser/z", "login/a", "login/b"]);
    let twice = load_catalogue(&[one.path().to_owned(), one.path().to_owned()]).unwrap_err().to_string();
    assert!(twice.starts_with("error: `login/b` is a scenario of `"), "{twice}");
}
