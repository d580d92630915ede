//! CATALOGUE: the rules, one a file. Each says what it finds, why that matters and what mends it.
//!
//! A rule is its file and the `mod` line here; `build.rs` makes the list out of the files.

mod context;

mod acs_index;
mod acs_url_and_index;
mod assertion_not_signed;
mod attribute_empty;
mod attribute_twice;
mod bad_boolean;
mod bad_id;
mod bad_time;
mod bare_ampersand;
mod binary_file;
mod blank_before_declaration;
mod browser_view;
mod byte_order_mark;
mod certificate_armour_damaged;
mod certificate_blanks;
mod certificate_chain;
mod certificate_character_references;
mod certificate_contradicts_itself;
mod certificate_empty;
mod certificate_escaped_newlines;
mod certificate_expired;
mod certificate_expiring;
mod certificate_not_base64;
mod certificate_not_yet_valid;
mod certificate_other_object;
mod certificate_pem_armour;
mod certificate_percent_encoded;
mod certificate_placeholder;
mod certificate_plus_lost;
mod certificate_private_key;
mod certificate_stale;
mod certificate_truncated;
mod certificate_twice_encoded;
mod certificate_unreadable;
mod certificate_url_alphabet;
mod certificate_weak_key;
mod certificate_weak_signature;
mod code_fence;
mod destination_differs;
mod doctype;
mod double_escaped;
mod doubled_quotes;
mod duplicate_certificate;
mod duplicate_entity;
mod duplicate_id;
mod element_order;
mod empty_file;
mod encrypted_assertion;
mod endpoint_admin_console;
mod endpoint_blanks;
mod endpoint_fragment;
mod endpoint_hosts_differ;
mod endpoint_http;
mod endpoint_local;
mod endpoint_not_a_url;
mod endpoint_placeholder;
mod entity_id_blanks;
mod entity_id_inner_blanks;
mod entity_id_is_sp;
mod entity_id_is_sso_url;
mod entity_id_missing;
mod entity_id_placeholder;
mod entity_id_too_long;
mod file_too_large;
mod html_page;
mod in_response_to_differs;
mod inflates_too_far;
mod invalid_utf_8;
mod issuers_differ;
mod json_escaped;
mod json_file;
mod jumpcloud_logout;
mod key_without_use;
mod line_numbers;
mod message_cut_off;
mod name_id_format_jumpcloud_default;
mod name_id_not_email;
mod name_id_with_capitals;
mod nested_too_deeply;
mod no_assertion;
mod no_attributes;
mod no_audience;
mod no_authn_statement;
mod no_bearer_confirmation;
mod no_destination;
mod no_entity;
mod no_issuer;
mod no_name_id;
mod no_post_acs;
mod no_redirect_endpoint;
mod no_role;
mod no_saml_text;
mod no_session_index;
mod no_signing_certificate;
mod no_sso_endpoint;
mod non_breaking_space;
mod not_deflated;
mod not_saml;
mod not_saml_2;
mod not_signed;
mod not_valid_at;
mod not_version_2;
mod not_well_formed;
mod pem_without_certificate;
mod private_key;
mod quoted_mail;
mod quoted_printable;
mod relay_state_too_long;
mod request_without_issuer;
mod requested_context;
mod requests_signed_without_key;
mod response_binding_not_post;
mod several_assertions;
mod several_certificates;
mod several_defaults;
mod several_documents;
mod several_entities;
mod signature_content_changed;
mod signature_of_another_key;
mod signature_of_something_else;
mod signature_reformatted;
mod signature_sha1;
mod signature_unclear;
mod signature_without_certificate;
mod signing_demanded;
mod smart_quotes;
mod status_not_success;
mod text_around_xml;
mod transient_name_id;
mod truncated;
mod undeclared_entity;
mod undeclared_prefix;
mod unknown_binding;
mod unknown_key_use;
mod unknown_name_id_format;
mod unsolicited;
mod url_as_text;
mod utf_16_text;
mod valid_until_past;
mod valid_until_soon;
mod value_with_blanks;
mod window_wrong;
mod wrapped_entity;
mod wrong_encoding_declared;
mod wrong_namespace;
mod wrong_role;
mod zero_width_character;

pub(crate) use context::{Context, Found, is_admin_console, local, parsed, placeholder};

use crate::finding::Severity;

/// A rule of the catalogue.
#[derive(Clone, Copy, Debug)]
pub struct Rule {
    /// Its name, in kebab-case: that of its file.
    pub id: &'static str,
    /// How bad what it finds is.
    pub severity: Severity,
    /// What it finds.
    pub finds: &'static str,
    /// Why that matters.
    pub why: &'static str,
    /// What to do about it.
    pub mend: &'static str,
    /// Id of the step of the JumpCloud guide that mends it, where one does.
    pub step: Option<&'static str>,
    /// Clauses of the standards, and who met it.
    pub refs: &'static [&'static str],
    pub(crate) check: fn(&Context<'_>) -> Vec<Found>,
}

include!(concat!(env!("OUT_DIR"), "/rules.rs"));

/// Every rule, by id.
pub fn all() -> &'static [Rule] {
    ALL
}

/// The rule of that id.
pub fn find(id: &str) -> Option<&'static Rule> {
    ALL.iter().find(|rule| rule.id == id)
}
