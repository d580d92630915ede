//! Companies have claimed a mail domain, and addresses that no mail reaches are refused.

use axum::http::StatusCode;
use axum::response::IntoResponse;

use super::Traits;
use super::shared::{fields, login};
use crate::hooks::Hooks;
use crate::people::{Company, Person};

/// Top-level domains that nobody can have (RFC 6761).
const RESERVED: [&str; 4] = ["test", "localhost", "invalid", "example"];

const COMPANIES: &[Company] = &[
    Company {
        name: "acme",
        title: "Acme",
        members: &[
            Person { email: "employee@acme.example.com", name: "Erin Employee" },
            Person { email: "colleague@acme.example.com", name: "Colin Colleague" },
            Person { email: "victim@acme.example.com", name: "Vera Victim" },
            Person { email: "outsider@acme.example.com", name: "Otto Outsider" },
            Person { email: "admin@acme.example.com", name: "Ada Admin" },
            Person { email: "suspended@acme.example.com", name: "Susan Suspended" },
            Person { email: "staged@acme.example.com", name: "Stan Staged" },
        ],
    },
    Company {
        name: "globex",
        title: "Globex",
        members: &[
            Person { email: "employee@globex.example.com", name: "Gina Globex" },
            Person { email: "victim@globex.example.com", name: "Viola Victim" },
        ],
    },
];

/// How the SP differs.
pub const TRAITS: Traits = Traits {
    hooks: |hooks| Hooks { companies: COMPANIES, ..hooks },
    answer: |sp, request| {
        Box::pin(async move {
            if (request.method().as_str(), request.uri().path()) != ("POST", "/login/company") {
                return sp.answer(request).await;
            }
            let headers = request.headers().clone();
            let fields = fields(request).await;
            let pairs: Vec<_> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
            let email = pairs.iter().find(|(name, _)| *name == "email").map_or("", |(_, email)| *email);
            let domain = email.trim().rsplit('.').next().unwrap_or_default();
            if RESERVED.contains(&domain) {
                let page = login::page(Some("This is not an address that mail can reach."), &maud::html! {});
                return (StatusCode::UNPROCESSABLE_ENTITY, page).into_response();
            }
            sp.post(&headers, "/login/company", &pairs).await
        })
    },
    ..Traits::PLAIN
};
