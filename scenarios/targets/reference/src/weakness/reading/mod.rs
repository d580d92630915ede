//! What is read is not what was signed, or not all of it.

mod accepts_any_root;
mod accepts_several_roots;
mod attribute_first_wins_anywhere;
mod cdata_cuts_text;
mod cdata_is_dropped;
mod comment_cuts_text;
mod comment_keeps_last_text;
mod entity_cuts_text;
mod entity_drops_text;
mod expands_entities;
mod fetches_cipher_reference;
mod fetches_external_entities;
mod fetches_key_info;
mod fetches_reference_uri;
mod fetches_transform_addresses;
mod foreign_attributes_shadow;
mod instruction_cuts_text;
mod instruction_drops_text;
mod instruction_printed_as_text;
mod last_name_id_counts;
mod matches_local_names;
mod merges_attribute_statements;
mod name_id_may_be_repeated;
mod reads_advice;
mod reads_forged_subject_confirmation;
mod reads_subject_of_document;
mod xinclude_and_schema_location;

use super::Weakness;

/// All of them, by name.
pub const ALL: &[Weakness] = &[
    Weakness::new(
        "accepts-any-root",
        "Whatever stands around a signed assertion counts as a Response",
        &accepts_any_root::HOOKS,
    ),
    Weakness::new("accepts-several-roots", "A document may have several roots", &accepts_several_roots::HOOKS),
    Weakness::new(
        "attribute-first-wins-anywhere",
        "The first AttributeStatement of the document counts",
        &attribute_first_wins_anywhere::HOOKS,
    ),
    Weakness::new("cdata-cuts-text", "A CDATA section in a text ends it", &cdata_cuts_text::HOOKS),
    Weakness::new("cdata-is-dropped", "A CDATA section in a text does not count", &cdata_is_dropped::HOOKS),
    Weakness::new("comment-cuts-text", "A comment in a text ends it", &comment_cuts_text::HOOKS),
    Weakness::new(
        "comment-keeps-last-text",
        "A comment in a text drops what stands before it",
        &comment_keeps_last_text::HOOKS,
    ),
    Weakness::new("entity-cuts-text", "An entity in a text ends it", &entity_cuts_text::HOOKS),
    Weakness::new("entity-drops-text", "An entity in a text does not count", &entity_drops_text::HOOKS),
    Weakness::new("expands-entities", "A DOCTYPE is read, and its entities are expanded", &expands_entities::HOOKS),
    Weakness::new(
        "fetches-cipher-reference",
        "Addresses in encrypted elements are fetched",
        &fetches_cipher_reference::HOOKS,
    ),
    Weakness::new(
        "fetches-external-entities",
        "External entities and DTDs are fetched",
        &fetches_external_entities::HOOKS,
    ),
    Weakness::new("fetches-key-info", "Addresses in a KeyInfo are fetched", &fetches_key_info::HOOKS),
    Weakness::new("fetches-reference-uri", "Addresses in a Reference are fetched", &fetches_reference_uri::HOOKS),
    Weakness::new(
        "fetches-transform-addresses",
        "Addresses in an XSLT transform are fetched",
        &fetches_transform_addresses::HOOKS,
    ),
    Weakness::new(
        "foreign-attributes-shadow",
        "An XML attribute of another namespace goes before SAML's own",
        &foreign_attributes_shadow::HOOKS,
    ),
    Weakness::new(
        "instruction-cuts-text",
        "A processing instruction in a text ends it, and is not signed",
        &instruction_cuts_text::HOOKS,
    ),
    Weakness::new(
        "instruction-drops-text",
        "A processing instruction in a text drops what stands before it, and is not signed",
        &instruction_drops_text::HOOKS,
    ),
    Weakness::new(
        "instruction-printed-as-text",
        "A processing instruction is signed as if its data were text, and is not read",
        &instruction_printed_as_text::HOOKS,
    ),
    Weakness::new("last-name-id-counts", "Of two NameIDs the last counts", &last_name_id_counts::HOOKS),
    Weakness::new("matches-local-names", "Elements of any namespace count as SAML's", &matches_local_names::HOOKS),
    Weakness::new(
        "merges-attribute-statements",
        "Attributes beside the assertion count as well",
        &merges_attribute_statements::HOOKS,
    ),
    Weakness::new("name-id-may-be-repeated", "Of two NameIDs the first counts", &name_id_may_be_repeated::HOOKS),
    Weakness::new("reads-advice", "An assertion in the Advice is read", &reads_advice::HOOKS),
    Weakness::new(
        "reads-forged-subject-confirmation",
        "A NameID inside the SubjectConfirmation is the subject",
        &reads_forged_subject_confirmation::HOOKS,
    ),
    Weakness::new(
        "reads-subject-of-document",
        "The first NameID of the document counts, in whatever it stands",
        &reads_subject_of_document::HOOKS,
    ),
    Weakness::new(
        "xinclude-and-schema-location",
        "XInclude and schema addresses are fetched",
        &xinclude_and_schema_location::HOOKS,
    ),
];
