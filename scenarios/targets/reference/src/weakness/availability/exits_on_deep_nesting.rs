//! Elements nested deeply overflow the stack, which ends the process.

use std::hint::black_box;

use crate::hooks::Hooks;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    document: |xml| {
        walk(&xml);
        Ok(xml)
    },
    ..Hooks::SOUND
};

/// Reads the elements of `text` up to the end tag that closes their parent; returns what follows it. It calls itself
/// for each level. With this room for a name, 200 levels fit on a thread's stack of 2 MiB, and 10,000 do not.
fn walk(mut text: &str) -> &str {
    let mut name = [0; 1024];
    while let Some((tag, rest)) = text.split_once('<').and_then(|(_, tag)| tag.split_once('>')) {
        if tag.starts_with('/') {
            return rest;
        }
        let is_element = !tag.starts_with(['?', '!']);
        let length = tag.len().min(name.len());
        name[..length].copy_from_slice(&tag.as_bytes()[..length]);
        // Keeps the room on the stack when the compiler optimises.
        black_box(&name);
        text = if is_element && !tag.ends_with('/') { walk(rest) } else { rest };
    }
    ""
}
