//! `saml-harness judge DIR`: the same reports again from stored evidence.

use std::path::PathBuf;

use clap::Args;

use super::{Failure, out, report, snapshot_folder};
use crate::record::{Record, Snapshots};

#[derive(Debug, Args)]
pub(super) struct JudgeArguments {
    /// Folder that `run --report` wrote
    folder: PathBuf,
    /// Where snapshots are kept (as for the run when absent)
    #[arg(long, value_name = "DIR")]
    snapshots: Option<PathBuf>,
    /// Accept what was seen as the new snapshots
    #[arg(long, conflicts_with = "no_snapshots")]
    update_snapshots: bool,
    /// Do not compare snapshots
    #[arg(long, conflicts_with = "snapshots")]
    no_snapshots: bool,
}

pub(super) fn judge(arguments: JudgeArguments) -> Result<u8, Failure> {
    let mut record = Record::load(&arguments.folder).map_err(Failure::usage)?;
    if arguments.no_snapshots {
        record.call.snapshots = Snapshots::Off;
    } else if let Some(folder) = arguments.snapshots {
        record.call.snapshots = Snapshots::Folder(folder);
    } else if arguments.update_snapshots {
        snapshot_folder::to_update(&record.call, &record.target)?;
    }
    let judgement = report::judged(record, arguments.update_snapshots);
    report::write(&arguments.folder, &judgement)?;
    out(&report::on_terminal(&judgement, Some(&arguments.folder)));
    Ok(judgement.exit_status().code())
}
