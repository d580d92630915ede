//! The button of Company Login is disabled until a script has seen the input.

use maud::{PreEscaped, html};

use super::Traits;
use super::shared::login;
use crate::hooks::Hooks;

/// How the SP differs.
pub const TRAITS: Traits = Traits {
    hooks: |hooks| Hooks {
        company_login: |next, error| {
            let script = "const [field,button]=['email','go'].map(id=>document.getElementById(id));\
                          field.oninput=()=>setTimeout(()=>button.disabled=!field.value,300)";
            let fields = html! {
                label { "E-mail" input type="text" id="email" name="email"; }
                button type="submit" id="go" disabled { "Sign in" }
            };
            login::page(error, &html! { (login::form(next, &fields)) script { (PreEscaped(script)) } })
        },
        ..hooks
    },
    ..Traits::PLAIN
};
