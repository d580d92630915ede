//! Namespaces of SAML 2.0.

/// Namespace of protocol messages (SAML core 1.2).
pub const PROTOCOL: &str = "urn:oasis:names:tc:SAML:2.0:protocol";
/// Namespace of assertions (SAML core 1.2).
pub const ASSERTION: &str = "urn:oasis:names:tc:SAML:2.0:assertion";
