//! `signature-reformatted`: A signature that holds only when white space between elements is taken out.

use saml_signature::Verdict;

use super::{Context, Found, Rule};
use crate::finding::Severity;

pub(super) const RULE: Rule = Rule {
    id: "signature-reformatted",
    severity: Severity::Warning,
    finds: "A signature that holds only when white space between elements is taken out.",
    why: "This copy was re-formatted by an editor or by a tool that shows XML with indentation. What was sent may be in order. Where this copy is what is used, as metadata that is uploaded, its signature fails.",
    mend: "Use and send the file as it came, not as it is shown.",
    step: Some("export-metadata"),
    refs: &["XML signature 3.2.1"],
    check,
};

fn check(c: &Context<'_>) -> Vec<Found> {
    let mut found = c.verdicts(|of, verdict| {
        (verdict == Verdict::Reformatted)
            .then(|| format!("<{of}> was re-formatted after it was signed; whether what was sent holds cannot be told, but nothing else was changed"))
    });
    // Nobody uploads a message.
    if c.input.kind.is_message() {
        found.iter_mut().for_each(|one| one.severity = Some(Severity::Note));
    }
    found
}
