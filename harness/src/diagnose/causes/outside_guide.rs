//! What is no step of the guide: settings and plans of the service provider, and what one of the two programs cannot do.

use super::super::cause::{Cause, Certainty, Found, Side};
use super::super::customer::Place;

/// Unsigned where signed is wanted.
pub const REQUEST_NOT_SIGNED: Cause = Cause {
    id: "request-not-signed",
    sentence: "The IdP demands signed requests (WantAuthnRequestsSigned), and the service provider sends them without a signature.",
    field: "signing of requests in the service provider's settings",
    place: Place::Idp,
    side: Side::Sp,
    mend: &[],
    also: "Or turn the demand off at the IdP.",
    support: "Let the service provider sign its requests for this company, and give the customer its certificate.",
    cases: &[],
    settings: "",
    find: |customer| {
        let wants = customer.metadata.iter().any(|one| one.wants_signed.as_deref() == Some("true"));
        let unsigned = customer.requests.last().is_some_and(|request| !request.signed);
        (wants && unsigned && customer.may_have_failed() && customer.may_end(Place::Idp))
            .then(|| Found::certain("a signed AuthnRequest", "one without a Signature"))
    },
};

/// RSA-SHA256 is too new.
pub const ALGORITHM_UNKNOWN: Cause = Cause {
    id: "algorithm-not-supported",
    sentence: "The service provider does not know the algorithm that the IdP signs with: it is too old for RSA-SHA256.",
    field: "SAML library of the service provider",
    place: Place::Acs,
    side: Side::Sp,
    mend: &[],
    also: "Nothing is to be changed at the IdP: SHA-1 is no way out.",
    support: "Update the service provider's SAML library.",
    cases: &[],
    settings: "",
    find: |_| None,
};

/// No SessionIndex.
pub const NO_SESSION_INDEX: Cause = Cause {
    id: "session-index-missing",
    sentence: "The assertion has no SessionIndex, and the service provider cannot do without.",
    field: "SessionIndex of the assertion",
    place: Place::Acs,
    side: Side::Sp,
    mend: &[],
    also: "JumpCloud has no setting for it.",
    support: "Take assertions without SessionIndex: it is optional (saml-core 2.7.2), and serves single logout alone.",
    cases: &[],
    settings: "",
    find: |customer| {
        let assertion = customer.assertion()?;
        let is_missing = assertion.has_authn_statement && assertion.session_index.is_none();
        (is_missing && customer.said_words().contains("sessionindex"))
            .then(|| Found::certain("nothing that needs a SessionIndex", "an AuthnStatement without one"))
    },
};

/// No metadata to be had.
pub const EXPORT_FAILS: Cause = Cause {
    id: "metadata-export-fails",
    sentence: "JumpCloud cannot export the metadata: the IdP certificate that was uploaded is not one that it can use.",
    field: "IdP Certificate",
    place: Place::Start,
    side: Side::Customer,
    mend: &[],
    also: "Let JumpCloud make certificate and key anew, or upload both as PEM, and export the metadata again.",
    support: "",
    cases: &[],
    settings: "",
    find: |customer| {
        let said = customer.said_words();
        let fails = said.contains("500") || said.contains("internal server error");
        let is_export = said.contains("jumpcloud.com/api/organizations") && said.contains("metadata.xml")
            || said.contains("export metadata") && customer.metadata.is_empty();
        (fails && is_export && customer.exchanges.is_empty())
            .then(|| Found::certain("a metadata file", "an error in place of the export").at(Certainty::Likely))
    },
};

/// People are not sent to the IdP.
pub const NOT_ENFORCED: Cause = Cause {
    id: "sso-not-enforced",
    sentence: "The settings work, and the service provider does not send people to the IdP: Company Login is not required for their domain.",
    field: "domains and enforcement of SSO in the service provider's settings",
    place: Place::Start,
    side: Side::Customer,
    mend: &[],
    also: "Verify the e-mail domain at the service provider, and require SSO for it.",
    support: "Look whether the domain is verified for this company, and whether SSO is required.",
    cases: &[],
    settings: "",
    find: |_| None,
};

/// In, and nothing there.
pub const LANDING_PAGE: Cause = Cause {
    id: "landing-page-refused",
    sentence: "The service provider took the answer, and the page to which it led then is not there for this person: a plan that ran out, a right that is missing, or a page that has moved.",
    field: "the page after the login, and what the company or the person may use there",
    place: Place::Acs,
    side: Side::Sp,
    mend: &[],
    also: "Nothing is to be changed at the IdP.",
    support: "Look at the plan of this company, the rights of the person, and where RelayState leads.",
    cases: &[],
    settings: "",
    find: |customer| {
        let end = customer.end.as_ref().filter(|end| end.place == Some(Place::Acs) && !end.is_good)?;
        let is_refused = matches!(end.status, Some(402 | 403 | 404 | 410));
        let post = customer.post().filter(|post| post.status.is_some_and(|status| (300..400).contains(&status)))?;
        let last = customer.exchanges.iter().rev().find(|one| one.status == end.status)?;
        let own = |url: &str| url.split(['?', '#']).next().unwrap_or_default().to_lowercase();
        let location = own(post.location.as_deref()?);
        let route = location.split_once("://").map_or(location.as_str(), |(_, rest)| rest);
        let route = route.split_once('/').map_or("", |(_, path)| path);
        // An SP may tell a refusal by a page as well.
        let tells = ["login", "signin", "sign-in", "sign_in", "error", "fail", "404", "sso", "saml", "denied", "auth"];
        let is_landing = !route.is_empty() && !tells.iter().any(|word| route.contains(word));
        (is_refused && is_landing && own(&last.url).ends_with(route)).then(|| {
            Found::certain("a page", format!("{}, HTTP {}", last.url, end.status.unwrap_or_default()))
                .at(Certainty::Likely)
        })
    },
};
