//! What a response says is not judged, or judged wrongly.

mod accepts_any_signed_part;
mod accepts_reversed_interval;
mod accepts_sha1;
mod accepts_unsigned;
mod accepts_zone_offsets;
mod addresses_ignore_case;
mod addresses_ignore_host;
mod any_audience_restriction_will_do;
mod audience_by_prefix;
mod confirmation_needs_no_end;
mod destination_by_prefix;
mod destination_may_be_absent;
mod empty_in_response_to_is_none;
mod encrypted_is_authentic;
mod ignores_audience;
mod ignores_authn_instant;
mod ignores_base_id;
mod ignores_conditions_time;
mod ignores_confirmation_in_response_to;
mod ignores_confirmation_method;
mod ignores_confirmation_not_before;
mod ignores_confirmation_time;
mod ignores_destination;
mod ignores_id_syntax;
mod ignores_in_response_to;
mod ignores_issue_instant;
mod ignores_issuer;
mod ignores_issuer_format;
mod ignores_name_qualifiers;
mod ignores_not_before;
mod ignores_one_time_use_twice;
mod ignores_recipient;
mod ignores_response_in_response_to;
mod ignores_response_issuer;
mod ignores_status;
mod ignores_unknown_conditions;
mod ignores_version;
mod issuer_ignores_blanks;
mod issuer_ignores_case;
mod malformed_times_pass;
mod mixes_confirmations;
mod no_audience_needed;
mod no_authn_context_needed;
mod no_authn_statement_needed;
mod no_confirmation_data_needed;
mod no_subject_needed;
mod recipient_by_prefix;
mod recipient_may_be_absent;
mod success_is_enough;
mod takes_any_lifetime;
mod takes_empty_name_id;
mod unbounded_skew;
mod unsolicited_always_allowed;
mod unsolicited_with_in_response_to;

use super::Weakness;

/// All of them, by name.
pub const ALL: &[Weakness] = &[
    Weakness::new(
        "accepts-any-signed-part",
        "A signed Response will do where a signed Assertion is demanded",
        &accepts_any_signed_part::HOOKS,
    ),
    Weakness::new(
        "accepts-reversed-interval",
        "Conditions that end before they begin pass",
        &accepts_reversed_interval::HOOKS,
    ),
    Weakness::new("accepts-sha1", "RSA-SHA1 and SHA-1 digests pass whatever the settings say", &accepts_sha1::HOOKS),
    Weakness::new("accepts-unsigned", "A response that nobody signed signs in whom it names", &accepts_unsigned::HOOKS),
    Weakness::new(
        "accepts-zone-offsets",
        "A time with an offset, or without a zone, is read as if it were UTC",
        &accepts_zone_offsets::HOOKS,
    ),
    Weakness::new(
        "addresses-ignore-case",
        "Destination, Recipient and Audience are compared without regard to case",
        &addresses_ignore_case::HOOKS,
    ),
    Weakness::new(
        "addresses-ignore-host",
        "Of Destination and Recipient the path alone is compared",
        &addresses_ignore_host::HOOKS,
    ),
    Weakness::new(
        "any-audience-restriction-will-do",
        "Of several AudienceRestrictions one is enough",
        &any_audience_restriction_will_do::HOOKS,
    ),
    Weakness::new(
        "audience-by-prefix",
        "An audience that begins with this SP's entity ID is taken for it",
        &audience_by_prefix::HOOKS,
    ),
    Weakness::new(
        "confirmation-needs-no-end",
        "A confirmation without NotOnOrAfter passes",
        &confirmation_needs_no_end::HOOKS,
    ),
    Weakness::new(
        "destination-by-prefix",
        "A Destination that begins with the ACS address is taken for it",
        &destination_by_prefix::HOOKS,
    ),
    Weakness::new(
        "destination-may-be-absent",
        "A signed response without Destination, or with an empty one, passes",
        &destination_may_be_absent::HOOKS,
    ),
    Weakness::new(
        "empty-in-response-to-is-none",
        "An empty InResponseTo counts as none",
        &empty_in_response_to_is_none::HOOKS,
    ),
    Weakness::new(
        "encrypted-is-authentic",
        "An assertion that came encrypted need not be signed",
        &encrypted_is_authentic::HOOKS,
    ),
    Weakness::new("ignores-audience", "An assertion for another SP is taken", &ignores_audience::HOOKS),
    Weakness::new(
        "ignores-authn-instant",
        "An AuthnInstant that is absent, absurd or yet to come passes",
        &ignores_authn_instant::HOOKS,
    ),
    Weakness::new(
        "ignores-base-id",
        "A subject that is named otherwise than by a NameID signs in by its attributes",
        &ignores_base_id::HOOKS,
    ),
    Weakness::new(
        "ignores-conditions-time",
        "Conditions that are over or yet to come pass",
        &ignores_conditions_time::HOOKS,
    ),
    Weakness::new(
        "ignores-confirmation-in-response-to",
        "The confirmation may answer another request than the response",
        &ignores_confirmation_in_response_to::HOOKS,
    ),
    Weakness::new(
        "ignores-confirmation-method",
        "Any SubjectConfirmation will do, or none",
        &ignores_confirmation_method::HOOKS,
    ),
    Weakness::new(
        "ignores-confirmation-not-before",
        "A bearer confirmation may have a NotBefore",
        &ignores_confirmation_not_before::HOOKS,
    ),
    Weakness::new(
        "ignores-confirmation-time",
        "A confirmation that is over, or never ends, passes",
        &ignores_confirmation_time::HOOKS,
    ),
    Weakness::new("ignores-destination", "A response for another address is taken", &ignores_destination::HOOKS),
    Weakness::new("ignores-id-syntax", "An ID may be absent or no XML name", &ignores_id_syntax::HOOKS),
    Weakness::new(
        "ignores-in-response-to",
        "A response may answer any request, or none",
        &ignores_in_response_to::HOOKS,
    ),
    Weakness::new(
        "ignores-issue-instant",
        "IssueInstant may be absent, absurd or long ago",
        &ignores_issue_instant::HOOKS,
    ),
    Weakness::new("ignores-issuer", "The Issuer may be anybody", &ignores_issuer::HOOKS),
    Weakness::new("ignores-issuer-format", "An Issuer of any Format passes", &ignores_issuer_format::HOOKS),
    Weakness::new(
        "ignores-name-qualifiers",
        "A NameID that another party's terms qualify counts as the bare name",
        &ignores_name_qualifiers::HOOKS,
    ),
    Weakness::new("ignores-not-before", "Conditions that are yet to come pass", &ignores_not_before::HOOKS),
    Weakness::new(
        "ignores-one-time-use-twice",
        "OneTimeUse and ProxyRestriction may stand there twice",
        &ignores_one_time_use_twice::HOOKS,
    ),
    Weakness::new("ignores-recipient", "A confirmation for another ACS is taken", &ignores_recipient::HOOKS),
    Weakness::new(
        "ignores-response-in-response-to",
        "The response may answer another request than the confirmation",
        &ignores_response_in_response_to::HOOKS,
    ),
    Weakness::new("ignores-response-issuer", "The Response may be issued by anybody", &ignores_response_issuer::HOOKS),
    Weakness::new("ignores-status", "A response that says it failed signs in all the same", &ignores_status::HOOKS),
    Weakness::new(
        "ignores-unknown-conditions",
        "Conditions that are not understood do not matter",
        &ignores_unknown_conditions::HOOKS,
    ),
    Weakness::new("ignores-version", "Any version of SAML passes", &ignores_version::HOOKS),
    Weakness::new("issuer-ignores-blanks", "Blanks around the Issuer do not count", &issuer_ignores_blanks::HOOKS),
    Weakness::new("issuer-ignores-case", "The Issuer is compared without regard to case", &issuer_ignores_case::HOOKS),
    Weakness::new(
        "malformed-times-pass",
        "A time that cannot be read does not limit anything",
        &malformed_times_pass::HOOKS,
    ),
    Weakness::new(
        "mixes-confirmations",
        "Of several confirmations one may have the right address and another the right time",
        &mixes_confirmations::HOOKS,
    ),
    Weakness::new(
        "no-audience-needed",
        "An assertion without AudienceRestriction is for everybody",
        &no_audience_needed::HOOKS,
    ),
    Weakness::new(
        "no-authn-context-needed",
        "An AuthnStatement without AuthnContext passes",
        &no_authn_context_needed::HOOKS,
    ),
    Weakness::new(
        "no-authn-statement-needed",
        "An assertion that says nothing of authentication signs in",
        &no_authn_statement_needed::HOOKS,
    ),
    Weakness::new(
        "no-confirmation-data-needed",
        "A bearer confirmation without data passes",
        &no_confirmation_data_needed::HOOKS,
    ),
    Weakness::new(
        "no-subject-needed",
        "An assertion without a subject signs in by its attributes",
        &no_subject_needed::HOOKS,
    ),
    Weakness::new(
        "recipient-by-prefix",
        "A Recipient that begins with the ACS address is taken for it",
        &recipient_by_prefix::HOOKS,
    ),
    Weakness::new(
        "recipient-may-be-absent",
        "A confirmation without Recipient is for everybody",
        &recipient_may_be_absent::HOOKS,
    ),
    Weakness::new(
        "success-is-enough",
        "A response that says Success and has no assertion signs somebody in",
        &success_is_enough::HOOKS,
    ),
    Weakness::new("takes-any-lifetime", "A confirmation may hold for years", &takes_any_lifetime::HOOKS),
    Weakness::new(
        "takes-empty-name-id",
        "A subject without a name signs in by its attributes",
        &takes_empty_name_id::HOOKS,
    ),
    Weakness::new("unbounded-skew", "The clocks may differ by 23 hours", &unbounded_skew::HOOKS),
    Weakness::new(
        "unsolicited-always-allowed",
        "A response may come unasked although the settings forbid it",
        &unsolicited_always_allowed::HOOKS,
    ),
    Weakness::new(
        "unsolicited-with-in-response-to",
        "A request that is not known here counts as none",
        &unsolicited_with_in_response_to::HOOKS,
    ),
];
