//! What the doctor found: line by line as it is found, or as JSON when all is done.

use serde::Serialize;

use super::super::{Failure, out};
use super::walk::Found;

/// What was found so far.
#[derive(Debug)]
pub(super) struct Telling {
    as_json: bool,
    checks: Vec<Check>,
}

/// One thing, with what was found.
#[derive(Debug, Serialize)]
struct Check {
    what: String,
    /// `ok`, `missing` or `not-tried`.
    found: &'static str,
    text: String,
}

/// All of it.
#[derive(Debug, Serialize)]
struct Whole<'a> {
    checks: &'a [Check],
    /// The SP's last lines, where something is missing.
    sp_log: &'a [String],
    /// What was found out, as lines of a target file.
    target_file_lines: &'a [String],
}

impl Telling {
    /// Nothing was found yet.
    pub(super) fn new(as_json: bool) -> Self {
        Self { as_json, checks: Vec::new() }
    }

    /// Tells one thing.
    pub(super) fn tell(&mut self, what: &str, found: Found) {
        let (mark, found, text) = match found {
            Found::Ok(text) => ("ok", "ok", text),
            Found::Missing(text) => ("MISSING", "missing", text),
            Found::NotTried(reason) => ("-", "not-tried", reason),
        };
        if !self.as_json {
            out(&format!("{mark:8} {what:13} {text}"));
        }
        self.checks.push(Check { what: what.to_owned(), found, text });
    }

    /// Whether nothing is missing.
    pub(super) fn is_all_well(&self) -> bool {
        self.checks.iter().all(|check| check.found != "missing")
    }

    /// What helps further: the end of the SP's log where something is missing, and the lines that the target file may take
    /// over.
    pub(super) fn end(self, sp_log: &[String], to_paste: &[String]) -> Result<(), Failure> {
        let sp_log = if self.is_all_well() { &[] } else { sp_log };
        if self.as_json {
            let whole = Whole { checks: &self.checks, sp_log, target_file_lines: to_paste };
            out(&serde_json::to_string_pretty(&whole).map_err(Failure::trouble)?);
            return Ok(());
        }
        if !sp_log.is_empty() {
            out("\nthe SP's last lines:");
            sp_log.iter().for_each(|line| out(&format!("  | {line}")));
        }
        if !to_paste.is_empty() {
            out("\nwhat was found out, for the target file:\n");
            to_paste.iter().for_each(|line| out(line));
        }
        Ok(())
    }
}
