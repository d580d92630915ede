//! The session is a token in sessionStorage, and ends with the tab.

use super::Traits;
use super::shared::token;

/// How the SP differs.
pub const TRAITS: Traits =
    Traits { answer: |sp, request| Box::pin(token::answer(sp, request, "sessionStorage")), ..Traits::PLAIN };
