//! The SP is on https, with a certificate that nobody has vouched for.

use super::Traits;
use crate::keys::{TLS_CERTIFICATE_PEM, TLS_KEY_PEM};

/// How the SP differs.
pub const TRAITS: Traits = Traits { tls: Some((TLS_CERTIFICATE_PEM, TLS_KEY_PEM)), ..Traits::PLAIN };
