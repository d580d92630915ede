//! `init` looks at an SP and writes a target file with which `doctor` is content, unaided.

use std::path::Path;

use crate::common;
use rstest::rstest;

/// What `init` said with these words about the reference SP with this manner, its exit status and the file that it wrote.
fn init(manner: Option<&str>, words: &[&str]) -> (i32, String, String) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("saml-harness.toml");
    let mut command = common::harness();
    command.args(["init", "--yes", "--engine", "http", "--ready", "ready ", "--target-file"]).arg(&file).args(words);
    if let Some(manner) = manner {
        command.args(["--env", &format!("SP_MANNER={manner}")]);
    }
    command.args(["--launch", common::HARNESS, "reference-sp"]);
    let output = command.output().unwrap();
    let said = format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    (output.status.code().unwrap(), said, std::fs::read_to_string(&file).unwrap_or_default())
}

#[rstest]
#[case::plain(None, &["user = \"#user\"", "open = \"/logout\"", "deep_link = \"/{path}\"", "metadata_url = \"{sp.base_url}/saml/metadata\""])]
#[case::json(Some("json-who-am-i"), &["json = \"/user/email\""])]
#[case::username(Some("username-is-the-key"), &["subject_field = \"username\""])]
#[case::last_name_first(Some("last-name-first"), &["user = \"#attribute-email\"", "shows = \"email\""])]
#[case::post(Some("sign-out-by-post"), &["click = \"#sign-out\""])]
fn a_file_is_written_with_which_doctor_is_content(#[case] manner: Option<&str>, #[case] lines: &[&str]) {
    let (status, said, file) = init(manner, &[]);
    assert_eq!(status, 0, "{said}\n{file}");
    assert!(!said.contains("MISSING"), "{said}\n{file}");
    for line in lines {
        assert!(file.contains(line), "no `{line}` in\n{file}");
    }
}

#[test]
fn what_is_not_found_is_said_in_the_file_and_by_the_exit_status() {
    let folder = tempfile::tempdir().unwrap();
    let base = folder.path().join("base.toml");
    // It is never given metadata, so nobody gets to the IdP.
    let text = format!(
        "[launch]\ncommand = [{:?}, \"reference-sp\"]\nenv = {{ PORT = \"{{port}}\", SP_BASE_URL = \"{{sp.base_url}}\" }}\nready = \"ready \"\n\n[provision]\nvia = \"none\"\n",
        common::HARNESS
    );
    std::fs::write(&base, text).unwrap();
    let output = common::harness().args(["init", "--yes", "--engine", "http", "--base"]).arg(&base).output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert_eq!(output.status.code(), Some(3), "{said}");
    let file = std::fs::read_to_string(folder.path().join("saml-harness.toml")).unwrap();
    assert!(file.contains("# Nothing was found that leads to the IdP") && file.contains("via = \"none\""), "{file}");
}

#[test]
fn a_file_that_is_there_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("saml-harness.toml");
    std::fs::write(&file, "mine").unwrap();
    let call = ["init", "http://127.0.0.1:9", "--target-file", file.to_str().unwrap()];
    let output = common::harness().args(call).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("--force"));
    assert_eq!(std::fs::read_to_string(Path::new(&file)).unwrap(), "mine");
}

/// The reference SP's target file in `folder`, with steps of another kind than those that a recording gives.
fn target_to_record(folder: &Path) -> std::path::PathBuf {
    let from = "{ fill = \"input[name=email]\", with = \"{user.email}\" },\n  { click = \"button[type=submit]\" },";
    let to = "{ fill = \"label=E-mail\", with = \"{user.email}\" },\n  { click = \"role=button[name=Sign in]\" },";
    common::reference_target(folder, from, to)
}

#[test]
fn what_a_person_does_becomes_the_steps_of_the_login() {
    let folder = tempfile::tempdir().unwrap();
    let file = target_to_record(folder.path());
    let output = common::harness().args(["record", "--played", "--target"]).arg(&file).output().unwrap();
    let said = format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert_eq!(output.status.code(), Some(0), "{said}");
    let text = std::fs::read_to_string(&file).unwrap();
    let steps = "steps = [\n  { fill = \"input[name=email]\", with = \"{user.email}\" },\n  { click = \"button[type=submit]\" },\n]\n";
    assert!(text.contains(steps), "{said}\n{text}");
    assert!(text.contains("# Settings that a scenario may ask for"), "all else stays as it was: {text}");
}

#[test]
fn without_a_display_nothing_is_recorded() {
    let folder = tempfile::tempdir().unwrap();
    let file = target_to_record(folder.path());
    let before = std::fs::read_to_string(&file).unwrap();
    let mut command = common::harness();
    let output = command.args(["record", "--target"]).arg(&file).env_remove("DISPLAY").env_remove("WAYLAND_DISPLAY");
    let output = output.output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("no display"));
    assert_eq!(std::fs::read_to_string(&file).unwrap(), before);
}
