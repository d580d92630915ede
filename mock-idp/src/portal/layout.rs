//! What all pages share: frame, menu, stylesheet, and the controls of forms.

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use maud::{DOCTYPE, Markup, PreEscaped, html};

use crate::organization::Organization;

const STYLE: &str = include_str!("style.css");

/// Shows one tab's panel at a time. Hidden panels stay in the form; without script all panels show.
const TABS: &str = "document.querySelectorAll('.tabs').forEach(function(tabs){\
var links=[].slice.call(tabs.querySelectorAll('a'));\
function show(link){links.forEach(function(other){var on=other===link;other.classList.toggle('here',on);\
other.setAttribute('aria-selected',on);document.querySelector(other.getAttribute('href')).hidden=!on})}\
links.forEach(function(link){link.addEventListener('click',function(e){e.preventDefault();show(link)})});\
tabs.parentNode.classList.add('tabbed');\
show(links.filter(function(link){return link.hash===location.hash})[0]||links[0])});\
document.querySelectorAll('[data-repeat]').forEach(function(button){button.hidden=false;\
button.addEventListener('click',function(){var rows=document.getElementById(button.dataset.repeat);\
var copy=rows.lastElementChild.cloneNode();copy.value='';copy.removeAttribute('id');rows.appendChild(copy);copy.focus()})});";

/// The entry of the left menu that a page belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Section {
    Groups,
    Users,
    Sso,
    Events,
    Journal,
    Switchboard,
}

type Entry = (Section, &'static str, &'static str, &'static str);

/// Section, element id, address, text.
const ACCESS: [Entry; 3] = [
    (Section::Users, "menu-users", "/admin/users", "Users"),
    (Section::Groups, "menu-user-groups", "/admin/groups", "User Groups"),
    (Section::Sso, "menu-sso", "/admin/sso", "SSO"),
];

const INSIGHTS: [Entry; 3] = [
    (Section::Events, "menu-events", "/admin/events", "sso_auth events"),
    (Section::Journal, "menu-journal", "/admin/journal", "Journal"),
    (Section::Switchboard, "menu-switchboard", "/admin/switchboard", "Switchboard"),
];

fn document(title: &str, body: &Markup) -> Markup {
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                link rel="icon" href="data:,";
                title { (title) }
                style { (PreEscaped(STYLE)) }
            }
            body { (body) }
        }
    }
}

/// A page of the Admin Portal; `head` holds the buttons beside the title.
pub(super) fn admin_page(
    organization: &Organization,
    section: Section,
    title: &str,
    head: &Markup,
    body: &Markup,
) -> Markup {
    let link = |(entry, id, href, text): &Entry| {
        html! { a id=(id) href=(href) class=[(*entry == section).then_some("here")] { (text) } }
    };
    document(
        &format!("{title} | Admin Portal"),
        &html! {
            div.admin {
                nav.side {
                    div.brand { i {} "Mock JumpCloud" }
                    div.tenant { "Admin Portal of " (organization.name()) }
                    h2 { "Management" }
                    @for entry in &ACCESS { (link(entry)) }
                    h2 { "Insights" }
                    @for entry in &INSIGHTS { (link(entry)) }
                    h2 { "For employees" }
                    a id="menu-user-portal" href="/userconsole" { "User Portal" }
                }
                div.main {
                    div.work {
                        div.head { h1 { (title) } (head) }
                        (body)
                    }
                    footer {
                        "A mock IdP for tests: the Admin Portal asks for no login and passwords are kept in the clear."
                    }
                }
            }
            script { (PreEscaped(TABS)) }
        },
    )
}

/// A page of the login, or an error: one card in the middle.
pub(super) fn card_page(title: &str, body: &Markup) -> Markup {
    document(
        title,
        &html! {
            div.login {
                div.brand { i {} "Mock JumpCloud" }
                div.card { (body) }
                footer { "A mock IdP for tests. Do not enter real passwords." }
            }
        },
    )
}

/// The User Portal, with who is logged in.
pub(super) fn console_page(title: &str, name: &str, email: &str, body: &Markup) -> Markup {
    document(
        title,
        &html! {
            header.bar {
                div.brand { i {} "Mock JumpCloud" }
                div.who { b { (name) } span id="user" { (email) } }
                form method="post" action="/userconsole/logout" { button id="logout" type="submit" { "Log Out" } }
            }
            div.console {
                (body)
                footer { "A mock IdP for tests." }
            }
        },
    )
}

/// A page with a title and a sentence, for what is not there or cannot be done.
pub(super) fn plain_page(status: StatusCode, title: &str, text: &str) -> Response {
    (status, card_page(title, &html! { h1 { (title) } p id="error" { (text) } })).into_response()
}

/// The page for an id that the organization does not have.
pub(super) fn not_found(what: &str) -> Response {
    plain_page(StatusCode::NOT_FOUND, "Not found", &format!("There is no such {what}."))
}

/// Why a form was not taken; nothing when there are no problems.
pub(super) fn error_box(problems: &[String]) -> Markup {
    html! {
        @if !problems.is_empty() {
            div.error id="error" role="alert" { @for problem in problems { div { (problem) } } }
        }
    }
}

/// The tab bar of a form: `id` of a panel and its title.
pub(super) fn tabs(entries: &[(&str, &str)]) -> Markup {
    html! {
        div.tabs role="tablist" {
            @for (panel, title) in entries {
                a role="tab" id={ "tab-" (panel) } href={ "#panel-" (panel) } { (title) }
            }
        }
    }
}

/// What one tab shows.
pub(super) fn panel(id: &str, title: &str, body: &Markup) -> Markup {
    html! { div.panel id={ "panel-" (id) } role="tabpanel" { h2 { (title) } (body) } }
}

/// A line of text with its label.
pub(super) fn text_field(name: &str, label: &str, value: &str, hint: &str) -> Markup {
    html! {
        div.field {
            label for=(name) { (label) }
            input type="text" id=(name) name=(name) value=(value) autocomplete="off" spellcheck="false";
            @if !hint.is_empty() { div.hint { (hint) } }
        }
    }
}

/// Several lines of text with their label.
pub(super) fn text_area(name: &str, label: &str, value: &str, hint: &str) -> Markup {
    html! {
        div.field {
            label for=(name) { (label) }
            textarea id=(name) name=(name) spellcheck="false" { (PreEscaped("\n")) (value) }
            @if !hint.is_empty() { div.hint { (hint) } }
        }
    }
}

/// A PEM text, to be uploaded as a file (`name`) or pasted (`name` with `_pem`).
pub(super) fn pem_field(name: &str, label: &str, value: &str, hint: &str) -> Markup {
    html! {
        div.field {
            label for=(name) { (label) }
            input type="file" id=(name) name=(name);
            label.hint for={ (name) "_pem" } { "or paste it here" }
            textarea.pem id={ (name) "_pem" } name={ (name) "_pem" } spellcheck="false" { (PreEscaped("\n")) (value) }
            @if !hint.is_empty() { div.hint { (hint) } }
        }
    }
}

/// A switch with its label.
pub(super) fn toggle(name: &str, label: &str, on: bool) -> Markup {
    html! {
        div.check {
            input.toggle type="checkbox" id=(name) name=(name) value="on" checked[on];
            label for=(name) { (label) }
        }
    }
}

/// A list to choose one value from: value and text of each.
pub(super) fn select(name: &str, label: &str, options: &[(String, String)], chosen: &str) -> Markup {
    html! {
        div.field {
            label for=(name) { (label) }
            select id=(name) name=(name) {
                @for (value, text) in options { option value=(value) selected[value == chosen] { (text) } }
            }
        }
    }
}

/// One checkbox a group, labelled with its name; `chosen` says which are ticked.
pub(super) fn group_choices(
    organization: &Organization,
    chosen: impl Fn(crate::organization::GroupId) -> bool,
) -> Markup {
    let groups = organization.directory().groups.clone();
    html! {
        @if groups.is_empty() { div.empty { "There are no user groups yet." } }
        @for group in &groups {
            div.check {
                input.tick type="checkbox" id={ "group-" (group.id.0) } name="group" value=(group.id.0)
                    checked[chosen(group.id)];
                label for={ "group-" (group.id.0) } { (group.name) }
            }
        }
    }
}
