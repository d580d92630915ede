//! The command line: one file a command. `main` parses, runs, and turns the result into an exit status.

mod address;
pub(crate) mod catalogue;
mod catalogue_page;
mod compare;
mod coverage;
mod demo;
mod doctor;
mod driving;
mod eject;
mod explain;
mod failed;
mod github;
mod guide;
mod idp;
mod init;
mod judge;
mod last_report;
mod lint;
mod list;
mod manner;
mod merge;
mod program;
mod progress;
mod record;
mod reference_sp;
mod repeat;
pub(crate) mod report;
mod report_folder;
mod reproduce;
mod run;
mod say;
mod several;
mod show;
mod show_html;
mod snapshot_folder;
mod snapshots;
mod symptoms;
mod weakness;
mod writable;

use std::process::ExitCode;

pub(crate) use run::key_cache;
use say::{err, out};

use clap::{Parser, Subcommand};

/// End-to-end tests of SAML Company Login: a mock JumpCloud, a real browser, your service provider.
#[derive(Debug, Parser)]
#[command(name = "saml-harness", version)]
struct CommandLine {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Look at an SP, and write a target file for it
    Init(Box<init::InitArguments>),
    /// Write the steps of `[login]` by watching a person in a browser
    Record(record::RecordArguments),
    /// Check browser, driver, ports, target file, clock and one plain login
    Doctor(doctor::DoctorArguments),
    /// Run the catalogue, or the cases that match a FILTER
    Run(Box<run::RunArguments>),
    /// List scenarios and cases
    List(list::ListArguments),
    /// One scenario in full: why, references, what is done, what must happen
    Explain(explain::ExplainArguments),
    /// Write shipped scenario files out, to change them and hand them in by `--catalogue`
    Eject(eject::EjectArguments),
    /// One case of a report, whole
    Show(show::ShowArguments),
    /// Judge stored evidence again
    Judge(judge::JudgeArguments),
    /// Two results side by side, what is worse first
    Compare(compare::CompareArguments),
    /// Put the reports of shards together
    Report(merge::ReportArguments),
    /// Look through the snapshots that differ, and accept or reject them
    Snapshots(snapshots::SnapshotsArguments),
    /// From what a person saw back to the steps that lead there, with their mends
    Symptoms(symptoms::SymptomsArguments),
    /// What is wrong or risky in metadata, certificates, requests and responses
    Lint(Box<lint::LintArguments>),
    /// From what a customer sends to the step that was missed
    Reproduce(Box<reproduce::ReproduceArguments>),
    /// A set-up guide as Markdown for customers
    Guide(guide::GuideArguments),
    /// Serve the mock IdP and the reference SP for a person to click through
    Demo(demo::DemoArguments),
    /// Serve the mock IdP alone
    Idp(idp::IdpArguments),
    /// Serve the reference SP alone, and list its weaknesses
    ReferenceSp(reference_sp::ReferenceSpArguments),
}

/// Why a command could not do its work; the number is the exit status.
#[derive(Debug)]
pub enum Failure {
    /// 2: the call or one of the user's files is wrong; nothing was run.
    Usage(String),
    /// 3: trouble on our side.
    Trouble(String),
}

impl Failure {
    fn usage(error: impl std::fmt::Display) -> Self {
        Self::Usage(error.to_string())
    }

    /// The same for an error that does not name its cause.
    fn unreadable(error: impl std::error::Error) -> Self {
        Self::Usage(crate::run::with_causes(&error))
    }

    fn trouble(error: impl std::error::Error) -> Self {
        Self::Trouble(crate::run::with_causes(&error))
    }
}

/// Parses the process's arguments, runs the command, and returns the exit status.
pub async fn main() -> ExitCode {
    let arguments = CommandLine::parse();
    let result = match arguments.command {
        Command::Run(arguments) => run::run(*arguments).await,
        Command::List(arguments) => list::list(&arguments),
        Command::Explain(arguments) => explain::explain(&arguments),
        Command::Symptoms(arguments) => symptoms::symptoms(&arguments),
        Command::Guide(arguments) => guide::guide(&arguments),
        Command::Eject(arguments) => eject::eject(&arguments),
        Command::Demo(arguments) => demo::demo(arguments).await,
        Command::Idp(arguments) => idp::idp(arguments).await,
        Command::ReferenceSp(arguments) => reference_sp::reference_sp(arguments).await,
        Command::Judge(arguments) => judge::judge(arguments),
        Command::Show(arguments) => show::show(&arguments),
        Command::Compare(arguments) => compare::compare(&arguments),
        Command::Report(arguments) => merge::run(&arguments),
        Command::Lint(arguments) => lint::lint(&arguments),
        Command::Snapshots(arguments) => snapshots::snapshots(&arguments),
        Command::Init(arguments) => init::init(*arguments).await,
        Command::Record(arguments) => record::record(arguments).await,
        Command::Reproduce(arguments) => reproduce::reproduce(*arguments).await,
        Command::Doctor(arguments) => doctor::doctor(arguments).await,
    };
    match result {
        Ok(status) => ExitCode::from(status),
        Err(Failure::Usage(message)) => {
            say_error(&message);
            ExitCode::from(2)
        }
        Err(Failure::Trouble(message)) => {
            say_error(&message);
            ExitCode::from(3)
        }
    }
}

/// Diagnostics carry their own `error:`; everything else gets one.
pub(crate) fn say_error(message: &str) {
    if message.starts_with("error") {
        err(message);
    } else {
        err(&format!("error: {message}"));
    }
}
