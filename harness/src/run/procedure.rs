//! Doing what the target file has done at the SP beside the logins: in the browser, by requests, or by a command.

use std::path::Path;

use http_browser::Trust;

use super::RunError;
use super::client::{body, client};
use super::error::ProvisionError;
use super::launch::run_command;
use super::person::{Person, absolute, expand};
use super::provisioned::COMMAND_LIMIT;
use crate::action::Action;
use crate::evidence::{Document, Page};
use crate::placeholder::{Values, environment_of};
use crate::target::{HttpRequest, Procedure, Target};

/// How much of an answer is kept: a sentence or two that say what is wrong, and no secrets from further down.
const ANSWER_KEPT: usize = 300;

/// How long an answer may take: an SP may fetch and check metadata before it answers.
const ANSWER_LIMIT: std::time::Duration = std::time::Duration::from_secs(60);

/// Does all of `procedure` with `values`, which then hold what was read; `title` says in words what is done. Files of steps
/// and commands are in the folder of `target`.
pub(super) async fn carry_out(
    title: &str,
    procedure: &Procedure,
    values: &mut Values,
    target: &Target,
    person: &mut Person<'_>,
) -> Result<(), RunError> {
    let folder = &target.folder;
    match procedure {
        Procedure::None | Procedure::Launch => Ok(()),
        Procedure::Browser(steps) => {
            let actions: Vec<Action> = steps.iter().map(|step| step.action.clone()).collect();
            in_browser(title, &actions, values, folder, person).await
        }
        Procedure::Http(requests) => {
            for request in requests {
                send(title, request, values, &target.trust, person).await?;
            }
            Ok(())
        }
        Procedure::Command(command) => run_command(command, folder, values, &[], COMMAND_LIMIT).await,
    }
}

/// Does `actions`; the page that they end on must not be an error page.
pub(super) async fn in_browser(
    title: &str,
    actions: &[Action],
    values: &mut Values,
    folder: &Path,
    person: &mut Person<'_>,
) -> Result<(), RunError> {
    let done = person.act(title, None, actions, values, folder).await;
    done.map_err(RunError::in_steps("the steps of `[provision]` or `[teardown]`"))?;
    match person.page().and_then(|page| page.status) {
        Some(status @ 400..) => {
            let text = person.page().map(|page| kept(&page.text)).unwrap_or_default();
            Err(ProvisionError::SettingsPage { status, text }.into())
        }
        _ => Ok(()),
    }
}

/// Sends one request, and reads from its answer.
async fn send(
    title: &str,
    request: &HttpRequest,
    values: &mut Values,
    trust: &Trust,
    person: &mut Person<'_>,
) -> Result<(), RunError> {
    let started = person.elapsed();
    let url = absolute(&expand(values, &request.url)?, values)?;
    let secrets = secrets(request, values);
    let shown = format!("{} {}", request.method, redacted(&url, &secrets));
    let answer = built(request, &url, &shown, values, trust)?.send().await;
    let answered = async {
        let answer = answer?;
        let (status, place) = (answer.status().as_u16(), answer.url().to_string());
        Ok((status, place, String::from_utf8_lossy(&body(answer).await?).into_owned()))
    };
    let (status, place, text) = match answered.await {
        Ok(answered) => answered,
        // Its address may hold a secret; `shown` does not.
        Err(source) => {
            return Err(ProvisionError::Request { request: shown, source: reqwest::Error::without_url(source) }.into());
        }
    };
    let short = redacted(&kept(&text), &secrets);
    let place = redacted(&place, &secrets);
    let document =
        Document { method: request.method.clone(), url: place.clone(), status: Some(status), ..Document::default() };
    let page = Page { url: place, status: Some(status), text: short.clone(), ..Page::default() };
    person.record_request(&format!("{title}: {shown}"), started, document, page);
    let fine = if request.ok.is_empty() { status < 400 } else { request.ok.contains(&status) };
    if !fine {
        return Err(ProvisionError::Refused { request: shown, status, text: short }.into());
    }
    // What is fine without being a success, as a 409, need not hold what a success does.
    if (200..300).contains(&status) {
        read(request, &shown, &text, &short, values)?;
    }
    Ok(())
}

fn built(
    request: &HttpRequest,
    url: &str,
    shown: &str,
    values: &Values,
    trust: &Trust,
) -> Result<reqwest::RequestBuilder, RunError> {
    let method = request.method.parse::<http::Method>();
    let method = method.map_err(|source| ProvisionError::Method { method: request.method.clone(), source })?;
    let client = client(trust).map_err(|source| ProvisionError::Request { request: shown.to_owned(), source })?;
    let mut sent = client.request(method, url).timeout(ANSWER_LIMIT);
    for (name, value) in &request.headers {
        sent = sent.header(name, expand(values, value)?);
    }
    if let Some(body) = &request.body {
        let body = expand(values, body)?;
        if let Some(kind) = content_type(request, &body, shown)? {
            sent = sent.header(http::header::CONTENT_TYPE, kind);
        }
        sent = sent.body(body);
    } else if !request.form.is_empty() {
        let form = request.form.iter().map(|(name, value)| Ok((name, expand(values, value)?)));
        sent = sent.form(&form.collect::<Result<Vec<_>, RunError>>()?);
    }
    Ok(sent)
}

/// The Content-Type of a body that is JSON, where no header says one. A body that is said to be JSON must be it: an SP's
/// message about that would be hard to read.
fn content_type(request: &HttpRequest, body: &str, shown: &str) -> Result<Option<&'static str>, RunError> {
    let named = request.headers.iter().find(|(name, _)| name.eq_ignore_ascii_case("content-type"));
    let parsed = serde_json::from_str::<serde_json::Value>(body);
    match (named, parsed) {
        (Some((_, kind)), Err(source)) if kind.to_ascii_lowercase().contains("json") => {
            Err(ProvisionError::BodyNotJson { request: shown.to_owned(), source }.into())
        }
        (None, Err(source)) if body.trim_start().starts_with('{') => {
            Err(ProvisionError::BodyNotJson { request: shown.to_owned(), source }.into())
        }
        (None, Ok(_)) => Ok(Some("application/json")),
        _ => Ok(None),
    }
}

/// Keeps what the request's pointers lead to in the answer.
fn read(request: &HttpRequest, shown: &str, answer: &str, short: &str, values: &mut Values) -> Result<(), RunError> {
    for (placeholder, pointer) in &request.read {
        let (shown, text) = (shown.to_owned(), short.to_owned());
        let json: serde_json::Value = serde_json::from_str(answer).map_err(|source| ProvisionError::AnswerNotJson {
            request: shown.clone(),
            placeholder: placeholder.clone(),
            text: text.clone(),
            source,
        })?;
        let found = match json.pointer(pointer) {
            Some(serde_json::Value::String(found)) if !found.is_empty() => Some(found.clone()),
            Some(serde_json::Value::Number(found)) => Some(found.to_string()),
            _ => None,
        };
        let Some(found) = found else {
            let (pointer, placeholder) = (pointer.clone(), placeholder.clone());
            return Err(ProvisionError::NothingAt { request: shown, pointer, placeholder, text }.into());
        };
        values.set(placeholder, found);
    }
    Ok(())
}

/// Values of the environment that the request is made with: they are secrets, and no report holds them.
fn secrets(request: &HttpRequest, values: &Values) -> Vec<(String, String)> {
    let maps = request.headers.values().chain(request.form.values());
    let templates = maps.chain(&request.body).chain([&request.url]);
    let names = templates.flat_map(|template| environment_of(template));
    names
        .filter_map(|name| Some((values.get(&name)?, format!("{{{name}}}"))))
        .filter(|(secret, _)| !secret.is_empty())
        .collect()
}

fn redacted(text: &str, secrets: &[(String, String)]) -> String {
    secrets.iter().fold(text.to_owned(), |text, (secret, name)| text.replace(secret, name))
}

fn kept(text: &str) -> String {
    text.chars().take(ANSWER_KEPT).collect()
}

#[cfg(test)]
mod tests;
