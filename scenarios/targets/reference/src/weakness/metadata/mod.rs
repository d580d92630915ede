//! The SP's own metadata is not as it should be.

mod metadata_acs_by_redirect;
mod metadata_advertises_logout;
mod metadata_algorithms_missing;
mod metadata_attributes_incomplete;
mod metadata_blank_strings;
mod metadata_dead_acs;
mod metadata_duplicate_index;
mod metadata_entity_id_differs;
mod metadata_expired;
mod metadata_has_doctype;
mod metadata_html_type;
mod metadata_id_repeated;
mod metadata_key_unreadable;
mod metadata_malformed;
mod metadata_name_id_formats_differ;
mod metadata_old_certificate;
mod metadata_organization_incomplete;
mod metadata_out_of_order;
mod metadata_outdated;
mod metadata_over_http;
mod metadata_placeholder;
mod metadata_private_key;
mod metadata_relative_location;
mod metadata_requests_unsigned;
mod metadata_signed_wrongly;
mod metadata_strange_extensions;
mod metadata_unstable;
mod metadata_valid_for_ever;
mod metadata_wants_nothing_signed;
mod metadata_weak_key;
mod metadata_without_acs;
mod metadata_without_contact;
mod metadata_without_encryption_key;
mod metadata_without_protocol;
mod metadata_without_signing_key;

use super::Weakness;

/// All of them, by name.
pub const ALL: &[Weakness] = &[
    Weakness::new(
        "metadata-acs-by-redirect",
        "The metadata has an ACS by HTTP-Redirect",
        &metadata_acs_by_redirect::HOOKS,
    ),
    Weakness::new(
        "metadata-advertises-logout",
        "The metadata has a logout service that does not work",
        &metadata_advertises_logout::HOOKS,
    ),
    Weakness::new(
        "metadata-algorithms-missing",
        "The metadata says nothing of algorithms",
        &metadata_algorithms_missing::HOOKS,
    ),
    Weakness::new(
        "metadata-attributes-incomplete",
        "The attribute service in the metadata is not complete",
        &metadata_attributes_incomplete::HOOKS,
    ),
    Weakness::new("metadata-blank-strings", "The metadata has blank strings", &metadata_blank_strings::HOOKS),
    Weakness::new("metadata-dead-acs", "The metadata has an ACS that does not work", &metadata_dead_acs::HOOKS),
    Weakness::new(
        "metadata-duplicate-index",
        "The metadata has two ACS with the same index",
        &metadata_duplicate_index::HOOKS,
    ),
    Weakness::new(
        "metadata-entity-id-differs",
        "The metadata has another entity ID than requests",
        &metadata_entity_id_differs::HOOKS,
    ),
    Weakness::new("metadata-expired", "The metadata has expired", &metadata_expired::HOOKS),
    Weakness::new("metadata-has-doctype", "The metadata has a DOCTYPE", &metadata_has_doctype::HOOKS),
    Weakness::new("metadata-html-type", "The metadata is served as HTML", &metadata_html_type::HOOKS),
    Weakness::new("metadata-id-repeated", "Two elements of the metadata have one ID", &metadata_id_repeated::HOOKS),
    Weakness::new(
        "metadata-key-unreadable",
        "The metadata has a certificate that cannot be read",
        &metadata_key_unreadable::HOOKS,
    ),
    Weakness::new("metadata-malformed", "The metadata is not well-formed", &metadata_malformed::HOOKS),
    Weakness::new(
        "metadata-name-id-formats-differ",
        "The metadata names a NameIDFormat that requests contradict",
        &metadata_name_id_formats_differ::HOOKS,
    ),
    Weakness::new(
        "metadata-old-certificate",
        "The certificate in the metadata ran out years ago",
        &metadata_old_certificate::HOOKS,
    ),
    Weakness::new(
        "metadata-organization-incomplete",
        "The organization in the metadata has no URL",
        &metadata_organization_incomplete::HOOKS,
    ),
    Weakness::new(
        "metadata-out-of-order",
        "The elements of the metadata stand in the wrong order",
        &metadata_out_of_order::HOOKS,
    ),
    Weakness::new("metadata-outdated", "The metadata of the role has expired", &metadata_outdated::HOOKS),
    Weakness::new("metadata-over-http", "The metadata has an ACS without TLS", &metadata_over_http::HOOKS),
    Weakness::new("metadata-placeholder", "The metadata has a placeholder in it", &metadata_placeholder::HOOKS),
    Weakness::new("metadata-private-key", "The metadata has the private key in it", &metadata_private_key::HOOKS),
    Weakness::new(
        "metadata-relative-location",
        "The metadata has an ACS without a host",
        &metadata_relative_location::HOOKS,
    ),
    Weakness::new(
        "metadata-requests-unsigned",
        "The metadata says that requests are not signed",
        &metadata_requests_unsigned::HOOKS,
    ),
    Weakness::new(
        "metadata-signed-wrongly",
        "The signature of the metadata refers to another element",
        &metadata_signed_wrongly::HOOKS,
    ),
    Weakness::new(
        "metadata-strange-extensions",
        "Extensions of the metadata hold SAML's own elements",
        &metadata_strange_extensions::HOOKS,
    ),
    Weakness::new("metadata-unstable", "The metadata changes from one fetch to the next", &metadata_unstable::HOOKS),
    Weakness::new(
        "metadata-valid-for-ever",
        "The metadata is valid for a hundred years, and cached for nonsense",
        &metadata_valid_for_ever::HOOKS,
    ),
    Weakness::new(
        "metadata-wants-nothing-signed",
        "The metadata does not say that assertions must be signed",
        &metadata_wants_nothing_signed::HOOKS,
    ),
    Weakness::new("metadata-weak-key", "The metadata has an RSA key of 1024 bits", &metadata_weak_key::HOOKS),
    Weakness::new("metadata-without-acs", "The metadata has no AssertionConsumerService", &metadata_without_acs::HOOKS),
    Weakness::new("metadata-without-contact", "The metadata names no contact", &metadata_without_contact::HOOKS),
    Weakness::new(
        "metadata-without-encryption-key",
        "The metadata has no key to encrypt to",
        &metadata_without_encryption_key::HOOKS,
    ),
    Weakness::new(
        "metadata-without-protocol",
        "The metadata does not say that the SP speaks SAML 2.0",
        &metadata_without_protocol::HOOKS,
    ),
    Weakness::new(
        "metadata-without-signing-key",
        "The metadata has no key that verifies requests",
        &metadata_without_signing_key::HOOKS,
    ),
];
