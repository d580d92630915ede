//! From a user who is logged in to the Response that is sent to the SP.

use std::sync::Arc;

use axum::response::Response as HttpResponse;
use http::StatusCode;

use super::accept::default_acs_url;
use super::refusal::{Refusal, record_issued};
use super::sending_page::deliver;
use crate::journal::{Binding, Direction, NewEntry};
use crate::organization::{
    Application, ApplicationId, Directory, Organization, SentMessage, SsoAuthReason, User, UserId, UserState,
};
use crate::page::error_page;
use crate::recipe::{People, Person, RecipeError, Route, Scene, Script, Sent, send};

/// What a Response answers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answer {
    /// Whether it answers an AuthnRequest; if not, it is unsolicited.
    pub to_request: bool,
    /// ID of the AuthnRequest; absent for an unsolicited response, and where the request has none.
    pub in_response_to: Option<String>,
    /// Where the response goes; absent: the application's default ACS.
    pub acs_url: Option<String>,
    /// Posted along unchanged.
    pub relay_state: Option<String>,
}

/// Issues the Response for `user`, through the organization's script if one is armed, as a page that sends it; or
/// shows why it does not. Writes journal and events.
pub fn respond(organization: &Organization, application: ApplicationId, user: UserId, answer: &Answer) -> HttpResponse {
    let idp_initiated = !answer.to_request;
    // Signing takes milliseconds: work on copies, so that nobody waits for the directory meanwhile.
    let mut script = organization.armed();
    let is_special = script.is_some() || organization.armed_next().is_some();
    let (application, person, people) = {
        let directory = organization.directory();
        let application = directory.application(application).cloned();
        let person = directory.user(user).map(|user| person(&directory, user, application.as_ref()));
        let everybody = directory.users.iter().map(|user| self::person(&directory, user, application.as_ref()));
        let people: Vec<_> = if is_special { everybody.collect() } else { Vec::new() };
        (application, person, people)
    };
    let Some(mut application) = application else {
        return Refusal::new(SsoAuthReason::UnknownIdpUrl, "The application was deleted.").answer(
            organization,
            person.as_ref().map(|person| &person.user),
            "",
            idp_initiated,
        );
    };
    let label = application.settings.display_label.clone();
    let Some(person) = person else {
        return Refusal::new(SsoAuthReason::UnknownUser, "The user was deleted.").answer(
            organization,
            None,
            &label,
            idp_initiated,
        );
    };
    let user = person.user.clone();
    if let Err(refusal) = authorize(&application, &person) {
        return refusal.answer(organization, Some(&user), &label, idp_initiated);
    }
    let acs_url = match answer.acs_url.clone().map_or_else(|| default_acs_url(&application.settings), Ok) {
        Ok(acs_url) => acs_url,
        Err(refusal) => return refusal.answer(organization, Some(&user), &label, idp_initiated),
    };
    // Who is not let in has not used it up.
    if let Some(next) = organization.take_next() {
        next.settings.apply(&mut application.settings);
        script = Some(Arc::new(next.script));
    }
    // Only recipes ask for these.
    let metadata = if script.is_some() { organization.metadata(&application) } else { String::new() };
    let mut scene = scene(organization, application, person, people, acs_url, answer);
    if script.is_some() {
        (scene.metadata, scene.canary) = (metadata, organization.canary_url());
        scene.earlier = organization.sent_messages().iter().map(|message| message.xml.clone()).collect();
    }
    let sent = match &script {
        Some(script) => send(&scene, script),
        None => send(&scene, &Script::plain()),
    };
    match sent {
        Ok(sent) => {
            let page = deliver(&sent.delivery);
            record_issued(organization, &user, &scene.settings, idp_initiated);
            keep(organization, sent, script.is_some());
            page
        }
        Err(error) => not_made(organization, script.is_some(), &error),
    }
}

fn person(directory: &Directory, user: &User, application: Option<&Application>) -> Person {
    let groups = application.map(|application| directory.binding_groups(user.id, application)).unwrap_or_default();
    Person { user: user.clone(), groups: groups.into_iter().map(str::to_owned).collect() }
}

fn authorize(application: &Application, person: &Person) -> Result<(), Refusal> {
    let Person { user, groups } = person;
    let (email, label) = (&user.company_email, &application.settings.display_label);
    let refuse = |reason, message: String| Err(Refusal::new(reason, message));
    match user.state {
        UserState::Staged => {
            return refuse(SsoAuthReason::UserNotActivated, format!("The user {email} has not been activated."));
        }
        UserState::Suspended => return refuse(SsoAuthReason::UserSuspended, format!("The user {email} is suspended.")),
        UserState::Active => {}
    }
    if !application.active {
        return refuse(SsoAuthReason::ApplicationInactive, format!("The application {label} is not active."));
    }
    if groups.is_empty() {
        return refuse(
            SsoAuthReason::UserNotBound,
            format!("The user {email} is in no group that may use the application {label}."),
        );
    }
    Ok(())
}

fn scene(
    organization: &Organization,
    application: Application,
    person: Person,
    people: Vec<Person>,
    acs_url: String,
    answer: &Answer,
) -> Scene {
    Scene {
        metadata: String::new(),
        settings: application.settings,
        key_pair: application.key_pair,
        person,
        people: People::Known(people),
        acs_url,
        in_response_to: answer.in_response_to.clone(),
        relay_state: answer.relay_state.clone(),
        now: organization.clock().now(),
        earlier: Vec::new(),
        canary: String::new(),
    }
}

/// Into the journal, and to the messages that can be sent again.
fn keep(organization: &Organization, sent: Sent, scripted: bool) {
    let Sent { xml, field, delivery, .. } = sent;
    let (binding, raw) = match delivery.route {
        Route::Post => (Binding::Post, field),
        _ => (Binding::Redirect, url::form_urlencoded::byte_serialize(field.as_bytes()).collect()),
    };
    organization.journal().record(NewEntry {
        direction: Direction::Out,
        binding,
        url: delivery.url.clone(),
        raw,
        xml: String::from_utf8_lossy(&xml).into_owned(),
        relay_state: delivery.relay_state().map(str::to_owned),
        findings: Vec::new(),
    });
    organization.keep_sent(SentMessage { xml, delivery, scripted });
}

fn not_made(organization: &Organization, scripted: bool, error: &RecipeError) -> HttpResponse {
    if scripted {
        let help = error.help.as_ref().map(|help| format!(" ({help})")).unwrap_or_default();
        organization.set_script_trouble(format!("{error}{help}"));
        let message = format!("The recipe that is armed cannot be carried out: {error}.");
        return error_page(StatusCode::INTERNAL_SERVER_ERROR, "Recipe failed", &message);
    }
    tracing::error!(%error, "response not signed");
    let message = format!("The response was not signed: {}.", error.message);
    error_page(StatusCode::INTERNAL_SERVER_ERROR, "Internal error", &message)
}
