//! Scenario files that repeat what a customer has, and the same after the mend. They hold no personal data: people and
//! addresses are the fixture's.

use super::Answer;
use super::customer::{End, Place};
use super::settings::Setting;

/// Where a login of the fixture's baseline starts.
const BASELINE: &str = "login/sp-initiated";

/// What is run before and after the mend.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Repeat {
    /// Files to write, as path below a catalogue and text.
    pub files: Vec<(String, String)>,
    /// The case that repeats it.
    pub before: String,
    /// The case after the mend.
    pub after: String,
}

/// What repeats this answer; none when nothing of the catalogue and no setting does.
pub fn repeat(answer: &Answer, settings: &[Setting], end: Option<&End>) -> Option<Repeat> {
    let cause = answer.cause;
    let lines = |part: &'static str| cause.settings.lines().filter_map(move |line| line.strip_prefix(part));
    let own: Vec<&str> = cause.settings.lines().filter(|line| !line.starts_with('[')).collect();
    let is_made = !answer.found.recipe.is_empty() || !cause.settings.is_empty();
    if !is_made {
        // The guide's own case does what the customer did.
        let case = cause.cases.iter().find(|case| case.starts_with("guide/"))?;
        let guide = case.split('@').next().unwrap_or(case);
        return Some(Repeat { files: Vec::new(), before: (*case).to_owned(), after: guide.to_owned() });
    }
    let key = |line: &str| line.split('=').next().unwrap_or_default().trim().to_owned();
    let guilty: Vec<String> = own.iter().map(|line| key(line)).collect();
    // What a step sets is not set twice, and a message that nobody could read says nothing of the rest.
    let alike: Vec<String> = settings
        .iter()
        .filter(|setting| setting.key.is_some_and(|key| !guilty.iter().any(|guilty| guilty == key)))
        .filter(|setting| {
            !(setting.key == Some("subject_field") && answer.found.recipe.iter().any(|step| step.contains("NameID")))
        })
        .filter_map(|setting| Some(format!("{} = {}", setting.key?, setting.value)))
        .collect();
    let seen = own.iter().map(|line| (*line).to_owned()).chain(alike.iter().cloned());
    let (outcome, phase) = match (end.and_then(|end| end.place).unwrap_or(cause.place), end) {
        (_, Some(end)) if end.is_good => ("signed-in", ""),
        (Place::Start, _) => ("refused", "phase   = \"start\"\n"),
        (Place::Idp, _) => ("stays-at-idp", "phase   = \"idp\"\n"),
        (Place::Acs, _) => ("refused", "phase   = \"acs\"\n"),
    };
    let name = format!("customer-{}", cause.id);
    let section = |title: &str, lines: Vec<String>| {
        if lines.is_empty() { String::new() } else { format!("\n[{title}]\n{}\n", lines.join("\n")) }
    };
    let response = match answer.found.recipe.as_slice() {
        [] => String::new(),
        steps => format!(
            "response = [\n{}\n]\n",
            steps.iter().map(|step| format!("  {step},")).collect::<Vec<_>>().join("\n")
        ),
    };
    let head = "# Made by `saml-harness reproduce` of what a customer sent; people, keys and addresses are the harness's own.\n";
    let before = format!(
        "{head}title    = {:?}\nwhy      = \"A customer has it: {}.\"\nfix      = {:?}\nseverity = \"medium\"\nextends  = \"{BASELINE}\"\n{response}{}{}{}\n[expect]\noutcome = \"{outcome}\"\n{phase}",
        cause.sentence,
        cause.field.replace('"', "'"),
        format!("{}: {}", cause.field, if cause.also.is_empty() { "as the guide says." } else { cause.also }),
        section("idp", seen.collect()),
        section("sp", lines("[sp] ").map(str::to_owned).collect()),
        section("flow", lines("[flow] ").map(str::to_owned).collect()),
    );
    let flow = if cause.settings.contains("[flow] start = \"idp\"") && cause.id != "tile-not-allowed" {
        section("flow", vec!["start = \"idp\"".to_owned()])
    } else {
        String::new()
    };
    let after = format!(
        "{head}title    = \"After the mend: {}\"\nwhy      = \"With the one thing mended that was wrong, the person gets in.\"\nseverity = \"medium\"\nextends  = \"{BASELINE}\"\n{}{flow}\n[expect]\noutcome = \"signed-in\"\n",
        cause.field.replace('"', "'"),
        section("idp", alike),
    );
    Some(Repeat {
        files: vec![(format!("misconfiguration/{name}.toml"), before), (format!("login/{name}-mended.toml"), after)],
        before: format!("misconfiguration/{name}"),
        after: format!("login/{name}-mended"),
    })
}
