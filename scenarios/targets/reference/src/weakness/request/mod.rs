//! The AuthnRequest is not as it should be.

mod relay_state_is_url;
mod relay_state_leaks_email;
mod relay_state_long;
mod request_acs_by_get_binding;
mod request_acs_by_index;
mod request_acs_index_and_url;
mod request_acs_url_differs;
mod request_always_by_post;
mod request_attribute_index_unknown;
mod request_authn_context_empty;
mod request_authn_context_minimum;
mod request_cached;
mod request_demands_name_id_format;
mod request_destination_differs;
mod request_drops_query;
mod request_flags_odd;
mod request_form_needs_script;
mod request_has_doctype;
mod request_id_counts;
mod request_id_no_name;
mod request_id_repeats;
mod request_id_short;
mod request_in_frame;
mod request_instant_local;
mod request_instant_wrong;
mod request_is_passive;
mod request_issuer_differs;
mod request_issuer_format;
mod request_leaks_email;
mod request_long_strings;
mod request_out_of_order;
mod request_post_deflated;
mod request_post_signature_elsewhere;
mod request_query_reordered;
mod request_sha1;
mod request_to_first_company;
mod request_unsigned;
mod request_with_subject_confirmation;
mod request_without_version;
mod request_zlib;

use super::Weakness;

/// All of them, by name.
pub const ALL: &[Weakness] = &[
    Weakness::new(
        "relay-state-is-url",
        "RelayState is the address of the page that was asked for",
        &relay_state_is_url::HOOKS,
    ),
    Weakness::new("relay-state-leaks-email", "RelayState holds the typed address", &relay_state_leaks_email::HOOKS),
    Weakness::new("relay-state-long", "RelayState is longer than 80 bytes", &relay_state_long::HOOKS),
    Weakness::new(
        "request-acs-by-get-binding",
        "AuthnRequests want the response by HTTP-Redirect",
        &request_acs_by_get_binding::HOOKS,
    ),
    Weakness::new("request-acs-by-index", "AuthnRequests name the ACS by its index", &request_acs_by_index::HOOKS),
    Weakness::new(
        "request-acs-index-and-url",
        "AuthnRequests name the ACS by index and by address",
        &request_acs_index_and_url::HOOKS,
    ),
    Weakness::new(
        "request-acs-url-differs",
        "AuthnRequests want the response at an address that the metadata does not have",
        &request_acs_url_differs::HOOKS,
    ),
    Weakness::new(
        "request-always-by-post",
        "AuthnRequests go by HTTP-POST whatever the settings say",
        &request_always_by_post::HOOKS,
    ),
    Weakness::new(
        "request-attribute-index-unknown",
        "AuthnRequests name an attribute service that the metadata does not have",
        &request_attribute_index_unknown::HOOKS,
    ),
    Weakness::new(
        "request-authn-context-empty",
        "AuthnRequests ask for an authentication context and name none",
        &request_authn_context_empty::HOOKS,
    ),
    Weakness::new(
        "request-authn-context-minimum",
        "AuthnRequests compare authentication contexts by minimum",
        &request_authn_context_minimum::HOOKS,
    ),
    Weakness::new("request-cached", "The answer with an AuthnRequest may be kept", &request_cached::HOOKS),
    Weakness::new(
        "request-demands-name-id-format",
        "AuthnRequests demand a transient NameID",
        &request_demands_name_id_format::HOOKS,
    ),
    Weakness::new(
        "request-destination-differs",
        "The Destination of AuthnRequests is not where they go",
        &request_destination_differs::HOOKS,
    ),
    Weakness::new("request-drops-query", "The query that the endpoint has is lost", &request_drops_query::HOOKS),
    Weakness::new("request-flags-odd", "ForceAuthn of AuthnRequests is no boolean", &request_flags_odd::HOOKS),
    Weakness::new(
        "request-form-needs-script",
        "The page that posts an AuthnRequest does nothing without script",
        &request_form_needs_script::HOOKS,
    ),
    Weakness::new("request-has-doctype", "AuthnRequests have a DOCTYPE", &request_has_doctype::HOOKS),
    Weakness::new("request-id-counts", "The IDs of AuthnRequests are counted up", &request_id_counts::HOOKS),
    Weakness::new("request-id-no-name", "The IDs of AuthnRequests are no XML names", &request_id_no_name::HOOKS),
    Weakness::new("request-id-repeats", "Every AuthnRequest has the same ID", &request_id_repeats::HOOKS),
    Weakness::new("request-id-short", "The IDs of AuthnRequests are short", &request_id_short::HOOKS),
    Weakness::new("request-in-frame", "The IdP is opened in a frame", &request_in_frame::HOOKS),
    Weakness::new(
        "request-instant-local",
        "IssueInstant of AuthnRequests has an offset",
        &request_instant_local::HOOKS,
    ),
    Weakness::new(
        "request-instant-wrong",
        "IssueInstant of AuthnRequests is an hour off",
        &request_instant_wrong::HOOKS,
    ),
    Weakness::new("request-is-passive", "AuthnRequests ask for a login without the person", &request_is_passive::HOOKS),
    Weakness::new(
        "request-issuer-differs",
        "The Issuer of AuthnRequests is not the entity ID",
        &request_issuer_differs::HOOKS,
    ),
    Weakness::new(
        "request-issuer-format",
        "The Issuer of AuthnRequests has a Format that is not an entity's",
        &request_issuer_format::HOOKS,
    ),
    Weakness::new("request-leaks-email", "AuthnRequests hold the typed address", &request_leaks_email::HOOKS),
    Weakness::new(
        "request-long-strings",
        "AuthnRequests hold a text of more than 256 letters",
        &request_long_strings::HOOKS,
    ),
    Weakness::new(
        "request-out-of-order",
        "The elements of AuthnRequests stand in the wrong order",
        &request_out_of_order::HOOKS,
    ),
    Weakness::new("request-post-deflated", "By HTTP-POST AuthnRequests are deflated", &request_post_deflated::HOOKS),
    Weakness::new(
        "request-post-signature-elsewhere",
        "By POST the signature of AuthnRequests refers to the whole document",
        &request_post_signature_elsewhere::HOOKS,
    ),
    Weakness::new(
        "request-query-reordered",
        "The signature covers another order of parameters than is sent",
        &request_query_reordered::HOOKS,
    ),
    Weakness::new("request-sha1", "AuthnRequests are signed with SHA-1", &request_sha1::HOOKS),
    Weakness::new(
        "request-to-first-company",
        "Every company's people are sent to the first company's IdP",
        &request_to_first_company::HOOKS,
    ),
    Weakness::new("request-unsigned", "AuthnRequests are not signed", &request_unsigned::HOOKS),
    Weakness::new(
        "request-with-subject-confirmation",
        "AuthnRequests have a subject with a confirmation",
        &request_with_subject_confirmation::HOOKS,
    ),
    Weakness::new("request-without-version", "AuthnRequests have no Version", &request_without_version::HOOKS),
    Weakness::new("request-zlib", "AuthnRequests are packed with a zlib head", &request_zlib::HOOKS),
];
