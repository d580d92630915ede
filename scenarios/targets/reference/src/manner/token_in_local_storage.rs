//! The session is a token in localStorage, and no cookie.

use super::Traits;
use super::shared::token;

/// How the SP differs.
pub const TRAITS: Traits =
    Traits { answer: |sp, request| Box::pin(token::answer(sp, request, "localStorage")), ..Traits::PLAIN };
