//! A mock JumpCloud: admin portal, user portal, SAML 2.0 SSO endpoints and metadata export.
//!
//! [`MockIdp`] holds [`organization::Organization`]s, each a customer's account with a host name of its
//! own. [`app()`] turns it into an axum router; nothing here knows of scenarios, targets or verdicts.

mod api;
mod app;
pub mod encrypt;
mod idp;
pub mod journal;
pub mod message;
pub mod organization;
pub mod portal;
mod random;
pub mod recipe;
pub mod sign;
pub mod sso;
pub mod xml;

pub use app::{OrganizationHost, app, serve};
pub use idp::MockIdp;
