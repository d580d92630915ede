//! Cases, filters, lanes, shards.

use std::collections::BTreeSet;

use rstest::rstest;
use saml_harness::plan::{Control, ControlId, Plan, PlanError, Selection, Stage, plan};
use saml_harness::scenario::{Scenario, Severity, load_catalogue};

use crate::guides::guide;
use crate::targets::target;
use crate::{Folder, assert_said};

fn scenario(lines: &str, outcome: &str) -> String {
    format!(
        "title = \"T\"\nwhy = \"W\"\nseverity = \"high\"\nrefs = [\"CVE-2022-1\", \"REQ-7\"]\n{lines}\n[expect]\noutcome = \"{outcome}\"\n"
    )
}

fn scenarios() -> Vec<Scenario> {
    let variants = "[[variant]]\nname = \"a\"\n[[variant]]\nname = \"b\"\nidp = { sign = \"both\" }\nexpect = { outcome = \"refused\" }";
    let second = "[[flow.steps]]\ndo = \"company-login\"\ncompany = 1";
    let folder = Folder::new(&[
        ("login/plain.toml", &scenario("", "signed-in")),
        ("login/plain-repeated.toml", &scenario("idp = { declare_redirect_endpoint = true }", "signed-in")),
        ("login/signed.toml", &scenario(variants, "signed-in")),
        ("login/other-issuer.toml", &scenario("idp = { idp_entity_id = \"other\" }", "signed-in")),
        ("login/second.toml", &scenario(second, "signed-in")),
        ("login/either.toml", &scenario("sp = { accepts = \"either\" }", "signed-in")),
        ("attack/forged.toml", &scenario("attacker = \"none\"", "refused")),
        ("browser/tabs.toml", &scenario("", "signed-in").replace("REQ-7", "REQ-70")),
    ]);
    load_catalogue(&[folder.path().to_owned()]).map_err(|error| folder.relative(error)).unwrap()
}

fn planned(selection: &Selection) -> Result<Plan, PlanError> {
    plan(&scenarios(), &[guide()], &target(), selection)
}

fn filtered(filters: &[&str]) -> Result<Plan, PlanError> {
    planned(&Selection { filters: filters.iter().map(|f| (*f).to_owned()).collect(), ..Selection::default() })
}

fn ids(plan: &Plan) -> Vec<&str> {
    plan.cases.iter().map(|case| case.id.as_str()).collect()
}

const GUIDE_CASES: [&str; 6] = [
    "guide/jumpcloud",
    "guide/jumpcloud@skip-sign",
    "guide/jumpcloud@skip-issuer",
    "guide/jumpcloud@issuer-leading-blank",
    "guide/jumpcloud@export-too-early",
    "guide/jumpcloud@mend",
];

#[test]
fn guides_come_first_and_then_the_categories_in_order() {
    let plan = filtered(&[]).unwrap();
    let scenarios = [
        "login/either",
        "login/other-issuer",
        "login/plain",
        "login/plain-repeated",
        "login/second",
        "login/signed@a",
        "login/signed@b",
        "attack/forged",
        "browser/tabs",
    ];
    assert_eq!(ids(&plan), [GUIDE_CASES.as_slice(), &scenarios].concat());
}

#[test]
fn a_lane_is_what_the_sp_is_provisioned_with() {
    let plan = filtered(&[]).unwrap();
    let lanes: Vec<Vec<&str>> =
        plan.lanes.iter().map(|lane| lane.iter().map(|index| plan.cases[*index].id.as_str()).collect()).collect();
    let mut expected: Vec<Vec<&str>> = GUIDE_CASES.iter().map(|id| vec![*id]).collect();
    expected.extend([
        vec!["login/either"],
        vec!["login/other-issuer"],
        vec![
            "login/plain",
            "login/plain-repeated",
            "login/signed@a",
            "browser/tabs",
            "attack/forged",
            "login/signed@b",
        ],
        vec!["login/second"],
    ]);
    assert_eq!(lanes, expected);
}

#[test]
fn a_demand_of_refusal_needs_a_control() {
    let plan = filtered(&[]).unwrap();
    let control = |id: &str| plan.cases.iter().find(|case| case.id == id).unwrap().control.clone();
    assert_eq!(control("login/plain"), Control::None);
    assert_eq!(control("login/signed@a"), Control::None);
    assert_eq!(control("login/signed@b"), Control::Lane);
    assert_eq!(control("attack/forged"), Control::Lane);
    assert_eq!(control("guide/jumpcloud"), Control::None);
    assert_eq!(control("guide/jumpcloud@mend"), Control::None);
    assert_eq!(control("guide/jumpcloud@skip-sign"), Control::Guide("guide/jumpcloud".parse().unwrap()));
}

/// A guide case's steps; a login on the way is `login`.
fn stages(id: &str) -> Vec<String> {
    let plan = filtered(&[id]).unwrap();
    let run = plan.cases.into_iter().find(|case| case.id == id).unwrap().guide.unwrap();
    let name = |stage| match stage {
        Stage::Follow(step) => format!("{}: {}", step.id, step.text),
        Stage::Login(_) => "login".to_owned(),
    };
    run.stages.into_iter().map(name).collect()
}

#[rstest]
#[case("guide/jumpcloud", &["sign: Tick Sign Assertion.", "export: Export.", "issuer: Issuer."])]
#[case("guide/jumpcloud@skip-issuer", &["sign: Tick Sign Assertion.", "export: Export."])]
#[case("guide/jumpcloud@skip-sign", &["issuer: Issuer."])]
#[case("guide/jumpcloud@issuer-leading-blank", &["sign: Tick Sign Assertion.", "export: Export.", "issuer: Issuer."])]
#[case("guide/jumpcloud@export-too-early", &["export: Export.", "sign: Tick Sign Assertion.", "issuer: Issuer."])]
#[case("guide/jumpcloud@mend", &["export: Export.", "issuer: Issuer.", "login", "sign: Tick it now."])]
fn a_guides_case_follows_its_steps(#[case] id: &str, #[case] expected: &[&str]) {
    assert_eq!(stages(id), expected);
}

#[test]
fn a_guides_case_says_what_is_done_and_what_must_come_of_it() {
    let plan = filtered(&["guide"]).unwrap();
    let said: Vec<_> = plan
        .cases
        .iter()
        .map(|case| {
            let variant = case.id.variant().unwrap_or("whole");
            (variant, case.title.as_str(), case.why.as_str(), case.expect.outcome.word())
        })
        .collect();
    let expected = [
        ("whole", "Set up", "Everybody does.", "signed-in"),
        ("skip-sign", "Skipped: Tick Sign Assertion.", "Not signed.", "not-found"),
        ("skip-issuer", "Skipped: Issuer.", "No issuer.", "refused"),
        ("issuer-leading-blank", "Done wrongly (leading blank): Issuer.", "Pasted.", "refused"),
        ("export-too-early", "Done wrongly (too early): Export.", "Before it was set.", "signed-in"),
        ("mend", "Set up: mend", "It can be mended.", "signed-in"),
    ];
    assert_eq!(said, expected);
    assert!(plan.cases.iter().all(|case| case.refs == ["FLO-01"] && case.severity == Severity::High));
}

#[test]
fn a_mistake_is_written_into_the_values() {
    let plan = filtered(&["guide/jumpcloud@issuer-leading-blank"]).unwrap();
    let values = &plan.cases[0].guide.as_ref().unwrap().values;
    assert_eq!((values["issuer"].as_str(), values["id"].as_str()), (" {guide.id}", "JumpCloud-{company}"));
}

#[rstest]
#[case("login/signed", &["login/signed@a", "login/signed@b"])]
#[case("login/signed@b", &["login/signed@b"])]
#[case("login/plain", &["login/plain"])]
#[case("attack", &["attack/forged"])]
#[case("attack/", &["attack/forged"])]
#[case("attack/for", &["attack/forged"])]
#[case("att", &["attack/forged"])]
#[case("login/plain-", &["login/plain-repeated"])]
#[case("req-70", &["browser/tabs"])]
#[case("guide/jumpcloud", &GUIDE_CASES)]
fn a_filter_matches_ids_at_boundaries_categories_and_references(#[case] filter: &str, #[case] expected: &[&str]) {
    assert_eq!(ids(&filtered(&[filter]).unwrap()), expected);
}

#[test]
fn filters_add_up() {
    assert_eq!(ids(&filtered(&["browser", "attack"]).unwrap()), ["attack/forged", "browser/tabs"]);
}

#[test]
fn a_filter_that_matches_nothing_is_an_error_even_beside_one_that_does() {
    let error = filtered(&["attack", "login/plian"]).unwrap_err();
    assert!(matches!(&error, PlanError::NoMatch { filter, .. } if filter == "login/plian"));
    assert_said(
        &error.to_string(),
        r#"`login/plian` matches no case, category or reference; the nearest are `login/plain`, `login/plain-repeated`, `login`"#,
    );
}

#[test]
fn a_guides_whole_case_is_a_control_of_its_own_only_when_it_is_not_run_anyway() {
    let plan = filtered(&["guide/jumpcloud@skip-sign"]).unwrap();
    let extra: Vec<_> = plan.extra_controls.iter().map(|control| &control.id).collect();
    assert_eq!(extra, [&ControlId::Guide("guide/jumpcloud".parse().unwrap())]);
    assert_eq!(plan.lanes, [[0]]);
    assert!(filtered(&["guide"]).unwrap().extra_controls.is_empty());
}

/// Guides and baselines beside the cases; what finds out what the target can do and read is left out.
fn extra(plan: &Plan) -> Vec<&str> {
    let is_case = |id: &ControlId| matches!(id, ControlId::Guide(_) | ControlId::Baseline(_));
    let cases = plan.extra_controls.iter().filter(|control| is_case(&control.id));
    cases.map(|control| control.case.id.as_str()).collect()
}

#[test]
fn a_baseline_is_run_beside_the_cases_that_vary_it() {
    let (scenarios, target) = (with_baselines(), target());
    let filtered = |filter: &str, shard| {
        let selection = Selection { filters: vec![filter.to_owned()], shard, ..Selection::default() };
        plan(&scenarios, &[guide()], &target, &selection).unwrap()
    };
    let baseline = |plan: &Plan| plan.cases[0].baseline.clone();
    for (filter, of, beside) in [
        ("login/sp-initiated", None, &[][..]),
        ("login/other", Some("login/sp-initiated"), &["login/sp-initiated"]),
        ("attack/of-variants", Some("login/sp-initiated"), &["login/sp-initiated"]),
        ("attack/of-other", Some("login/other"), &["login/other"]),
        ("guide/jumpcloud", None, &[]),
        ("guide/jumpcloud@mend", Some("guide/jumpcloud"), &["guide/jumpcloud"]),
        ("guide/jumpcloud@skip-sign", Some("guide/jumpcloud"), &["guide/jumpcloud"]),
    ] {
        let plan = filtered(filter, None);
        assert_eq!((baseline(&plan).as_deref(), extra(&plan)), (of, beside.to_vec()), "{filter}");
    }
    assert!(extra(&filtered("login", None)).is_empty(), "the whole category holds it");
    let parts = [1, 2, 3, 4].map(|part| filtered("login", Some((part, 4))));
    let holds = |plan: &Plan| plan.cases.iter().any(|case| case.id == "login/sp-initiated");
    assert!(parts.iter().any(|part| part.cases.len() == 1 && !holds(part)), "some part has the baseline beside it");
    for part in parts {
        let needs = part.cases.iter().any(|case| case.baseline.as_deref() == Some("login/sp-initiated"));
        let beside: &[&str] = if needs && !holds(&part) { &["login/sp-initiated"] } else { &[] };
        assert_eq!(extra(&part), beside, "{:?}", ids(&part));
    }
}

fn with_baselines() -> Vec<Scenario> {
    let variants = "[[variant]]\nname = \"a\"\n[[variant]]\nname = \"b\"\nidp = { sign = \"both\" }";
    let of = |id: &str| format!("extends = \"{id}\"\nattacker = \"none\"");
    let folder = Folder::new(&[
        ("login/other.toml", &scenario("", "signed-in")),
        ("login/sp-initiated.toml", &scenario("", "signed-in")),
        ("login/signed.toml", &scenario(variants, "signed-in")),
        ("attack/of-other.toml", &scenario(&of("login/other"), "refused")),
        ("attack/of-variants.toml", &scenario(&of("login/signed"), "refused")),
    ]);
    load_catalogue(&[folder.path().to_owned()]).map_err(|error| folder.relative(error)).unwrap()
}

#[test]
fn shards_part_the_cases_and_take_controls_along() {
    let whole = filtered(&[]).unwrap();
    let mut seen = BTreeSet::new();
    for part in 1..=3 {
        let plan = planned(&Selection { shard: Some((part, 3)), ..Selection::default() }).unwrap();
        assert_eq!(plan.whole.len(), whole.cases.len());
        assert!(!plan.cases.is_empty() && plan.cases.len() < whole.cases.len(), "part {part}");
        let needs = plan.cases.iter().any(|case| matches!(case.control, Control::Guide(_)));
        let holds = plan.cases.iter().any(|case| case.id == "guide/jumpcloud")
            || plan
                .extra_controls
                .iter()
                .any(|control| control.id == ControlId::Guide("guide/jumpcloud".parse().unwrap()));
        assert!(holds || !needs, "part {part}");
        assert_eq!(plan.lanes.iter().map(Vec::len).sum::<usize>(), plan.cases.len());
        for id in ids(&plan) {
            assert!(seen.insert(id.to_owned()), "{id} is in two parts");
        }
    }
    assert_eq!(seen.len(), whole.cases.len());
}

#[test]
fn a_seed_shuffles_lanes_alone_and_always_alike() {
    let lanes = |seed| planned(&Selection { seed, ..Selection::default() }).unwrap();
    let (plain, one, again) = (lanes(None), lanes(Some(7)), lanes(Some(7)));
    assert_eq!(ids(&plain), ids(&one));
    assert_eq!(one.lanes, again.lanes);
    assert_ne!(plain.lanes, one.lanes);
    let sorted =
        |plan: &Plan| plan.lanes.iter().map(|lane| lane.iter().copied().collect()).collect::<Vec<BTreeSet<_>>>();
    assert_eq!(sorted(&plain), sorted(&one));
}

#[test]
fn a_departure_from_what_does_not_exist_points_at_the_line() {
    let known: Vec<Scenario> = scenarios().into_iter().filter(|s| s.id != "login/signed").collect();
    let error = plan(&known, &[], &target(), &Selection::default()).unwrap_err().to_string();
    // The file is in a folder of another name each time.
    let error: Vec<&str> = error.lines().filter(|line| !line.contains("-->")).collect();
    assert_said(
        &error.join("\n"),
        r##"
error: unknown scenario `login/signed`
   |
29 | scenario = "login/signed"
   |            ^^^^^^^^^^^^^^ no scenario and no case has this id

error: unknown scenario `login/signed@b`
   |
33 | scenario = "login/signed@b"
   |            ^^^^^^^^^^^^^^^^ no scenario and no case has this id
"##,
    );
}
