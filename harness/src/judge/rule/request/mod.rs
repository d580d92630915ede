//! Rules of AuthnRequests (core 3.4.1, profiles 4.1.4.1, bindings 3.4 and 3.5).

mod acs_index_not_mixed;
mod acs_url_published;
mod attribute_index_published;
mod authn_context_complete;
mod authn_context_exact;
mod booleans_valid;
mod by_redirect;
mod destination_is_endpoint;
mod fits_schema;
mod forbids_caching;
mod form_works_without_script;
mod goes_to_one_idp;
mod id_is_ncname;
mod id_long_enough;
mod id_unique;
mod ids_not_guessable;
mod in_top_frame;
mod instant_is_now;
mod instant_is_utc;
mod issuer_format_is_entity;
mod issuer_is_entity_id;
mod keeps_endpoint_query;
mod name_id_format_declared;
mod name_id_policy_open;
mod not_passive;
mod post_signature_enveloped;
mod protocol_binding_is_post;
mod redirect_encoding_strict;
mod redirect_signature_verifies;
mod relay_state_at_most_80_bytes;
mod relay_state_is_opaque;
mod signature_algorithm_strong;
mod signed_as_declared;
mod strings_short;
mod version_is_2_0;
mod without_acs_index;
mod without_doctype;
mod without_personal_data;
mod without_subject_confirmation;

#[cfg(test)]
use super::sample;
use super::{EvidenceView, Judgement, Rule, evidence_view, html, keys, schema, signature};

/// Line by line.
pub(super) const RULES: &[Rule] = &[
    id_is_ncname::RULE,
    id_unique::RULE,
    id_long_enough::RULE,
    ids_not_guessable::RULE,
    version_is_2_0::RULE,
    instant_is_utc::RULE,
    instant_is_now::RULE,
    issuer_is_entity_id::RULE,
    issuer_format_is_entity::RULE,
    destination_is_endpoint::RULE,
    acs_url_published::RULE,
    acs_index_not_mixed::RULE,
    without_acs_index::RULE,
    protocol_binding_is_post::RULE,
    name_id_policy_open::RULE,
    name_id_format_declared::RULE,
    authn_context_exact::RULE,
    authn_context_complete::RULE,
    without_subject_confirmation::RULE,
    booleans_valid::RULE,
    not_passive::RULE,
    by_redirect::RULE,
    redirect_encoding_strict::RULE,
    redirect_signature_verifies::RULE,
    signature_algorithm_strong::RULE,
    post_signature_enveloped::RULE,
    signed_as_declared::RULE,
    form_works_without_script::RULE,
    without_doctype::RULE,
    strings_short::RULE,
    in_top_frame::RULE,
    keeps_endpoint_query::RULE,
    forbids_caching::RULE,
    fits_schema::RULE,
    attribute_index_published::RULE,
    goes_to_one_idp::RULE,
    without_personal_data::RULE,
    relay_state_at_most_80_bytes::RULE,
    relay_state_is_opaque::RULE,
];
