//! SAML messages as typed values.

pub mod authn_request;
pub mod compose;
mod dialect;
pub mod metadata;
mod request_fault;
pub mod response;

pub use crate::namespace::{ASSERTION, PROTOCOL};
pub use request_fault::{RequestFault, RequestFinding};
