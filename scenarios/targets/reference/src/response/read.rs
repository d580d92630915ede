//! From elements to typed values. Structure that could be read in two ways is refused.

use uppsala::Document;

use super::verified::{
    AssertionFields, Attribute, AuthnStatement, Conditions, Confirmation, Issuer, NameId, ResponseFields,
};
use crate::hooks::Hooks;
use crate::refusal::Refusal;
use crate::xml::{Element, SAML, SAMLP};

/// The response and its one assertion. A second assertion anywhere in the document is refused, as is an ID that
/// two elements bear: both are how signed content gets wrapped (saml-core-2.0 1.3.4, XML Signature wrapping).
/// Only what the assertion's own Advice holds does not matter (saml-core-2.0 2.6).
pub fn parts<'d, 'x>(document: &'d Document<'x>) -> Result<(Element<'d, 'x>, Element<'d, 'x>), Refusal> {
    let response = super::root(document)?;
    let everything = response.descendants();
    let count = everything
        .iter()
        .filter(|element| element.is(SAML, "Assertion") || element.is(SAML, "EncryptedAssertion"))
        .filter(|element| !in_advice(**element, response))
        .count();
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

/// Whether it stands in the Advice of an assertion that is a child of the Response.
pub fn in_advice(element: Element<'_, '_>, response: Element<'_, '_>) -> bool {
    let mut path = vec![element];
    while let Some(parent) = path.last().and_then(|last| last.parent()) {
        path.push(parent);
    }
    let below = path.iter().rev().skip_while(|one| one.id != response.id).skip(1);
    let mut below = below.map(|one| (one.is(SAML, "Assertion"), one.is(SAML, "Advice")));
    matches!((below.next(), below.next()), (Some((true, _)), Some((_, true)))) && !element.is(SAML, "Advice")
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
pub fn response(element: Element<'_, '_>, hooks: &Hooks) -> Result<ResponseFields, Refusal> {
    if element.all(SAMLP, "Status").len() > 1 {
        return Err(structure("two elements Status"));
    }
    let (status, second_status) = status_codes(element);
    Ok(ResponseFields {
        id: optional(element, "ID").unwrap_or_default(),
        version: optional(element, "Version").unwrap_or_default(),
        issue_instant: optional(element, "IssueInstant").unwrap_or_default(),
        destination: optional(element, "Destination"),
        in_response_to: optional(element, "InResponseTo"),
        issuer: issuer(element, hooks)?,
        status,
        second_status,
    })
}

/// The assertion.
pub fn assertion(element: Element<'_, '_>, hooks: &Hooks) -> Result<AssertionFields, Refusal> {
    let subject = single(element, "Subject")?;
    let otherwise =
        |subject: Element<'_, '_>| ["BaseID", "EncryptedID"].iter().any(|name| subject.first(SAML, name).is_some());
    let name = |name_id: Element<'_, '_>| {
        Ok(NameId {
            value: (hooks.text)(name_id)?,
            format: optional(name_id, "Format"),
            name_qualifier: optional(name_id, "NameQualifier"),
            sp_name_qualifier: optional(name_id, "SPNameQualifier"),
        })
    };
    let attributes = (hooks.attributes)(element).into_iter();
    Ok(AssertionFields {
        id: optional(element, "ID").unwrap_or_default(),
        version: optional(element, "Version").unwrap_or_default(),
        issue_instant: optional(element, "IssueInstant").unwrap_or_default(),
        issuer: issuer(element, hooks)?,
        name_id: (hooks.name_id)(element)?.map(name).transpose()?,
        named_otherwise: subject.is_some_and(otherwise),
        confirmations: (hooks.confirmations)(element)?.into_iter().map(confirmation).collect(),
        conditions: (hooks.conditions)(element)?.map(|conditions| condition_fields(conditions, hooks)).transpose()?,
        authn_statements: element.all(SAML, "AuthnStatement").into_iter().map(authn_statement).collect(),
        attributes: attributes.map(|attribute| self::attribute(attribute, hooks)).collect::<Result<_, _>>()?,
    })
}

/// The NameID of the assertion's Subject.
pub fn name_id<'d, 'x>(assertion: Element<'d, 'x>) -> Result<Option<Element<'d, 'x>>, Refusal> {
    single(assertion, "Subject")?.map_or(Ok(None), |subject| single(subject, "NameID"))
}

/// The Conditions of the assertion.
pub fn conditions<'d, 'x>(assertion: Element<'d, 'x>) -> Result<Option<Element<'d, 'x>>, Refusal> {
    single(assertion, "Conditions")
}

/// The SubjectConfirmations of the assertion's Subject.
pub fn confirmations<'d, 'x>(assertion: Element<'d, 'x>) -> Result<Vec<Element<'d, 'x>>, Refusal> {
    let subject = single(assertion, "Subject")?;
    Ok(subject.map(|subject| subject.all(SAML, "SubjectConfirmation")).unwrap_or_default())
}

/// The attributes of all AttributeStatements of the assertion.
pub fn attributes<'d, 'x>(assertion: Element<'d, 'x>) -> Vec<Element<'d, 'x>> {
    let statements = assertion.all(SAML, "AttributeStatement").into_iter();
    statements.flat_map(|statement| statement.all(SAML, "Attribute")).collect()
}

fn status_codes(response: Element<'_, '_>) -> (String, Option<String>) {
    let first = response.first(SAMLP, "Status").and_then(|status| status.first(SAMLP, "StatusCode"));
    let second = first.and_then(|code| code.first(SAMLP, "StatusCode"));
    let value = |code: Element<'_, '_>| optional(code, "Value").unwrap_or_default();
    (first.map(value).unwrap_or_default(), second.map(value))
}

fn issuer(element: Element<'_, '_>, hooks: &Hooks) -> Result<Option<Issuer>, Refusal> {
    let Some(issuer) = single(element, "Issuer")? else { return Ok(None) };
    Ok(Some(Issuer { value: (hooks.text)(issuer)?, format: optional(issuer, "Format") }))
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

fn condition_fields(element: Element<'_, '_>, hooks: &Hooks) -> Result<Conditions, Refusal> {
    let mut read = Conditions {
        not_before: optional(element, "NotBefore"),
        not_on_or_after: optional(element, "NotOnOrAfter"),
        ..Conditions::default()
    };
    for child in element.elements() {
        if child.is(SAML, "AudienceRestriction") {
            let audiences = child.all(SAML, "Audience").into_iter().map(hooks.text).collect::<Result<_, _>>()?;
            read.audience_restrictions.push(audiences);
        } else if child.is(SAML, "OneTimeUse") {
            read.one_time_uses += 1;
        } else if child.is(SAML, "ProxyRestriction") {
            read.proxy_restrictions += 1;
        } else {
            read.unknown.push(child.name().to_owned());
        }
    }
    Ok(read)
}

fn authn_statement(element: Element<'_, '_>) -> AuthnStatement {
    let context = element.first(SAML, "AuthnContext").map(Element::elements).unwrap_or_default();
    let named = |element: &Element<'_, '_>| {
        let reference = element.is(SAML, "AuthnContextClassRef") || element.is(SAML, "AuthnContextDeclRef");
        element.is(SAML, "AuthnContextDecl") || (reference && !element.deep_text().trim().is_empty())
    };
    AuthnStatement {
        has_context: context.iter().any(named),
        authn_instant: optional(element, "AuthnInstant"),
        session_not_on_or_after: optional(element, "SessionNotOnOrAfter"),
    }
}

fn attribute(element: Element<'_, '_>, hooks: &Hooks) -> Result<Attribute, Refusal> {
    let value = |value: Element<'_, '_>| {
        // A value may be an element of the IdP's own; what is text must be text alone.
        if value.elements().is_empty() { (hooks.text)(value) } else { Ok(value.deep_text()) }
    };
    Ok(Attribute {
        name: optional(element, "Name").unwrap_or_default(),
        friendly_name: optional(element, "FriendlyName"),
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

fn optional(element: Element<'_, '_>, name: &str) -> Option<String> {
    element.attribute(name).map(str::to_owned)
}

fn structure(reason: impl Into<String>) -> Refusal {
    Refusal::new("structure", reason)
}
