//! Documents with another root than a Response, or with several.

use jiff::{Timestamp, Unit};

use super::children;
use crate::refusal::Refusal;
use crate::response;
use crate::xml::{Element, SAMLP};

/// The document as it is when it has one root, else all roots below one.
pub fn below_one(xml: &str) -> String {
    if response::parse(xml).is_ok() {
        return xml.to_owned();
    }
    let mut rest = xml;
    let mut roots = String::new();
    while let Some((before, after)) = rest.split_once("<?xml ") {
        roots.push_str(before);
        rest = after.split_once("?>").map_or("", |(_, after)| after);
    }
    format!("<roots>{roots}{rest}</roots>")
}

/// The Response that has an assertion, of those below the root.
pub fn response<'d, 'x>(root: Element<'d, 'x>) -> Element<'d, 'x> {
    let mut below = root.all(SAMLP, "Response").into_iter();
    below.find(|response| !children(*response).is_empty()).unwrap_or(root)
}

/// What is no Response put into one that says that it succeeded.
pub fn in_a_response(xml: String) -> Result<String, Refusal> {
    let document = response::parse(&xml)?;
    if response::root(&document).is_ok() {
        return Ok(xml);
    }
    let root = Element::root(&document).and_then(|root| document.node_source(root.id)).unwrap_or_default();
    let answers = root.split_once(" InResponseTo=\"").and_then(|(_, rest)| rest.split('"').next());
    let answers = answers.map(|id| format!(" InResponseTo=\"{id}\"")).unwrap_or_default();
    let now = Timestamp::now().round(Unit::Second).unwrap_or_default();
    Ok(format!(
        "<samlp:Response xmlns:samlp=\"{SAMLP}\" ID=\"_around\" Version=\"2.0\" IssueInstant=\"{now}\"{answers}>\
         <samlp:Status><samlp:StatusCode Value=\"urn:oasis:names:tc:SAML:2.0:status:Success\"/></samlp:Status>\
         <samlp:Extensions>{root}</samlp:Extensions></samlp:Response>"
    ))
}
