//! An EncryptedID anywhere in the document says who it is.
//!
//! Everybody can encrypt for the SP. What is decrypted goes before what is not, wherever it stands.

use crate::hooks::Hooks;
use crate::response::{Opened, encrypted};
use crate::weakness::lenient;
use crate::xml::SAML;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    open: |document, response, certificates, keys| {
        let names = response.descendants().into_iter().filter(|element| element.is(SAML, "EncryptedID"));
        let names: Vec<_> = names.collect();
        if names.is_empty() {
            return encrypted::open(document, response, certificates, keys);
        }
        Ok(Some(Opened { xml: encrypted::opened_in_place(document, names, keys)?, signature: None }))
    },
    name_id: |assertion| {
        Ok(lenient::root_of(assertion).descendants().into_iter().find(|element| element.is(SAML, "NameID")))
    },
    ..Hooks::SOUND
};
