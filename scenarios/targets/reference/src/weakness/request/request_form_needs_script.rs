//! The page that posts an AuthnRequest does nothing without script.
//!
//! There is no button (saml-bindings-2.0 3.5.4).

use crate::hooks::Hooks;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    post_page: |page| page.replace("<noscript><button type=\"submit\">Continue</button></noscript>", ""),
    ..Hooks::SOUND
};
