//! What is wrong with the metadata that the SP was given.

use saml_artefact::Verdict;

use super::super::cause::{Cause, Certainty, Found, Side};
use super::super::customer::Place;
use super::trust::CERTIFICATE_EXPIRED;

const AGAIN: &[&str] = &["export-metadata", "metadata", "update"];

/// Not metadata at all.
pub const NOT_METADATA: Cause = Cause {
    id: "not-metadata",
    sentence: "What was inserted as metadata at the service provider is not the exported metadata file.",
    field: "Metadata (Step 4) in the service provider's SSO Settings",
    place: Place::Start,
    side: Side::Customer,
    mend: AGAIN,
    also: "Insert the whole file: it begins with `<?xml` and ends with `EntityDescriptor>`.",
    support: "`saml-harness lint FILE` shows the line that is wrong. Check that the upload refuses what is no metadata.",
    cases: &[
        "guide/jumpcloud@metadata-truncated",
        "guide/jumpcloud@metadata-last-character-missing",
        "guide/jumpcloud@metadata-login-page-instead",
        "guide/jumpcloud@metadata-url-instead",
        "guide/jumpcloud@export-metadata-certificate-instead",
    ],
    settings: "",
    find: |customer| {
        let expected = "a file that begins with <?xml and whose root is EntityDescriptor";
        if let Some(field) = customer.sp_settings.iter().find_map(|one| one.metadata.as_deref())
            && !field.starts_with('<')
            && !field.to_lowercase().contains(".xml")
        {
            return Some(Found::certain(
                expected,
                format!("`{field}` in the field Metadata; is it in the wrong field?"),
            ));
        }
        if !customer.metadata.is_empty() || !customer.may_end(Place::Start) {
            return None;
        }
        if let Some((_, why)) = customer.broken.iter().find(|(looks_like, _)| looks_like.ends_with("Descriptor")) {
            let found = Found::certain(expected, *why);
            // Beside the application's page it is a copy in somebody's document, as far as is known.
            return Some(if customer.applications.is_empty() { found } else { found.at(Certainty::Likely) });
        }
        if customer.sp_metadata.is_empty() && customer.applications.is_empty() && customer.responses.is_empty() {
            if let Some(page) = customer.pages.first() {
                let is_error = page.words.contains("404") || page.title.contains("404") || page.words.contains("rror");
                if !is_error {
                    return Some(Found::certain(expected, format!("an HTML page, titled `{}`", page.title)));
                }
            }
            if !customer.certificates.is_empty() {
                let found = Found::certain(expected, "a certificate alone");
                // One that has run out stopped a login that worked; it may have been sent for that, and inserted nowhere.
                let expired = (CERTIFICATE_EXPIRED.find)(customer).is_some();
                return Some(if expired { found.at(Certainty::Likely) } else { found });
            }
            let words = customer.words.trim();
            if words.starts_with("http") && !words.contains(char::is_whitespace) {
                return Some(Found::certain(expected, format!("an address: {words}")));
            }
        }
        None
    },
};

/// The SP's own metadata.
pub const SP_METADATA_INSTEAD: Cause = Cause {
    id: "sp-metadata-instead",
    sentence: "The file is the service provider's own metadata, not the IdP's.",
    field: "Metadata (Step 4) in the service provider's SSO Settings",
    place: Place::Start,
    side: Side::Customer,
    mend: AGAIN,
    also: "",
    support: "Ask which file was inserted.",
    cases: &[],
    settings: "",
    find: |customer| {
        let alone = customer.metadata.is_empty() && customer.responses.is_empty() && customer.exchanges.is_empty();
        let first = customer.sp_metadata.first().filter(|_| alone && customer.applications.is_empty())?;
        Some(
            Found::certain("metadata with an IDPSSODescriptor", format!("metadata of the SP `{}`", first.entity_id))
                .at(Certainty::Likely),
        )
    },
};

/// The toggle is on by now.
pub const OLD_EXPORT: Cause = Cause {
    id: "metadata-exported-before",
    sentence: "The metadata is older than the settings: Declare Redirect Endpoint is enabled by now, and the file that was inserted at the service provider was exported before.",
    field: "Metadata (Step 4) in the service provider's SSO Settings",
    place: Place::Start,
    side: Side::Customer,
    mend: AGAIN,
    also: "The old metadata file is of no use any more.",
    support: "Check that the stored metadata has an HTTP-Redirect endpoint after the Update.",
    cases: &[
        "guide/jumpcloud@export-metadata-before-declare-redirect-endpoint",
        "guide/jumpcloud@mend-without-new-metadata",
    ],
    settings: "",
    find: |customer| {
        let is_on = customer.applications.iter().find_map(|one| one.declare_redirect_endpoint) == Some(true);
        let is_past = customer.end.as_ref().is_some_and(|end| end.is_recorded && end.place != Some(Place::Start));
        let mut given = customer.metadata.iter().filter(|one| !one.endpoints.is_empty()).peekable();
        let is_old = given.peek().is_some() && !given.any(|one| one.has_binding("HTTP-Redirect"));
        let expected = "metadata with an HTTP-Redirect SingleSignOnService, as the application would export it today";
        (is_on && is_old && !is_past).then(|| Found::certain(expected, "HTTP-POST alone"))
    },
};

/// POST alone.
pub const NO_REDIRECT_ENDPOINT: Cause = Cause {
    id: "no-redirect-endpoint",
    sentence: "Declare Redirect Endpoint was not enabled when the metadata was exported: it lists no HTTP-Redirect address to send people to.",
    field: "Declare Redirect Endpoint",
    place: Place::Start,
    side: Side::Customer,
    mend: &["declare-redirect-endpoint", "=Save the application.", "export-metadata", "metadata", "update"],
    also: "The old metadata file is of no use any more.",
    support: "Check that the stored metadata has an HTTP-Redirect endpoint after the Update.",
    cases: &[
        "guide/jumpcloud@skip-declare-redirect-endpoint",
        "guide/jumpcloud@export-metadata-before-declare-redirect-endpoint",
        "guide/jumpcloud@export-metadata-toggles-not-saved",
        "guide/jumpcloud@mend-without-new-metadata",
        "guide/jumpcloud@mend-without-save",
    ],
    settings: "declare_redirect_endpoint = false",
    find: |customer| {
        let said = |found: Found| {
            // A recorded login that went past the IdP was not stopped by it.
            let past = customer.end.as_ref().is_some_and(|end| end.is_recorded && end.place != Some(Place::Start));
            if past { found.at(Certainty::Possible) } else { found }
        };
        if let Some(metadata) = customer.metadata.iter().find(|one| !one.endpoints.is_empty()) {
            if customer.metadata.iter().any(|one| one.has_binding("HTTP-Redirect"))
                || (OLD_EXPORT.find)(customer).is_some()
            {
                return None;
            }
            let bindings: Vec<&str> = metadata.endpoints.iter().map(|one| one.binding.as_str()).collect();
            let location = &metadata.endpoints[0].location;
            let expected = format!(
                "<md:SingleSignOnService Binding=\"urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect\" Location=\"{location}\"/>"
            );
            return Some(said(Found::certain(expected, format!("{} alone", bindings.join(", ")))));
        }
        let declared = customer.applications.iter().find_map(|one| one.declare_redirect_endpoint);
        (declared == Some(false))
            .then(|| said(Found::certain("declareRedirectEndpoint: true", "declareRedirectEndpoint: false")))
    },
};

/// No certificate.
pub const NO_CERTIFICATE: Cause = Cause {
    id: "no-signing-certificate",
    sentence: "The metadata holds no certificate that can be read, so no signature of the IdP can be verified.",
    field: "IdP Certificate",
    place: Place::Acs,
    side: Side::Customer,
    mend: AGAIN,
    also: "Regenerate the certificate first, if the new export has none either.",
    support: "Check that the stored metadata has an X509Certificate.",
    cases: &[],
    settings: "",
    find: |customer| {
        let metadata = customer.metadata.first()?;
        if metadata.signing().next().is_some() {
            return None;
        }
        let damaged: usize = metadata.keys.iter().map(|key| key.unreadable).sum();
        let seen = if damaged > 0 { "an X509Certificate that is damaged" } else { "no X509Certificate" };
        Some(Found::certain("an X509Certificate under KeyDescriptor", seen))
    },
};

/// validUntil.
pub const OUTDATED: Cause = Cause {
    id: "metadata-outdated",
    sentence: "The metadata says itself that it is out of date (validUntil).",
    field: "Metadata (Step 4) in the service provider's SSO Settings",
    place: Place::Start,
    side: Side::Customer,
    mend: AGAIN,
    also: "",
    support: "",
    cases: &[],
    settings: "",
    find: |customer| {
        let until = customer.metadata.iter().find_map(|one| one.valid_until)?;
        (until < customer.now).then(|| Found::certain("a validUntil that lies ahead, or none", until.to_string()))
    },
};

/// Empty or placeholder.
pub const EMPTY_ENTITY_ID: Cause = Cause {
    id: "idp-entity-id-empty",
    sentence: "IdP Entity ID was left empty, or holds blanks or a placeholder.",
    field: "IdP Entity ID",
    place: Place::Acs,
    side: Side::Customer,
    mend: &["idp-entity-id", "export-metadata", "issuer", "metadata", "update"],
    also: "",
    support: "Check that Identity Provider Issuer is the same, letter by letter.",
    cases: &[],
    settings: "",
    find: |customer| {
        let ids = customer.metadata.iter().map(|one| one.entity_id.as_str());
        let ids = ids.chain(customer.applications.iter().filter_map(|one| one.idp_entity_id.as_deref()));
        let ids = ids.chain(customer.issuer());
        let odd = |id: &&str| {
            let low = id.trim().to_lowercase().replace(['_', '-'], " ");
            low.is_empty()
                || *id != id.trim()
                || ["your ", "placeholder", "changeme", "<", "idp entity id"].iter().any(|part| low.contains(part))
        };
        let seen = ids.into_iter().find(odd)?;
        let blank = !seen.trim().is_empty() && seen.trim() != seen;
        Some(Found::certain(if blank { seen.trim() } else { "JumpCloud-<your company>" }, format!("`{seen}`")))
    },
};

/// Changed by hand.
pub const CHANGED: Cause = Cause {
    id: "metadata-changed",
    sentence: "The metadata was changed after the IdP had signed it, so that a service provider that verifies its signature refuses it.",
    field: "Metadata (Step 4) in the service provider's SSO Settings",
    place: Place::Start,
    side: Side::Customer,
    mend: AGAIN,
    also: "Insert the file as it was downloaded; no editor may save it in between.",
    support: "`saml-harness lint FILE` says which signature fails.",
    cases: &[],
    settings: "",
    find: |customer| {
        let verdicts = customer.metadata.iter().flat_map(|one| &one.signatures);
        let seen = verdicts.into_iter().find_map(|(element, verdict)| match verdict {
            Verdict::Changed { .. } => Some(format!("the digest of the {element} is another than when it was signed")),
            Verdict::OtherKey => {
                Some(format!("the signature of the {element} was made with another key than its certificate's"))
            }
            _ => None,
        })?;
        Some(Found::certain("the metadata as the IdP signed it", seen).at(Certainty::Likely))
    },
};

/// Nothing was stored at the SP.
pub const NOT_STORED: Cause = Cause {
    id: "settings-not-stored",
    sentence: "The service provider has no working settings: metadata or Identity Provider Issuer was not filled in, or Update was not clicked.",
    field: "the service provider's SSO Settings",
    place: Place::Start,
    side: Side::Customer,
    mend: &["activate", "export-metadata", "issuer", "metadata", "update"],
    also: "If there is no metadata to export, the application was not activated: JumpCloud asks for Display Label, IdP Entity ID and SP Entity ID first.",
    support: "Look whether issuer and metadata are stored for this company, and since when.",
    cases: &[
        "guide/jumpcloud@skip-issuer",
        "guide/jumpcloud@skip-metadata",
        "guide/jumpcloud@skip-update",
        "guide/jumpcloud@mend-without-update",
        "guide/jumpcloud@skip-add-application",
        "guide/jumpcloud@skip-display-label",
        "guide/jumpcloud@skip-idp-entity-id",
        "guide/jumpcloud@skip-sp-entity-id",
        "guide/jumpcloud@skip-activate",
        "guide/jumpcloud@skip-export-metadata",
        "guide/jumpcloud@sp-certificate-not-a-certificate",
        "guide/jumpcloud@export-metadata-before-activate",
    ],
    settings: "",
    find: |customer| {
        let end = customer.end.as_ref()?;
        let is_start = end.place == Some(Place::Start) || end.place.is_none() && customer.metadata.is_empty();
        // Words that say why are nearer than what nobody sent.
        let says_why = !end.is_recorded && !customer.told.is_empty();
        if !is_start || says_why || end.is_good || end.status.is_some_and(|status| status >= 500) {
            return None;
        }
        let found = Found::certain("issuer and metadata stored by Update", "Company Login ends before the IdP");
        Some(found.at(if end.is_recorded { Certainty::Likely } else { Certainty::Possible }))
    },
};
