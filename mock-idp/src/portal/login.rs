//! User Portal login in JumpCloud's steps: e-mail, Continue, password, Login.

use axum::extract::Query;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, PreEscaped, html};
use serde::Deserialize;
use url::{Position, Url};

use super::form::Submission;
use super::layout::{card_page, error_box, plain_page};
use crate::host::OrganizationHost;
use crate::organization::{Organization, SsoAuthEvent, SsoAuthReason, User, UserId, UserState, xs_date_time};
use crate::session::{current_user, start_cookie};

/// Where a login leads that nobody asked for.
const CONSOLE: &str = "/userconsole";

/// Shows the second step without another page: a page less in each login that a browser does.
const PASSWORD_NEXT: &str = include_str!("login.js");

/// The query of the login page.
#[derive(Debug, Deserialize)]
pub(super) struct Wanted {
    #[serde(default)]
    next: String,
}

pub(super) async fn show(
    OrganizationHost(organization): OrganizationHost,
    Query(Wanted { next }): Query<Wanted>,
    headers: HeaderMap,
) -> Response {
    if current_user(&organization, &headers).is_some() {
        return Redirect::to(&destination(&organization, &next)).into_response();
    }
    email_page(&next, "", &[]).into_response()
}

pub(super) async fn email_entered(submission: Submission) -> Response {
    let (email, next) = (submission.text("email").trim(), submission.text("next"));
    if email.is_empty() {
        let problem = "User Email is required".to_owned();
        return (StatusCode::UNPROCESSABLE_ENTITY, email_page(next, email, &[problem])).into_response();
    }
    password_page(next, email, &[]).into_response()
}

pub(super) async fn password_entered(
    OrganizationHost(organization): OrganizationHost,
    submission: Submission,
) -> Response {
    let (email, next) = (submission.text("email").trim(), submission.text("next"));
    let user = match check(&organization, email, submission.text("password")) {
        Ok(user) => user,
        Err(refusal) => {
            organization.record_event(refusal.event(&organization, email, next));
            let page = password_page(next, email, &[refusal.shown.to_owned()]);
            return (refusal.status, page).into_response();
        }
    };
    match organization.sessions().start(user) {
        Ok(token) => {
            let cookie = [(header::SET_COOKIE, start_cookie(&token))];
            (cookie, Redirect::to(&destination(&organization, next))).into_response()
        }
        Err(error) => plain_page(StatusCode::INTERNAL_SERVER_ERROR, "No session", &error.to_string()),
    }
}

/// Why somebody was not logged in: what the page says, and what the log says.
struct Refusal {
    status: StatusCode,
    shown: &'static str,
    reason: SsoAuthReason,
    logged: &'static str,
}

impl Refusal {
    fn event(&self, organization: &Organization, email: &str, next: &str) -> SsoAuthEvent {
        let suffix = next.strip_prefix("/saml2/").unwrap_or_default().split(['?', '/']).next().unwrap_or_default();
        let label = organization.directory().application_by_suffix(suffix).map(|a| a.settings.display_label.clone());
        SsoAuthEvent {
            at: xs_date_time(organization.clock().now()),
            user: email.to_owned(),
            name_id: None,
            application: label.unwrap_or_default(),
            idp_initiated: !next.contains('?'),
            sso_token_success: false,
            error: Some(self.reason),
            error_message: Some(self.logged.to_owned()),
        }
    }
}

/// The state of an account is told only to who knows its password.
fn check(organization: &Organization, email: &str, password: &str) -> Result<UserId, Refusal> {
    let failed =
        |reason, logged| Refusal { status: StatusCode::UNAUTHORIZED, shown: "Authentication failed.", reason, logged };
    let stopped = |shown, reason, logged| Refusal { status: StatusCode::FORBIDDEN, shown, reason, logged };
    let directory = organization.directory();
    let user = directory
        .user_by_login(email)
        .ok_or_else(|| failed(SsoAuthReason::UnknownUser, "Authentication failed: there is no user with this email"))?;
    if !password_matches(user, password) {
        return Err(failed(SsoAuthReason::WrongPassword, "Authentication failed: wrong password"));
    }
    match user.state {
        UserState::Active => Ok(user.id),
        UserState::Staged => Err(stopped(
            "Your account is not activated yet.",
            SsoAuthReason::UserNotActivated,
            "The user is staged and has not been activated",
        )),
        UserState::Suspended => {
            Err(stopped("Your account is suspended.", SsoAuthReason::UserSuspended, "The user is suspended"))
        }
    }
}

/// A user saved without a password cannot log in with none.
fn password_matches(user: &User, password: &str) -> bool {
    !user.password.is_empty() && user.password == password
}

/// Where to go after the login: `next` when it is a path of this very host, else the portal. Resolved as a
/// browser would, so that `//host`, `/\host` and the like are seen for what they are.
fn destination(organization: &Organization, next: &str) -> String {
    let base = organization.base_url();
    let resolved = next.starts_with('/').then(|| base.join(next).ok()).flatten();
    match resolved {
        Some(url) if same_origin(&url, base) && !url.path().starts_with("//") => url[Position::BeforePath..].to_owned(),
        _ => CONSOLE.to_owned(),
    }
}

fn same_origin(url: &Url, base: &Url) -> bool {
    url.origin() == base.origin() && url.username().is_empty() && url.password().is_none()
}

fn email_page(next: &str, email: &str, problems: &[String]) -> Markup {
    let body = html! {
        h1 { "User Portal Login" }
        p.sub { "Log in with your company email." }
        (error_box(problems))
        form method="post" action="/userconsole/login" novalidate {
            input type="hidden" name="next" value=(next);
            div.field {
                label for="email" { "User Email" }
                input type="text" id="email" name="email" value=(email) autocomplete="username" autofocus;
            }
            button.primary id="continue" type="submit" { "Continue" }
        }
        script { (PreEscaped(PASSWORD_NEXT)) }
    };
    card_page("User Portal Login", &body)
}

fn password_page(next: &str, email: &str, problems: &[String]) -> Markup {
    let body = html! {
        h1 { "User Portal Login" }
        p.sub id="login-email" { (email) }
        (error_box(problems))
        form method="post" action="/userconsole/login/password" novalidate {
            input type="hidden" name="next" value=(next);
            input type="hidden" name="email" value=(email);
            div.field {
                label for="password" { "Password" }
                input type="password" id="password" name="password" autocomplete="current-password" autofocus;
            }
            button.primary id="login" type="submit" { "Login" }
        }
    };
    card_page("User Portal Login", &body)
}
