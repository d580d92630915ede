//! A response in SAML's own words, as the checks see it. Times and URIs are as they were written; the checks
//! judge them.

/// The element that a signature covers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// `samlp:Response`, and with it everything inside.
    Response,
    /// `saml:Assertion`.
    Assertion,
}

/// A signature that the company's certificate verified, over the very element that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VerifiedSignature {
    /// What it covers.
    pub part: Part,
    /// `SignatureMethod`.
    pub signature_method: String,
    /// `DigestMethod` of its one reference.
    pub digest_method: String,
}

/// A response in which every signature present has been verified. Which parts are signed at all is in
/// `signatures`, and for the check [`signature`](crate::checks) to judge.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VerifiedResponse {
    /// The envelope.
    pub response: ResponseFields,
    /// Its one assertion.
    pub assertion: AssertionFields,
    /// What is signed, and how.
    pub signatures: Vec<VerifiedSignature>,
    /// Whether the assertion came encrypted.
    pub encrypted: bool,
}

impl VerifiedResponse {
    /// Whether a signature of its own covers the part.
    pub fn is_signed(&self, part: Part) -> bool {
        self.signatures.iter().any(|signature| signature.part == part)
    }
}

/// `saml:Issuer`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Issuer {
    /// Its text, blanks included.
    pub value: String,
    /// Its `Format`.
    pub format: Option<String>,
}

/// The envelope's attributes and elements.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct ResponseFields {
    pub id: String,
    pub version: String,
    pub issue_instant: String,
    pub destination: Option<String>,
    pub in_response_to: Option<String>,
    pub issuer: Option<Issuer>,
    /// Top-level `StatusCode`.
    pub status: String,
    /// Second-level `StatusCode`.
    pub second_status: Option<String>,
}

/// The assertion's attributes and elements.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct AssertionFields {
    pub id: String,
    pub version: String,
    pub issue_instant: String,
    pub issuer: Option<Issuer>,
    pub name_id: Option<NameId>,
    /// Whether the subject is named by a BaseID or an EncryptedID.
    pub named_otherwise: bool,
    pub confirmations: Vec<Confirmation>,
    pub conditions: Option<Conditions>,
    pub authn_statements: Vec<AuthnStatement>,
    pub attributes: Vec<Attribute>,
}

/// `saml:NameID`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct NameId {
    /// Its text, blanks included.
    pub value: String,
    pub format: Option<String>,
    pub name_qualifier: Option<String>,
    pub sp_name_qualifier: Option<String>,
}

/// `saml:SubjectConfirmation` with its data.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct Confirmation {
    pub method: String,
    pub recipient: Option<String>,
    pub in_response_to: Option<String>,
    pub not_before: Option<String>,
    pub not_on_or_after: Option<String>,
}

/// `saml:Conditions`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Conditions {
    /// `NotBefore`.
    pub not_before: Option<String>,
    /// `NotOnOrAfter`.
    pub not_on_or_after: Option<String>,
    /// One list of audiences for each `AudienceRestriction`.
    pub audience_restrictions: Vec<Vec<String>>,
    /// How many `OneTimeUse` there are.
    pub one_time_uses: usize,
    /// How many `ProxyRestriction` there are.
    pub proxy_restrictions: usize,
    /// Conditions other than those that this SP knows.
    pub unknown: Vec<String>,
}

/// `saml:AuthnStatement`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct AuthnStatement {
    pub authn_instant: Option<String>,
    /// Whether an AuthnContext names a class or a declaration.
    pub has_context: bool,
    pub session_not_on_or_after: Option<String>,
}

/// `saml:Attribute`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attribute {
    /// `Name`.
    pub name: String,
    /// `FriendlyName`. It plays no part (saml-core-2.0 2.7.3.1).
    pub friendly_name: Option<String>,
    /// Text of its values, in order.
    pub values: Vec<String>,
}
