//! The wrong person, or the wrong company.

pub mod accepts_any_company_key;
pub mod assertion_issuer_chooses_key;
pub mod attributes_across_companies;
pub mod cross_company_confusion;
pub mod decodes_name_id;
pub mod drops_subaddress;
pub mod email_attribute_for_unknown_name_id;
pub mod finds_by_part_of_name;
pub mod first_of_two_attributes;
pub mod folds_accents;
pub mod folds_name_id;
pub mod folds_unicode;
pub mod friendly_name_is_name;
pub mod ignores_domain;
pub mod key_name_chooses_company;
pub mod keys_by_entity_id;
pub mod name_id_is_a_pattern;
pub mod name_id_is_cut;
pub mod persistent_is_an_address;
pub mod response_issuer_chooses_key;
pub mod signs_in_without_a_name;
pub mod takes_email_attribute_for_name_id;
pub mod takes_name_id_before_at;
pub mod tenants_mixed;
pub mod trims_name_id;
