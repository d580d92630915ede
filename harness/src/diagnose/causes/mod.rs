//! The registry of causes, in the order in which a login meets them.

mod account;
mod answer;
mod at_idp;
mod attributes;
mod kinds;
mod metadata;
mod outside_guide;
mod people;
mod sp;
mod stored;
mod told;
mod trust;

use super::cause::Cause;
use super::customer::Customer;

/// Whether the files disprove the cause of that id, whatever a page or somebody says.
pub(super) fn is_disproved(id: &str, customer: &Customer<'_>) -> bool {
    id == "certificate-differs" && trust::same_certificate(customer)
}

/// The cause that is left when nothing else explains a refusal.
pub(super) const WHEN_NOTHING_ELSE: &str = "issuer-at-sp-differs";

/// Causes that lie in one person's record or browser: with them others get in.
pub(super) const OF_ONE_PERSON: &[&str] = &[
    "user-not-bound",
    "user-suspended",
    "user-not-activated",
    "idp-login-refused",
    "no-account",
    "name-id-padded",
    "no-name-id",
    "email-in-other-letters",
    "attribute-missing",
    "attribute-empty",
    "very-many-groups",
    "session-cookie-not-sent",
    "answer-to-another-request",
    "second-factor-missing",
    "idp-policy",
    "idp-account-of-another-company",
    "idp-session-of-another",
    "company-email-of-another",
    "login-took-too-long",
    "not-authorised-at-sp",
    "window-blocked",
    "server-not-reached",
];

/// Every cause. Of two that fit equally well the first one is the first answer.
pub const CAUSES: &[Cause] = &[
    metadata::NOT_METADATA,
    metadata::SP_METADATA_INSTEAD,
    metadata::OLD_EXPORT,
    metadata::NO_REDIRECT_ENDPOINT,
    kinds::ENCODING,
    kinds::SEVERAL_ENTITIES,
    kinds::CERTIFICATE_AHEAD,
    metadata::OUTDATED,
    metadata::EMPTY_ENTITY_ID,
    metadata::CHANGED,
    outside_guide::EXPORT_FAILS,
    outside_guide::NOT_ENFORCED,
    metadata::NOT_STORED,
    kinds::SAME_IDP_URL,
    told::WINDOW_BLOCKED,
    told::SERVER_NOT_REACHED,
    told::METADATA_NOT_FETCHED,
    stored::ANOTHER_ORGANIZATION,
    stored::ASKS_FOR_ANOTHER_ACS,
    at_idp::APPLICATION_INACTIVE,
    at_idp::APPLICATION_UNKNOWN,
    at_idp::ACS_URL_UNKNOWN,
    at_idp::ISSUER_UNKNOWN,
    outside_guide::REQUEST_NOT_SIGNED,
    at_idp::SP_CERTIFICATE_OF_ANOTHER,
    at_idp::SP_CERTIFICATE_MISSING,
    at_idp::NOT_ACTIVATED,
    at_idp::SUSPENDED,
    at_idp::NOT_BOUND,
    at_idp::UNKNOWN_PERSON,
    told::ANOTHER_COMPANY,
    told::SECOND_FACTOR,
    told::POLICY,
    told::CONSENT,
    told::NOT_UNDERSTOOD,
    told::FRAMED,
    kinds::NO_LOGOUT,
    kinds::AUTHN_CONTEXT,
    kinds::LONG_RELAY_STATE,
    kinds::LOOP,
    sp::ACS_BOOKMARKED,
    people::SESSION_OF_ANOTHER,
    people::EMAIL_OF_ANOTHER,
    answer::DENIED,
    kinds::NOT_ENCRYPTED,
    answer::ENCRYPTED,
    trust::ANOTHER_APPLICATION,
    trust::ISSUER_CHANGED,
    kinds::BOTH_SIGNED,
    trust::CERTIFICATE_DAMAGED,
    trust::KEY_NO_PAIR,
    trust::CHANGED,
    trust::CERTIFICATE_CHANGED,
    trust::CERTIFICATE_AT_SP_OLD,
    metadata::NO_CERTIFICATE,
    trust::NOTHING_SIGNED,
    trust::ASSERTION_NOT_SIGNED,
    kinds::RESPONSE_NOT_SIGNED,
    trust::SHA1,
    outside_guide::ALGORITHM_UNKNOWN,
    trust::CERTIFICATE_EXPIRED,
    kinds::STALE_CERTIFICATE,
    kinds::BEHIND_PROXY,
    answer::ACS_URL,
    answer::AUDIENCE,
    answer::CLOCK,
    sp::CLOCK,
    answer::UNSOLICITED,
    told::CSRF,
    told::RESPONSE_LOST,
    people::TOOK_TOO_LONG,
    sp::SESSION_COOKIE,
    answer::ANOTHER_REQUEST,
    account::NO_NAME_ID,
    account::PADDED,
    account::NOT_MAIL,
    account::CHANGING_FORMAT,
    account::LETTERS,
    account::UNKNOWN,
    attributes::NONE,
    attributes::MISSING,
    attributes::EMPTY,
    attributes::NAMES,
    attributes::GROUPS_SHAPE,
    attributes::MANY_GROUPS,
    kinds::SAME_ENTITY_ID,
    kinds::NO_KEY_INFO,
    outside_guide::NO_SESSION_INDEX,
    outside_guide::LANDING_PAGE,
    sp::RELAY_STATE,
    account::ODD_FORMAT,
    told::NOT_AUTHORISED,
    sp::SERVER_ERROR,
    sp::SIGNED_WITHOUT_ISSUER,
];
