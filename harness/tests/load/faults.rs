//! What is said of scenario files that are wrong.

use rstest::rstest;
use saml_harness::scenario::load_catalogue;

use crate::catalogue::{PLAIN, load, with};
use crate::{Folder, assert_said};

/// What is said of `text` as `login/case.toml`, beside a plain login.
fn said(text: &str) -> String {
    let folder = Folder::new(&[("login/case.toml", text), ("login/plain.toml", PLAIN)]);
    folder.relative(load_catalogue(&[folder.path().to_owned()]).unwrap_err())
}

#[rstest]
#[case::unknown_key(
    with("refz = []"),
    r#"
error: unknown key `refz`
 --> login/case.toml:4:1
  |
4 | refz = []
  | ^^^^ nothing reads this key
  = help: did you mean `refs`?
"#
)]
#[case::unknown_key_in_a_table(PLAIN.replace("outcome =", "levl = \"must\"\noutcome ="), r#"
error: unknown key `levl`
 --> login/case.toml:5:1
  |
5 | levl = "must"
  | ^^^^ nothing reads this key
  = help: did you mean `level`?
"#)]
#[case::wrong_type(
    with("refs = \"CVE-1\""),
    r#"
error: `refs` must be a list
 --> login/case.toml:4:8
  |
4 | refs = "CVE-1"
  |        ^^^^^^^ this is a string
"#
)]
#[case::missing_keys("title = \"x\"\nwhy = \"y\"\n[expect]\n  level = \"must\"\n".to_owned(), r#"
error: missing key `severity`
 --> login/case.toml:1:1
  |
1 | title = "x"
  | ^ it must be given here

error: missing key `outcome`
 --> login/case.toml:3:1
  |
3 | [expect]
  | ^^^^^^^^ it must be given here
"#)]
#[case::unknown_outcome(PLAIN.replace("signed-in", "refusd"), r#"
error: unknown outcome `refusd`
 --> login/case.toml:5:11
  |
5 | outcome = "refusd"
  |           ^^^^^^^^ no outcome has this name
  = help: did you mean `refused`?
"#)]
#[case::unknown_severity(PLAIN.replace("high", "extreme"), r#"
error: unknown severity `extreme`
 --> login/case.toml:3:12
  |
3 | severity = "extreme"
  |            ^^^^^^^^^ no severity has this name
  = help: known: `low`, `medium`, `high`, `critical`
"#)]
#[case::unknown_persona(
    with("flow = { user = \"employe\" }"),
    r#"
error: unknown persona `employe`
 --> login/case.toml:4:17
  |
4 | flow = { user = "employe" }
  |                 ^^^^^^^^^ no persona has this name
  = help: did you mean `employee`?
"#
)]
#[case::unknown_flow_step(
    with("flow = { steps = [{ do = \"company-logn\" }] }"),
    r#"
error: unknown flow step `company-logn`
 --> login/case.toml:4:26
  |
4 | flow = { steps = [{ do = "company-logn" }] }
  |                          ^^^^^^^^^^^^^^ no flow step has this name
  = help: did you mean `company-login`?
"#
)]
#[case::key_of_another_step(
    with("flow = { steps = [{ do = \"reload\", url = \"/\" }] }"),
    r#"
error: unknown key `url`
 --> login/case.toml:4:36
  |
4 | flow = { steps = [{ do = "reload", url = "/" }] }
  |                                    ^^^ nothing reads this key
  = help: known: `do`
"#
)]
#[case::unknown_placeholder(
    with("[flow]\nsteps = [\n\t{ do = \"open\", url = \"ä/{sp.base_ur}/x\" },\n]"),
    r#"
error: unknown placeholder `{sp.base_ur}`
 --> login/case.toml:6:27
  |
6 | 	{ do = "open", url = "ä/{sp.base_ur}/x" },
  | 	                         ^^^^^^^^^^
  = help: did you mean `{sp.base_url}`?
"#
)]
#[case::unknown_filter(
    with("flow = { steps = [{ do = \"open\", url = \"{sp.acs_url | uper}\" }] }"),
    r#"
error: unknown filter `uper`
 --> login/case.toml:4:55
  |
4 | flow = { steps = [{ do = "open", url = "{sp.acs_url | uper}" }] }
  |                                                       ^^^^
  = help: did you mean `upper`?
"#
)]
#[case::open_brace(
    with("flow = { steps = [{ do = \"open\", url = \"/{sp.acs_url\" }] }"),
    r#"
error: a `{` that is not closed
 --> login/case.toml:4:42
  |
4 | flow = { steps = [{ do = "open", url = "/{sp.acs_url" }] }
  |                                          ^^^^^^^^^^^
  = help: write `{{` for a brace that is meant as such
"#
)]
#[case::unknown_setting(
    with("idp = { sing = \"both\" }"),
    r#"
error: unknown setting `sing`
 --> login/case.toml:4:9
  |
4 | idp = { sing = "both" }
  |         ^^^^ JumpCloud has no such setting here
  = help: did you mean `sign`?
"#
)]
#[case::unknown_value_of_a_setting(
    with("[idp]\nsign = \"asertion\""),
    r#"
error: unknown value `asertion` of `sign`
 --> login/case.toml:5:8
  |
5 | sign = "asertion"
  |        ^^^^^^^^^^
  = help: did you mean `assertion`?
"#
)]
#[case::setting_of_the_wrong_type(
    with("idp = { include_groups = \"yes\" }"),
    r#"
error: `include_groups`: invalid type: string "yes", expected a boolean
 --> login/case.toml:4:26
  |
4 | idp = { include_groups = "yes" }
  |                          ^^^^^
"#
)]
#[case::unknown_extends(
    with("extends = \"login/plan\""),
    r#"
error: unknown scenario `login/plan`
 --> login/case.toml:4:11
  |
4 | extends = "login/plan"
  |           ^^^^^^^^^^^^ no scenario has this id
  = help: did you mean `login/plain`?
"#
)]
#[case::variants_of_one_name(
    with("[[variant]]\nname = \"a\"\n[[variant]]\nname = \"a\""),
    r#"
error: two variants are called `a`
 --> login/case.toml:7:8
  |
7 | name = "a"
  |        ^^^ the second one
"#
)]
#[case::name_of_a_variant(
    with("[[variant]]\nname = \"A b\""),
    r#"
error: the name of a variant may only hold a-z, 0-9 and single `-` between them
 --> login/case.toml:5:8
  |
5 | name = "A b"
  |        ^^^^^
"#
)]
#[case::no_toml(PLAIN.replace("severity = \"high\"", "severity = high"), r#"
error: string values must be quoted, expected literal string
 --> login/case.toml:3:12
  |
3 | severity = high
  |            ^^^^
"#)]
fn faults_point_at_the_line(#[case] text: String, #[case] expected: &str) {
    assert_said(&said(&text), expected);
}

#[test]
fn extends_goes_two_deep_and_no_further() {
    let extending = |base: &str| with(&format!("extends = \"login/{base}\""));
    let (b, c, d) = (extending("plain"), extending("b"), extending("c"));
    let files = [("login/plain.toml", PLAIN), ("login/b.toml", &b), ("login/c.toml", &c)];
    assert_eq!(load(&files).len(), 3);
    let folder = Folder::new(&[files.as_slice(), &[("login/d.toml", &d)]].concat());
    assert_said(
        &folder.relative(load_catalogue(&[folder.path().to_owned()]).unwrap_err()),
        r#"
error: `extends` goes more than 2 scenarios deep
 --> login/d.toml:4:11
  |
4 | extends = "login/c"
  |           ^^^^^^^^^
  = help: extend an earlier one, and write its settings here
"#,
    );
}

#[test]
fn a_circle_of_extends_is_reported() {
    let text = said(&with("extends = \"login/case\""));
    assert!(text.starts_with("error: `extends` goes more than 2 scenarios deep"), "{text}");
}

#[rstest]
#[case(
    "logn/a.toml",
    r#"
error: unknown category `logn`
 --> logn/a.toml
  = help: did you mean `login`?
"#
)]
#[case(
    "guide/a.toml",
    r#"
error: unknown category `guide`
 --> guide/a.toml
  = help: known: `login`, `misconfiguration`, `conformance`, `attack`, `robustness`, `browser`
"#
)]
#[case(
    "a.toml",
    r#"
error: a scenario lies in a category's folder: `<category>/<name>.toml`
 --> a.toml
"#
)]
#[case(
    "login/deep/a.toml",
    r#"
error: a scenario lies in a category's folder: `<category>/<name>.toml`
 --> login/deep/a.toml
"#
)]
#[case(
    "login/A b.toml",
    r#"
error: the name `A b` may only hold a-z, 0-9 and single `-` between them
 --> login/A b.toml
"#
)]
fn a_file_in_the_wrong_place_is_reported(#[case] path: &str, #[case] expected: &str) {
    let folder = Folder::new(&[(path, PLAIN)]);
    assert_said(&folder.relative(load_catalogue(&[folder.path().to_owned()]).unwrap_err()), expected);
}

#[test]
fn a_folder_that_is_not_there_is_reported() {
    let folder = Folder::new(&[]);
    let text = folder.relative(load_catalogue(&[folder.join("none")]).unwrap_err());
    assert_said(
        &text,
        r#"
error: cannot read the folder: No such file or directory (os error 2)
 --> none
"#,
    );
}

#[test]
fn all_faults_of_all_files_are_told_at_once() {
    let folder =
        Folder::new(&[("login/a.toml", "titel = \"x\"\n"), ("login/b.toml", &PLAIN.replace("signed-in", "in"))]);
    let faults = load_catalogue(&[folder.path().to_owned()]).unwrap_err();
    let told: Vec<_> = faults
        .0
        .iter()
        .map(|fault| {
            let spot = fault.spot.clone().unwrap();
            format!("{}:{}:{} {}", fault.file.file_name().unwrap().display(), spot.line, spot.column, fault.message)
        })
        .collect();
    let missing = ["title", "why", "severity", "expect"].map(|key| format!("a.toml:1:1 missing key `{key}`"));
    let others = ["a.toml:1:1 unknown key `titel`", "b.toml:5:11 unknown outcome `in`"].map(str::to_owned);
    assert_eq!(told, [missing.as_slice(), &others].concat());
}
