//! Guides.

use rstest::rstest;
use saml_harness::action::Action;
use saml_harness::guide::{Guide, Place, Work, load, load_all};

use crate::{Folder, assert_said};

pub const GUIDE: &str = r##"title = "Set up"
why = "Everybody does."
refs = ["FLO-01"]
severity = "high"
[values]
id = "JumpCloud-{company}"
issuer = "{guide.id}"
[[step]]
id = "sign"
text = "Tick Sign Assertion."
at = "idp"
do = [{ open = "{idp.admin_url}" }, { fill = "#id", with = "{guide.id}" }]
[[step]]
id = "export"
text = "Export."
at = "idp"
do = [{ download = "text=Export", as = "idp.metadata_xml" }]
[[step]]
id = "issuer"
text = "Issuer."
at = "sp"
target = "issuer"
[[skip]]
step = "issuer"
why = "No issuer."
expect = { outcome = "refused" }
[[skip]]
step = "sign"
without = ["export"]
why = "Not signed."
expect = { outcome = "not-found", phase = "acs" }
[[mistake]]
step = "issuer"
name = "leading-blank"
set = { issuer = " {guide.id}" }
why = "Pasted."
expect = { outcome = "refused" }
[[mistake]]
step = "export"
name = "too-early"
before = "sign"
do = [{ click = "#early" }]
why = "Before it was set."
expect = { outcome = "signed-in" }
[[course]]
name = "mend"
why = "It can be mended."
skip = ["sign"]
first = { outcome = "not-found" }
expect = { outcome = "signed-in" }
[[course.then]]
id = "sign"
text = "Tick it now."
at = "idp"
do = [{ click = "#sign" }]
"##;

pub fn guide() -> Guide {
    let folder = Folder::new(&[("jumpcloud.toml", GUIDE)]);
    load(&folder.join("jumpcloud.toml")).map_err(|error| folder.relative(error)).unwrap()
}

fn said(old: &str, new: &str) -> String {
    assert!(GUIDE.contains(old), "`{old}` is not in the guide");
    let folder = Folder::new(&[("jumpcloud.toml", &GUIDE.replacen(old, new, 1))]);
    folder.relative(load(&folder.join("jumpcloud.toml")).unwrap_err())
}

#[test]
fn a_whole_guide_is_read() {
    let guide = guide();
    assert_eq!(guide.name, "jumpcloud");
    let steps: Vec<_> = guide.steps.iter().map(|step| (step.id.as_str(), step.at)).collect();
    assert_eq!(steps, [("sign", Place::Idp), ("export", Place::Idp), ("issuer", Place::Sp)]);
    let download = Action::Download { selector: "text=Export".into(), placeholder: "idp.metadata_xml".into() };
    assert_eq!(guide.steps[1].work, Work::Actions(vec![download]));
    assert_eq!(guide.steps[2].work, Work::Target("issuer".to_owned()));
    assert_eq!((guide.skips.len(), guide.mistakes.len(), guide.courses.len()), (2, 2, 1));
    assert_eq!(guide.courses[0].then[0].text, "Tick it now.");
}

#[test]
fn all_guides_of_a_folder_are_read_in_order() {
    let folder = Folder::new(&[("b.toml", GUIDE), ("a.toml", GUIDE), ("notes.md", "")]);
    let guides = load_all(folder.path()).unwrap();
    let names: Vec<_> = guides.iter().map(|guide| guide.name.as_str()).collect();
    assert_eq!(names, ["a", "b"]);
}

#[rstest]
#[case::unknown_step_of_a_skip(
    "step = \"sign\"",
    "step = \"sing\"",
    r##"
error: unknown step `sing`
  --> jumpcloud.toml:28:8
   |
28 | step = "sing"
   |        ^^^^^^ no step has this name
   = help: did you mean `sign`?
"##
)]
#[case::unknown_step_in_without(
    "[\"export\"]",
    "[\"exprt\"]",
    r##"
error: unknown step `exprt`
  --> jumpcloud.toml:29:12
   |
29 | without = ["exprt"]
   |            ^^^^^^^ no step has this name
   = help: did you mean `export`?
"##
)]
#[case::unknown_before(
    "before = \"sign\"",
    "before = \"sin\"",
    r##"
error: unknown step `sin`
  --> jumpcloud.toml:41:10
   |
41 | before = "sin"
   |          ^^^^^ no step has this name
   = help: did you mean `sign`?
"##
)]
#[case::unknown_value(
    "set = { issuer",
    "set = { isuer",
    r##"
error: unknown guide value `isuer`
  --> jumpcloud.toml:35:9
   |
35 | set = { isuer = " {guide.id}" }
   |         ^^^^^ `[values]` has no such name
   = help: did you mean `issuer`?
"##
)]
#[case::unknown_guide_placeholder(
    "\"{guide.id}\"",
    "\"{guide.di}\"",
    r##"
error: unknown placeholder `{guide.di}`
 --> jumpcloud.toml:7:12
  |
7 | issuer = "{guide.di}"
  |            ^^^^^^^^
  = help: did you mean `{guide.id}`?
"##
)]
#[case::circle_of_values(
    "JumpCloud-{company}",
    "{guide.issuer}",
    r##"
error: the value `{guide.id}` refers to itself
 --> jumpcloud.toml:6:6
  |
6 | id = "{guide.issuer}"
  |      ^^^^^^^^^^^^^^^^

error: the value `{guide.issuer}` refers to itself
 --> jumpcloud.toml:7:10
  |
7 | issuer = "{guide.id}"
  |          ^^^^^^^^^^^^
"##
)]
#[case::neither_do_nor_target(
    "target = \"issuer\"\n",
    "",
    r##"
error: missing key `do` or `target`
  --> jumpcloud.toml:18:1
   |
18 | [[step]]
   | ^^^^^^^^ nothing is done in this step
"##
)]
#[case::both_do_and_target(
    "target = \"issuer\"",
    "target = \"issuer\"\ndo = []",
    r##"
error: `do` and `target` are both given
  --> jumpcloud.toml:22:1
   |
22 | target = "issuer"
   | ^^^^^^ give one of them
"##
)]
#[case::two_steps_of_one_id(
    "id = \"export\"",
    "id = \"sign\"",
    r##"
error: two steps have the id `sign`
  --> jumpcloud.toml:14:6
   |
14 | id = "sign"
   |      ^^^^^^ the second one

error: unknown step `export`
  --> jumpcloud.toml:29:12
   |
29 | without = ["export"]
   |            ^^^^^^^^ no step has this name
   = help: known: `sign`, `sign`, `issuer`

error: unknown step `export`
  --> jumpcloud.toml:39:8
   |
39 | step = "export"
   |        ^^^^^^^^ no step has this name
   = help: known: `sign`, `sign`, `issuer`
"##
)]
#[case::two_cases_of_one_name(
    "name = \"mend\"",
    "name = \"skip-sign\"",
    r##"
error: two cases are called `@skip-sign`
  --> jumpcloud.toml:45:1
   |
45 | [[course]]
   | ^^^^^^^^^^ the second one
"##
)]
#[case::mistake_that_changes_nothing(
    "set = { issuer = \" {guide.id}\" }\n",
    "",
    r##"
error: the mistake changes nothing
  --> jumpcloud.toml:32:1
   |
32 | [[mistake]]
   | ^^^^^^^^^^^
   = help: give `set`, `before`, `do` or `without`
"##
)]
#[case::no_expect(
    "expect = { outcome = \"refused\" }",
    "",
    r##"
error: missing key `expect`
  --> jumpcloud.toml:23:1
   |
23 | [[skip]]
   | ^^^^^^^^ it must be given here
"##
)]
#[case::unknown_place(
    "at = \"sp\"",
    "at = \"spp\"",
    r##"
error: unknown place `spp`
  --> jumpcloud.toml:21:6
   |
21 | at = "spp"
   |      ^^^^^ no place has this name
   = help: did you mean `sp`?
"##
)]
#[case::unknown_download(
    "as = \"idp.metadata_xml\"",
    "as = \"idp.metadata\"",
    r##"
error: unknown placeholder `idp.metadata`
  --> jumpcloud.toml:17:40
   |
17 | do = [{ download = "text=Export", as = "idp.metadata" }]
   |                                        ^^^^^^^^^^^^^^ no placeholder has this name
   = help: did you mean `idp.metadata_xml`?
"##
)]
fn faults_point_at_the_line(#[case] old: &str, #[case] new: &str, #[case] expected: &str) {
    assert_said(&said(old, new), expected);
}
