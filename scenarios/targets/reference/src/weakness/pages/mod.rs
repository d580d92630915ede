//! What people see is unsafe or of no use.

mod acs_by_get_crashes;
mod asks_for_password;
mod attributes_unescaped;
mod blames_user;
mod caches_acs_answer;
mod crashes_on_bad_signature;
mod crashes_on_bad_values;
mod crashes_on_encodings;
mod crashes_on_malformed;
mod crashes_on_markers;
mod crashes_on_rare_content;
mod crashes_on_relay_state;
mod crashes_on_undecryptable;
mod crashes_on_unknown_person;
mod crashes_without_assertion;
mod error_dumps_assertion;
mod error_is_blank;
mod error_shows_stack_trace;
mod error_without_way_on;
mod failure_loops;
mod issuer_unescaped;
mod locks_out_after_failure;
mod name_id_unescaped;
mod relay_state_redirects_anywhere;
mod relay_state_unescaped;
mod response_in_url;
mod same_message_for_all;
mod shows_error_as_200_home;
mod size_unbounded_crash;
mod status_message_unescaped;
mod tells_decryption_failures;

use super::Weakness;

/// All of them, by name.
pub const ALL: &[Weakness] = &[
    Weakness::new(
        "acs-by-get-crashes",
        "Opening the Assertion Consumer Service ends in a 500",
        &acs_by_get_crashes::HOOKS,
    ),
    Weakness::new("asks-for-password", "Company Login asks for a password", &asks_for_password::HOOKS),
    Weakness::new("attributes-unescaped", "Attributes stand on pages as they came", &attributes_unescaped::HOOKS),
    Weakness::new("blames-user", "A refusal says that the person did something wrong", &blames_user::HOOKS),
    Weakness::new(
        "caches-acs-answer",
        "Answers of the Assertion Consumer Service may be kept",
        &caches_acs_answer::HOOKS,
    ),
    Weakness::new(
        "crashes-on-bad-signature",
        "A signature that does not hold ends in a 500",
        &crashes_on_bad_signature::HOOKS,
    ),
    Weakness::new(
        "crashes-on-bad-values",
        "Values that are not what they should be end in a 500",
        &crashes_on_bad_values::HOOKS,
    ),
    Weakness::new(
        "crashes-on-encodings",
        "A declaration of another encoding than UTF-8 ends in a 500",
        &crashes_on_encodings::HOOKS,
    ),
    Weakness::new("crashes-on-malformed", "A message that cannot be read ends in a 500", &crashes_on_malformed::HOOKS),
    Weakness::new(
        "crashes-on-markers",
        "Attributes with quotes or line breaks make the SP fail",
        &crashes_on_markers::HOOKS,
    ),
    Weakness::new(
        "crashes-on-rare-content",
        "Content that is rare, and allowed, makes the SP fail",
        &crashes_on_rare_content::HOOKS,
    ),
    Weakness::new(
        "crashes-on-relay-state",
        "A RelayState that is not what was sent makes the SP fail",
        &crashes_on_relay_state::HOOKS,
    ),
    Weakness::new(
        "crashes-on-undecryptable",
        "An assertion that cannot be decrypted ends in a 500",
        &crashes_on_undecryptable::HOOKS,
    ),
    Weakness::new(
        "crashes-on-unknown-person",
        "A person without an account makes the SP fail",
        &crashes_on_unknown_person::HOOKS,
    ),
    Weakness::new(
        "crashes-without-assertion",
        "A response without an assertion ends in a 500",
        &crashes_without_assertion::HOOKS,
    ),
    Weakness::new("error-dumps-assertion", "A refusal shows the response", &error_dumps_assertion::HOOKS),
    Weakness::new("error-is-blank", "A refusal is a blank page", &error_is_blank::HOOKS),
    Weakness::new("error-shows-stack-trace", "A refusal shows a stack trace", &error_shows_stack_trace::HOOKS),
    Weakness::new(
        "error-without-way-on",
        "The page for a person without an account leads nowhere",
        &error_without_way_on::HOOKS,
    ),
    Weakness::new("failure-loops", "A refusal leads round in a circle", &failure_loops::HOOKS),
    Weakness::new(
        "issuer-unescaped",
        "The Issuer of a refused response stands on a page as it came",
        &issuer_unescaped::HOOKS,
    ),
    Weakness::new(
        "locks-out-after-failure",
        "After a refusal the browser is refused for a minute",
        &locks_out_after_failure::HOOKS,
    ),
    Weakness::new(
        "name-id-unescaped",
        "The name of a person without an account stands on a page as it came",
        &name_id_unescaped::HOOKS,
    ),
    Weakness::new(
        "relay-state-redirects-anywhere",
        "RelayState leads anywhere after sign-in",
        &relay_state_redirects_anywhere::HOOKS,
    ),
    Weakness::new("relay-state-unescaped", "RelayState stands on a page as it came", &relay_state_unescaped::HOOKS),
    Weakness::new("response-in-url", "The response stands in the address after sign-in", &response_in_url::HOOKS),
    Weakness::new(
        "same-message-for-all",
        "A person without an account sees the bare 404, too",
        &same_message_for_all::HOOKS,
    ),
    Weakness::new(
        "shows-error-as-200-home",
        "A refused person is sent to the start page and told nothing",
        &shows_error_as_200_home::HOOKS,
    ),
    Weakness::new("size-unbounded-crash", "A message that is too large ends in a 500", &size_unbounded_crash::HOOKS),
    Weakness::new(
        "status-message-unescaped",
        "The IdP's StatusMessage stands on a page as it came",
        &status_message_unescaped::HOOKS,
    ),
    Weakness::new(
        "tells-decryption-failures",
        "A refusal tells when it was the decryption that failed",
        &tells_decryption_failures::HOOKS,
    ),
];
