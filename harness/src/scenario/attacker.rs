//! What an attacker can do, and which recipes are within it.
//!
//! An attack that the IdP helps is no attack: a recipe in which the organization's key signs what was changed before
//! shows nothing about the SP. It is refused when it is loaded, unless the scenario says that the IdP itself is at fault.

use mock_idp::organization::Sign;
use mock_idp::recipe::{KeyName, Step};
use serde::{Deserialize, Serialize};
use strum::{IntoStaticStr, VariantArray};

/// What an attacker has in hand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, IntoStaticStr, VariantArray)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum Attacker {
    /// One genuine response for an account of their own.
    Held,
    /// Any element that the IdP's key signed: a response, an error response, metadata, a logout message.
    AnySigned,
    /// Nothing but what is public.
    None,
    /// An IdP of their own, which the same SP trusts for another company.
    AnotherCompany,
    /// The IdP's key: the message comes from the IdP itself.
    IdpKey,
}

impl Attacker {
    /// As scenario files write it.
    pub fn word(self) -> &'static str {
        self.into()
    }

    /// What it means.
    pub fn meaning(self) -> &'static str {
        match self {
            Self::Held => "the attacker holds one genuine response for an account of their own, and no key of the IdP",
            Self::AnySigned => {
                "the attacker holds something that the IdP signed (a response, an error response, metadata, a logout \
                 message), and no key of the IdP"
            }
            Self::None => "the attacker holds nothing but what is public",
            Self::AnotherCompany => {
                "the attacker has an IdP of their own at the same SP, trusted for another company than the victim's"
            }
            Self::IdpKey => "the message comes from the IdP itself: no outsider could send it",
        }
    }
}

/// Why a recipe is beyond an attacker.
pub(super) struct BeyondAttacker {
    /// Index of the step that is.
    pub(super) step: usize,
    pub(super) message: String,
    pub(super) help: &'static str,
}

const HELP: &str = "put `sign` before the first change, or take signatures off with `strip-signature`; if the IdP \
                    itself is at fault, say `attacker = \"idp-key\"`";

/// Holds a recipe against what the attacker has. `toggles` is what the IdP signs when the recipe does not say.
pub(super) fn check(attacker: Attacker, recipe: &[Step], toggles: Sign) -> Result<(), BeyondAttacker> {
    let of_organization = |at: &usize| recipe[*at].key() == Some(KeyName::Organization);
    let first_change = recipe.iter().position(Step::changes);
    let signs = (0..recipe.len()).find(of_organization);
    let signed_last = toggles != Sign::None && !recipe.is_empty() && !recipe.iter().any(Step::settles_signatures);
    match attacker {
        Attacker::IdpKey => Ok(()),
        Attacker::AnotherCompany => {
            // Of the lane's two IdPs the attacker has the one that signs. Where that is the second, the first is the victim's.
            let of_second = recipe.iter().any(|step| step.key() == Some(KeyName::SecondCompany));
            match signs.filter(|_| of_second).or_else(|| (of_second && signed_last).then_some(0)) {
                Some(step) => {
                    let message = "the attacker holds the key of one company, and both companies' keys sign".to_owned();
                    Err(BeyondAttacker { step, message, help: "let one of the two keys sign alone" })
                }
                None => Ok(()),
            }
        }
        Attacker::Held | Attacker::AnySigned => {
            let late = first_change.and_then(|change| (change..recipe.len()).find(of_organization));
            if let Some(step) = late {
                let message = "the organization's key signs after the message was changed".to_owned();
                return Err(BeyondAttacker { step, message, help: HELP });
            }
            match first_change.filter(|_| signed_last) {
                Some(step) => Err(BeyondAttacker { step, message: signed_last_message("changed"), help: HELP }),
                None => Ok(()),
            }
        }
        Attacker::None => {
            if let Some(step) = signs.or_else(|| recipe.iter().position(|step| matches!(step, Step::Take(_)))) {
                let message = "the attacker holds nothing that the organization's key signed".to_owned();
                return Err(BeyondAttacker { step, message, help: "say `attacker = \"held\"` or `\"any-signed\"`" });
            }
            if signed_last {
                return Err(BeyondAttacker { step: 0, message: signed_last_message("made"), help: HELP });
            }
            Ok(())
        }
    }
}

fn signed_last_message(what: &str) -> String {
    format!(
        "the message is signed with the organization's key after it was {what}: no step says how to sign, so the IdP \
         signs last"
    )
}
