//! The wrong person, or the wrong company.

mod accepts_any_company_key;
mod cross_company_confusion;
mod first_of_two_attributes;
mod folds_name_id;
mod folds_unicode;
mod friendly_name_is_name;
mod ignores_domain;
mod persistent_is_an_address;
mod takes_email_attribute_for_name_id;
mod takes_name_id_before_at;
mod tenants_mixed;
mod trims_name_id;

use super::Weakness;

/// All of them, by name.
pub const ALL: &[Weakness] = &[
    Weakness::new(
        "accepts-any-company-key",
        "The key of one company's IdP vouches for another's",
        &accepts_any_company_key::HOOKS,
    ),
    Weakness::new(
        "cross-company-confusion",
        "The IdP of one company answers what another company's was asked",
        &cross_company_confusion::HOOKS,
    ),
    Weakness::new(
        "first-of-two-attributes",
        "Of two attributes email the first counts",
        &first_of_two_attributes::HOOKS,
    ),
    Weakness::new("folds-name-id", "The NameID is matched without regard to case", &folds_name_id::HOOKS),
    Weakness::new("folds-unicode", "Letters of other scripts that look alike count as the same", &folds_unicode::HOOKS),
    Weakness::new("friendly-name-is-name", "Attributes are known by their FriendlyName", &friendly_name_is_name::HOOKS),
    Weakness::new("ignores-domain", "Only what stands before the @ counts", &ignores_domain::HOOKS),
    Weakness::new(
        "persistent-is-an-address",
        "A persistent or transient NameID that looks like an address is one",
        &persistent_is_an_address::HOOKS,
    ),
    Weakness::new(
        "takes-email-attribute-for-name-id",
        "The attribute email goes before the NameID",
        &takes_email_attribute_for_name_id::HOOKS,
    ),
    Weakness::new(
        "takes-name-id-before-at",
        "A NameID without @ is completed to an address of the company",
        &takes_name_id_before_at::HOOKS,
    ),
    Weakness::new("tenants-mixed", "The IdP of one company vouches for the people of another", &tenants_mixed::HOOKS),
    Weakness::new("trims-name-id", "Blanks around the NameID do not count", &trims_name_id::HOOKS),
];
