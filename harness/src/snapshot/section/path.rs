//! The documents that the browser asked for during the login, in order.

use url::Url;

use crate::evidence::Document;
use crate::snapshot::shortened_url;
use crate::snapshot::view::View;

/// Steps of the login, each with its documents: method, address, status.
pub(in crate::snapshot) fn path(view: &View<'_>) -> String {
    let mut text = String::new();
    for step in view.evidence.steps.iter().filter(|step| step.is_of_login()) {
        text += &format!("- {}\n", step.name);
        let shown = |document: &Document| !is_idps_own(view, document);
        for (index, document) in step.documents.iter().enumerate().filter(|(_, document)| shown(document)) {
            let next = step.documents.get(index + 1);
            if !is_superseded(document, next) {
                text += &format!("    {}\n", line(document, next));
            }
        }
    }
    if text.is_empty() {
        return text;
    }
    // What varies is taken out first: how long an address is must not depend on a port.
    format!("\n## Path\n{}", shortened_url::of_text(&view.normalised(&text)))
}

/// Whether a document is a page of the mock IdP that went well: how it lets people in is no doing of the SP, and the step's
/// name says it. Where it takes and sends messages is shown.
fn is_idps_own(view: &View<'_>, document: &Document) -> bool {
    let address = |url: &str| url.split(['?', '#']).next().map(str::to_owned);
    let takes_messages = address(&document.url) == address(&view.evidence.surroundings.idp_sso_url)
        || document.url.contains("?SAMLRequest=")
        || document.url.contains("&SAMLRequest=");
    let well = document.error.is_none() && document.status.is_some_and(|status| status < 400);
    view.is_idps(&document.url) && well && !takes_messages
}

/// Whether the browser gave the request up for the same one, as at a second click: whether the first got out before that is
/// chance.
fn is_superseded(document: &Document, next: Option<&Document>) -> bool {
    let is_given_up = document.error.as_deref() == Some("net::ERR_ABORTED");
    is_given_up && next.is_some_and(|next| (&next.method, &next.url) == (&document.method, &document.url))
}

fn line(document: &Document, next: Option<&Document>) -> String {
    let answer = match (document.status, &document.error) {
        (Some(status), _) => status.to_string(),
        (None, Some(error)) => error.clone(),
        (None, None) => "no answer".to_owned(),
    };
    // The next line shows where a redirect led, unless the browser did not go there.
    let location = document.location.as_ref().filter(|location| !is_followed(document, location, next));
    let location = location.map(|location| format!(" to {location}")).unwrap_or_default();
    format!("{} {} -> {answer}{location}", document.method, document.url)
}

fn is_followed(document: &Document, location: &str, next: Option<&Document>) -> bool {
    let without_fragment = |mut url: Url| {
        url.set_fragment(None);
        url
    };
    let led_to = Url::parse(&document.url).and_then(|url| url.join(location)).map(without_fragment);
    let came_to = next.map(|next| Url::parse(&next.url).map(without_fragment));
    matches!((led_to, came_to), (Ok(led_to), Some(Ok(came_to))) if led_to == came_to)
}
