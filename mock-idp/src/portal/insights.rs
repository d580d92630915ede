//! Admin Portal, what happened: the `sso_auth` log and the journal of messages.

use maud::{Markup, html};

use super::layout::{Section, admin_page};
use crate::host::OrganizationHost;
use crate::journal::{Binding, Direction};

pub(super) async fn events(OrganizationHost(organization): OrganizationHost) -> Markup {
    let events = organization.events();
    let body = html! {
        div.card.flush {
            @if events.is_empty() { div.empty { "Nobody has tried to sign in yet." } } @else {
                table id="events" {
                    thead { tr { th { "Time" } th { "User" } th { "Application" } th { "Started" } th { "Token issued" } th { "Reason" } } }
                    tbody {
                        @for event in events.iter().rev() {
                            tr {
                                td.mono.tight { (event.at) }
                                td { (event.user) }
                                td { (event.application) }
                                td.tight { (if event.idp_initiated { "at the IdP" } else { "at the SP" }) }
                                td {
                                    @if event.sso_token_success { span.badge.good { "yes" } }
                                    @else { span.badge.bad { "no" } }
                                }
                                td {
                                    @if let Some(error) = event.error { b { (super::form::choice_name(&error)) } br; }
                                    @if let Some(message) = &event.error_message { (message) }
                                }
                            }
                        }
                    }
                }
            }
        }
    };
    admin_page(&organization, Section::Events, "sso_auth events", &html! {}, &body)
}

pub(super) async fn journal(OrganizationHost(organization): OrganizationHost) -> Markup {
    let entries = organization.journal().since(0);
    let body = html! {
        div.card.flush {
            @if entries.is_empty() { div.empty { "No SAML message has come or gone yet." } } @else {
                table id="journal" {
                    thead { tr { th { "#" } th { "Time" } th { "Direction" } th { "Message" } } }
                    tbody {
                        @for entry in entries.iter().rev() {
                            tr {
                                td { (entry.sequence) }
                                td.mono.tight { (entry.at.strftime("%Y-%m-%d %H:%M:%S%.3fZ").to_string()) }
                                td.tight {
                                    @match entry.direction { Direction::In => "in, from the SP", Direction::Out => "out, to the SP" }
                                    br;
                                    @match entry.binding { Binding::Redirect => "HTTP-Redirect", Binding::Post => "HTTP-POST" }
                                }
                                td {
                                    div.mono { (entry.url.split('?').next().unwrap_or_default()) }
                                    @if let Some(relay_state) = &entry.relay_state { div { "RelayState " code { (relay_state) } } }
                                    details { summary { "XML" } pre { (entry.xml) } }
                                    details { summary { "As sent" } pre { (entry.raw) } }
                                }
                            }
                        }
                    }
                }
            }
        }
    };
    admin_page(&organization, Section::Journal, "Journal", &html! {}, &body)
}
