//! What to ask the customer for next.

use saml_artefact::{Doubt, Verdict};

use super::customer::{Customer, Place};
use super::{Answer, Certainty};

/// In sentences for the customer; empty when all is known.
pub(super) fn next(customer: &Customer<'_>, answers: &[Answer]) -> Vec<String> {
    let sure = answers.first().is_some_and(|first| first.explains && first.found.certainty == Certainty::Certain);
    if sure {
        return Vec::new();
    }
    let mut ask = Vec::new();
    let place = customer.end.as_ref().and_then(|end| end.place);
    let is_recorded = customer.end.as_ref().is_some_and(|end| end.is_recorded);
    if customer.metadata.is_empty() {
        ask.push(
            "Send the metadata file that was inserted at the service provider, and export it once more for comparison. \
             If there is none to export, the application was not activated."
                .to_owned(),
        );
    }
    match place {
        Some(Place::Idp) if is_recorded => ask.push(
            "The recording ends before the IdP's answer is posted to the service provider (ACS): keep recording until the \
             error page shows. If the page is the IdP's own, send its words."
                .to_owned(),
        ),
        Some(Place::Acs) if is_recorded && customer.response().is_none() => ask.push(
            "The recording has no readable SAMLResponse: record again and export with contents, nothing hidden or hashed."
                .to_owned(),
        ),
        _ if !is_recorded => ask.push(
            "Record the login: open a private window, open the developer tools (F12), tab Network, tick Preserve log, log \
             in until the error page shows, and save all as HAR with content."
                .to_owned(),
        ),
        _ => {}
    }
    let mut signatures =
        customer.response().into_iter().filter(|one| !one.is_as_sent()).flat_map(|one| one.signatures());
    if signatures.any(|one| one.own_verdict() == Verdict::Doubt(Doubt::NothingFits)) {
        ask.push(
            "The response was re-formatted or edited, so that its signature tells nothing: send SAMLResponse as it was \
             posted (base64), as a recording with contents has it."
                .to_owned(),
        );
    }
    if customer.end.is_none() && customer.exchanges.is_empty() {
        ask.push("Say what the page shows at the end, to the letter, and whether it comes before or after JumpCloud's login page.".to_owned());
    }
    if customer.response().is_some_and(|response| response.encrypted.assertions > response.encrypted.read) {
        ask.push("The assertion is encrypted: whoever runs the service provider can read it with --sp-key.".to_owned());
    }
    ask
}
