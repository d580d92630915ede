//! What an SP was told, as its settings page has it, written down as `key = value`.

use serde::Deserialize;

use super::Aspect;
use crate::facts::Facts;
use crate::input::Input;

/// Settings of an SP. What is absent is not known.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// The SP's entity ID.
    pub entity_id: Option<String>,
    /// The SP's ACS URL.
    pub acs_url: Option<String>,
    /// The IdP's entity ID as the SP was told it.
    pub issuer: Option<String>,
    /// The IdP's URL as the SP was told it.
    pub sso_url: Option<String>,
    /// The IdP's certificate as the SP was told it: PEM or base64.
    pub certificate: Option<String>,
    /// Or its SHA-256 fingerprint.
    pub certificate_sha256: Option<String>,
    /// NameID format that the SP wants.
    pub name_id_format: Option<String>,
    /// Names of attributes that the SP needs.
    pub attributes: Option<Vec<String>>,
    /// Binding that the SP sends requests by, as `HTTP-Redirect`.
    pub request_binding: Option<String>,
    /// Whether the SP signs requests.
    pub sign_requests: Option<bool>,
    /// Whether the SP wants assertions signed.
    pub want_assertions_signed: Option<bool>,
}

impl Settings {
    /// Reads TOML; the error names the line and, for a wrong key, the right ones.
    pub fn read(text: &str) -> Result<Self, String> {
        toml::from_str(text).map_err(|error| error.to_string().trim_end().to_owned())
    }

    pub(super) fn said(&self, aspect: Aspect) -> Option<Vec<String>> {
        let one = |value: &Option<String>| value.as_ref().map(|value| vec![value.clone()]);
        let toggle = |value: Option<bool>| value.map(|value| vec![value.to_string()]);
        match aspect {
            Aspect::Issuer => one(&self.issuer),
            Aspect::Audience => one(&self.entity_id),
            Aspect::Acs => one(&self.acs_url),
            Aspect::SsoUrl => one(&self.sso_url),
            Aspect::Certificate => self.fingerprint(),
            Aspect::NameIdFormat => one(&self.name_id_format),
            Aspect::Attributes => self.attributes.clone(),
            Aspect::RequestBinding => one(&self.request_binding),
            Aspect::RequestSignature => toggle(self.sign_requests),
            Aspect::AssertionSignature => toggle(self.want_assertions_signed),
            Aspect::ResponseBinding | Aspect::Request | Aspect::Signature => None,
        }
    }

    fn fingerprint(&self) -> Option<Vec<String>> {
        if let Some(given) = &self.certificate_sha256 {
            let digits: Vec<char> = given.chars().filter(char::is_ascii_hexdigit).collect();
            let pairs = digits.chunks(2).map(|pair| pair.iter().collect::<String>().to_ascii_uppercase());
            return Some(vec![pairs.collect::<Vec<_>>().join(":")]);
        }
        let facts = Facts::of(&Input::read(self.certificate.as_ref()?.as_bytes()));
        let details = facts.certificates.iter().filter_map(|certificate| certificate.details.as_ref());
        Some(details.map(|details| details.sha256.clone()).collect())
    }
}
