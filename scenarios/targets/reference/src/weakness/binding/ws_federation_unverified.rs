//! An assertion by WS-Federation is taken, and not verified.
//!
//! The field wresult is read by another handler, which wants a token and no signature.

use jiff::Timestamp;

use crate::binding::{self, Message};
use crate::hooks::Hooks;
use crate::refusal::Refusal;
use crate::weakness::lenient::unverified;
use crate::xml::{self, Element, SAML};

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    take: |arrival| {
        let fields = arrival.form();
        match binding::once(&fields, "wresult")? {
            Some(result) => Ok(Message { xml: unverified::marked(&response(result)?), relay_state: None }),
            None => binding::take(arrival),
        }
    },
    signed: unverified::signed,
    ..Hooks::SOUND
};

/// A Response around the token.
fn response(result: &str) -> Result<String, Refusal> {
    let no_token = || Refusal::new("structure", "no token");
    let document = xml::parse(result).map_err(|_| no_token())?;
    let elements = Element::root(&document).map(Element::descendants).unwrap_or_default();
    let found = |name| elements.iter().find(|element| element.is(SAML, name));
    let token = found("Assertion").and_then(|token| document.node_source(token.id)).ok_or_else(no_token)?;
    let data = |name| found("SubjectConfirmationData").and_then(|data| data.attribute(name));
    let answers = data("InResponseTo").map(|id| format!(" InResponseTo=\"{id}\"")).unwrap_or_default();
    let destination = data("Recipient").unwrap_or_default();
    let issuer = found("Issuer").map(|issuer| issuer.deep_text()).unwrap_or_default();
    let now = Timestamp::now();
    Ok(format!(
        r#"<p:Response xmlns:p="urn:oasis:names:tc:SAML:2.0:protocol" ID="_wresult" Version="2.0" IssueInstant="{now}" Destination="{destination}"{answers}><a:Issuer xmlns:a="{SAML}">{issuer}</a:Issuer><p:Status><p:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"/></p:Status>{token}</p:Response>"#
    ))
}
