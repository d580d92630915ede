//! An IdP on https: an authority made for one run, its servers' certificates, and a listener that speaks TLS.

mod authority;
mod listener;

pub use authority::{Authority, TlsError};
pub use listener::TlsListener;
