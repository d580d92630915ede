//! Admin Portal, Users: list, manual entry, editing, activation and suspension.

use std::collections::BTreeSet;

use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};

use super::form::Submission;
use super::layout::{
    Section, admin_page, error_box, group_choices, not_found, panel, tabs, text_area, text_field, toggle,
};
use crate::host::OrganizationHost;
use crate::organization::{GroupId, Organization, User, UserId, UserState};

pub(super) async fn list(OrganizationHost(organization): OrganizationHost) -> Markup {
    let users = organization.directory().users.clone();
    let add = html! { a.button.primary.add id="add-user" href="/admin/users/add" { "Add User" } };
    let body = html! {
        div.card.flush {
            @if users.is_empty() { div.empty { "There are no users yet." } } @else {
                table id="users" {
                    thead { tr { th { "Username" } th { "Name" } th { "Company Email" } th { "State" } } }
                    tbody {
                        @for user in &users {
                            tr {
                                td { a href={ "/admin/users/" (user.id.0) } { (user.username) } }
                                td { (user.first_name) " " (user.last_name) }
                                td { (user.company_email) }
                                td { (state_badge(user.state)) }
                            }
                        }
                    }
                }
            }
        }
    };
    admin_page(&organization, Section::Users, "Users", &add, &body)
}

pub(super) async fn add(OrganizationHost(organization): OrganizationHost) -> Markup {
    let body = html! {
        div.choices { a.choice id="manual-user-entry" href="/admin/users/new" { "Manual User Entry" } }
    };
    admin_page(&organization, Section::Users, "Add User", &html! {}, &body)
}

fn state_badge(state: UserState) -> Markup {
    match state {
        UserState::Staged => html! { span.badge.wait { "Staged" } },
        UserState::Active => html! { span.badge.good { "Active" } },
        UserState::Suspended => html! { span.badge.bad { "Suspended" } },
    }
}

/// What the form holds, saved or not.
struct Draft {
    user: User,
    groups: BTreeSet<GroupId>,
    activate: bool,
}

impl Draft {
    fn empty() -> Self {
        let user = User {
            id: UserId(0),
            username: String::new(),
            first_name: String::new(),
            last_name: String::new(),
            company_email: String::new(),
            description: String::new(),
            password: String::new(),
            state: UserState::Staged,
        };
        Self { user, groups: BTreeSet::new(), activate: false }
    }

    fn of(organization: &Organization, id: UserId) -> Option<Self> {
        let directory = organization.directory();
        let user = directory.user(id)?.clone();
        let groups = directory.groups.iter().filter(|g| g.members.contains(&id)).map(|g| g.id).collect();
        Some(Self { user, groups, activate: false })
    }

    /// Takes over what was submitted; the password stays when none was entered.
    fn read(&mut self, submission: &Submission) {
        let field = |name| submission.text(name).trim().to_owned();
        self.user.first_name = field("first_name");
        self.user.last_name = field("last_name");
        self.user.username = field("username");
        self.user.company_email = field("company_email");
        self.user.description = submission.text("description").replace("\r\n", "\n").trim().to_owned();
        if !submission.text("password").is_empty() {
            submission.text("password").clone_into(&mut self.user.password);
        }
        self.groups = submission.all("group").filter_map(|id| id.parse().ok()).map(GroupId).collect();
        self.activate = submission.ticked("activate");
        if self.user.username.is_empty() {
            self.user.username = self.user.company_email.split('@').next().unwrap_or_default().to_owned();
        }
    }

    fn problems(&self, organization: &Organization) -> Vec<String> {
        let (email, username) = (&self.user.company_email, &self.user.username);
        if !email.contains('@') {
            return vec!["Company Email is required".to_owned()];
        }
        let directory = organization.directory();
        let mut others = directory.users.iter().filter(|other| other.id != self.user.id);
        if others.clone().any(|other| other.company_email.eq_ignore_ascii_case(email)) {
            return vec!["A user with this Company Email exists already".to_owned()];
        }
        if others.any(|other| other.username.eq_ignore_ascii_case(username)) {
            return vec!["A user with this Username exists already".to_owned()];
        }
        Vec::new()
    }

    /// Stores the record and its groups; false when the user is gone.
    fn save(mut self, organization: &Organization) -> bool {
        if self.activate && self.user.state == UserState::Staged {
            self.user.state = UserState::Active;
        }
        let mut directory = organization.directory();
        let id = if self.user.id == UserId(0) {
            directory.add_user(self.user)
        } else {
            let id = self.user.id;
            let Some(stored) = directory.user_mut(id) else { return false };
            *stored = self.user;
            id
        };
        for group in &mut directory.groups {
            if self.groups.contains(&group.id) {
                group.members.insert(id);
            } else {
                group.members.remove(&id);
            }
        }
        true
    }
}

pub(super) async fn new(OrganizationHost(organization): OrganizationHost) -> Markup {
    form(&organization, &Draft::empty(), &[])
}

pub(super) async fn show(OrganizationHost(organization): OrganizationHost, Path(id): Path<u32>) -> Response {
    match Draft::of(&organization, UserId(id)) {
        Some(draft) => form(&organization, &draft, &[]).into_response(),
        None => not_found("user"),
    }
}

pub(super) async fn create(OrganizationHost(organization): OrganizationHost, submission: Submission) -> Response {
    store(&organization, Draft::empty(), &submission)
}

pub(super) async fn save(
    OrganizationHost(organization): OrganizationHost,
    Path(id): Path<u32>,
    submission: Submission,
) -> Response {
    match Draft::of(&organization, UserId(id)) {
        Some(draft) => store(&organization, draft, &submission),
        None => not_found("user"),
    }
}

fn store(organization: &Organization, mut draft: Draft, submission: &Submission) -> Response {
    draft.read(submission);
    let problems = draft.problems(organization);
    if !problems.is_empty() {
        return (StatusCode::UNPROCESSABLE_ENTITY, form(organization, &draft, &problems)).into_response();
    }
    if draft.save(organization) { Redirect::to("/admin/users").into_response() } else { not_found("user") }
}

pub(super) async fn change_state(
    OrganizationHost(organization): OrganizationHost,
    Path(id): Path<u32>,
    submission: Submission,
) -> Response {
    let state = match submission.text("action") {
        "activate" | "restore" => UserState::Active,
        "suspend" => UserState::Suspended,
        _ => return not_found("action"),
    };
    let mut directory = organization.directory();
    let Some(user) = directory.user_mut(UserId(id)) else { return not_found("user") };
    user.state = state;
    Redirect::to(&format!("/admin/users/{id}")).into_response()
}

fn form(organization: &Organization, draft: &Draft, problems: &[String]) -> Markup {
    let user = &draft.user;
    let new = user.id == UserId(0);
    let title = if new { "New User" } else { &user.username };
    let action = if new { "/admin/users".to_owned() } else { format!("/admin/users/{}", user.id.0) };
    let details = html! {
        (text_field("first_name", "First Name", &user.first_name, ""))
        (text_field("last_name", "Last Name", &user.last_name, ""))
        (text_field("username", "Username", &user.username, "Left empty: the part of the Company Email before the @."))
        (text_field("company_email", "Company Email", &user.company_email, "Required."))
        (text_area("description", "Description", &user.description, ""))
        div.field {
            label for="password" { "Password" }
            // What was typed into a form that was not taken is kept; a stored password is not shown.
            input type="password" id="password" name="password" value=[new.then_some(&user.password)]
                autocomplete="new-password";
            @if !new { div.hint { "Left empty: the password stays." } }
        }
        @if user.state == UserState::Staged {
            (toggle("activate", "Activate user", draft.activate))
        }
    };
    let head = html! {
        @if !new {
            (state_badge(user.state))
            form method="post" action={ "/admin/users/" (user.id.0) "/state" } {
                @match user.state {
                    UserState::Staged => { button id="activate-user" name="action" value="activate" { "Activate" } },
                    UserState::Active => { button.danger id="suspend" name="action" value="suspend" { "Suspend" } },
                    UserState::Suspended => { button id="restore" name="action" value="restore" { "Restore" } },
                }
            }
        }
    };
    let groups = group_choices(organization, |id| draft.groups.contains(&id));
    let body = html! {
        (error_box(problems))
        form.card.flush method="post" action=(action) novalidate {
            (tabs(&[("details", "Details"), ("user-groups", "User Groups")]))
            (panel("details", "Details", &details))
            (panel("user-groups", "User Groups", &groups))
            div.bottom {
                a.button href="/admin/users" { "Cancel" }
                button.primary id="save-user" type="submit" { "Save User" }
            }
        }
    };
    admin_page(organization, Section::Users, title, &head, &body)
}
