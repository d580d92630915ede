//! The customer's settings, as the artefacts show them: what the mock IdP is set up alike with.

use saml_artefact::{Doubt, Response, Signature, Verdict};
use serde::Serialize;

use super::customer::Customer;

/// One setting.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Setting {
    /// As the customer's page calls it.
    pub name: &'static str,
    /// As a scenario's `[idp]` calls it; absent: it is told and not set up alike.
    pub key: Option<&'static str>,
    /// Its value, as TOML writes it where there is a key.
    pub value: String,
    /// What shows it.
    pub from: &'static str,
}

/// Settings that the artefacts show, in the order of JumpCloud's page.
pub fn settings(customer: &Customer<'_>) -> Vec<Setting> {
    let mut all = Vec::new();
    let mut add = |name, key, value: Option<String>, from| {
        if let Some(value) = value {
            all.push(Setting { name, key, value, from });
        }
    };
    let metadata = customer.metadata.first();
    let application = customer.applications.first();
    let response = customer.response();
    let assertion = customer.assertion();
    let quoted = |text: &str| format!("{text:?}");

    add("IdP Entity ID", None, metadata.map(|one| quoted(&one.entity_id)), "metadata");
    if metadata.is_none() {
        add("IdP Entity ID", None, customer.issuer().map(quoted), "response");
    }
    let key = metadata
        .and_then(|one| one.signing().next())
        .map(|one| format!("{} {} bits, {}", one.key, one.bits, one.signature_algorithm));
    add("IdP Certificate", None, key, "metadata");
    add("SP Entity ID", None, assertion.and_then(|one| one.audiences.first()).map(|one| quoted(one)), "response");
    add("ACS URL", None, response.and_then(|one| one.destination.as_deref()).map(quoted), "response");

    let name_id = assertion.and_then(|one| one.name_id.as_deref());
    let field = name_id.map(|name| if name.contains('@') { "\"email\"" } else { "\"username\"" }.to_owned());
    let chosen = application.and_then(|one| one.subject_field.as_deref());
    let known = chosen.filter(|field| ["email", "username", "firstname", "lastname", "description"].contains(field));
    match field {
        Some(field) => add("SAMLSubject NameID", Some("subject_field"), Some(field), "response"),
        None => add("SAMLSubject NameID", Some("subject_field"), known.map(quoted), "application"),
    }
    let format = assertion.and_then(|one| one.name_id_format.as_deref());
    let declared = metadata.and_then(|one| one.name_id_formats.first()).map(String::as_str);
    let of_application = application.and_then(|one| one.name_id_format.as_deref());
    add(
        "SAMLSubject NameID Format",
        Some("name_id_format"),
        format.or(of_application).or(declared).map(quoted),
        "response, application or metadata",
    );
    let names = assertion.map(|one| one.attributes.iter().map(|one| one.name.as_str()).collect::<Vec<_>>().join(", "));
    add("User Attributes", None, names.filter(|names| !names.is_empty()), "response");

    let method = response.and_then(|one| one.signatures().next()).map(|one| one.method.as_str());
    let method = method.or_else(|| application.and_then(|one| one.signature_algorithm.as_deref()));
    let method = method.and_then(|method| {
        let low = method.to_lowercase();
        if low.ends_with("sha256") { Some("\"RSA-SHA256\"") } else { low.ends_with("sha1").then_some("\"RSA-SHA1\"") }
    });
    add("Signature Algorithm", Some("signature_algorithm"), method.map(str::to_owned), "response or application");
    let of_response = response
        .filter(|one| !one.assertions.is_empty())
        .map(|one| (one.assertions.iter().all(|one| one.signature.is_some()), one.signature.is_some()));
    let of_application =
        application.and_then(|one| Some((one.sign_assertion?, one.sign_response.unwrap_or(!one.sign_assertion?))));
    let sign = of_response.or(of_application).map(|signed| match signed {
        (true, true) => "\"both\"",
        (true, false) => "\"assertion\"",
        (false, true) => "\"response\"",
        (false, false) => "\"none\"",
    });
    add("Sign", Some("sign"), sign.map(str::to_owned), "response or application");
    add("Signature", None, response.and_then(signature), "response");
    let redirect = metadata.filter(|one| !one.endpoints.is_empty()).map(|one| one.has_binding("HTTP-Redirect"));
    let redirect = redirect.or_else(|| application?.declare_redirect_endpoint);
    add(
        "Declare Redirect Endpoint",
        Some("declare_redirect_endpoint"),
        redirect.map(|on| on.to_string()),
        "metadata or application",
    );
    let ahead = customer.clock_ahead().filter(|ahead| ahead.abs().as_secs() > 45);
    add(
        "Clock of the IdP",
        None,
        ahead.map(|ahead| format!("{} s ahead of the recording", ahead.as_secs())),
        "recording",
    );
    all
}

/// What the signatures of an answer are worth, each with its element; absent where there is none to verify.
fn signature(response: &Response) -> Option<String> {
    let words = |signature: &Signature| {
        let worth = match signature.own_verdict() {
            Verdict::Holds => "holds under the certificate in it",
            Verdict::OtherKey => "was made with another key than that of the certificate in it",
            Verdict::Changed { .. } => "fails: what was signed was changed afterwards",
            Verdict::Reformatted => "holds, but this copy was re-formatted",
            Verdict::Doubt(Doubt::NothingFits) => "cannot be told: neither digest nor value fits this copy",
            Verdict::Doubt(_) => return None,
        };
        Some(format!("of the {}: {worth}", signature.element()))
    };
    let all: Vec<String> = response.signatures().filter_map(words).collect();
    (!all.is_empty()).then(|| all.join("; "))
}
