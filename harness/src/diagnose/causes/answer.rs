//! What the IdP's answer says, held against what the service provider asked for.

use jiff::SignedDuration;
use saml_artefact::Exchange;

use super::super::cause::{Cause, Certainty, Found, Side};
use super::super::customer::{Customer, Place};
use super::super::difference;

/// A failing status.
pub const DENIED: Cause = Cause {
    id: "idp-denied",
    sentence: "The IdP answered that it will not let the person in, and says so in the status of its response.",
    field: "the IdP's event log",
    place: Place::Acs,
    side: Side::Customer,
    mend: &["select-group-for-user", "select-group-for-application", "activate-user"],
    also: "The IdP's event log says which of these it is. `NoAuthnContext`: the service provider asks for a kind of login that the IdP does not do.",
    support: "Show the person the status in words, in place of a bare page.",
    cases: &["misconfiguration/request-denied-by-idp"],
    settings: "",
    find: |customer| {
        let response = customer.response().filter(|response| !response.is_success())?;
        let short = |code: &String| code.rsplit(':').next().unwrap_or(code).to_owned();
        let codes: Vec<String> = response.status.iter().map(short).collect();
        let second = codes.get(1).map(|code| format!(", second = \"{code}\"")).unwrap_or_default();
        let first = codes.first().map(String::as_str).unwrap_or("Responder").to_owned();
        let step = format!("{{ step = \"status\", code = \"{first}\"{second} }}");
        let found = Found::certain("Success", codes.join(", ")).with_step(step);
        Some(
            found
                .with_step("{ step = \"remove\", node = \"Assertion\" }")
                .with_step("{ step = \"sign\", node = \"/Response\" }"),
        )
    },
};

/// Encrypted.
pub const ENCRYPTED: Cause = Cause {
    id: "encrypted-for-another-key",
    sentence: "The assertion is encrypted, and the service provider could not read it: it was encrypted for another certificate than its present one, or it takes no encrypted assertions.",
    field: "SP Certificate",
    place: Place::Acs,
    side: Side::Customer,
    mend: &["sp-certificate"],
    also: "Or turn encryption off at the IdP.",
    support: "Try the private key: `saml-harness reproduce FILE --sp-key KEY.pem` says whether it opens the assertion.",
    cases: &["misconfiguration/encrypted-for-another-key"],
    settings: "",
    find: |customer| {
        let encrypted = &customer.response()?.encrypted;
        let is_bad = customer.may_have_failed();
        if encrypted.assertions == 0 || encrypted.read == encrypted.assertions || !is_bad {
            return None;
        }
        let seen = encrypted.why.clone().unwrap_or_default();
        let keyed = seen.contains("does not open");
        let found = Found::certain("an assertion that the service provider's key opens", seen);
        let found = found
            .with_step("{ step = \"sign\" }")
            .with_step("{ step = \"encrypt\", node = \"Assertion\", recipients = [\"stranger\"] }");
        Some(found.at(if keyed { Certainty::Certain } else { Certainty::Likely }))
    },
};

/// Destination or Recipient.
pub const ACS_URL: Cause = Cause {
    id: "acs-url-differs",
    sentence: "The response was made for another ACS URL than the service provider's.",
    field: "ACS URL",
    place: Place::Acs,
    side: Side::Customer,
    mend: &["acs-url", "=Save the application."],
    also: "",
    support: "If the address is right and only http and https differ, the service provider computes its own address wrongly, behind a proxy.",
    cases: &["misconfiguration/acs-url-of-another-host", "misconfiguration/acs-url-wrong-path"],
    settings: "",
    find: |customer| {
        let Some(response) = customer.response() else { return posted_elsewhere(customer) };
        let own_recipient = customer.assertion().and_then(|assertion| assertion.recipient.as_deref());
        if let (Some(destination), Some(recipient)) = (response.destination.as_deref(), own_recipient)
            && customer.requests.is_empty()
            && customer.sp.acs_url.is_none()
            && let Some(differ) = difference::of(destination, recipient)
        {
            let seen = format!("Recipient {recipient} (they differ by {differ})");
            return Some(Found::certain(destination, seen).at(Certainty::Likely));
        }
        let asked = customer.requests.last().and_then(|request| request.acs_url.as_deref());
        let post = customer.post().map(|post| post.url.as_str());
        let expected = asked.or(customer.sp.acs_url.as_deref()).or(post)?;
        let recipient = customer.assertion().and_then(|assertion| assertion.recipient.as_deref());
        let all = [response.destination.as_deref(), recipient, post];
        let seen =
            all.into_iter().flatten().find(|seen| !seen.is_empty() && difference::of(expected, seen).is_some())?;
        let differ = difference::of(expected, seen)?;
        let template = match differ {
            "all of it" => "{sp.base_url}/of-nobody".to_owned(),
            _ => difference::template(expected, seen, "sp.acs_url"),
        };
        let set = |node: &str| format!("{{ step = \"set\", node = \"{node}\", text = \"{template}\" }}");
        let found = Found::certain(expected, format!("{seen} (they differ by {differ})"));
        let found = found.with_step(set("/Response/@Destination")).with_step(set("SubjectConfirmationData/@Recipient"));
        let elsewhere = post.is_some_and(|post| difference::of(expected, post).is_some());
        Some(if elsewhere { found.with_step(format!("{{ step = \"deliver\", url = \"{template}\" }}")) } else { found })
    },
};

/// A recorder that leaves out what was posted still shows where: at the host of the service provider, and not at its ACS.
fn posted_elsewhere(customer: &Customer<'_>) -> Option<Found> {
    let asked = customer.requests.last()?.acs_url.as_deref()?;
    let host = |url: &str| url.split('/').nth(2).map(str::to_lowercase);
    let is_lost = |one: &&&Exchange| one.is_form_left_out && one.status.is_some_and(|status| status >= 400);
    let post = customer.exchanges.iter().rev().find(is_lost).filter(|one| host(&one.url) == host(asked))?;
    let differ = difference::of(asked, &post.url)?;
    Some(Found::certain(asked, format!("{} (they differ by {differ})", post.url)).at(Certainty::Likely))
}

/// Audience.
pub const AUDIENCE: Cause = Cause {
    id: "audience-differs",
    sentence: "SP Entity ID of the application is not the service provider's entity ID, so the assertion is for another audience.",
    field: "SP Entity ID",
    place: Place::Acs,
    side: Side::Customer,
    mend: &["sp-entity-id", "=Save the application."],
    also: "Entity IDs are compared to the letter.",
    support: "Send the entity ID again, to be copied, not typed.",
    cases: &["misconfiguration/audience-is-not-the-entity-id", "misconfiguration/sp-entity-id-typed-differently"],
    settings: "",
    find: |customer| {
        let audiences = &customer.assertion()?.audiences;
        let Some(expected) = customer.sp.entity_id.as_deref() else {
            // Nothing says what the service provider is called: some things are wrong whatever it is called.
            let first = audiences.first()?;
            let padded = first.trim() != first;
            let is_acs = customer.response()?.destination.as_deref() == Some(first.as_str());
            let expected = if padded { first.trim() } else { "the entity ID of the service provider" };
            let seen = if padded { format!("`{first}`") } else { format!("{first}, which is the ACS URL") };
            let found = Found::certain(expected, seen);
            return (padded || is_acs).then(|| if padded { found } else { found.at(Certainty::Likely) });
        };
        if audiences.is_empty() || audiences.iter().any(|audience| audience == expected) {
            return None;
        }
        let differ = difference::of(expected, &audiences[0])?;
        let template = difference::template(expected, &audiences[0], "sp.entity_id");
        let found = Found::certain(expected, format!("`{}` (they differ by {differ})", audiences.join("`, `")));
        Some(found.with_step(format!("{{ step = \"set\", node = \"Audience\", text = \"{template}\" }}")))
    },
};

/// Clock.
pub const CLOCK: Cause = Cause {
    id: "idp-clock-off",
    sentence: "The IdP's clock is off: its answers come from the future or from the past.",
    field: "clock of the IdP",
    place: Place::Acs,
    side: Side::Customer,
    mend: &[],
    also: "Set the clock of the IdP by a time server (NTP).",
    support: "Compare the service provider's own clock with a time server, too. Allow three minutes.",
    cases: &["misconfiguration/idp-clock-far-off", "misconfiguration/idp-clock-a-little-off"],
    settings: "",
    find: |customer| {
        let ahead = customer.clock_ahead()?;
        // A response may lie on the IdP's page for a minute before it is posted.
        let slack = if ahead.is_negative() { SignedDuration::from_secs(120) } else { SignedDuration::from_secs(45) };
        if ahead.abs() <= slack {
            return None;
        }
        let (word, sign) = if ahead.is_negative() { ("behind", '-') } else { ("ahead", '+') };
        let minutes = (ahead.abs().as_secs() + 30) / 60;
        let found = Found::certain("the time at which it arrived", format!("about {minutes} minutes {word}"));
        let found = found.with_step(format!("{{ step = \"clock\", offset = \"{sign}{minutes}m\" }}"));
        Some(if minutes < 5 { found.at(Certainty::Likely) } else { found })
    },
};

/// Unasked.
pub const UNSOLICITED: Cause = Cause {
    id: "tile-not-allowed",
    sentence: "The person came by the tile of the user portal, and the service provider takes no answers that it did not ask for.",
    field: "Login URL (formerly IdP-Initiated URL)",
    place: Place::Acs,
    side: Side::Customer,
    mend: &[],
    also: "Fill in the service provider's Company Login as Login URL of the application, so that the tile starts there.",
    support: "Or allow IdP-initiated logins for this company.",
    cases: &["misconfiguration/tile-only"],
    settings: "[sp] allow_idp_initiated = \"off\"\n[flow] start = \"idp\"",
    find: |customer| {
        let response = customer.response()?;
        let asked = response.in_response_to.is_some()
            || response.assertions.iter().any(|assertion| assertion.in_response_to.is_some())
            || !customer.requests.is_empty();
        let is_bad = customer.may_have_failed();
        let hidden = response.assertions.is_empty();
        (!asked && is_bad && !hidden).then(|| {
            let found = Found::certain("an InResponseTo that names the service provider's request", "no InResponseTo");
            found.at(if customer.end.is_some() { Certainty::Likely } else { Certainty::Possible })
        })
    },
};

/// InResponseTo of an older request.
pub const ANOTHER_REQUEST: Cause = Cause {
    id: "answer-to-another-request",
    sentence: "The answer is to another request than the last one: two tabs, the Back button, or a page of the IdP that was kept open or bookmarked.",
    field: "the browser",
    place: Place::Acs,
    side: Side::Person,
    mend: &[],
    also: "Close all tabs, and open Company Login again. Bookmark Company Login, nothing behind it.",
    support: "Keep several open requests for a browser.",
    cases: &["misconfiguration/cookies-lost"],
    settings: "",
    find: |customer| {
        let answers = customer.response()?.in_response_to.as_deref()?;
        let last = *customer.asked().last()?;
        let posted = customer
            .exchanges
            .iter()
            .filter(|one| one.response().is_some_and(|r| r.in_response_to.as_deref() == Some(answers)));
        let twice = posted.count() > 1;
        (last != answers || twice).then(|| {
            let seen = if twice { "the same answer was posted twice".to_owned() } else { answers.to_owned() };
            Found::certain(last, seen).at(Certainty::Likely)
        })
    },
};
