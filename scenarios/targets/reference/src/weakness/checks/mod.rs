//! What a response says is not judged, or judged wrongly.

pub mod accepts_any_signed_part;
pub mod accepts_reversed_interval;
pub mod accepts_sha1;
pub mod accepts_unsigned;
pub mod accepts_zone_offsets;
pub mod addresses_by_part;
pub mod addresses_ignore_case;
pub mod addresses_ignore_host;
pub mod addresses_without_query;
pub mod any_audience_restriction_will_do;
pub mod audience_by_prefix;
pub mod confirmation_needs_no_end;
pub mod destination_by_prefix;
pub mod destination_may_be_absent;
pub mod empty_in_response_to_is_none;
pub mod encrypted_is_authentic;
pub mod encrypted_skips_checks;
pub mod ignores_audience;
pub mod ignores_authn_instant;
pub mod ignores_base_id;
pub mod ignores_conditions_time;
pub mod ignores_confirmation_in_response_to;
pub mod ignores_confirmation_method;
pub mod ignores_confirmation_not_before;
pub mod ignores_confirmation_time;
pub mod ignores_destination;
pub mod ignores_id_syntax;
pub mod ignores_in_response_to;
pub mod ignores_issue_instant;
pub mod ignores_issuer;
pub mod ignores_issuer_format;
pub mod ignores_name_qualifiers;
pub mod ignores_not_before;
pub mod ignores_one_time_use_twice;
pub mod ignores_recipient;
pub mod ignores_response_in_response_to;
pub mod ignores_response_issuer;
pub mod ignores_status;
pub mod ignores_unknown_conditions;
pub mod ignores_version;
pub mod issuer_ignores_blanks;
pub mod issuer_ignores_case;
pub mod malformed_times_pass;
pub mod mixes_confirmations;
pub mod no_audience_needed;
pub mod no_authn_context_needed;
pub mod no_authn_statement_needed;
pub mod no_confirmation_data_needed;
pub mod no_subject_needed;
pub mod recipient_by_prefix;
pub mod recipient_may_be_absent;
pub mod response_signed_skips_checks;
pub mod success_is_enough;
pub mod takes_any_lifetime;
pub mod takes_empty_name_id;
pub mod takes_time_of_response;
pub mod unbounded_skew;
pub mod unsolicited_always_allowed;
pub mod unsolicited_skips_checks;
pub mod unsolicited_with_in_response_to;
pub mod verifies_first_company_alone;

/// What a response is held against beside its signature and its subject: the checks that some weaknesses leave out in some
/// situations.
const WHERE_AND_WHEN: &[&str] = &["audience", "recipient", "destination", "time"];

use crate::checks::{self, Expected};
use crate::refusal::Refusal;
use crate::response::VerifiedResponse;

/// All checks, as if each Destination, Recipient and Audience that `counts_as` the right one, which comes second, were the
/// right one.
fn with_addresses(
    response: &VerifiedResponse,
    expected: &Expected<'_>,
    counts_as: fn(&str, &str) -> bool,
) -> Result<(), Refusal> {
    let mut changed = response.clone();
    let right = |text: &mut String, own: &str| {
        if counts_as(text, own) {
            own.clone_into(text);
        }
    };
    changed.response.destination.iter_mut().for_each(|one| right(one, expected.acs_url));
    let recipients = changed.assertion.confirmations.iter_mut().filter_map(|one| one.recipient.as_mut());
    recipients.for_each(|one| right(one, expected.acs_url));
    let restrictions = changed.assertion.conditions.iter_mut().flat_map(|one| &mut one.audience_restrictions);
    restrictions.flatten().for_each(|one| right(one, expected.entity_id));
    checks::all(&changed, expected)
}
