//! Requests, replays, sessions and cookies are kept wrongly.

mod broken_post_breaks_next;
mod browser_cookie_lax;
mod cookie_readable_by_script;
mod cookie_without_same_site;
mod deep_link_cut;
mod deep_link_decoded;
mod deep_link_loses_query;
mod double_click_fails;
mod drops_deep_link;
mod failure_ends_session;
mod forgets_groups;
mod ignores_session_end;
mod keeps_first_attributes;
mod keeps_old_session;
mod lands_without_redirect;
mod no_replay_memory;
mod one_request_at_a_time;
mod open_request_blocks;
mod pending_expires_at_once;
mod replay_by_response_id;
mod replay_per_browser;
mod request_answered_twice;
mod request_of_any_browser;
mod session_before_checks;
mod session_cookie_strict;
mod session_fixed;
mod start_skips_idp;
mod stays_signed_in;
mod unsolicited_replaces_session;

use super::Weakness;

/// All of them, by name.
pub const ALL: &[Weakness] = &[
    Weakness::new(
        "broken-post-breaks-next",
        "After a POST that broke off the next request fails",
        &broken_post_breaks_next::HOOKS,
    ),
    Weakness::new(
        "browser-cookie-lax",
        "The browser's requests are forgotten on the way back from the IdP",
        &browser_cookie_lax::HOOKS,
    ),
    Weakness::new("cookie-readable-by-script", "Script can read the session cookie", &cookie_readable_by_script::HOOKS),
    Weakness::new(
        "cookie-without-same-site",
        "The session cookie says nothing of SameSite",
        &cookie_without_same_site::HOOKS,
    ),
    Weakness::new("deep-link-cut", "Of the address that was asked for, 64 characters are kept", &deep_link_cut::HOOKS),
    Weakness::new(
        "deep-link-decoded",
        "Encoded separators in the address that was asked for are decoded",
        &deep_link_decoded::HOOKS,
    ),
    Weakness::new(
        "deep-link-loses-query",
        "The query of the page that was asked for is lost",
        &deep_link_loses_query::HOOKS,
    ),
    Weakness::new(
        "double-click-fails",
        "A response that is posted twice ends in a 404 and without a session",
        &double_click_fails::HOOKS,
    ),
    Weakness::new("drops-deep-link", "Everybody lands on the start page", &drops_deep_link::HOOKS),
    Weakness::new(
        "failure-ends-session",
        "A response that is refused signs out who is signed in",
        &failure_ends_session::HOOKS,
    ),
    Weakness::new(
        "forgets-groups",
        "Groups and attributes with several values keep the first alone",
        &forgets_groups::HOOKS,
    ),
    Weakness::new(
        "ignores-session-end",
        "A session that ended at the IdP begins, and never ends",
        &ignores_session_end::HOOKS,
    ),
    Weakness::new(
        "keeps-first-attributes",
        "Attributes stay as they were at the first sign-in",
        &keeps_first_attributes::HOOKS,
    ),
    Weakness::new(
        "keeps-old-session",
        "The first person stays signed in when a second one signs in",
        &keeps_old_session::HOOKS,
    ),
    Weakness::new(
        "lands-without-redirect",
        "The page after sign-in is the answer to the POST, and reloading it signs out",
        &lands_without_redirect::HOOKS,
    ),
    Weakness::new("no-replay-memory", "A response signs in as often as it is posted", &no_replay_memory::HOOKS),
    Weakness::new(
        "one-request-at-a-time",
        "A second request of a browser closes the first",
        &one_request_at_a_time::HOOKS,
    ),
    Weakness::new(
        "open-request-blocks",
        "Nobody can begin anew while an earlier request of the browser is open",
        &open_request_blocks::HOOKS,
    ),
    Weakness::new("pending-expires-at-once", "Requests are forgotten after a second", &pending_expires_at_once::HOOKS),
    Weakness::new(
        "replay-by-response-id",
        "Replays are known by the ID of the response",
        &replay_by_response_id::HOOKS,
    ),
    Weakness::new("replay-per-browser", "What one browser has used, another may use again", &replay_per_browser::HOOKS),
    Weakness::new(
        "request-answered-twice",
        "A request stays open when it was answered",
        &request_answered_twice::HOOKS,
    ),
    Weakness::new(
        "request-of-any-browser",
        "A response may answer the request of another browser",
        &request_of_any_browser::HOOKS,
    ),
    Weakness::new(
        "session-before-checks",
        "A response that is refused has signed in already",
        &session_before_checks::HOOKS,
    ),
    Weakness::new(
        "session-cookie-strict",
        "The session cookie does not survive the way back from the IdP",
        &session_cookie_strict::HOOKS,
    ),
    Weakness::new("session-fixed", "The session keeps the name that the browser brought along", &session_fixed::HOOKS),
    Weakness::new(
        "start-skips-idp",
        "Company Login signs the typed address in without the IdP",
        &start_skips_idp::HOOKS,
    ),
    Weakness::new("stays-signed-in", "Sign-out does nothing", &stays_signed_in::HOOKS),
    Weakness::new(
        "unsolicited-replaces-session",
        "A sign-in that nobody asked for takes the place of another person's",
        &unsolicited_replaces_session::HOOKS,
    ),
];
