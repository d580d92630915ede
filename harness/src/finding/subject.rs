//! An SP that knows people by another fact than their e-mail address: its cases were run with that as NameID.

use super::{Finding, FindingKind};
use crate::evidence::RunEvidence;
use crate::judge::wanted_subject;

/// The finding, if any; it is about no case in particular.
pub(super) fn find(evidence: &RunEvidence) -> Option<Finding> {
    let word = wanted_subject(&evidence.controls)?.word();
    let text = format!(
        "this SP refuses the plain login with the e-mail address as NameID, and takes it with the {word}; all cases were run \
         so. Say `subject_field = \"{word}\"` under `[idp]` of the target file"
    );
    Some(Finding { kind: FindingKind::Subject, cases: Vec::new(), text, proposals: Vec::new() })
}
