//! `; charset=UTF-8` behind the media type is refused.

use crate::binding;
use crate::hooks::Hooks;
use crate::weakness::demand;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    take: |arrival| {
        let kind = arrival.headers.get("content-type").and_then(|kind| kind.to_str().ok());
        demand::not(kind.is_some_and(|kind| kind.contains(';'))).and_then(|()| binding::take(arrival))
    },
    ..Hooks::SOUND
};
