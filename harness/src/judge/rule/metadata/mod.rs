//! Rules of the SP's metadata (metadata 2.3 and 2.4).

mod acs_indexes_unique;
mod algorithms_as_observed;
mod attribute_services_complete;
mod certificates_current;
mod certificates_parse;
mod certificates_without_sha1;
mod endpoints_answer;
mod endpoints_over_tls;
mod entity_id_is_uri;
mod extensions_foreign;
mod fits_schema;
mod has_encryption_key;
mod has_post_acs;
mod has_signing_key;
mod has_technical_contact;
mod has_user_interface;
mod ids_unique;
mod is_well_formed;
mod keys_strong;
mod names_protocol;
mod not_outdated;
mod organization_complete;
mod says_requests_signed;
mod served_as_xml;
mod signals_subject_id;
mod signature_covers_root;
mod stable;
mod strings_not_blank;
mod wants_assertions_signed_as_observed;
mod without_doctype;
mod without_placeholders;
mod without_private_key;
mod without_redirect_acs;

#[cfg(test)]
use super::sample;
use super::{EvidenceView, Judgement, Rule, evidence_view, schema, signature};

/// The rule that needs the SP's addresses asked.
pub(super) const ASKS_ENDPOINTS: &str = endpoints_answer::RULE.name;

/// Line by line.
pub(super) const RULES: &[Rule] = &[
    is_well_formed::RULE,
    without_doctype::RULE,
    fits_schema::RULE,
    entity_id_is_uri::RULE,
    names_protocol::RULE,
    has_post_acs::RULE,
    acs_indexes_unique::RULE,
    endpoints_over_tls::RULE,
    endpoints_answer::RULE,
    without_redirect_acs::RULE,
    certificates_parse::RULE,
    without_private_key::RULE,
    keys_strong::RULE,
    has_encryption_key::RULE,
    certificates_current::RULE,
    certificates_without_sha1::RULE,
    has_signing_key::RULE,
    says_requests_signed::RULE,
    attribute_services_complete::RULE,
    not_outdated::RULE,
    signature_covers_root::RULE,
    has_technical_contact::RULE,
    has_user_interface::RULE,
    organization_complete::RULE,
    wants_assertions_signed_as_observed::RULE,
    served_as_xml::RULE,
    stable::RULE,
    ids_unique::RULE,
    strings_not_blank::RULE,
    signals_subject_id::RULE,
    algorithms_as_observed::RULE,
    without_placeholders::RULE,
    extensions_foreign::RULE,
];

/// Every certificate that the SP publishes; in words that there is none.
fn keys(view: &EvidenceView<'_>) -> Result<Vec<super::keys::Published>, String> {
    view.metadata()?;
    let keys = view.entity().map(super::keys::published).unwrap_or_default();
    if keys.is_empty() { Err("the SP publishes no certificate".to_owned()) } else { Ok(keys) }
}
