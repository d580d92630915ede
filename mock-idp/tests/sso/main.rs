//! The SSO endpoints, from the outside: what arrives, what is answered, and what others make of it.

#![allow(clippy::unwrap_used)]

mod api;
mod dialect;
mod encryption;
mod faulty_requests;
mod hostile;
mod hosts;
mod look_up;
mod metadata;
mod recipe_properties;
mod recipes;
mod refusals;
mod requests;
mod responses;
mod safety;
mod sent;
mod signatures;
mod signed_requests;
mod signing;
mod support;
mod tools;
mod trees;
