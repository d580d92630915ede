//! `saml-harness report merge DIR...`: the reports of shards into one, with one exit status.

use std::fs;
use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};

use super::{Failure, out, report};
use crate::evidence::{Archive, Kept};
use crate::merge::{fit, merged};
use crate::record::Record;

#[derive(Debug, Args)]
pub(super) struct ReportArguments {
    #[command(subcommand)]
    command: ReportCommand,
}

#[derive(Debug, Subcommand)]
enum ReportCommand {
    /// Make one report of those of `run --shard 1/N`, `2/N`, ...
    Merge(MergeArguments),
}

#[derive(Debug, Args)]
struct MergeArguments {
    /// Folders that `run --shard I/N --report DIR` wrote, of all shards
    #[arg(required = true)]
    folders: Vec<PathBuf>,
    /// Where the report is written
    #[arg(long, value_name = "DIR", default_value = "merged")]
    into: PathBuf,
}

/// The exit status is that of a run of all the cases.
pub(super) fn run(arguments: &ReportArguments) -> Result<u8, Failure> {
    let ReportCommand::Merge(MergeArguments { folders, into }) = &arguments.command;
    if folders.contains(into) {
        return Err(Failure::Usage(format!("`--into {}` is one of the reports; name another folder", into.display())));
    }
    let records: Result<Vec<Record>, _> = folders.iter().map(|folder| Record::load(folder)).collect();
    let records = records.map_err(Failure::usage)?;
    // Nothing is written for what cannot be merged.
    fit(&records).map_err(Failure::usage)?;
    let evidence = into.join("evidence");
    let trouble = |error: std::io::Error| Failure::Trouble(format!("`{}`: {error}", evidence.display()));
    fs::create_dir_all(&evidence).map_err(trouble)?;
    let archive = Archive::create(&evidence).map_err(trouble)?;
    // What cannot be put away stays in memory; that the folder cannot be written to is said when the record is stored.
    let keep = |seen| {
        let mut kept = Kept::from(seen);
        let _ = kept.put_away(&archive);
        kept
    };
    let record = merged(records, keep).map_err(Failure::usage)?;
    record.store(into).map_err(Failure::trouble)?;
    for folder in folders {
        keep_pictures(folder, into)?;
    }
    let judgement = report::judged(record, false);
    report::write(into, &judgement)?;
    out(&report::on_terminal(&judgement, Some(into)));
    Ok(judgement.exit_status().code())
}

/// Copies the screenshots of `folder` to `into`. They are named by what they show, so that none takes another's place.
fn keep_pictures(folder: &Path, into: &Path) -> Result<(), Failure> {
    let trouble = |path: &Path, error: std::io::Error| Failure::Trouble(format!("`{}`: {error}", path.display()));
    let [from, to] = [folder, into].map(|report| report.join("evidence/pictures"));
    // A run without a browser has none.
    if !from.is_dir() {
        return Ok(());
    }
    fs::create_dir_all(&to).map_err(|error| trouble(&to, error))?;
    for entry in fs::read_dir(&from).map_err(|error| trouble(&from, error))? {
        let path = entry.map_err(|error| trouble(&from, error))?.path();
        if let Some(name) = path.file_name() {
            fs::copy(&path, to.join(name)).map_err(|error| trouble(&path, error))?;
        }
    }
    Ok(())
}
