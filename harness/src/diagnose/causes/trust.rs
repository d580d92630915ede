//! Who signed, what was signed, and whether the service provider can know the key.

use saml_artefact::{Certificate, Signature, Verdict};

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

/// The certificates of the metadata that can verify anything.
fn known<'a>(customer: &Customer<'a>) -> Vec<&'a Certificate> {
    customer.metadata.iter().flat_map(|one| one.signing()).filter(|one| !one.contradicts_itself).collect()
}

/// Fingerprints of the known certificates and of the one that signed, where it is none of them.
fn certificates(customer: &Customer<'_>) -> Option<(String, String)> {
    let known = known(customer);
    let expected = format!("SHA-256 {}", known.first()?.fingerprint);
    let response = customer.response()?;
    let verdicts: Vec<Verdict> = response.signatures().map(|signature| signature.verdict(&known)).collect();
    // One that was made with the known key is no other, whatever stands beside it.
    if verdicts.iter().any(|one| matches!(one, Verdict::Holds | Verdict::Changed { .. } | Verdict::Reformatted)) {
        return None;
    }
    match response.signatures().find_map(|signature| signature.certificate.as_ref()) {
        Some(signed) => (!known.iter().any(|one| one.fingerprint == signed.fingerprint))
            .then(|| (expected, format!("SHA-256 {}", signed.fingerprint))),
        None => {
            let seen = "no certificate in the signature, and it was made with another key".to_owned();
            verdicts.contains(&Verdict::OtherKey).then_some((expected, seen))
        }
    }
}

/// Whether the files disprove that the IdP signs with another certificate than the metadata's.
pub(crate) fn same_certificate(customer: &Customer<'_>) -> bool {
    let known = known(customer);
    let is_known = |one: &Signature| {
        let named = one.certificate.as_ref().is_some_and(|own| known.iter().any(|k| k.fingerprint == own.fingerprint));
        named && one.own_verdict() == Verdict::Holds
    };
    customer.response().is_some_and(|response| response.signatures().any(is_known))
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

/// The service provider was not told of the new one.
pub const CERTIFICATE_AT_SP_OLD: Cause = Cause {
    id: "certificate-at-sp-old",
    sentence: "The service provider still has another certificate than the metadata that was sent: the new metadata was not inserted there, or not stored.",
    field: "Metadata (Step 4) in the service provider's SSO Settings",
    place: Place::Acs,
    side: Side::Sp,
    mend: &[],
    also: "Nothing is to be exported again: the metadata that was sent has the certificate that the IdP signs with. It has to be inserted as Metadata (Step 4), and Update to be clicked.",
    support: "Insert the metadata that was sent, and compare the stored certificate's SHA-256 with it. If the people in charge cannot log in to do it, do it for them.",
    cases: &[],
    settings: "",
    find: |customer| {
        let known = known(customer);
        let expected = format!("SHA-256 {}", known.first()?.fingerprint);
        let is_known = |fingerprint: &str| known.iter().any(|one| one.fingerprint == fingerprint);
        let mut signed = customer.response().into_iter().flat_map(|one| one.signatures());
        if signed.any(|one| one.certificate.as_ref().is_some_and(|own| !is_known(&own.fingerprint))) {
            return None;
        }
        let shown = customer.sp_settings.iter().filter_map(|one| one.fingerprint.clone());
        let stored: Vec<String> = shown.chain(fingerprints(&customer.words)).collect();
        if let Some(stored) = stored.first().filter(|_| !stored.iter().any(|one| is_known(one))) {
            return Some(Found::certain(expected, format!("SHA-256 {stored} is stored")));
        }
        let begin = known.iter().filter_map(|one| one.not_before).min().map(|begin| begin.to_string());
        let updated = customer.sp_settings.iter().find_map(|one| one.updated.as_deref()).filter(|_| stored.is_empty());
        if let (Some(updated), Some(begin)) = (updated, begin)
            && begin.get(..10).is_some_and(|begin| updated < begin)
        {
            let expected = format!("metadata stored after {begin}, when its certificate begins");
            return Some(Found::certain(expected, format!("metadata was stored {updated}")));
        }
        let (_, told) = customer.told_of("certificate-differs")?;
        let word = &told.quote;
        let seen =
            format!("`{word}`, and the answer's signature holds under the certificate of the metadata that was sent");
        let is_bad = customer.may_have_failed() && same_certificate(customer);
        is_bad.then(|| Found::certain(expected, seen).at(Certainty::Likely))
    },
};

/// SHA-256 fingerprints in a text, in small letters without colons.
fn fingerprints(text: &str) -> Vec<String> {
    let is_part = |letter: char| letter.is_ascii_hexdigit() || letter == ':';
    let words = text.split(|letter: char| !is_part(letter)).map(|word| word.replace(':', "").to_ascii_lowercase());
    words.filter(|word| word.len() == 64).collect()
}

/// Pasted and damaged.
pub const CERTIFICATE_DAMAGED: Cause = Cause {
    id: "certificate-damaged",
    sentence: "The IdP's certificate was damaged when it was copied: letters of it are missing or changed, so that no signature holds under it.",
    field: "IdP Certificate",
    place: Place::Acs,
    side: Side::Customer,
    mend: &[],
    also: "Download it again from the application, as metadata or as certificate, and insert the whole file as it is: a certificate from BEGIN CERTIFICATE to END CERTIFICATE.",
    support: "Check that the settings page refuses what is no certificate, and shows its SHA-256 fingerprint.",
    cases: &[],
    settings: "",
    find: |customer| {
        if let Some((_, why)) = customer.broken.iter().find(|(looks_like, _)| *looks_like == "certificate") {
            return Some(Found::certain("a certificate (PEM) that can be read", *why));
        }
        let of_metadata = customer.metadata.iter().flat_map(|one| one.signing());
        let of_answer = customer.response().into_iter().flat_map(|one| one.signatures());
        let of_answer = of_answer.filter_map(|signature| signature.certificate.as_ref());
        let of_application = customer.applications.iter().filter_map(|one| one.idp_certificate.as_ref());
        let alone = customer.certificates.iter().copied();
        let mut places = of_metadata
            .map(|one| (one, "the metadata"))
            .chain(of_answer.map(|one| (one, "the answer's signature")))
            .chain(of_application.map(|one| (one, "the application")))
            .chain(alone.map(|one| (one, "the file")));
        let (_, place) = places.find(|(one, _)| one.contradicts_itself)?;
        let seen = format!("the certificate in {place} signed itself and does not hold under its own key");
        Some(Found::certain("the certificate, letter by letter as the IdP gives it", seen))
    },
};

/// The uploaded pair is none.
pub const KEY_NO_PAIR: Cause = Cause {
    id: "key-and-certificate-no-pair",
    sentence: "The IdP signs with another key than that of the certificate that it sends along: the key and the certificate that were uploaded there are no pair.",
    field: "IdP Certificate and IdP Private Key",
    place: Place::Acs,
    side: Side::Customer,
    mend: &[
        "=Upload the private key and the certificate that belong together, or regenerate the certificate in the application.",
        "export-metadata",
        "metadata",
        "update",
    ],
    also: "",
    support: "`openssl x509 -noout -pubkey -in CERTIFICATE` and `openssl pkey -pubout -in KEY` print the same for a pair.",
    cases: &[],
    settings: "",
    find: |customer| {
        let response = customer.response().filter(|_| customer.may_have_failed())?;
        let known = known(customer);
        let is_none = |signature: &&Signature| {
            let is_whole = signature.certificate.as_ref().is_some_and(|one| !one.contradicts_itself);
            is_whole && signature.own_verdict() == Verdict::OtherKey && signature.verdict(&known) != Verdict::Holds
        };
        let signature = response.signatures().find(is_none)?;
        let certificate = signature.certificate.as_ref()?;
        Some(Found::certain(
            format!("a signature that holds under the certificate SHA-256 {}", certificate.fingerprint),
            format!(
                "the {} is as it was signed (its digest holds), and the SignatureValue was made with another key",
                signature.element()
            ),
        ))
    },
};

/// Somebody in between.
pub const CHANGED: Cause = Cause {
    id: "answer-changed-on-the-way",
    sentence: "The answer was changed after the IdP had signed it: by a proxy, an extension of the browser, or by hand.",
    field: "the way between the IdP and the service provider",
    place: Place::Acs,
    side: Side::Customer,
    mend: &[],
    also: "Log in once from another network and a browser without extensions. If that works, ask who runs the proxy to leave pages and forms of the IdP as they are.",
    support: "Nothing is to be loosened: an answer that was changed must be refused.",
    cases: &[],
    settings: "",
    find: |customer| {
        let response = customer.response().filter(|_| customer.may_have_failed())?;
        let known = known(customer);
        let of = |signature: &Signature| {
            [signature.own_verdict(), signature.verdict(&known)].into_iter().find_map(|verdict| match verdict {
                Verdict::Changed { only_white_space } => Some((signature.element().to_owned(), only_white_space)),
                _ => None,
            })
        };
        // Of two the inner one is nearer.
        let (element, only_white_space) = response.signatures().filter_map(of).last()?;
        let what = if only_white_space { ": white space between its elements was put in" } else { "" };
        let found = Found::certain(
            format!("the {element} as the IdP signed it"),
            format!("the digest of the {element} is another than when it was signed{what}; its SignatureValue holds"),
        );
        // A copy as XML may have been changed by whoever made it.
        Some(found.at(if response.is_as_sent() { Certainty::Certain } else { Certainty::Likely }))
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
        let mut all: Vec<_> = known.chain(signed).chain(own).collect();
        // Whoever sends a certificate and nothing else asks about that one.
        if all.is_empty() && customer.sp_metadata.is_empty() {
            all = customer.certificates.clone();
        }
        // One that is still good beside it does the work.
        if all.iter().any(|one| !one.is_expired(customer.now)) {
            return None;
        }
        let end = all.first()?.not_after?;
        Some(Found::certain("a certificate whose end lies ahead", format!("it ended at {end}")))
    },
};
