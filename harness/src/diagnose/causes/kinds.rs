//! What IdPs and service providers of certain kinds cannot do, or do too strictly.

use super::super::cause::{Cause, Certainty, Found, Side};
use super::super::customer::Place;

/// How the file is written.
pub const ENCODING: Cause = Cause {
    id: "metadata-encoding",
    sentence: "The metadata file is written in a way that many service providers cannot read: it begins with a byte order mark (BOM), or is no UTF-8.",
    field: "Metadata (Step 4) in the service provider's SSO Settings",
    place: Place::Start,
    side: Side::Customer,
    mend: &["export-metadata", "metadata", "update"],
    also: "Insert the file as it was exported; no editor may save it in between. If the exported file has the mark itself, as that of Microsoft Entra and of ADFS has, copy the text from its first `<` and insert that.",
    support: "Strip the mark on upload, and say so when a file cannot be read.",
    cases: &[],
    settings: "",
    find: |customer| {
        let encoding = customer.encodings.first()?;
        // Every download of Microsoft Entra and of ADFS begins with a mark, and most service providers take it.
        let id = &customer.metadata.first()?.entity_id;
        let is_usual = id.starts_with("https://sts.windows.net/") || id.ends_with("/adfs/services/trust");
        let certainty = if is_usual { Certainty::Possible } else { Certainty::Likely };
        Some(Found::certain("UTF-8 without a mark", *encoding).at(certainty))
    },
};

/// A federation's file.
pub const SEVERAL_ENTITIES: Cause = Cause {
    id: "several-entities",
    sentence: "The metadata file describes several entities, and the service provider takes one.",
    field: "Metadata (Step 4) in the service provider's SSO Settings",
    place: Place::Start,
    side: Side::Customer,
    mend: &["export-metadata", "metadata", "update"],
    also: "Cut out the one EntityDescriptor of this application's IdP.",
    support: "",
    cases: &[],
    settings: "",
    find: |customer| {
        let metadata =
            customer.metadata.iter().find(|one| one.entities > 1 || one.xml.contains("EntitiesDescriptor"))?;
        Some(
            Found::certain("one EntityDescriptor", format!("{} under EntitiesDescriptor", metadata.entities))
                .at(Certainty::Likely),
        )
    },
};

/// Some certificates are out of date.
pub const STALE_CERTIFICATE: Cause = Cause {
    id: "stale-certificate",
    sentence: "The metadata holds several certificates, and one of them is out of date; some service providers try that one alone.",
    field: "IdP Certificate",
    place: Place::Acs,
    side: Side::Customer,
    mend: &["export-metadata", "metadata", "update"],
    also: "Take the old certificate away first.",
    support: "Try every certificate of the metadata.",
    cases: &[],
    settings: "",
    find: |customer| {
        let all: Vec<_> = customer.metadata.iter().flat_map(|one| one.signing()).collect();
        let expired = all.iter().find(|one| one.is_expired(customer.now))?;
        let good = all.iter().any(|one| !one.is_expired(customer.now));
        good.then(|| {
            Found::certain(
                "certificates that are good today",
                format!("SHA-256 {}, ended {:?}", expired.fingerprint, expired.not_after),
            )
            .at(Certainty::Likely)
        })
    },
};

/// Not yet valid.
pub const CERTIFICATE_AHEAD: Cause = Cause {
    id: "certificate-not-yet-valid",
    sentence: "The IdP's certificate is not valid yet.",
    field: "IdP Certificate",
    place: Place::Acs,
    side: Side::Customer,
    mend: &["export-metadata", "metadata", "update"],
    also: "Set the clock of the machine that made it, and make it anew.",
    support: "",
    cases: &[],
    settings: "",
    find: |customer| {
        let begin = customer.metadata.iter().flat_map(|one| one.signing()).filter_map(|one| one.not_before).max()?;
        (begin > customer.now).then(|| Found::certain("a beginning that lies in the past", begin.to_string()))
    },
};

/// IdP and SP with one name.
pub const SAME_ENTITY_ID: Cause = Cause {
    id: "entity-ids-the-same",
    sentence: "IdP Entity ID is the service provider's own entity ID.",
    field: "IdP Entity ID",
    place: Place::Acs,
    side: Side::Customer,
    mend: &["idp-entity-id", "export-metadata", "issuer", "metadata", "update"],
    also: "Some vendors' guides want it so; then it is right.",
    support: "",
    cases: &[],
    settings: "",
    find: |customer| {
        let own = customer.sp.entity_id.as_deref()?;
        let same = customer.metadata.iter().any(|one| one.entity_id == own) || customer.issuer() == Some(own);
        same.then(|| Found::certain("an IdP Entity ID of its own", own).at(Certainty::Possible))
    },
};

/// The SP wants the response signed.
pub const RESPONSE_NOT_SIGNED: Cause = Cause {
    id: "response-not-signed",
    sentence: "The service provider demands a signed response, and the IdP signs the assertion alone.",
    field: "Sign",
    place: Place::Acs,
    side: Side::Customer,
    mend: &[],
    also: "Choose Response, or Assertion & Response, as Sign in the application, and save it.",
    support: "",
    cases: &["misconfiguration/response-signature-missing"],
    settings: "sign = \"assertion\"\n[sp] accepts = \"response\"",
    find: |_| None,
};

/// Two signatures.
pub const BOTH_SIGNED: Cause = Cause {
    id: "both-signed",
    sentence: "Response and assertion are both signed, and some service providers cope with one signature alone.",
    field: "Sign",
    place: Place::Acs,
    side: Side::Customer,
    mend: &[],
    also: "Choose Assertion as Sign in the application, and save it.",
    support: "Verify both.",
    cases: &[],
    settings: "sign = \"both\"",
    find: |customer| {
        let response = customer.response()?;
        let both = response.signature.is_some() && response.assertions.iter().any(|one| one.signature.is_some());
        let known = customer.end.is_some();
        (both && customer.may_have_failed()).then(|| {
            let found = Found::certain("one Signature, in the Assertion", "a Signature in each");
            let known = known && customer.said_words().contains("signature");
            found.at(if known { Certainty::Likely } else { Certainty::Possible })
        })
    },
};

/// No KeyInfo.
pub const NO_KEY_INFO: Cause = Cause {
    id: "no-key-info",
    sentence: "The signature carries no certificate (KeyInfo), and the service provider knows the key by its fingerprint alone.",
    field: "KeyInfo of the signature",
    place: Place::Acs,
    side: Side::Customer,
    mend: &["export-metadata", "metadata", "update"],
    also: "Let the IdP include its certificate, or give the service provider the whole certificate in place of a fingerprint.",
    support: "Store the certificate, not its fingerprint.",
    cases: &[],
    settings: "include_key_info = false",
    find: |customer| {
        let mut signatures = customer.response()?.signatures().peekable();
        let none = signatures.peek().is_some() && signatures.all(|one| one.certificate.is_none());
        (none && customer.may_have_failed())
            .then(|| Found::certain("X509Certificate under KeyInfo", "none").at(Certainty::Possible))
    },
};

/// Plain where encrypted is demanded.
pub const NOT_ENCRYPTED: Cause = Cause {
    id: "not-encrypted",
    sentence: "The service provider demands an encrypted assertion, and JumpCloud does not encrypt.",
    field: "encryption in the service provider's settings",
    place: Place::Acs,
    side: Side::Sp,
    mend: &[],
    also: "Nothing is to be changed at the IdP.",
    support: "Allow plain assertions for this company: they travel over TLS.",
    cases: &[],
    settings: "",
    find: |_| None,
};

/// A kind of login that the IdP does not do.
pub const AUTHN_CONTEXT: Cause = Cause {
    id: "authn-context-demanded",
    sentence: "The service provider asks for a kind of login (RequestedAuthnContext) that is not how the person logged in.",
    field: "RequestedAuthnContext",
    place: Place::Idp,
    side: Side::Sp,
    mend: &[],
    also: "Nothing is to be changed at the IdP.",
    support: "Leave RequestedAuthnContext out of the request.",
    cases: &[],
    settings: "",
    find: |customer| {
        let asked = &customer.requests.iter().rev().find(|request| !request.authn_contexts.is_empty())?.authn_contexts;
        let class = customer.assertion()?.authn_context_class.as_deref()?;
        let is_other = customer.may_have_failed() && !asked.iter().any(|one| one.trim() == class.trim());
        is_other.then(|| Found::certain(asked.join(", "), class))
    },
};

/// Logout.
pub const NO_LOGOUT: Cause = Cause {
    id: "single-logout-not-supported",
    sentence: "The service provider sends the person to single logout, which JumpCloud does not have.",
    field: "Single Logout in the service provider's settings",
    place: Place::Idp,
    side: Side::Sp,
    mend: &[],
    also: "Leave the fields for Single Logout empty.",
    support: "Turn single logout off for this company.",
    cases: &[],
    settings: "",
    find: |customer| {
        let of_logout =
            |url: &str| url.split('?').next().is_some_and(|path| path.trim_end_matches('/').ends_with("/slo"));
        let found = customer
            .exchanges
            .iter()
            .rev()
            .take(3)
            .find(|one| of_logout(&one.url) && one.status.is_some_and(|status| status >= 400))?;
        Some(Found::certain("no single logout", found.url.clone()))
    },
};

/// The SP thinks that it is on http.
pub const BEHIND_PROXY: Cause = Cause {
    id: "sp-behind-proxy",
    sentence: "The service provider computes its own address wrongly: it is behind a proxy that ends TLS, and takes itself for http.",
    field: "base URL of the service provider",
    place: Place::Acs,
    side: Side::Sp,
    mend: &[],
    also: "Nothing is to be changed at the IdP.",
    support: "Configure the base URL, or let the proxy send X-Forwarded-Proto and trust it.",
    cases: &[],
    settings: "",
    find: |customer| {
        let asked = customer.requests.last()?.acs_url.as_deref()?.strip_prefix("http://")?;
        let post = customer.post()?.url.strip_prefix("https://")?;
        (asked == post).then(|| Found::certain(format!("https://{asked}"), format!("http://{asked}")))
    },
};

/// RelayState over 80 bytes.
pub const LONG_RELAY_STATE: Cause = Cause {
    id: "relay-state-too-long",
    sentence: "The service provider sends a RelayState of more than 80 bytes, which IdPs may refuse (saml-bindings 3.4.3).",
    field: "RelayState",
    place: Place::Idp,
    side: Side::Sp,
    mend: &[],
    also: "Open Company Login itself, in place of a long link into the service provider.",
    support: "Send a short handle, and keep the address in the session.",
    cases: &[],
    settings: "",
    find: |customer| {
        let asks = customer.exchanges.iter().filter(|one| one.request().is_some());
        let long = asks.filter_map(|one| one.relay_state.as_deref()).find(|state| state.len() > 80)?;
        let refused = customer
            .end
            .as_ref()
            .is_some_and(|end| end.place == Some(Place::Idp) && end.status.is_some_and(|status| status >= 400));
        refused.then(|| Found::certain("at most 80 bytes", format!("{} bytes", long.len())).at(Certainty::Likely))
    },
};

/// Round and round.
pub const LOOP: Cause = Cause {
    id: "login-loop",
    sentence: "The login goes round in a loop: after each answer of the IdP the service provider asks again.",
    field: "Login URL, or the cookies of the service provider",
    place: Place::Idp,
    side: Side::Sp,
    mend: &[],
    also: "Fill in the service provider's Company Login as Login URL of the application, no page behind the login; allow cookies of the service provider.",
    support: "Look whether the session cookie is set and comes back: SameSite, Secure, the domain.",
    cases: &[],
    settings: "",
    find: |customer| {
        let ids: std::collections::BTreeSet<&str> =
            customer.requests.iter().filter_map(|one| one.id.as_deref()).collect();
        let answered = customer.exchanges.iter().filter(|one| one.response().is_some()).count();
        if ids.len() >= 3 && answered >= 2 {
            return Some(
                Found::certain("one request", format!("{} requests in a row", ids.len())).at(Certainty::Likely),
            );
        }
        let seen = "one address was asked for again and again, and led on each time";
        customer.goes_round().then(|| Found::certain("a page that stays", seen).at(Certainty::Likely))
    },
};

/// Two applications under one address.
pub const SAME_IDP_URL: Cause = Cause {
    id: "idp-url-shared",
    sentence: "Two applications have the same IdP URL, and the wrong one answers.",
    field: "IdP URL",
    place: Place::Idp,
    side: Side::Customer,
    mend: &["export-metadata", "metadata", "update"],
    also: "An IdP URL cannot be changed: delete one of the applications and make it anew with another one.",
    support: "",
    cases: &[],
    settings: "",
    find: |customer| {
        let urls: Vec<&str> = customer.applications.iter().filter_map(|one| one.sso_url.as_deref()).collect();
        let twice = urls.iter().enumerate().find(|(at, url)| urls[..*at].contains(url))?;
        Some(Found::certain("an IdP URL for each", *twice.1))
    },
};
