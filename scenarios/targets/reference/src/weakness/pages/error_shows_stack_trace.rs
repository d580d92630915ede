//! A refusal shows a stack trace.
//!
//! The page for a refused response is the exception, with files and lines.

use crate::hooks::Hooks;
use crate::routes::answer;
use axum::response::IntoResponse;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    refused: |refused| {
        let trace = format!(
            "Traceback (most recent call last):\n  File \"/srv/app/saml/acs.py\", line 88, in post\n    {}",
            refused.refusal
        );
        (answer::refused(refused).status(), trace).into_response()
    },
    ..Hooks::SOUND
};
