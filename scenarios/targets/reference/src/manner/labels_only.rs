//! The fields of Company Login have labels for people, and other names on every page.

use maud::html;

use super::Traits;
use super::shared::{fields, login};
use crate::hooks::Hooks;
use crate::keys::random_hex;

/// How the SP differs.
pub const TRAITS: Traits = Traits {
    hooks: |hooks| Hooks {
        company_login: |next, error| {
            let name = || format!("f-{}", random_hex(4).unwrap_or_default());
            let fields = html! {
                label { "Nickname, if you like" input type="text" name=(name()); }
                label { "Work e-mail" input type="text" name=(name() + "-at-work"); }
                button type="button" { "Help" }
                button type="submit" { "Continue" }
            };
            login::page(error, &login::form(next, &fields))
        },
        ..hooks
    },
    answer: |sp, request| {
        Box::pin(async move {
            if (request.method().as_str(), request.uri().path()) != ("POST", "/login/company") {
                return sp.answer(request).await;
            }
            let headers = request.headers().clone();
            let fields = fields(request).await;
            let known = fields.iter().filter_map(|(name, value)| match name.as_str() {
                "next" => Some(("next", value.as_str())),
                name if name.ends_with("-at-work") => Some(("email", value.as_str())),
                _ => None,
            });
            sp.post(&headers, "/login/company", &known.collect::<Vec<_>>()).await
        })
    },
    ..Traits::PLAIN
};
