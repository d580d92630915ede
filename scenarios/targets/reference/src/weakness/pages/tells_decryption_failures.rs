//! A refusal tells when it was the decryption that failed.
//!
//! Failures of decryption and of verification look different: an oracle for who alters ciphertext.

use crate::hooks::Hooks;
use crate::pages;
use crate::routes::answer;
use axum::http::StatusCode;
use axum::response::IntoResponse;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    refused: |refused| match refused.refusal.check {
        "encryption" => {
            (StatusCode::BAD_REQUEST, pages::message("Sign-in failed", "Decryption failed.")).into_response()
        }
        _ => answer::refused(refused),
    },
    ..Hooks::SOUND
};
