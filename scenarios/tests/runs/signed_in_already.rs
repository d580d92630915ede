//! SPs at which nobody can log in while somebody is signed in: no defect, so what needs a second login is not applicable.

use std::path::Path;

use crate::common::{case, repository, run};
use rstest::rstest;

/// The target file of a manner, with Company Login at a page for people who are signed in, and `steps` after it.
fn target(folder: &Path, manner: &str, steps: &str) -> String {
    let file = repository().join("scenarios/targets/manners").join(format!("{manner}.toml"));
    let text = std::fs::read_to_string(file).unwrap();
    let (before, login) = text.split_once("[login]\n").unwrap();
    let (_, after) = login.split_once("[signed_in]\n").unwrap();
    let file = folder.join("target.toml");
    let login = format!("start = \"/orders/42\"\nsteps = [{steps}]");
    std::fs::write(&file, format!("{before}[login]\n{login}\n\n[signed_in]\n{after}")).unwrap();
    file.to_str().unwrap().to_owned()
}

#[rstest]
#[case::by_itself("protected-page-goes-to-idp", "", "leads to no IdP")]
#[case::by_a_form(
    "text-around-the-name",
    r##"{ fill = "input[name=email]", with = "{user.email}" }, { click = "button[type=submit]" }"##,
    "has no `input[name=email]`"
)]
fn a_login_that_does_not_begin_is_not_applicable(#[case] manner: &str, #[case] steps: &str, #[case] reason: &str) {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("signed-in-already-{manner}"));
    std::fs::create_dir_all(&folder).unwrap();
    let target = target(&folder, manner, steps);
    let cases = ["login/sp-initiated", "login/two-people-one-browser", "login/second-person-without-sign-out"];
    let options = ["--engine", "http", "--no-snapshots", "--target", &target];
    let run = run(&folder.join("report"), &[&options[..], &cases].concat());
    assert_eq!(run.status, 0, "{}", run.output);
    for id in &cases[..2] {
        assert_eq!(case(&run, id)["verdict"], "pass", "{id}");
    }
    let second = case(&run, cases[2]);
    assert_eq!(second["verdict"], "not-applicable");
    assert!(second["reason"].as_str().unwrap().contains(reason), "{}", second["reason"]);
}
