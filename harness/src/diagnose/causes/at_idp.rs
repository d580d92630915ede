//! Logins that end at the IdP: its page says why, or the application's settings do.

use super::super::cause::{Cause, Certainty, Found, Side};
use super::super::customer::Place;
use super::super::difference;

/// Not active.
pub const APPLICATION_INACTIVE: Cause = Cause {
    id: "application-inactive",
    sentence: "The application was saved and not activated.",
    field: "Activate",
    place: Place::Idp,
    side: Side::Customer,
    mend: &["activate"],
    also: "",
    support: "",
    cases: &["guide/jumpcloud@activate-saved-instead"],
    settings: "",
    find: |customer| {
        if let Some(false) = customer.applications.iter().find_map(|one| one.active) {
            return Some(Found::certain("active: true", "active: false"));
        }
        None
    },
};

/// No such application.
pub const APPLICATION_UNKNOWN: Cause = Cause {
    id: "idp-url-unknown",
    sentence: "The IdP URL that the service provider has leads to no application: it was made anew, with another IdP URL.",
    field: "IdP URL",
    place: Place::Idp,
    side: Side::Customer,
    mend: &["export-metadata", "metadata", "update"],
    also: "",
    support: "Compare the stored SingleSignOnService with the one in the new export.",
    cases: &["misconfiguration/login-url-of-another-connector"],
    settings: "[flow] steps = [{ do = \"configure\", idp = { idp_url_suffix = \"another-connector\" } }, { do = \"company-login\" }, { do = \"idp-login\" }]",
    find: |customer| {
        let asked = customer.requests.last().and_then(|request| request.destination.as_deref());
        let known = customer.applications.iter().find_map(|one| one.sso_url.as_deref());
        if let (Some(asked), Some(known)) = (asked, known)
            && difference::of(known, asked).is_some()
        {
            return Some(Found::certain(known, asked));
        }
        // What the service provider has stored, held against every address of the metadata.
        let stored = customer.sp_settings.iter().find_map(|one| one.sso_url.as_deref())?;
        let mut all = customer.metadata.iter().flat_map(|one| &one.endpoints).map(|one| one.location.as_str());
        let first = all.clone().next().or(known)?;
        let is_known = all.any(|one| difference::of(one, stored).is_none()) || known == Some(stored);
        (!is_known).then(|| Found::certain(first, stored).at(Certainty::Likely))
    },
};

/// ACS not listed.
pub const ACS_URL_UNKNOWN: Cause = Cause {
    id: "acs-url-not-listed",
    sentence: "ACS URL of the application is not the one that the service provider asks for.",
    field: "ACS URL",
    place: Place::Idp,
    side: Side::Customer,
    mend: &["acs-url", "=Save the application."],
    also: "",
    support: "Send the ACS URL again, to be copied, not typed.",
    cases: &[
        "guide/jumpcloud@skip-acs-url",
        "guide/jumpcloud@acs-url-trailing-slash",
        "guide/jumpcloud@acs-url-other-scheme",
        "guide/jumpcloud@acs-url-base-url-instead",
        "guide/jumpcloud@acs-url-truncated",
    ],
    settings: "acs_urls = [\"https://of-another.example/acs\"]",
    find: |customer| {
        if (super::stored::ASKS_FOR_ANOTHER_ACS.find)(customer).is_some() {
            return None;
        }
        let expected = customer.sp.acs_url.as_deref();
        let listed = customer.applications.iter().find_map(|one| one.acs_urls.as_ref());
        if let (Some(expected), Some(listed)) = (expected, listed)
            && !listed.iter().any(|url| url == expected)
        {
            let seen = listed.first().map(String::as_str).unwrap_or_default();
            let differ = difference::of(expected, seen).unwrap_or_default();
            return Some(Found::certain(expected, format!("{seen} (they differ by {differ})")));
        }
        if listed.is_some_and(|urls| urls.iter().any(|url| url.contains("YOUR_ACS_URL"))) {
            return Some(Found::certain(
                "the ACS URL of the service provider",
                "https://YOUR_ACS_URL/, the placeholder",
            ));
        }
        None
    },
};

/// SP entity ID.
pub const ISSUER_UNKNOWN: Cause = Cause {
    id: "sp-entity-id-not-the-issuer",
    sentence: "SP Entity ID of the application is not the entity ID with which the service provider asks.",
    field: "SP Entity ID",
    place: Place::Idp,
    side: Side::Customer,
    mend: &["sp-entity-id", "=Save the application."],
    also: "Entity IDs are compared to the letter.",
    support: "Send the entity ID again, to be copied, not typed.",
    cases: &[
        "guide/jumpcloud@sp-entity-id-trailing-slash",
        "guide/jumpcloud@sp-entity-id-other-case",
        "guide/jumpcloud@sp-entity-id-other-scheme",
        "guide/jumpcloud@sp-entity-id-acs-url-instead",
    ],
    settings: "sp_entity_id = \"https://of-another.example/\"",
    find: |customer| {
        let expected = customer.sp.entity_id.as_deref();
        let typed = customer.applications.iter().find_map(|one| one.sp_entity_id.as_deref());
        if let (Some(expected), Some(typed)) = (expected, typed)
            && let Some(differ) = difference::of(expected, typed)
        {
            return Some(Found::certain(expected, format!("{typed} (they differ by {differ})")));
        }
        None
    },
};

/// No SP certificate.
pub const SP_CERTIFICATE_MISSING: Cause = Cause {
    id: "sp-certificate-missing",
    sentence: "SP Certificate was not uploaded, so the IdP cannot verify the service provider's signed requests.",
    field: "SP Certificate",
    place: Place::Idp,
    side: Side::Customer,
    mend: &["sp-certificate", "=Save the application."],
    also: "",
    support: "If that does not help: look whether the metadata that is stored is this application's.",
    cases: &["guide/jumpcloud@skip-sp-certificate"],
    settings: "sp_certificate = \"\"",
    find: |customer| {
        let signed = customer.requests.last().is_some_and(|request| request.signed);
        if signed && customer.applications.iter().find_map(|one| one.sp_certificate) == Some(false) {
            return Some(Found::certain("the service provider's certificate", "no SP Certificate"));
        }
        let expected = "the service provider's certificate (PEM)";
        let end = customer.end.as_ref().filter(|end| end.place == Some(Place::Idp))?;
        // A page that says why is nearer.
        let says_why = !customer.told.is_empty();
        let refused = signed && !says_why && end.status.is_some_and(|status| status >= 400 && status != 401);
        refused.then(|| Found::certain(expected, "a signed request that the IdP refuses").at(Certainty::Possible))
    },
};

/// Another SP's certificate.
pub const SP_CERTIFICATE_OF_ANOTHER: Cause = Cause {
    id: "sp-certificate-of-another",
    sentence: "SP Certificate is not the service provider's present one: its requests were signed with another key.",
    field: "SP Certificate",
    place: Place::Idp,
    side: Side::Customer,
    mend: &["sp-certificate"],
    also: "Take the old one away, and save the application.",
    support: "Send the certificate with which requests are signed today.",
    cases: &["guide/jumpcloud@sp-certificate-of-another-sp"],
    settings: "",
    find: |customer| {
        // What the customer sends as the uploaded certificate is none of those with which the SP says that it signs.
        let known: Vec<&str> =
            customer.sp_metadata.iter().flat_map(|one| one.signing()).map(|one| one.fingerprint.as_str()).collect();
        let of_idp: Vec<&str> =
            customer.metadata.iter().flat_map(|one| one.signing()).map(|one| one.fingerprint.as_str()).collect();
        // One that was printed as text may come without its fingerprint.
        let mut certificates = customer.certificates.iter().filter(|one| !one.fingerprint.is_empty());
        let uploaded = certificates.find(|one| !of_idp.contains(&one.fingerprint.as_str()));
        let signed = customer.requests.last().is_some_and(|request| request.signed);
        if let (Some(uploaded), Some(first)) = (uploaded, known.first())
            && signed
            && customer.may_end(Place::Idp)
            && !known.contains(&uploaded.fingerprint.as_str())
        {
            return Some(Found::certain(format!("SHA-256 {first}"), format!("SHA-256 {}", uploaded.fingerprint)));
        }
        None
    },
};

/// No group.
pub const NOT_BOUND: Cause = Cause {
    id: "user-not-bound",
    sentence: "The person is in no group that may use the application.",
    field: "User Groups",
    place: Place::Idp,
    side: Side::Customer,
    mend: &["add-user-group", "select-group-for-user", "select-group-for-application"],
    also: "The same group must be selected in both places.",
    support: "Nothing: the IdP decides who may use the application.",
    cases: &[
        "guide/jumpcloud@skip-add-user-group",
        "guide/jumpcloud@skip-name-user-group",
        "guide/jumpcloud@skip-select-group-for-user",
        "guide/jumpcloud@skip-select-group-for-application",
        "guide/jumpcloud@add-user-group-person-in-another",
        "guide/jumpcloud@add-user-group-application-bound-to-another",
        "misconfiguration/user-not-assigned",
    ],
    settings: "[flow] user = \"outsider\"",
    find: |_| None,
};

/// Not activated.
pub const NOT_ACTIVATED: Cause = Cause {
    id: "user-not-activated",
    sentence: "The user was saved and not activated.",
    field: "Activate user",
    place: Place::Idp,
    side: Side::Customer,
    mend: &["activate-user", "save-user"],
    also: "",
    support: "Nothing: the IdP does not let the person log in.",
    cases: &["guide/jumpcloud@skip-activate-user"],
    settings: "[flow] user = \"staged\"",
    find: |_| None,
};

/// Suspended.
pub const SUSPENDED: Cause = Cause {
    id: "user-suspended",
    sentence: "The person is suspended or locked at the IdP.",
    field: "state of the user",
    place: Place::Idp,
    side: Side::Customer,
    mend: &["activate-user", "save-user"],
    also: "Restore the user in the Admin Portal.",
    support: "Nothing: the IdP does not let the person log in.",
    cases: &["guide/jumpcloud@save-user-suspended-afterwards", "misconfiguration/user-suspended"],
    settings: "[flow] user = \"suspended\"",
    find: |_| None,
};

/// Nobody of that name, or a wrong password.
pub const UNKNOWN_PERSON: Cause = Cause {
    id: "idp-login-refused",
    sentence: "The IdP does not take e-mail address and password: the user is not there under this Company Email, was not saved, or the password is another.",
    field: "Company Email and password of the user",
    place: Place::Idp,
    side: Side::Customer,
    mend: &["add-user", "company-email", "password", "save-user"],
    also: "",
    support: "Nothing: the IdP does not let the person log in.",
    cases: &[
        "guide/jumpcloud@skip-add-user",
        "guide/jumpcloud@skip-company-email",
        "guide/jumpcloud@skip-password",
        "guide/jumpcloud@skip-save-user",
        "guide/jumpcloud@company-email-username-instead",
        "guide/jumpcloud@password-mistyped",
    ],
    settings: "[flow] steps = [{ do = \"company-login\" }, { do = \"idp-wrong-password\" }]",
    find: |customer| {
        let end = customer.end.as_ref().filter(|end| end.is_recorded && end.place == Some(Place::Idp))?;
        let refused = end.status == Some(401);
        refused.then(|| {
            Found::certain("a saved user with this Company Email and a password", "the IdP answers 401")
                .at(Certainty::Likely)
        })
    },
};
