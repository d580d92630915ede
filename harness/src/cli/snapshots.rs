//! `saml-harness snapshots review`: what a run left for review, one by one.

use std::io::{BufRead, IsTerminal, Write};
use std::path::PathBuf;

use clap::{Args, Subcommand};
use serde_json::json;

use super::{Failure, catalogue, out, snapshot_folder};
use crate::snapshot::{Pending, SnapshotError, pending};

#[derive(Debug, Args)]
pub(super) struct SnapshotsArguments {
    #[command(subcommand)]
    command: SnapshotsCommand,
}

#[derive(Debug, Subcommand)]
enum SnapshotsCommand {
    /// Each snapshot that a run saw changed or new: its diff, then accept, reject or skip it
    Review(ReviewArguments),
}

#[derive(Debug, Args)]
struct ReviewArguments {
    /// Accept what matches, without asking: a target, a category, a scenario or a case (repeatable)
    #[arg(long, value_name = "FILTER")]
    accept: Vec<String>,
    /// Take away what matches, without asking (repeatable)
    #[arg(long, value_name = "FILTER")]
    reject: Vec<String>,
    /// Only say which there are
    #[arg(long, conflicts_with_all = ["accept", "reject"])]
    list: bool,
    /// The list as JSON: each with its target, its case, and whether it is new
    #[arg(long, requires = "list")]
    json: bool,
    /// Those beside this target file
    #[arg(long, value_name = "FILE", conflicts_with = "snapshots")]
    target: Option<PathBuf>,
    /// Where snapshots are kept (those of this program's clone, else `snapshots` in this folder, when absent)
    #[arg(long, value_name = "DIR")]
    snapshots: Option<PathBuf>,
}

pub(super) fn snapshots(arguments: &SnapshotsArguments) -> Result<u8, Failure> {
    let SnapshotsCommand::Review(arguments) = &arguments.command;
    let folder = match (&arguments.snapshots, &arguments.target) {
        (Some(folder), _) => folder.clone(),
        (None, Some(file)) => {
            let folder = catalogue::target(Some(file)).map_err(Failure::usage)?.folder;
            snapshot_folder::beside(&folder)
        }
        (None, None) => snapshot_folder::of_clone().unwrap_or_else(|| PathBuf::from("snapshots")),
    };
    if !folder.is_dir() {
        let message = format!(
            "`{}` is no folder of snapshots; name the target file with `--target FILE`, or the folder with `--snapshots DIR`",
            folder.display()
        );
        return Err(Failure::Usage(message));
    }
    let waiting = pending(&folder).map_err(Failure::trouble)?;
    if arguments.json {
        let rows: Vec<_> =
            waiting.iter().map(|it| json!({ "target": it.target, "case": it.id, "new": it.is_new() })).collect();
        out(&serde_json::to_string_pretty(&rows).map_err(Failure::trouble)?);
        return Ok(0);
    }
    if arguments.list {
        waiting.iter().for_each(|pending| out(&line(pending)));
        out(&format!("{} to review", waiting.len()));
        return Ok(0);
    }
    if !arguments.accept.is_empty() || !arguments.reject.is_empty() {
        return unasked(arguments, &waiting);
    }
    if waiting.is_empty() {
        out("nothing to review");
        return Ok(0);
    }
    if !std::io::stdin().is_terminal() {
        let message = "there is no terminal to ask at; use `--list`, `--accept FILTER` or `--reject FILTER`";
        return Err(Failure::Usage(message.to_owned()));
    }
    let done = review(&waiting, &mut std::io::stdin().lock(), &mut std::io::stdout()).map_err(Failure::trouble)?;
    out(&done.in_words());
    Ok(0)
}

fn line(pending: &Pending) -> String {
    format!("{} {}/{}", if pending.is_new() { "new    " } else { "changed" }, pending.target, pending.id)
}

/// Accepts and rejects by filter. Nothing is done when a filter matches nothing, or both match the same.
fn unasked(arguments: &ReviewArguments, waiting: &[Pending]) -> Result<u8, Failure> {
    let matched = |filters: &[String], pending: &Pending| filters.iter().any(|filter| pending.matches(filter));
    for filter in arguments.accept.iter().chain(&arguments.reject) {
        if !waiting.iter().any(|pending| pending.matches(filter)) {
            let message = format!("`{filter}` matches nothing that is to be reviewed; `--list` shows what is");
            return Err(Failure::Usage(message));
        }
    }
    if let Some(both) = waiting.iter().find(|p| matched(&arguments.accept, p) && matched(&arguments.reject, p)) {
        return Err(Failure::Usage(format!("`{}` is matched by both `--accept` and `--reject`", both.id)));
    }
    let mut done = Done::default();
    for pending in waiting {
        if matched(&arguments.accept, pending) {
            pending.accept().map_err(Failure::trouble)?;
            done.accepted += 1;
        } else if matched(&arguments.reject, pending) {
            pending.reject().map_err(Failure::trouble)?;
            done.rejected += 1;
        } else {
            done.skipped += 1;
        }
    }
    out(&done.in_words());
    Ok(0)
}

/// How a review went.
#[derive(Debug, Default, PartialEq, Eq)]
struct Done {
    accepted: usize,
    rejected: usize,
    skipped: usize,
}

impl Done {
    fn in_words(&self) -> String {
        format!("{} accepted, {} rejected, {} left for later", self.accepted, self.rejected, self.skipped)
    }
}

/// Why a review ended early.
#[derive(Debug, thiserror::Error)]
enum ReviewError {
    #[error(transparent)]
    Snapshot(#[from] SnapshotError),
    #[error("the terminal: {0}")]
    Terminal(#[from] std::io::Error),
}

/// Shows each of `waiting` on `output` and does what `input` says to it. At the end of the input, or when told to quit, the
/// rest is left for later.
fn review(waiting: &[Pending], input: &mut impl BufRead, output: &mut impl Write) -> Result<Done, ReviewError> {
    let mut done = Done::default();
    for (index, pending) in waiting.iter().enumerate() {
        writeln!(output, "\n({}/{}) {}\n", index + 1, waiting.len(), line(pending))?;
        writeln!(output, "{}", pending.diff()?)?;
        match ask(input, output)? {
            Answer::Accept => {
                pending.accept()?;
                done.accepted += 1;
            }
            Answer::Reject => {
                pending.reject()?;
                done.rejected += 1;
            }
            Answer::Skip => done.skipped += 1,
            Answer::Quit => {
                done.skipped += waiting.len() - index;
                break;
            }
        }
    }
    Ok(done)
}

enum Answer {
    Accept,
    Reject,
    Skip,
    Quit,
}

/// Asks until the answer is one.
fn ask(input: &mut impl BufRead, output: &mut impl Write) -> Result<Answer, ReviewError> {
    loop {
        write!(output, "(a)ccept, (r)eject, (s)kip, (q)uit: ")?;
        output.flush()?;
        let mut answer = String::new();
        if input.read_line(&mut answer)? == 0 {
            return Ok(Answer::Quit);
        }
        match answer.trim() {
            "a" | "accept" => return Ok(Answer::Accept),
            "r" | "reject" => return Ok(Answer::Reject),
            "s" | "skip" => return Ok(Answer::Skip),
            "q" | "quit" => return Ok(Answer::Quit),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::snapshot::{Mode, compare};

    /// Reviews four new snapshots with these answers: what was done, what was shown, and which still wait.
    fn reviewed(answers: &str) -> (Done, String, Vec<String>) {
        let folder = tempfile::tempdir().unwrap();
        for id in ["login/a", "login/b", "login/c", "login/d"] {
            compare(folder.path(), "acme", id, &format!("text of {id}\n"), Mode::Compare).unwrap();
        }
        let mut shown = Vec::new();
        let waiting = pending(folder.path()).unwrap();
        let done = review(&waiting, &mut answers.as_bytes(), &mut shown).unwrap();
        let left = pending(folder.path()).unwrap().into_iter().map(|pending| pending.id).collect();
        (done, String::from_utf8(shown).unwrap(), left)
    }

    #[test]
    fn each_is_shown_and_does_as_answered() {
        let (done, shown, left) = reviewed("a\nwhat?\nreject\ns\nq\n");
        assert_eq!(done, Done { accepted: 1, rejected: 1, skipped: 2 });
        assert_eq!(left, ["login/c", "login/d"]);
        assert!(shown.contains("(2/4) new     acme/login/b\n") && shown.contains("+text of login/b\n"), "{shown}");
        assert_eq!(shown.matches("(a)ccept").count(), 5, "asked again where the answer was none");
    }

    #[test]
    fn an_input_that_ends_leaves_the_rest() {
        let (done, shown, left) = reviewed("a\n");
        assert_eq!((done.accepted, done.skipped, left.len()), (1, 3, 3));
        assert!(!shown.contains("(3/4)"));
    }
}
