//! What is found, and how bad it is.

use std::ops::Range;

use serde::Serialize;
use strum::{Display, EnumString, IntoStaticStr};

/// How bad a finding is. The exit status of `lint` follows from the worst one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Display, EnumString, IntoStaticStr)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum Severity {
    /// Worth knowing; it need not be mended.
    Note,
    /// Some service providers refuse it, or it is risky.
    Warning,
    /// It does not work, or not with a service provider that is strict.
    Error,
}

/// A part of the text that was looked at, in bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// Byte after the last one.
    pub end: usize,
}

impl Span {
    /// From `start` up to `end`, `end` not included. Never ends before it starts.
    pub fn new(start: usize, end: usize) -> Self {
        Self { start, end: end.max(start) }
    }

    /// As a range, to cut the text with.
    pub fn range(self) -> Range<usize> {
        self.start..self.end
    }
}

/// One thing that is wrong, and what to do about it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// Id of the rule, in kebab-case.
    pub rule: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// Line in the text that was looked at, from 1.
    pub line: usize,
    /// Column, in characters, from 1.
    pub column: usize,
    /// How many characters are meant; no further than the end of the line, and at least 1.
    pub length: usize,
    /// The same place in bytes of [`crate::Report::text`].
    pub span: Span,
    /// What is wrong, with the value seen. No full stop at the end.
    pub message: String,
    /// What to do.
    pub help: String,
    /// Id of the step of the JumpCloud guide that mends it, where one does.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub step: Option<&'static str>,
    /// Clauses of the standards, and who met it.
    pub refs: &'static [&'static str],
}
