//! Admin Portal, what JumpCloud does not have: every setting of every application as a switch, and one response that is not
//! as it should be.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};
use serde_json::{Map, Value};

use super::form::Submission;
use super::layout::{Section, admin_page, not_found, plain_page};
use crate::host::OrganizationHost;
use crate::idp::MockIdp;
use crate::organization::{Application, ApplicationId, SettingsPatch};

/// Settings that are one of a few words.
const CHOICES: &[(&str, &[&str])] = &[
    ("sign", &["assertion", "response", "both", "none"]),
    ("subject_field", &["email", "username", "firstname", "lastname", "description"]),
    ("signature_algorithm", &["RSA-SHA256", "RSA-SHA1"]),
    ("unverifiable_request", &["refuse", "accept"]),
    ("dialect", &["jumpcloud", "specification"]),
];

pub(super) async fn show(State(idp): State<MockIdp>, OrganizationHost(organization): OrganizationHost) -> Markup {
    let applications = organization.directory().applications.clone();
    let names = idp.recipe_names();
    let armed = organization.armed_next();
    let body = html! {
        div.card id="next" {
            h2 { "The next login" }
            p id="armed" {
                @match &armed {
                    Some(name) => { "The next response is " code { (name) } ". Those after it are plain." }
                    None => "The next response is plain.",
                }
            }
            @if armed.is_some() {
                form method="post" action="/admin/switchboard/disarm" { button id="disarm" type="submit" { "Send the plain one" } }
            }
            @if names.is_empty() { p { "No recipes are known by name here; the JSON API takes their steps." } } @else {
                form method="post" action="/admin/switchboard/arm" {
                    input name="name" list="recipes" size="60" required placeholder="attack/...";
                    datalist id="recipes" { @for (name, title) in &names { option value=(name) { (title) } } }
                    button id="arm" type="submit" { "Arm this for the next login" }
                }
                details {
                    summary { "All " (names.len()) " of them" }
                    table { tbody { @for (name, title) in &names {
                        tr {
                            td { form method="post" action="/admin/switchboard/arm" {
                                button type="submit" name="name" value=(name) { "Arm" }
                            } }
                            td.mono { (name) }
                            td { (title) }
                        }
                    } } }
                }
            }
        }
        @for application in &applications { (switches(application)) }
    };
    admin_page(&organization, Section::Switchboard, "Switchboard", &html! {}, &body)
}

/// A form for each setting: a click on a switch is all that it takes.
fn switches(application: &Application) -> Markup {
    let values = settings(application);
    let action = format!("/admin/switchboard/{}", application.id.0);
    html! {
        div.card.flush {
            h2 { (application.settings.display_label) }
            table { tbody { @for (name, value) in &values {
                tr {
                    td.mono { (name) }
                    td { form method="post" action=(action) data-setting=(name) {
                        input type="hidden" name="setting" value=(name);
                        (control(name, value))
                    } }
                }
            } } }
        }
    }
}

fn control(name: &str, value: &Value) -> Markup {
    let choices = CHOICES.iter().find(|(known, _)| *known == name);
    html! {
        @if let Value::Bool(on) = value {
            button type="submit" name="value" value=(!on) { @if *on { "on: switch it off" } @else { "off: switch it on" } }
        } @else if let Some((_, choices)) = choices {
            @for choice in *choices {
                button type="submit" name="value" value=(choice) disabled[value == choice] { (choice) }
            }
        } @else {
            input name="value" size="60" value=(shown(value));
            button type="submit" { "Set" }
        }
    }
}

/// Texts as they are, and lists as JSON.
fn shown(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

fn settings(application: &Application) -> Map<String, Value> {
    match serde_json::to_value(&application.settings) {
        Ok(Value::Object(values)) => values,
        other => unreachable!("settings are written as an object, not as {other:?}"),
    }
}

pub(super) async fn set(
    OrganizationHost(organization): OrganizationHost,
    Path(id): Path<u32>,
    submission: Submission,
) -> Response {
    let mut directory = organization.directory();
    let Some(application) = directory.application_mut(ApplicationId(id)) else { return not_found("application") };
    let (name, text) = (submission.text("setting"), submission.text("value"));
    let value = match settings(application).get(name) {
        Some(Value::String(_)) => Ok(Value::String(text.to_owned())),
        _ => serde_json::from_str(text),
    };
    let patch = value.and_then(|value| serde_json::from_value::<SettingsPatch>(serde_json::json!({ name: value })));
    match patch {
        Ok(patch) => {
            patch.apply(&mut application.settings);
            Redirect::to("/admin/switchboard").into_response()
        }
        Err(error) => plain_page(StatusCode::BAD_REQUEST, "Not set", &format!("{name}: {error}")),
    }
}

pub(super) async fn arm(
    State(idp): State<MockIdp>,
    OrganizationHost(organization): OrganizationHost,
    submission: Submission,
) -> Response {
    let name = submission.text("name");
    match idp.recipe(name, &organization) {
        Some(next) => {
            organization.arm_next(Some(next));
            Redirect::to("/admin/switchboard").into_response()
        }
        None => plain_page(StatusCode::NOT_FOUND, "Not armed", &format!("There is no recipe called `{name}`.")),
    }
}

pub(super) async fn disarm(OrganizationHost(organization): OrganizationHost) -> Redirect {
    organization.arm_next(None);
    Redirect::to("/admin/switchboard")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_choice_is_one_that_the_setting_takes() {
        for (name, choices) in CHOICES {
            for choice in *choices {
                let patch: Result<SettingsPatch, _> = serde_json::from_value(serde_json::json!({ *name: choice }));
                assert!(patch.is_ok(), "{name}: {choice}");
            }
        }
    }
}
