//! From a user who is logged in to the Response that is posted to the SP.

use axum::response::Response as HttpResponse;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use http::StatusCode;

use super::accept::default_acs_url;
use super::page::{error_page, post_form};
use super::refusal::{Refusal, record};
use crate::journal::{Binding, Direction, NewEntry};
use crate::message::compose::Vouching;
use crate::organization::{Application, ApplicationId, Organization, SsoAuthReason, User, UserId, UserState};
use crate::sign::SignatureError;

/// What a Response answers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answer {
    /// ID of the AuthnRequest; absent for an unsolicited response.
    pub in_response_to: Option<String>,
    /// Where the response goes; absent: the application's default ACS.
    pub acs_url: Option<String>,
    /// Posted along unchanged.
    pub relay_state: Option<String>,
}

/// Issues the Response for `user` as a page that posts itself, or shows why it does not; writes journal and events.
pub fn respond(organization: &Organization, application: ApplicationId, user: UserId, answer: &Answer) -> HttpResponse {
    let idp_initiated = answer.in_response_to.is_none();
    // Signing takes milliseconds: work on copies, so that nobody waits for the directory meanwhile.
    let (application, user, groups) = {
        let directory = organization.directory();
        let application = directory.application(application).cloned();
        let user = directory.user(user).cloned();
        let groups: Vec<String> = match (&application, &user) {
            (Some(a), Some(u)) => directory.binding_groups(u.id, a).into_iter().map(str::to_owned).collect(),
            _ => Vec::new(),
        };
        (application, user, groups)
    };
    let Some(application) = application else {
        return Refusal::new(SsoAuthReason::UnknownIdpUrl, "The application was deleted.").answer(
            organization,
            user.as_ref(),
            "",
            idp_initiated,
        );
    };
    let label = application.settings.display_label.as_str();
    let Some(user) = user else {
        return Refusal::new(SsoAuthReason::UnknownUser, "The user was deleted.").answer(
            organization,
            None,
            label,
            idp_initiated,
        );
    };
    if let Err(refusal) = authorize(&application, &user, &groups) {
        return refusal.answer(organization, Some(&user), label, idp_initiated);
    }
    let acs_url = match answer.acs_url.clone().map_or_else(|| default_acs_url(&application.settings), Ok) {
        Ok(acs_url) => acs_url,
        Err(refusal) => return refusal.answer(organization, Some(&user), label, idp_initiated),
    };
    match issue(organization, &application, &user, &groups, &acs_url, answer) {
        Ok(xml) => {
            let raw = STANDARD.encode(&xml);
            let page = post_form(&acs_url, &raw, answer.relay_state.as_deref());
            record(organization, Some(&user), label, idp_initiated, None);
            organization.journal().record(NewEntry {
                direction: Direction::Out,
                binding: Binding::Post,
                url: acs_url,
                raw,
                xml,
                relay_state: answer.relay_state.clone(),
            });
            page
        }
        Err(error) => {
            tracing::error!(%error, "response not signed");
            error_page(
                StatusCode::INTERNAL_SERVER_ERROR,
                "Internal error",
                &format!("The response was not signed: {error}."),
            )
        }
    }
}

fn authorize(application: &Application, user: &User, groups: &[String]) -> Result<(), Refusal> {
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

fn issue(
    organization: &Organization,
    application: &Application,
    user: &User,
    groups: &[String],
    acs_url: &str,
    answer: &Answer,
) -> Result<String, SignatureError> {
    let settings = &application.settings;
    let (now, in_response_to) = (organization.clock().now(), answer.in_response_to.as_deref());
    let response = Vouching { settings, user, groups, acs_url, in_response_to, now }.response()?;
    let document = response.to_signed(
        settings.sign,
        settings.signature_algorithm,
        &application.key_pair,
        settings.include_key_info,
    )?;
    Ok(document.to_string())
}
