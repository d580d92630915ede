//! `run --weakness NAME`: what the reference SP can be made to do wrong.

use std::path::Path;

use tokio::process::Command;

use super::Failure;
use crate::diagnostic::nearest;
use crate::target::Target;

/// Refuses the weakness `name` unless `target`, the reference SP, says that it has it. For that the target is set up, and
/// need not be once more.
pub(super) async fn check(name: &str, target: &mut Target, say: &(dyn Fn(&str) + Sync)) -> Result<(), Failure> {
    crate::run::set_up(target, say).await.map_err(Failure::trouble)?;
    let known = known(target).await?;
    if let Some(launch) = &mut target.launch {
        launch.setup = None;
    }
    hold(name, &known).map_err(Failure::Usage)
}

/// What the SP lists: a name a line, a tab, what is wrong.
async fn known(target: &Target) -> Result<String, Failure> {
    let command = target.launch.as_ref().and_then(|launch| launch.command.first());
    let program =
        command.ok_or_else(|| Failure::Usage("the target file starts no SP that could be asked".to_owned()))?;
    let path = if Path::new(program).is_relative() { target.folder.join(program) } else { program.into() };
    let output = Command::new(&path).arg("--weaknesses").current_dir(&target.folder).output().await;
    let output = output.map_err(|error| Failure::Trouble(format!("`{} --weaknesses`: {error}", path.display())))?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr).trim().to_owned();
        return Err(Failure::Trouble(format!(
            "`{} --weaknesses` ended with {}: {said}",
            path.display(),
            output.status
        )));
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// That `name` is among the `known`, or what to write instead.
fn hold(name: &str, known: &str) -> Result<(), String> {
    let names = known.lines().filter_map(|line| line.split('\t').next());
    if names.clone().any(|known| known == name) {
        return Ok(());
    }
    let near = nearest(name, names).map(|near| format!("did you mean `{near}`? ")).unwrap_or_default();
    Err(format!(
        "the reference SP has no weakness `{name}`; {near}`cargo run --package reference-sp -- --weaknesses` lists them"
    ))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::hold;

    #[test]
    fn a_weakness_is_known_to_the_letter_or_the_nearest_is_told() {
        let known = "accepts-get\tA response by GET is taken\nno-replay-memory\tResponses are taken again\n";
        assert_eq!(hold("no-replay-memory", known), Ok(()));
        let refused = hold("no-replay-memry", known).unwrap_err();
        assert!(
            refused.contains("no weakness `no-replay-memry`; did you mean `no-replay-memory`? `cargo"),
            "{refused}"
        );
        let refused = hold("zzzzzzzzzz", known).unwrap_err();
        assert!(refused.contains("no weakness `zzzzzzzzzz`; `cargo run"), "{refused}");
        assert!(hold("", known).is_err());
    }
}
