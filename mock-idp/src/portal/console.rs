//! User Portal: the tiles of the applications that a person may use.

use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Redirect, Response};
use maud::html;

use super::layout::console_page;
use crate::host::OrganizationHost;
use crate::organization::{Directory, UserId};
use crate::session::{current_user, end_cookie, tokens};

pub(super) async fn show(OrganizationHost(organization): OrganizationHost, headers: HeaderMap) -> Response {
    let Some(id) = current_user(&organization, &headers) else {
        return Redirect::to("/userconsole/login").into_response();
    };
    let (user, tiles) = {
        let directory = organization.directory();
        let Some(user) = directory.user(id).cloned() else {
            return Redirect::to("/userconsole/login").into_response();
        };
        (user, tiles(&directory, id))
    };
    let name = format!("{} {}", user.first_name, user.last_name);
    let name = if name.trim().is_empty() { &user.username } else { name.trim() };
    let body = html! {
        div.head { h1 { "Applications" } }
        @if tiles.is_empty() {
            div.card.empty id="no-applications" { "You have not been granted access to any SSO applications." }
        } @else {
            div.tiles { @for (label, href) in &tiles { a.tile href=(href) { (label) } } }
        }
    };
    console_page("User Portal", name, &user.company_email, &body).into_response()
}

/// Label and link of each application that is active, shown, and bound to a group of `user`'s.
fn tiles(directory: &Directory, user: UserId) -> Vec<(String, String)> {
    let usable = directory.applications.iter().filter(|application| {
        application.active
            && application.settings.show_in_portal
            && !directory.binding_groups(user, application).is_empty()
    });
    usable
        .map(|application| {
            let settings = &application.settings;
            let login_url = settings.login_url.trim();
            // A `javascript:` URL would run with the portal's session.
            let href = if login_url.starts_with("http://") || login_url.starts_with("https://") {
                login_url.to_owned()
            } else {
                format!("/saml2/{}", settings.idp_url_suffix)
            };
            (settings.display_label.clone(), href)
        })
        .collect()
}

/// Ends the session, at the server and in the browser.
pub(super) async fn logout(OrganizationHost(organization): OrganizationHost, headers: HeaderMap) -> Response {
    for token in tokens(&headers) {
        organization.sessions().end(token);
    }
    ([(header::SET_COOKIE, end_cookie())], Redirect::to("/userconsole/login")).into_response()
}
