//! Who signed, what was signed, and whether the service provider can know the key.

use super::super::cause::{Cause, Certainty, Found, Side};
use super::super::customer::{Customer, Place};
use super::super::difference;

/// Expected and seen issuer, where they differ.
fn issuers<'a>(customer: &Customer<'a>) -> Option<(&'a str, &'a str)> {
    let seen = customer.issuer()?;
    let known = || customer.metadata.iter().map(|one| one.entity_id.as_str());
    let expected = known().next()?;
    (!known().any(|id| id == seen)).then_some((expected, seen))
}

/// Fingerprints of the known certificates and of the one that signed, where it is none of them.
fn certificates(customer: &Customer<'_>) -> Option<(String, String)> {
    let signed = customer.response()?.signatures().find_map(|signature| signature.certificate.as_ref())?;
    let known: Vec<&str> =
        customer.metadata.iter().flat_map(|one| one.signing()).map(|one| one.fingerprint.as_str()).collect();
    let first = known.first()?;
    (!known.contains(&signed.fingerprint.as_str()))
        .then(|| (format!("SHA-256 {first}"), format!("SHA-256 {}", signed.fingerprint)))
}

/// Issuer and key are another's.
pub const ANOTHER_APPLICATION: Cause = Cause {
    id: "metadata-of-another-application",
    sentence: "The metadata is that of another application or environment: both issuer and certificate of the answer are others.",
    field: "Metadata (Step 4) in the service provider's SSO Settings",
    place: Place::Acs,
    side: Side::Customer,
    mend: &["export-metadata", "issuer", "metadata", "update"],
    also: "Export from the application whose tile people use.",
    support: "Look whether two applications of this customer have the same ACS URL.",
    cases: &[
        "misconfiguration/metadata-of-another-environment",
        "guide/jumpcloud@export-metadata-of-another-application",
        "guide/jumpcloud@export-metadata-of-a-twin-application",
    ],
    settings: "",
    find: |customer| {
        let (expected, seen) = issuers(customer)?;
        certificates(customer)?;
        let found =
            Found::certain(format!("issuer {expected} with its certificate"), format!("issuer {seen} with another"));
        let set = |node: &str| format!("{{ step = \"set\", node = \"{node}\", text = \"JumpCloud-of-another\" }}");
        let found = found.with_step(set("/Response/Issuer")).with_step(set("Assertion/Issuer"));
        Some(found.with_step("{ step = \"sign\", key = \"stranger\" }"))
    },
};

/// Issuer alone.
pub const ISSUER_CHANGED: Cause = Cause {
    id: "issuer-differs",
    sentence: "IdP Entity ID was changed after the metadata was exported: the answer's issuer is another than the service provider was told.",
    field: "IdP Entity ID",
    place: Place::Acs,
    side: Side::Customer,
    mend: &["export-metadata", "issuer", "metadata", "update"],
    also: "",
    support: "Compare Identity Provider Issuer with the answer's Issuer, letter by letter.",
    cases: &["misconfiguration/idp-entity-id-changed", "guide/jumpcloud@export-metadata-before-idp-entity-id-change"],
    settings: "",
    find: |customer| {
        let (expected, seen) = issuers(customer)?;
        let differ = difference::of(expected, seen)?;
        let set = |node: &str| format!("{{ step = \"set\", node = \"{node}\", text = \"JumpCloud-renamed\" }}");
        let found = Found::certain(expected, format!("`{seen}` (they differ by {differ})"));
        Some(found.with_step(set("/Response/Issuer")).with_step(set("Assertion/Issuer")))
    },
};

/// Key alone.
pub const CERTIFICATE_CHANGED: Cause = Cause {
    id: "certificate-differs",
    sentence: "The answer is signed with another certificate than the metadata has: it was regenerated, or the metadata is another application's.",
    field: "IdP Certificate",
    place: Place::Acs,
    side: Side::Customer,
    mend: &["export-metadata", "metadata", "update"],
    also: "",
    support: "Compare the fingerprint of the stored certificate with the one in the answer.",
    cases: &[
        "misconfiguration/certificate-of-another-application",
        "guide/jumpcloud@export-metadata-before-certificate-regeneration",
    ],
    settings: "",
    find: |customer| {
        let (expected, seen) = certificates(customer)?;
        Some(Found::certain(expected, seen).with_step("{ step = \"sign\", key = \"stranger\" }"))
    },
};

/// Pasted and damaged.
pub const CERTIFICATE_DAMAGED: Cause = Cause {
    id: "certificate-damaged",
    sentence: "The certificate that was pasted is damaged: letters of it are missing or changed, so it is no certificate.",
    field: "IdP Certificate",
    place: Place::Acs,
    side: Side::Customer,
    mend: &[],
    also: "Download the certificate again from the application, and paste the whole file, from BEGIN CERTIFICATE to END CERTIFICATE.",
    support: "Check that the settings page refuses what is no certificate, and shows its SHA-256 fingerprint.",
    cases: &[],
    settings: "",
    find: |customer| {
        let (_, why) = customer.broken.iter().find(|(looks_like, _)| *looks_like == "certificate")?;
        Some(Found::certain("a certificate (PEM) that can be read", *why))
    },
};

/// No signature.
pub const NOTHING_SIGNED: Cause = Cause {
    id: "nothing-signed",
    sentence: "Neither the response nor the assertion is signed.",
    field: "Sign Assertion",
    place: Place::Acs,
    side: Side::Customer,
    mend: &["sign-assertion", "=Save the application."],
    also: "",
    support: "",
    cases: &[],
    settings: "sign = \"none\"",
    find: |customer| {
        let response =
            customer.response().filter(|response| response.is_success() && !response.assertions.is_empty())?;
        let signed = response.signatures().next().is_some() || response.encrypted.assertions > response.encrypted.read;
        (!signed).then(|| Found::certain("a Signature in the Assertion", "no Signature at all"))
    },
};

/// The response alone.
pub const ASSERTION_NOT_SIGNED: Cause = Cause {
    id: "assertion-not-signed",
    sentence: "Sign Assertion is off: the response is signed, and the assertion in it is not.",
    field: "Sign Assertion",
    place: Place::Acs,
    side: Side::Customer,
    mend: &["sign-assertion", "=Save the application."],
    also: "No new metadata is needed for it.",
    support: "",
    cases: &[
        "misconfiguration/sign-assertion-off",
        "guide/jumpcloud@skip-sign-assertion",
        "guide/jumpcloud@sign-assertion-response-instead",
        "guide/jumpcloud@mend-declare-redirect-endpoint-only",
    ],
    settings: "sign = \"response\"",
    find: |customer| {
        let is_bad = customer.may_have_failed();
        if let Some(response) = customer.response() {
            // An SP that asks for no more gets what it asks for.
            let is_wanted = customer.sp_metadata.first().and_then(|one| one.wants_signed.as_deref()) != Some("false")
                || customer.end.is_some();
            let unsigned = response.assertions.iter().any(|assertion| assertion.signature.is_none());
            let found = (unsigned && response.signature.is_some() && is_bad && is_wanted)
                .then(|| Found::certain("a Signature in the Assertion", "a Signature in the Response alone"));
            return found;
        }
        let sign = customer.applications.iter().find_map(|one| one.sign_assertion);
        (sign == Some(false))
            .then(|| Found::certain("signAssertion: true", "signAssertion: false").at(Certainty::Likely))
    },
};

/// SHA-1.
pub const SHA1: Cause = Cause {
    id: "sha1",
    sentence: "Signature Algorithm is RSA-SHA1, which service providers refuse.",
    field: "Signature Algorithm",
    place: Place::Acs,
    side: Side::Customer,
    mend: &[],
    also: "Choose RSA-SHA256 as Signature Algorithm of the application, and save it.",
    support: "",
    cases: &["misconfiguration/sha1-selected", "guide/jumpcloud@activate-rsa-sha1"],
    settings: "signature_algorithm = \"RSA-SHA1\"",
    find: |customer| {
        let is_bad = customer.may_have_failed();
        let used = customer.response().and_then(|response| response.signatures().find(|signature| signature.is_sha1()));
        if let Some(signature) = used.filter(|_| is_bad) {
            return Some(Found::certain("http://www.w3.org/2001/04/xmldsig-more#rsa-sha256", signature.method.clone()));
        }
        let chosen = customer.applications.iter().find_map(|one| one.signature_algorithm.as_deref());
        (customer.response().is_none() && chosen == Some("RSA-SHA1"))
            .then(|| Found::certain("RSA-SHA256", "RSA-SHA1").at(Certainty::Likely))
    },
};

/// Run out.
pub const CERTIFICATE_EXPIRED: Cause = Cause {
    id: "certificate-expired",
    sentence: "The IdP's certificate is out of date.",
    field: "IdP Certificate",
    place: Place::Acs,
    side: Side::Customer,
    mend: &["=Regenerate the certificate in the application.", "export-metadata", "metadata", "update"],
    also: "",
    support: "",
    cases: &[],
    settings: "",
    find: |customer| {
        let known = customer.metadata.iter().flat_map(|one| one.signing());
        let signed =
            customer.response().into_iter().flat_map(|one| one.signatures()).filter_map(|one| one.certificate.as_ref());
        let own = customer.applications.iter().filter_map(|one| one.idp_certificate.as_ref());
        let all: Vec<_> = known.chain(signed).chain(own).collect();
        // One that is still good beside it does the work.
        if all.iter().any(|one| !one.is_expired(customer.now)) {
            return None;
        }
        let end = all.first()?.not_after?;
        Some(Found::certain("a certificate whose end lies ahead", format!("it ended at {end}")))
    },
};
