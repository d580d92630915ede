//! Causes that no file shows: somebody, a page or a log has to say so.

use super::super::cause::{Cause, Side};
use super::super::customer::Place;

/// A cause that words alone tell.
const fn told(
    id: &'static str,
    sentence: &'static str,
    field: &'static str,
    place: Place,
    side: Side,
    also: &'static str,
    support: &'static str,
) -> Cause {
    Cause { id, sentence, field, place, side, mend: &[], also, support, cases: &[], settings: "", find: |_| None }
}

/// Popups.
pub const WINDOW_BLOCKED: Cause = told(
    "window-blocked",
    "The browser did not open the login in a window of its own: Company Login stands inside another page that may open none, or pop-ups are blocked.",
    "the page in which Company Login is opened, or the browser",
    Place::Start,
    Side::Person,
    "Open the service provider in a tab of its own. To keep it inside another page, let that page allow pop-ups (sandbox: allow-popups, allow-popups-to-escape-sandbox).",
    "Nothing is wrong at the IdP. Let Company Login go on in the same window, in place of a new one.",
);

/// No server.
pub const SERVER_NOT_REACHED: Cause = told(
    "server-not-reached",
    "The browser does not reach the server: a wrong host name, a firewall, or a TLS certificate that it does not trust.",
    "the host in the address bar",
    Place::Start,
    Side::Customer,
    "Look which host the address bar shows. If it is the service provider's, compare ACS URL of the application; if it is the IdP's, the address in the metadata.",
    "Look whether the host is up, and its TLS certificate is good.",
);

/// Not fetched.
pub const METADATA_NOT_FETCHED: Cause = told(
    "metadata-not-fetched",
    "The service provider cannot fetch the metadata from its address.",
    "Metadata (Step 4) in the service provider's SSO Settings",
    Place::Start,
    Side::Customer,
    "Insert the metadata as a file in place of its address.",
    "Try the address from the service provider's machine.",
);

/// Another directory's account.
pub const ANOTHER_COMPANY: Cause = told(
    "idp-account-of-another-company",
    "The person is signed in at the IdP with an account of another company, which may not use the application.",
    "the account at the IdP",
    Place::Idp,
    Side::Person,
    "Open a private window, and sign in with the account of this company; or invite that account as a guest.",
    "",
);

/// MFA.
pub const SECOND_FACTOR: Cause = told(
    "second-factor-missing",
    "The IdP wants a second factor, and the person has not set one up or did not give it.",
    "second factor (MFA) of the user",
    Place::Idp,
    Side::Person,
    "Set the second factor up at the IdP's own portal, and log in again.",
    "",
);

/// Conditional access.
pub const POLICY: Cause = told(
    "idp-policy",
    "A policy of the IdP (Conditional Access, device, network) does not let the person in.",
    "the IdP's policies",
    Place::Idp,
    Side::Customer,
    "Look into the IdP's sign-in log: it names the policy.",
    "",
);

/// Consent.
pub const CONSENT: Cause = told(
    "consent-missing",
    "An admin of the IdP has not approved the application yet.",
    "consent for the application at the IdP",
    Place::Idp,
    Side::Customer,
    "An admin opens the application at the IdP and grants consent for the organization.",
    "",
);

/// A request that is none.
pub const NOT_UNDERSTOOD: Cause = told(
    "request-not-understood",
    "The IdP does not understand the request: it is no SAML request, was cut off, or came to an address that takes none.",
    "the AuthnRequest",
    Place::Idp,
    Side::Sp,
    "Open Company Login itself, no bookmark of the IdP's page.",
    "Look at the AuthnRequest: binding, Destination, and whether the address holds SAMLRequest.",
);

/// In a frame.
pub const FRAMED: Cause = told(
    "login-in-a-frame",
    "The IdP's login page is opened inside another page, which IdPs forbid.",
    "the page in which Company Login is opened",
    Place::Idp,
    Side::Person,
    "Open the service provider in a tab of its own.",
    "Leave the frame before the person is sent to the IdP.",
);

/// CSRF.
pub const CSRF: Cause = told(
    "acs-behind-csrf-check",
    "The service provider's protection against forged forms refuses the IdP's answer, which no IdP can pass.",
    "the ACS of the service provider",
    Place::Acs,
    Side::Sp,
    "Nothing is to be changed at the IdP.",
    "Exempt the ACS from the CSRF check.",
);

/// No SAMLResponse.
pub const RESPONSE_LOST: Cause = told(
    "response-lost",
    "The IdP's answer did not arrive whole at the service provider: SAMLResponse is missing there.",
    "the ACS of the service provider",
    Place::Acs,
    Side::Sp,
    "Open Company Login itself; nobody can begin at the ACS.",
    "Look whether a redirect (http to https, with or without www) turns the POST into a GET, or a proxy cuts it.",
);

/// In, without a right.
pub const NOT_AUTHORISED: Cause = told(
    "not-authorised-at-sp",
    "The person is known at the service provider and has no right there to go on: the account is deactivated, or has no role, group or licence.",
    "state, role or plan of the person's account at the service provider",
    Place::Acs,
    Side::Customer,
    "Activate the account at the service provider, and give the person a role there. Nothing is to be changed at the IdP.",
    "Look at the state and the roles of the person's account.",
);
