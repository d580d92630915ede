//! What comes to the Assertion Consumer Service is unpacked too generously.

mod accepts_any_content_type;
mod accepts_base64_garbage;
mod accepts_get;
mod accepts_response_anywhere;
mod inflates_anything;
mod takes_first_of_two_fields;
mod takes_last_of_two_fields;
mod takes_query_for_form;

use super::Weakness;

/// All of them, by name.
pub const ALL: &[Weakness] = &[
    Weakness::new(
        "accepts-any-content-type",
        "A response in a body of another type is taken, and not verified",
        &accepts_any_content_type::HOOKS,
    ),
    Weakness::new("accepts-base64-garbage", "Letters that are no base64 are dropped", &accepts_base64_garbage::HOOKS),
    Weakness::new("accepts-get", "A response by GET is taken, and not verified", &accepts_get::HOOKS),
    Weakness::new(
        "accepts-response-anywhere",
        "Any address of the SP takes responses for any address of it",
        &accepts_response_anywhere::HOOKS,
    ),
    Weakness::new(
        "inflates-anything",
        "A deflated response is taken by POST, and inflated without limit",
        &inflates_anything::HOOKS,
    ),
    Weakness::new(
        "takes-first-of-two-fields",
        "Of two fields SAMLResponse the first is taken",
        &takes_first_of_two_fields::HOOKS,
    ),
    Weakness::new(
        "takes-last-of-two-fields",
        "Of two fields SAMLResponse the last is taken",
        &takes_last_of_two_fields::HOOKS,
    ),
    Weakness::new(
        "takes-query-for-form",
        "A response in the query goes before the one in the form",
        &takes_query_for_form::HOOKS,
    ),
];
