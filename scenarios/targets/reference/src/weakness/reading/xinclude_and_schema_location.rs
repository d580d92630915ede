//! XInclude and schema addresses are fetched.
//!
//! xi:include and xsi:schemaLocation are followed before anything is verified.

use crate::hooks::Hooks;
use crate::weakness::lenient::fetch;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    document: |xml| {
        fetch::all_in(&xml, |element| element.name() == "include", "href");
        fetch::schema_locations(&xml);
        Ok(xml)
    },
    ..Hooks::SOUND
};
