//! Attributes are known by their FriendlyName.
//!
//! FriendlyName goes before Name (saml-core-2.0 2.7.3.1: it plays no part in matching).

use crate::hooks::Hooks;
use crate::people;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    person: |company, assertion| {
        let mut changed = assertion.clone();
        for attribute in &mut changed.attributes {
            if let Some(friendly_name) = &attribute.friendly_name {
                attribute.name.clone_from(friendly_name);
            }
        }
        let friendly =
            changed.attributes.iter().rev().find(|one| one.friendly_name.as_deref() == Some("email")).cloned();
        if let Some(friendly) = friendly {
            changed.attributes.retain(|one| !["email", "mail"].contains(&one.name.as_str()));
            changed.attributes.push(friendly);
        }
        people::subject(company, &changed)
    },
    ..Hooks::SOUND
};
