//! What is read from an attempt's trouble: whose it is, and what follows from it.

use std::sync::atomic::Ordering;

use super::RunError;
use super::error::with_causes;
use super::halt::Ending;
use super::lane::Shared;
use crate::evidence::{CaseEvidence, IncidentKind};

/// Whether some document of the login never came.
pub(super) fn is_without_answer(evidence: &CaseEvidence) -> bool {
    let pages = evidence.steps.iter().map(|step| &step.page).chain(evidence.identity.as_ref().map(|seen| &seen.page));
    let mut documents = evidence.steps.iter().flat_map(|step| &step.documents);
    documents.any(|document| document.status.is_none()) || pages.into_iter().any(|page| page.status.is_none())
}

/// Ends the run when the SP could not be started for this reason, and never was: no case after this one would fare better.
pub(super) fn end_without_sp(shared: &Shared, error: &RunError) {
    if error.kind() == IncidentKind::Launch && !shared.had_sp.load(Ordering::Relaxed) {
        shared.halt.end(Ending::NoSp(with_causes(error)));
    }
}

/// What `error` means where the SP was given metadata without a certificate: one that does not start with it, or has no
/// Company Login then, lets nobody in.
pub(super) fn without_certificate(error: RunError) -> RunError {
    match error.kind() {
        IncidentKind::Launch | IncidentKind::Provision | IncidentKind::Selector => RunError::NotApplicable(format!(
            "with metadata that has no certificate Company Login cannot be set up at this SP: {}",
            with_causes(&error)
        )),
        _ => error,
    }
}

/// Whether Chromium or Firefox says by `error` that it does not believe a certificate.
pub(super) fn is_of_certificate(error: &str) -> bool {
    ["net::ERR_CERT_", "SEC_ERROR_", "MOZILLA_PKIX_ERROR_", "SSL_ERROR_BAD_CERT_"]
        .iter()
        .any(|said| error.starts_with(said))
}

/// An error when the browser would not talk to a server because of its certificate: that is said of the SP's machine, not
/// of what the SP does with a message.
pub(super) fn trusted(evidence: &CaseEvidence) -> Result<(), RunError> {
    let documents = evidence.steps.iter().flat_map(|step| &step.documents);
    let refused = documents.filter_map(|document| Some((&document.url, document.error.as_ref()?)));
    match refused.into_iter().find(|(_, error)| is_of_certificate(error)) {
        Some((url, reason)) => Err(RunError::Untrusted { url: url.clone(), reason: reason.clone() }),
        None => Ok(()),
    }
}
