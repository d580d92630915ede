//! From elements to typed values. Structure that could be read in two ways is refused.

use uppsala::Document;

use super::verified::{AssertionFields, Attribute, AuthnStatement, Conditions, Confirmation, Issuer, ResponseFields};
use crate::refusal::Refusal;
use crate::xml::{Element, SAML, SAMLP};

/// The response and its one assertion. A second assertion anywhere in the document is refused, as is an ID that
/// two elements bear: both are how signed content gets wrapped (saml-core-2.0 1.3.4, XML Signature wrapping).
pub fn parts<'d, 'x>(document: &'d Document<'x>) -> Result<(Element<'d, 'x>, Element<'d, 'x>), Refusal> {
    let response = super::root(document)?;
    let everything = response.descendants();
    if everything.iter().any(|element| element.is(SAML, "EncryptedAssertion")) {
        return Err(structure("an EncryptedAssertion, which this SP does not take"));
    }
    let count = everything.iter().filter(|element| element.is(SAML, "Assertion")).count();
    let assertions = response.all(SAML, "Assertion");
    let [assertion] = assertions.as_slice() else {
        let status = status_codes(response).0;
        return Err(structure(format!(
            "{} assertions in the Response, not 1; its status is {status}",
            assertions.len()
        )));
    };
    if count != 1 {
        return Err(structure(format!("{count} assertions in the document, not 1")));
    }
    unique_ids(response, &everything)?;
    Ok((response, *assertion))
}

fn unique_ids(response: Element<'_, '_>, everything: &[Element<'_, '_>]) -> Result<(), Refusal> {
    let mut seen = std::collections::HashSet::new();
    for element in std::iter::once(&response).chain(everything) {
        for name in ["ID", "Id", "id"] {
            if let Some(id) = element.attribute(name)
                && !seen.insert(id)
            {
                return Err(structure(format!("two elements with the ID {id}")));
            }
        }
    }
    Ok(())
}

/// The envelope.
pub fn response(element: Element<'_, '_>) -> Result<ResponseFields, Refusal> {
    let (status, second_status) = status_codes(element);
    Ok(ResponseFields {
        id: required(element, "ID")?,
        version: optional(element, "Version").unwrap_or_default(),
        destination: optional(element, "Destination"),
        in_response_to: optional(element, "InResponseTo"),
        issuer: issuer(element)?,
        status,
        second_status,
    })
}

/// The assertion.
pub fn assertion(element: Element<'_, '_>) -> Result<AssertionFields, Refusal> {
    let subject = single(element, "Subject")?;
    let name_id = subject.map(|subject| single(subject, "NameID")).transpose()?.flatten();
    let confirmations = subject.map(|subject| subject.all(SAML, "SubjectConfirmation")).unwrap_or_default();
    let statements = element.all(SAML, "AttributeStatement");
    let attributes = statements.iter().flat_map(|statement| statement.all(SAML, "Attribute"));
    Ok(AssertionFields {
        id: required(element, "ID")?,
        version: optional(element, "Version").unwrap_or_default(),
        issuer: issuer(element)?,
        name_id: name_id.map(text).transpose()?,
        name_id_format: name_id.and_then(|name_id| optional(name_id, "Format")),
        confirmations: confirmations.into_iter().map(confirmation).collect(),
        conditions: single(element, "Conditions")?.map(conditions).transpose()?,
        authn_statements: element.all(SAML, "AuthnStatement").into_iter().map(authn_statement).collect(),
        attributes: attributes.map(attribute).collect::<Result<_, _>>()?,
    })
}

fn status_codes(response: Element<'_, '_>) -> (String, Option<String>) {
    let first = response.first(SAMLP, "Status").and_then(|status| status.first(SAMLP, "StatusCode"));
    let second = first.and_then(|code| code.first(SAMLP, "StatusCode"));
    let value = |code: Element<'_, '_>| optional(code, "Value").unwrap_or_default();
    (first.map(value).unwrap_or_default(), second.map(value))
}

fn issuer(element: Element<'_, '_>) -> Result<Option<Issuer>, Refusal> {
    let Some(issuer) = single(element, "Issuer")? else { return Ok(None) };
    Ok(Some(Issuer { value: text(issuer)?, format: optional(issuer, "Format") }))
}

fn confirmation(element: Element<'_, '_>) -> Confirmation {
    let data = element.first(SAML, "SubjectConfirmationData");
    let value = |name| data.and_then(|data| optional(data, name));
    Confirmation {
        method: optional(element, "Method").unwrap_or_default(),
        recipient: value("Recipient"),
        in_response_to: value("InResponseTo"),
        not_before: value("NotBefore"),
        not_on_or_after: value("NotOnOrAfter"),
    }
}

fn conditions(element: Element<'_, '_>) -> Result<Conditions, Refusal> {
    let mut read = Conditions {
        not_before: optional(element, "NotBefore"),
        not_on_or_after: optional(element, "NotOnOrAfter"),
        ..Conditions::default()
    };
    for child in element.elements() {
        if child.is(SAML, "AudienceRestriction") {
            let audiences = child.all(SAML, "Audience").into_iter().map(text).collect::<Result<_, _>>()?;
            read.audience_restrictions.push(audiences);
        } else if !child.is(SAML, "OneTimeUse") && !child.is(SAML, "ProxyRestriction") {
            read.unknown.push(child.name().to_owned());
        }
    }
    Ok(read)
}

fn authn_statement(element: Element<'_, '_>) -> AuthnStatement {
    AuthnStatement {
        authn_instant: optional(element, "AuthnInstant"),
        session_not_on_or_after: optional(element, "SessionNotOnOrAfter"),
    }
}

fn attribute(element: Element<'_, '_>) -> Result<Attribute, Refusal> {
    let value = |value: Element<'_, '_>| {
        // A value may be an element of the IdP's own; what is text must be text alone.
        if value.elements().is_empty() { text(value) } else { Ok(value.deep_text()) }
    };
    Ok(Attribute {
        name: optional(element, "Name").unwrap_or_default(),
        values: element.all(SAML, "AttributeValue").into_iter().map(value).collect::<Result<_, _>>()?,
    })
}

fn single<'d, 'x>(element: Element<'d, 'x>, name: &str) -> Result<Option<Element<'d, 'x>>, Refusal> {
    let all = element.all(SAML, name);
    match all.as_slice() {
        [] => Ok(None),
        [one] => Ok(Some(*one)),
        _ => Err(structure(format!("{} has {} elements {name}, not 1", element.name(), all.len()))),
    }
}

fn text(element: Element<'_, '_>) -> Result<String, Refusal> {
    element.text().map_err(structure)
}

fn optional(element: Element<'_, '_>, name: &str) -> Option<String> {
    element.attribute(name).map(str::to_owned)
}

fn required(element: Element<'_, '_>, name: &str) -> Result<String, Refusal> {
    let value = element.attribute(name).filter(|value| !value.is_empty());
    value.map(str::to_owned).ok_or_else(|| structure(format!("{} has no {name}", element.name())))
}

fn structure(reason: impl Into<String>) -> Refusal {
    Refusal::new("structure", reason)
}
