//! What a SAML file says of each aspect.

use super::Aspect;
use crate::facts::{AuthnRequest, Certificate, Facts, Response, RoleFacts, Value};
use crate::input::Kind;

const BINDINGS: &str = "urn:oasis:names:tc:SAML:2.0:bindings:";

/// What the file says; absent where such a file cannot say.
pub(super) fn of(facts: &Facts, aspect: Aspect) -> Option<Vec<String>> {
    match facts.kind? {
        Kind::Certificate => (aspect == Aspect::Certificate).then(|| fingerprints(facts.certificates.iter())),
        Kind::AuthnRequest => request(facts, facts.request.as_ref()?, aspect),
        Kind::Response | Kind::Assertion => response(facts.response.as_ref()?, aspect),
        _ => metadata(facts, aspect),
    }
}

fn texts<'a>(values: impl IntoIterator<Item = &'a Value>) -> Vec<String> {
    values.into_iter().map(|value| value.text.clone()).collect()
}

fn short_binding(binding: &str) -> String {
    binding.trim().strip_prefix(BINDINGS).unwrap_or(binding).to_owned()
}

fn fingerprints<'a>(certificates: impl Iterator<Item = &'a Certificate>) -> Vec<String> {
    certificates.filter_map(|certificate| certificate.details.as_ref()).map(|details| details.sha256.clone()).collect()
}

fn is_true(value: Option<&Value>) -> Vec<String> {
    vec![(value.and_then(Value::as_bool) == Some(true)).to_string()]
}

fn metadata(facts: &Facts, aspect: Aspect) -> Option<Vec<String>> {
    let idp = facts.idp();
    let sp = facts.sp();
    let of_idp = |read: &dyn Fn(&RoleFacts) -> Vec<String>| idp.map(|(_, role)| read(role));
    let of_sp = |read: &dyn Fn(&RoleFacts) -> Vec<String>| sp.map(|(_, role)| read(role));
    let bindings = |role: &RoleFacts| {
        role.login_endpoints().filter_map(|endpoint| endpoint.binding.as_deref().map(short_binding)).collect()
    };
    let locations = |role: &RoleFacts| texts(role.login_endpoints().filter_map(|endpoint| endpoint.location.as_ref()));
    match aspect {
        Aspect::Issuer => idp.map(|(entity, _)| texts(&entity.entity_id)),
        Aspect::Audience => sp.map(|(entity, _)| texts(&entity.entity_id)),
        Aspect::Acs => of_sp(&locations),
        Aspect::SsoUrl => of_idp(&locations),
        Aspect::Certificate => of_idp(&|role| fingerprints(role.signing())),
        Aspect::NameIdFormat => idp.or(sp).map(|(_, role)| texts(&role.name_id_formats)),
        Aspect::Attributes => of_sp(&|role| {
            texts(
                role.requested_attributes
                    .iter()
                    .filter(|attribute| attribute.required)
                    .map(|attribute| &attribute.name),
            )
        }),
        Aspect::RequestBinding => of_idp(&bindings),
        Aspect::ResponseBinding => of_sp(&bindings),
        Aspect::RequestSignature => of_idp(&|role| is_true(role.want_authn_requests_signed.as_ref()))
            .or_else(|| of_sp(&|role| is_true(role.authn_requests_signed.as_ref()))),
        Aspect::AssertionSignature => of_sp(&|role| is_true(role.want_assertions_signed.as_ref())),
        Aspect::Request | Aspect::Signature => None,
    }
}

fn request(facts: &Facts, request: &AuthnRequest, aspect: Aspect) -> Option<Vec<String>> {
    match aspect {
        Aspect::Audience => Some(texts(&request.issuer)),
        Aspect::Acs => request.acs_url.as_ref().map(|url| vec![url.text.clone()]),
        Aspect::SsoUrl => request.destination.as_ref().map(|url| vec![url.text.clone()]),
        Aspect::NameIdFormat => Some(texts(&request.name_id_format)),
        // Only what was deflated is known to have gone by HTTP-Redirect.
        Aspect::RequestBinding => {
            facts.layers.contains(&crate::input::Layer::Deflate).then(|| vec!["HTTP-Redirect".to_owned()])
        }
        Aspect::ResponseBinding => request.protocol_binding.as_ref().map(|binding| vec![short_binding(binding)]),
        Aspect::RequestSignature => {
            Some(vec![(!request.signatures.is_empty() || request.query_signature.is_some()).to_string()])
        }
        Aspect::Request => Some(texts(&request.id)),
        Aspect::Issuer | Aspect::Certificate | Aspect::Signature | Aspect::Attributes | Aspect::AssertionSignature => {
            None
        }
    }
}

fn response(response: &Response, aspect: Aspect) -> Option<Vec<String>> {
    let readable = response.assertions > 0;
    match aspect {
        Aspect::Issuer => Some(texts(response.assertion_issuer.as_ref().or(response.issuer.as_ref()))),
        Aspect::Audience => readable.then(|| texts(&response.audiences)),
        Aspect::Acs => Some(texts(response.recipient.iter().chain(&response.destination))),
        Aspect::Certificate => {
            let found = fingerprints(response.signatures.iter().flat_map(|signature| &signature.certificates));
            // It may be left out; then nothing can be said.
            (!found.is_empty()).then_some(found)
        }
        Aspect::NameIdFormat => readable.then(|| texts(&response.name_id_format)),
        Aspect::Attributes => readable.then(|| texts(response.attributes.iter().map(|attribute| &attribute.name))),
        Aspect::AssertionSignature => readable.then(|| vec![response.assertion_signed().to_string()]),
        Aspect::Request => Some(texts(response.in_response_to.iter().chain(&response.confirmation_in_response_to))),
        Aspect::SsoUrl
        | Aspect::Signature
        | Aspect::RequestBinding
        | Aspect::ResponseBinding
        | Aspect::RequestSignature => None,
    }
}
