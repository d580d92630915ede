//! SSO Settings in two other ways that SPs have: without metadata, and with a test login first.

use axum::response::Html;
use maud::{Markup, html};

use super::Message;
use super::layout::page;
use crate::app::App;
use crate::people::Company;
use crate::settings::{CompanySettings, TRIAL_PAGE, Trial};

/// The page that asks for the IdP's URL, issuer and certificate in place of metadata.
pub fn manual(
    app: &App,
    company: &Company,
    stored: Option<&CompanySettings>,
    message: Option<Message<'_>>,
) -> Html<String> {
    let issuer = stored.map(|stored| stored.issuer.as_str()).unwrap_or_default();
    let url = stored.and_then(|stored| stored.idp.redirect_url.as_deref()).unwrap_or_default();
    let body = html! {
        (said(message))
        (values(app))
        form method="post" action={ "/settings/sso/manual?company=" (company.name) } {
            h2 { "Your identity provider" }
            label { "IdP URL" input type="text" name="idp_url" value=(url); }
            label { "Identity Provider Issuer" input type="text" name="issuer" value=(issuer); }
            label { "Certificate" textarea name="certificate" spellcheck="false" {} }
            button id="update" type="submit" { "Update" }
        }
    };
    page(&format!("SSO Settings of {}", company.title), &body)
}

/// The page that switches SSO on only after a test login.
pub fn test_first(
    app: &App,
    company: &Company,
    stored: Option<&CompanySettings>,
    message: Option<Message<'_>>,
) -> Html<String> {
    let address = format!("{TRIAL_PAGE}?company={}", company.name);
    let trial = stored.map(|stored| stored.trial).unwrap_or_default();
    let issuer = stored.map(|stored| stored.issuer.as_str()).unwrap_or_default();
    let body = html! {
        (said(message))
        (values(app))
        form method="post" action=(address) {
            h2 { "Your identity provider" }
            label { "Identity Provider Issuer" input type="text" name="issuer" value=(issuer); }
            label { "Metadata" textarea name="metadata" spellcheck="false" {} }
            button id="save" type="submit" name="act" value="save" { "Save" }
        }
        @if trial != Trial::NotAsked {
            h2 { "Test login" }
            p { @if trial == Trial::Passed { "The test login has worked." } @else { "SSO can be switched on after a test login." } }
            form method="post" action="/login/company" {
                label { "E-mail" input type="text" id="test-email" name="email"; }
                input type="hidden" name="next" value=(address);
                button id="test-login" type="submit" { "Test login" }
            }
        }
        @if trial == Trial::Passed {
            form method="post" action=(address) {
                button id="enable" type="submit" name="act" value="enable" { "Switch SSO on" }
            }
        }
    };
    page(&format!("SSO Settings of {}", company.title), &body)
}

fn said(message: Option<Message<'_>>) -> Markup {
    html! {
        @match message {
            Some(Message::Notice(text)) => p id="notice" class="notice" role="status" { (text) },
            Some(Message::Error(text)) => p id="error" class="error" role="alert" { (text) },
            None => {},
        }
    }
}

fn values(app: &App) -> Markup {
    html! {
        h2 { "Values for your identity provider" }
        p { a id="sp-certificate" href="/saml/certificate.pem" { "Download certificate" } }
        label { "Entity ID" input type="text" id="sp-entity-id" readonly value=(app.entity_id()); }
        label { "Assertion Consumer Service (ACS)" input type="text" id="sp-acs-url" readonly value=(app.acs_url()); }
    }
}
