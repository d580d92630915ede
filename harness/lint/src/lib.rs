//! What is wrong or risky in the SAML files that customers send: metadata of IdP and SP, certificates, AuthnRequests and
//! responses, and what people send in place of them. Nothing is fetched and no entity is expanded.
//!
//! [`lint`] judges a file; [`facts()`] reads it off without judging, which works for mangled files, too.
//!
//! ```
//! let metadata = br#"<EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata" entityID="JumpCloud">
//!   <IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">
//!     <SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" Location="https://sso.jumpcloud.com/saml2/acme"/>
//!   </IDPSSODescriptor></EntityDescriptor>"#;
//! let facts = saml_lint::facts(metadata);
//! let (entity, idp) = facts.idp().expect("there is an IdP");
//! assert_eq!(entity.entity_id.as_deref(), Some("JumpCloud"));
//! assert!(!idp.login_endpoints().any(|endpoint| endpoint.has_binding("HTTP-Redirect")));
//! ```

mod finding;
mod lines;
mod report;

pub mod compare;
pub mod facts;
pub mod input;
pub mod output;
pub mod rule;
pub mod xml;

pub use facts::Facts;
pub use finding::{Finding, Severity, Span};
pub use input::{Input, Kind, LARGEST, Role};
pub use lines::Lines;
pub use report::{Options, Report, lint};

/// What a file says. It never fails: of what cannot be read, `kind` says what it is.
pub fn facts(bytes: &[u8]) -> Facts {
    Facts::of(&Input::read(bytes))
}
