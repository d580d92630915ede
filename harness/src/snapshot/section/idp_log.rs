//! What the IdP's administrator reads of the logins.

use crate::snapshot::lines;
use crate::snapshot::view::View;

/// The events, where they differ from the baseline's.
pub(in crate::snapshot) fn idp_log(view: &View<'_>, baseline: Option<(&str, &View<'_>)>) -> String {
    match baseline {
        Some((id, base)) => lines::section("The IdP's log", id, &events(base), &events(view)),
        None => lines::whole("The IdP's log", &events(view)),
    }
}

fn events(view: &View<'_>) -> Vec<String> {
    let lines = view.evidence.idp_events.iter().map(|event| {
        let user = if event.user.is_empty() { "(nobody)" } else { &event.user };
        let application = if event.application.is_empty() { "(no application)" } else { &event.application };
        let start = if event.idp_initiated { "IdP" } else { "SP" };
        let result = if event.sso_token_success { "assertion issued" } else { "refused" };
        let message = event.error_message.as_ref().map(|message| format!(": {message}")).unwrap_or_default();
        view.normalised(&format!("{user}, {application}, {start}-initiated: {result}{message}"))
    });
    lines.collect()
}
