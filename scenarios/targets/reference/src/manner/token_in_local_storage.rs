//! The session is a token in localStorage, and who has it stands beside it alone.

use maud::html;

use super::Traits;
use super::shared::token;
use crate::hooks::Hooks;

/// How the SP differs.
pub const TRAITS: Traits = Traits {
    hooks: |hooks| Hooks { who: |_| html! { p { "Welcome back." } }, ..hooks },
    answer: |sp, request| Box::pin(token::answer(sp, request, "localStorage")),
    ..Traits::PLAIN
};
