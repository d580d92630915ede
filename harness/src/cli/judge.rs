//! `saml-harness judge DIR`: the same report again from stored evidence.

use std::path::PathBuf;

use clap::Args;

use super::{Failure, catalogue, out};
use crate::report;
use crate::snapshot::Mode;

#[derive(Debug, Args)]
pub(super) struct JudgeArguments {
    /// Folder that `run --report` wrote
    folder: PathBuf,
    /// Where snapshots are kept
    #[arg(long, value_name = "DIR")]
    snapshots: Option<PathBuf>,
    /// Accept what was seen as the new snapshots
    #[arg(long, conflicts_with = "no_snapshots")]
    update_snapshots: bool,
    /// Do not compare snapshots
    #[arg(long)]
    no_snapshots: bool,
}

pub(super) fn judge(arguments: &JudgeArguments) -> Result<u8, Failure> {
    let (plan, target, evidence) = crate::evidence::store::load(&arguments.folder).map_err(Failure::usage)?;
    let mode = match (arguments.update_snapshots, arguments.no_snapshots) {
        (true, _) => Mode::Update,
        (_, true) => Mode::Off,
        _ => Mode::Compare,
    };
    let snapshots = arguments.snapshots.clone().unwrap_or_else(|| catalogue::repository().join("snapshots"));
    let report = report::assemble(plan, &target, evidence, &snapshots, mode);
    report::write(&arguments.folder, &report).map_err(Failure::trouble)?;
    let terminal = report::Terminal { folder: &arguments.folder, colours: false, target_file: None };
    out(&terminal.render(&report));
    Ok(report.exit_status())
}
