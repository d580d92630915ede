//! A mock JumpCloud: admin portal, user portal, SAML 2.0 SSO endpoints and metadata export.
//!
//! [`MockIdp`] holds [`organization::Organization`]s, each a customer's account with a host name of its
//! own. [`app()`] turns it into an axum router; nothing here knows of scenarios, targets or verdicts.

#![forbid(unsafe_code)]

mod api;
mod app;
mod clock;
mod directory;
pub mod encrypt;
mod guard;
mod host;
mod idp;
pub mod journal;
mod key;
pub mod message;
mod namespace;
pub mod organization;
mod page;
pub mod portal;
mod random;
pub mod recipe;
mod recipe_book;
mod session;
pub mod sign;
pub mod sso;
mod start;
pub mod tls;
pub mod xml;

pub use app::{app, serve};
pub use host::OrganizationHost;
pub use idp::MockIdp;
pub use recipe_book::RecipeBook;
pub use start::{OrganizationDraft, StartedIdp};
