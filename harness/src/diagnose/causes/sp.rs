//! What is not the customer's IdP: the service provider, its settings for this customer, the browser.

use saml_artefact::{Doubt, Verdict};

use super::super::cause::{Cause, Certainty, Found, Side};
use super::super::customer::Place;
use super::super::difference;

/// ACS opened by hand.
pub const ACS_BOOKMARKED: Cause = Cause {
    id: "acs-bookmarked",
    sentence: "The address at which logins end (ACS) was opened by itself: it was bookmarked, and nobody can log in there.",
    field: "the bookmark",
    place: Place::Start,
    side: Side::Person,
    mend: &[],
    also: "Bookmark Company Login instead.",
    support: "Show a page that leads to Company Login.",
    cases: &["misconfiguration/acs-bookmarked"],
    settings: "",
    find: |customer| {
        let opened = |url: &str| {
            let path = url.split(['?', '#']).next().unwrap_or_default().trim_end_matches('/').to_lowercase();
            customer.sp.acs_url.as_deref().is_some_and(|acs| acs == url)
                || path.ends_with("/acs")
                || path.ends_with("/saml/consume")
        };
        let end = customer.end.as_ref().filter(|end| end.place == Some(Place::Start) && end.is_recorded)?;
        let found =
            customer.exchanges.iter().find(|one| one.method == "GET" && opened(&one.url) && one.messages.is_empty())?;
        let status = end.status.map(|status| format!(", HTTP {status}")).unwrap_or_default();
        Some(Found::certain("Company Login", format!("{}{status}", found.url)))
    },
};

/// The other clock.
pub const CLOCK: Cause = Cause {
    id: "sp-clock-off",
    sentence: "The service provider's clock is off: the IdP and the browser have the same time, and it has another.",
    field: "clock of the service provider",
    place: Place::Acs,
    side: Side::Sp,
    mend: &[],
    also: "Nothing is to be changed at the IdP.",
    support: "Set the clock of the service provider's machine by a time server (NTP). Allow three minutes.",
    cases: &[],
    settings: "",
    find: |customer| {
        let ahead = customer.sp_clock_ahead()?;
        let is_bad = customer.may_have_failed();
        let word = if ahead.is_negative() { "behind" } else { "ahead" };
        let seen = format!("{} s {word} in its Date headers", ahead.abs().as_secs());
        is_bad.then(|| Found::certain("the time of the IdP and of the browser", seen).at(Certainty::Likely))
    },
};

/// The session did not come along.
pub const SESSION_COOKIE: Cause = Cause {
    id: "session-cookie-not-sent",
    sentence: "The browser does not send the service provider's session cookie along with the IdP's answer, so the login that was begun is not found.",
    field: "SameSite of the service provider's session cookie",
    place: Place::Acs,
    side: Side::Sp,
    mend: &[],
    also: "Nothing is to be changed at the IdP. Allow cookies of the service provider, and do not open it inside another page.",
    support: "Set the cookie of a login that was begun as SameSite=None; Secure: the IdP's answer is a POST from another site.",
    cases: &["misconfiguration/cookies-lost"],
    settings: "",
    find: |customer| {
        let post = customer.post().filter(|post| post.method == "POST")?;
        let before = customer.exchanges.iter().take_while(|one| !std::ptr::eq(**one, post));
        let set: Vec<_> = before.filter(|one| one.host() == post.host()).flat_map(|one| &one.cookies.set).collect();
        let is_bad = customer.end.as_ref().is_some_and(|end| !end.is_good);
        let came = set.iter().any(|cookie| post.cookies.sent.contains(&cookie.name));
        let first = set.iter().find(|cookie| cookie.same_site.as_deref() != Some("none")).or(set.first())?;
        let same_site = first.same_site.as_deref().unwrap_or("not said");
        let seen = format!("cookie `{}` (SameSite: {same_site}) is not in the POST to the ACS", first.name);
        // SPs set cookies that a login does not need, too.
        (is_bad && !came).then(|| Found::certain("SameSite=None; Secure", seen).at(Certainty::Likely))
    },
};

/// RelayState.
pub const RELAY_STATE: Cause = Cause {
    id: "relay-state-is-a-page",
    sentence: "Default RelayState holds a whole address; service providers go to pages of their own alone.",
    field: "Default RelayState",
    place: Place::Acs,
    side: Side::Customer,
    mend: &[],
    also: "Leave Default RelayState of the application empty, or fill in a path of the service provider, and save it.",
    support: "",
    cases: &["misconfiguration/relay-state-is-a-page"],
    settings: "default_relay_state = \"https://elsewhere.example/start\"\n[flow] start = \"idp\"",
    find: |customer| {
        let of_post =
            customer.post().filter(|_| customer.requests.is_empty()).and_then(|post| post.relay_state.as_deref());
        let of_application = customer.applications.iter().find_map(|one| one.default_relay_state.as_deref());
        let is_bad = customer.may_have_failed();
        let seen = of_post.or(of_application).filter(|state| is_bad && state.contains("://"))?;
        Some(Found::certain("nothing, or a path as /orders", seen).at(Certainty::Likely))
    },
};

/// 5xx.
pub const SERVER_ERROR: Cause = Cause {
    id: "sp-error",
    sentence: "The service provider failed with an error of its own (5xx); what it was sent shows nothing wrong.",
    field: "the service provider",
    place: Place::Acs,
    side: Side::Sp,
    mend: &[],
    also: "Nothing is to be changed at the IdP.",
    support: "Look into the service provider's log at the time of the recording; the message can be replayed by the scenario.",
    cases: &[],
    settings: "",
    find: |customer| {
        let end = customer.end.as_ref()?;
        let status = end.status.filter(|status| *status >= 500)?;
        let known = end.is_recorded && end.place == Some(Place::Acs);
        let found = Found::certain("a page that says why", format!("HTTP {status}"));
        Some(found.at(if known { Certainty::Likely } else { Certainty::Possible }))
    },
};

/// All is well, and yet it was refused.
pub const SIGNED_WITHOUT_ISSUER: Cause = Cause {
    id: "issuer-at-sp-differs",
    sentence: "Identity Provider Issuer in the service provider's settings is not the IdP Entity ID. If it is the same to the letter: the service provider wants the response signed, or the browser lost its cookies.",
    field: "Identity Provider Issuer (Step 3) in the service provider's SSO Settings",
    place: Place::Acs,
    side: Side::Customer,
    mend: &["issuer", "metadata", "update"],
    also: "",
    support: "Compare the stored issuer with the answer's, letter by letter. Look whether this company's settings demand a signed response, and whether the browser sent its cookies.",
    cases: &[
        "guide/jumpcloud@issuer-leading-blank",
        "guide/jumpcloud@issuer-trailing-blank",
        "guide/jumpcloud@issuer-other-case",
        "guide/jumpcloud@issuer-trailing-slash",
        "guide/jumpcloud@issuer-sso-url-instead",
        "guide/jumpcloud@issuer-sp-entity-id-instead",
        "guide/jumpcloud@issuer-display-label-instead",
        "guide/jumpcloud@idp-entity-id-of-another-at-the-sp",
    ],
    settings: "",
    find: |customer| {
        let stored = customer.sp_settings.iter().find_map(|one| one.issuer.as_deref());
        let known = customer.metadata.first().map(|one| one.entity_id.as_str()).or_else(|| customer.issuer());
        if let (Some(stored), Some(known)) = (stored, known)
            && !stored.starts_with('<')
            && let Some(differ) = difference::of(known, stored)
        {
            return Some(Found::certain(known, format!("`{stored}` (they differ by {differ})")));
        }
        let end =
            customer.end.as_ref().filter(|end| end.is_recorded && end.place == Some(Place::Acs) && !end.is_good)?;
        let issuer = customer.issuer()?;
        let verdicts = || customer.response().into_iter().flat_map(|one| one.signatures()).map(|one| one.own_verdict());
        if verdicts().any(|one| matches!(one, Verdict::OtherKey | Verdict::Changed { .. })) {
            return None;
        }
        if end.status.is_some_and(|status| status >= 500) || customer.told_of("no-account").is_some() {
            return None;
        }
        // A page that says why is nearer than what nobody sent.
        let says_why = customer.told.iter().any(|told| !told.causes.iter().any(|id| id == "issuer-at-sp-differs"));
        let certainty = if says_why { Certainty::Possible } else { Certainty::Likely };
        let doubtful = verdicts().any(|one| one == Verdict::Doubt(Doubt::NothingFits));
        let doubt = if doubtful { "; whether the signature holds cannot be told from this copy" } else { "" };
        Some(Found::certain(issuer, format!("not among what was sent: look into the settings{doubt}")).at(certainty))
    },
};
