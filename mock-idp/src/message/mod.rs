//! SAML messages as typed values.

pub mod authn_request;
pub mod compose;
mod dialect;
pub mod metadata;
mod request_fault;
pub mod response;

pub use request_fault::{RequestFault, RequestFinding};

/// Namespace of protocol messages (SAML core 1.2).
pub const PROTOCOL: &str = "urn:oasis:names:tc:SAML:2.0:protocol";
/// Namespace of assertions (SAML core 1.2).
pub const ASSERTION: &str = "urn:oasis:names:tc:SAML:2.0:assertion";
