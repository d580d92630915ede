//! SSO settings of a company: as typed into the page, and as meant.

use std::collections::BTreeMap;

use crate::idp_metadata::{self, IdpMetadata};

/// Which signature the ACS demands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Accepts {
    /// The assertion must be signed; what the guide sets up.
    #[default]
    Assertion,
    /// The response must be signed.
    Response,
    /// One of them must be.
    Either,
}

/// How Company Login hands its request to the browser.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum RequestBinding {
    /// HTTP-Redirect.
    #[default]
    Redirect,
    /// HTTP-POST.
    Post,
}

/// The fields of the page, as they were typed.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct SettingsForm {
    pub enabled: bool,
    pub issuer: String,
    pub metadata: String,
    pub accepts: Accepts,
    pub request_binding: RequestBinding,
    pub allow_sha1: bool,
    pub allow_idp_initiated: bool,
}

impl SettingsForm {
    /// What the page shows before anything was stored.
    pub fn blank() -> Self {
        SettingsForm {
            enabled: true,
            issuer: String::new(),
            metadata: String::new(),
            accepts: Accepts::default(),
            request_binding: RequestBinding::default(),
            allow_sha1: false,
            allow_idp_initiated: true,
        }
    }

    /// From the fields of a posted form. A box that is not there is not ticked; an uploaded file goes before
    /// pasted text.
    pub fn from_fields(fields: &BTreeMap<String, String>) -> Self {
        let text = |name: &str| fields.get(name).cloned().unwrap_or_default();
        let upload = text("metadata_file");
        SettingsForm {
            enabled: fields.contains_key("enabled"),
            // Kept as typed: a blank at its end must be found out at the ACS, as in life.
            issuer: text("issuer"),
            metadata: if upload.trim().is_empty() { text("metadata") } else { upload },
            accepts: match text("accepts").as_str() {
                "response" => Accepts::Response,
                "either" => Accepts::Either,
                _ => Accepts::Assertion,
            },
            request_binding: match text("request_binding").as_str() {
                "post" => RequestBinding::Post,
                _ => RequestBinding::Redirect,
            },
            allow_sha1: fields.contains_key("allow_sha1"),
            allow_idp_initiated: fields.contains_key("allow_idp_initiated"),
        }
    }

    /// The form of settings that are stored. The metadata field is empty: what is stored stays when nothing is
    /// pasted.
    pub fn of(settings: &CompanySettings) -> Self {
        SettingsForm {
            enabled: settings.enabled,
            issuer: settings.issuer.clone(),
            metadata: String::new(),
            accepts: settings.accepts,
            request_binding: settings.request_binding,
            allow_sha1: settings.allow_sha1,
            allow_idp_initiated: settings.allow_idp_initiated,
        }
    }
}

/// Settings that were accepted on Update.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CompanySettings {
    /// The switch at the top.
    pub enabled: bool,
    /// Step 3, as typed.
    pub issuer: String,
    /// Step 4.
    pub idp: IdpMetadata,
    /// Which signature is demanded.
    pub accepts: Accepts,
    /// How requests are sent.
    pub request_binding: RequestBinding,
    /// Whether SHA-1 will do.
    pub allow_sha1: bool,
    /// Whether a response may come unasked.
    pub allow_idp_initiated: bool,
    /// How far the page that wants a test login has come.
    pub trial: Trial,
}

/// A test login, before SSO can be switched on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Trial {
    /// The page does not want one.
    #[default]
    NotAsked,
    /// It is still to be done.
    Open,
    /// Somebody of the company has come back from the IdP.
    Passed,
}

/// Where a test login ends: the page that asked for it.
pub const TRIAL_PAGE: &str = "/settings/sso/test-first";

impl CompanySettings {
    /// What Update makes of the form, or the message that the page shows. Metadata left empty keeps the stored.
    pub fn update(stored: Option<&CompanySettings>, form: &SettingsForm) -> Result<Self, String> {
        if form.issuer.trim().is_empty() {
            return Err("Identity Provider Issuer is required.".to_owned());
        }
        let idp = match stored {
            Some(stored) if form.metadata.trim().is_empty() => stored.idp.clone(),
            None if form.metadata.trim().is_empty() => return Err("Metadata is required.".to_owned()),
            _ => idp_metadata::read(&form.metadata)?,
        };
        Ok(CompanySettings {
            enabled: form.enabled,
            issuer: form.issuer.clone(),
            idp,
            accepts: form.accepts,
            request_binding: form.request_binding,
            allow_sha1: form.allow_sha1,
            allow_idp_initiated: form.allow_idp_initiated,
            trial: Trial::NotAsked,
        })
    }

    /// What Update makes of the page for a pasted certificate and IdP URL, or the message that it shows.
    pub fn of_parts(issuer: &str, url: &str, certificate: &str) -> Result<Self, String> {
        let fields = [("IdP URL", url), ("Identity Provider Issuer", issuer), ("Certificate", certificate)];
        if let Some((name, _)) = fields.iter().find(|(_, text)| text.trim().is_empty()) {
            return Err(format!("{name} is required."));
        }
        let SettingsForm { enabled, accepts, request_binding, allow_sha1, allow_idp_initiated, .. } =
            SettingsForm::blank();
        Ok(CompanySettings {
            enabled,
            issuer: issuer.to_owned(),
            idp: idp_metadata::of_parts(issuer, url, certificate)?,
            accepts,
            request_binding,
            allow_sha1,
            allow_idp_initiated,
            trial: Trial::NotAsked,
        })
    }

    /// What Save makes of the page that wants a test login: off until that has passed.
    pub fn on_trial(issuer: &str, metadata: &str) -> Result<Self, String> {
        let form = SettingsForm { issuer: issuer.to_owned(), metadata: metadata.to_owned(), ..SettingsForm::blank() };
        Ok(CompanySettings { enabled: false, trial: Trial::Open, ..CompanySettings::update(None, &form)? })
    }

    /// Whether people get in who want to go to `next`: while SSO is off only those of a test login.
    pub fn lets_in(&self, next: Option<&str>) -> bool {
        let is_test = next.is_some_and(|next| next.starts_with(TRIAL_PAGE));
        self.enabled || (self.trial != Trial::NotAsked && is_test)
    }
}
