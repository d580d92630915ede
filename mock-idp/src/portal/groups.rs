//! Admin Portal, User Groups: list, add, members.

use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};

use super::form::Submission;
use super::layout::{Section, admin_page, error_box, not_found, text_field};
use crate::host::OrganizationHost;
use crate::organization::{GroupId, Organization};

pub(super) async fn list(OrganizationHost(organization): OrganizationHost) -> Markup {
    let groups = organization.directory().groups.clone();
    let add = html! { a.button.primary.add id="add-user-group" href="/admin/groups/new" { "Add User Group" } };
    let body = html! {
        div.card.flush {
            @if groups.is_empty() { div.empty { "There are no user groups yet." } } @else {
                table {
                    thead { tr { th { "Group" } th { "Members" } } }
                    tbody {
                        @for group in &groups {
                            tr { td { a href={ "/admin/groups/" (group.id.0) } { (group.name) } } td { (group.members.len()) } }
                        }
                    }
                }
            }
        }
    };
    admin_page(&organization, Section::Groups, "User Groups", &add, &body)
}

pub(super) async fn new(OrganizationHost(organization): OrganizationHost) -> Markup {
    form(&organization, "", &[])
}

fn form(organization: &Organization, name: &str, problems: &[String]) -> Markup {
    let body = html! {
        (error_box(problems))
        form.card.flush method="post" action="/admin/groups" {
            div.panel { (text_field("name", "Name", name, "")) }
            div.bottom {
                a.button href="/admin/groups" { "Cancel" }
                button.primary id="save" type="submit" { "Save" }
            }
        }
    };
    admin_page(organization, Section::Groups, "New User Group", &html! {}, &body)
}

pub(super) async fn create(OrganizationHost(organization): OrganizationHost, submission: Submission) -> Response {
    let name = submission.text("name").trim();
    let taken = organization.directory().groups.iter().any(|group| group.name == name);
    let problem = if name.is_empty() {
        "Name is required"
    } else if taken {
        "A group with this name exists already"
    } else {
        organization.directory().add_group(name);
        return Redirect::to("/admin/groups").into_response();
    };
    (StatusCode::UNPROCESSABLE_ENTITY, form(&organization, name, &[problem.to_owned()])).into_response()
}

pub(super) async fn show(OrganizationHost(organization): OrganizationHost, Path(id): Path<u32>) -> Response {
    let (group, members, applications) = {
        let directory = organization.directory();
        let Some(group) = directory.group(GroupId(id)).cloned() else { return not_found("user group") };
        let members: Vec<_> = directory.users.iter().filter(|u| group.members.contains(&u.id)).cloned().collect();
        let applications: Vec<_> = directory
            .applications
            .iter()
            .filter(|a| a.groups.contains(&group.id))
            .map(|a| (a.id, a.settings.display_label.clone()))
            .collect();
        (group, members, applications)
    };
    let body = html! {
        div.card.flush {
            @if members.is_empty() { div.empty { "This group has no members." } } @else {
                table id="members" {
                    thead { tr { th { "Username" } th { "Company Email" } } }
                    tbody {
                        @for user in &members {
                            tr { td { a href={ "/admin/users/" (user.id.0) } { (user.username) } } td { (user.company_email) } }
                        }
                    }
                }
            }
        }
        div.card {
            h2 { "Applications of this group" }
            @if applications.is_empty() { p.hint { "None." } }
            @for (id, label) in &applications { p { a href={ "/admin/sso/" (id.0) } { (label) } } }
        }
    };
    admin_page(&organization, Section::Groups, &group.name, &html! {}, &body).into_response()
}
