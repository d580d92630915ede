//! The SSO tab of a custom SAML application: every field and toggle, with JumpCloud's defaults.

use serde::{Deserialize, Serialize};
use strum::VariantArray;

use super::{Dialect, JumpcloudTrait};
use crate::sign::SignatureAlgorithm;

/// Which part of a response carries a signature.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Sign {
    /// The Assertion only ("Sign Assertion" ticked).
    Assertion,
    /// The Response only ("Sign Assertion" not ticked).
    Response,
    /// Assertion first, then the Response around it.
    Both,
    /// Nothing. JumpCloud has no such choice; it is for testing SPs.
    None,
}

impl Sign {
    /// Whether the Assertion gets a signature of its own.
    pub fn assertion(self) -> bool {
        matches!(self, Self::Assertion | Self::Both)
    }

    /// Whether the Response gets a signature of its own.
    pub fn response(self) -> bool {
        matches!(self, Self::Response | Self::Both)
    }
}

/// "SAMLSubject NameID": the user property that becomes the NameID.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs)]
pub enum SubjectField {
    Email,
    Username,
    Firstname,
    Lastname,
    Description,
}

/// What happens to a signed AuthnRequest when the application holds no SP certificate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum UnverifiableRequest {
    /// The IdP shows an error page (what customers of JumpCloud report).
    Refuse,
    /// The signature is ignored.
    Accept,
}

/// What IdP metadata has of the certificate by which responses are verified.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DeclaredCertificate {
    /// All of it, as JumpCloud's has.
    Whole,
    /// All of it, after another key of the IdP, as while one key takes the place of another.
    AfterAnother,
    /// All of it, and then another key of the IdP.
    BeforeAnother,
    /// A `KeyDescriptor` whose `X509Certificate` is empty.
    Empty,
    /// Only one that is for encryption (SAML metadata 2.4.1.1), so that no key verifies anything.
    ForEncryption,
    /// No `KeyDescriptor`.
    Missing,
}

/// A row of Constant Attributes (name, value) or User Attributes (SP's name, JumpCloud property).
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NamedValue {
    /// Attribute name as the SP sees it.
    pub name: String,
    /// The constant, or the property (`email`, `username`, `firstname`, `lastname`, `description`).
    pub value: String,
}

macro_rules! settings {
    ($($(#[$doc:meta])* $field:ident: $type:ty = $default:expr;)*) => {
        /// Everything an admin can set for an application, besides its groups, its key pair and whether it is active.
        #[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(deny_unknown_fields, default)]
        pub struct ApplicationSettings { $($(#[$doc])* pub $field: $type,)* }

        impl Default for ApplicationSettings {
            /// A new Custom SAML App as the guide's reader meets it: both toggles off.
            fn default() -> Self { Self { $($field: $default,)* } }
        }

        /// Some settings to change, the rest left alone; the `[idp]` table of a scenario file and the
        /// body of the JSON API's PATCH have this shape.
        #[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
        #[serde(deny_unknown_fields, default)]
        pub struct SettingsPatch { $($(#[$doc])* #[serde(skip_serializing_if = "Option::is_none")] pub $field: Option<$type>,)* }

        impl SettingsPatch {
            /// Names of all settings, in the order of the page.
            pub const FIELDS: &'static [&'static str] = &[$(stringify!($field)),*];

            /// Writes what is set here into `settings`.
            pub fn apply(&self, settings: &mut ApplicationSettings) {
                $(if let Some(value) = &self.$field { settings.$field.clone_from(value); })*
            }

            /// This patch with everything that `over` sets taken from `over`.
            pub fn overlaid(&self, over: &Self) -> Self {
                Self { $($field: over.$field.clone().or_else(|| self.$field.clone()),)* }
            }
        }
    };
}

settings! {
    /// General Info: name under the tile and in the admin's list.
    display_label: String = String::new();
    /// General Info: free text.
    description: String = String::new();
    /// General Info: "Show this application in User Portal".
    show_in_portal: bool = true;
    /// Free text; `entityID` in metadata and `Issuer` in responses.
    idp_entity_id: String = String::new();
    /// Becomes the `Audience`.
    sp_entity_id: String = String::new();
    /// Assertion Consumer Service URLs; the first is the default.
    acs_urls: Vec<String> = vec!["https://YOUR_ACS_URL/".to_owned()];
    /// AssertionConsumerService index of each of `acs_urls`, in their order; empty: an index is the place in the
    /// list (SAML core 3.4.1).
    acs_indexes: Vec<usize> = Vec::new();
    /// PEM of the certificates that verify the SP's signed requests, any of which may have signed; empty when none was
    /// uploaded.
    sp_certificate: String = String::new();
    /// PEM of the certificate that assertions are encrypted for; empty: the first of `sp_certificate`.
    sp_encryption_certificate: String = String::new();
    /// SAMLSubject NameID.
    subject_field: SubjectField = SubjectField::Email;
    /// SAMLSubject NameID Format.
    name_id_format: String = "urn:oasis:names:tc:SAML:1.0:nameid-format:unspecified".to_owned();
    /// Attributes with a fixed value.
    constant_attributes: Vec<NamedValue> = Vec::new();
    /// Attributes filled from the user record.
    user_attributes: Vec<NamedValue> = Vec::new();
    /// "include group attribute".
    include_groups: bool = false;
    /// Groups Attribute Name.
    groups_attribute_name: String = String::new();
    /// Signature Algorithm.
    signature_algorithm: SignatureAlgorithm = SignatureAlgorithm::RsaSha256;
    /// The Sign radio; the older "Sign Assertion" checkbox switches between `assertion` and `response`.
    sign: Sign = Sign::Response;
    /// Posted along with unsolicited responses.
    default_relay_state: String = String::new();
    /// "Login URL" (formerly IdP-Initiated URL): where the tile leads instead of posting a response.
    login_url: String = String::new();
    /// "Declare Redirect Endpoint": whether metadata lists the HTTP-Redirect endpoint too.
    declare_redirect_endpoint: bool = false;
    /// Whether metadata says what the key is for (`use="signing"`). JumpCloud's does; other IdPs leave it open.
    declare_key_use: bool = true;
    /// What metadata has of the certificate. JumpCloud's has it; what customers paste may have lost it.
    declared_certificate: DeclaredCertificate = DeclaredCertificate::Whole;
    /// Last part of the IdP URL; cannot be changed after creation in the portal. Empty: made from the label.
    idp_url_suffix: String = String::new();
    /// Query of the IdP URL, as `tenant=acme`. JumpCloud's has none; other IdPs tell their customers apart by it.
    idp_url_query: String = String::new();
    /// Signed AuthnRequest without an SP certificate to verify it with.
    unverifiable_request: UnverifiableRequest = UnverifiableRequest::Refuse;
    /// Whether an AuthnRequest is refused that disobeys any clause. JumpCloud, and this IdP unless told so, answer every
    /// request whose sender and return address are clear.
    strict_requests: bool = false;
    /// Seconds between Conditions/@NotBefore and now.
    not_before_seconds: i64 = 300;
    /// Seconds between now and NotOnOrAfter, in Conditions and SubjectConfirmationData.
    not_on_or_after_seconds: i64 = 600;
    /// AuthnContextClassRef.
    authn_context_class: String = "urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport".to_owned();
    /// Whether KeyInfo carries the certificate.
    include_key_info: bool = true;
    /// How responses are written. JumpCloud has no such choice; it is for SPs that cannot read what JumpCloud writes.
    dialect: Dialect = Dialect::Jumpcloud;
    /// Which of JumpCloud's traits responses have while the dialect is JumpCloud's.
    jumpcloud_traits: Vec<JumpcloudTrait> = JumpcloudTrait::VARIANTS.to_vec();
}

impl ApplicationSettings {
    /// The ACS URL that a request asks for by this index.
    pub fn acs_url_of_index(&self, index: usize) -> Option<String> {
        let position = match self.acs_indexes.as_slice() {
            [] => Some(index),
            indexes => indexes.iter().position(|known| *known == index),
        };
        self.acs_urls.get(position?).cloned()
    }

    /// PEM of the certificate that assertions are encrypted for; empty when there is none.
    pub fn encryption_certificate(&self) -> &str {
        let own = !self.sp_encryption_certificate.trim().is_empty();
        if own { &self.sp_encryption_certificate } else { self.sp_certificate.trim() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_by_index_means_the_index_that_the_sp_published() {
        let mut settings =
            ApplicationSettings { acs_urls: vec!["a".to_owned(), "b".to_owned()], ..ApplicationSettings::default() };
        assert_eq!(settings.acs_url_of_index(1).as_deref(), Some("b"));
        settings.acs_indexes = vec![7, 1];
        assert_eq!(settings.acs_url_of_index(7).as_deref(), Some("a"));
        assert_eq!(settings.acs_url_of_index(1).as_deref(), Some("b"));
        assert_eq!(settings.acs_url_of_index(0), None);
    }
}
