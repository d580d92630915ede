//! SSO Settings.

use axum::response::Html;
use maud::{Markup, html};

use super::layout::page;
use crate::app::App;
use crate::people::{COMPANIES, Company};
use crate::settings::{Accepts, CompanySettings, RequestBinding, SettingsForm};

/// What the page says about the last Update.
#[derive(Clone, Copy, Debug)]
pub enum Message<'a> {
    /// It was taken.
    Notice(&'a str),
    /// It was not.
    Error(&'a str),
}

/// The page of a company: the form as given, and what is stored.
pub fn settings(
    app: &App,
    company: &Company,
    form: &SettingsForm,
    stored: Option<&CompanySettings>,
    message: Option<Message<'_>>,
) -> Html<String> {
    let body = html! {
        @match message {
            Some(Message::Notice(text)) => p id="notice" class="notice" role="status" { (text) },
            Some(Message::Error(text)) => p id="error" class="error" role="alert" { (text) },
            None => {},
        }
        p class="hint" {
            "For the company's admin. This is a reference SP for tests: no login is asked for here. Companies: "
            @for other in COMPANIES { a href={ "/settings/sso?company=" (other.name) } { (other.title) } " " }
        }
        form method="post" enctype="multipart/form-data" action={ "/settings/sso?company=" (company.name) } {
            (tick("enabled", "Company Login by SSO is on", form.enabled))
            h2 { "Step 1: certificate" }
            p { a id="sp-certificate" href="/saml/certificate.pem" { "Download certificate" } }
            h2 { "Step 2: values for your identity provider" }
            label { "Entity ID" input type="text" id="sp-entity-id" readonly value=(app.entity_id()); }
            label {
                "Assertion Consumer Service (ACS)" input type="text" id="sp-acs-url" readonly value=(app.acs_url());
            }
            h2 { "Step 3: your identity provider" }
            label { "Identity Provider Issuer" input type="text" name="issuer" value=(form.issuer); }
            h2 { "Step 4: metadata" }
            @if let Some(stored) = stored { (summary(stored)) }
            // The first line end after the tag is dropped by browsers.
            label { "Metadata" textarea name="metadata" spellcheck="false" { "\n" (form.metadata) } }
            label { "or upload it" input type="file" name="metadata_file" accept=".xml,text/xml,application/xml"; }
            h2 { "More" }
            label { "Accepted signatures" select name="accepts" {
                (option("assertion", "Assertion", form.accepts == Accepts::Assertion))
                (option("response", "Response", form.accepts == Accepts::Response))
                (option("either", "Either", form.accepts == Accepts::Either))
            } }
            label { "Request binding" select name="request_binding" {
                (option("redirect", "HTTP-Redirect", form.request_binding == RequestBinding::Redirect))
                (option("post", "HTTP-POST", form.request_binding == RequestBinding::Post))
            } }
            (tick("allow_sha1", "Allow RSA-SHA1", form.allow_sha1))
            (tick("allow_idp_initiated", "Allow sign-in that begins at the identity provider", form.allow_idp_initiated))
            button id="update" type="submit" { "Update" }
        }
    };
    page(&format!("SSO Settings of {}", company.title), &body)
}

fn summary(stored: &CompanySettings) -> Markup {
    html! {
        p id="stored" class="hint" {
            "Stored: metadata of " (stored.idp.entity_id)
            ", with " (if stored.idp.redirect_url.is_some() { "an" } else { "no" }) " HTTP-Redirect and "
            (if stored.idp.post_url.is_some() { "an" } else { "no" }) " HTTP-POST endpoint. "
            "It stays when nothing is pasted or uploaded."
        }
    }
}

fn tick(name: &str, label: &str, on: bool) -> Markup {
    html! { label { input type="checkbox" name=(name) checked[on]; " " (label) } }
}

fn option(value: &str, label: &str, chosen: bool) -> Markup {
    html! { option value=(value) selected[chosen] { (label) } }
}
