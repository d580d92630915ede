//! The form of Company Login does nothing until its script is awake.

use maud::{PreEscaped, html};

use super::Traits;
use super::shared::login;
use crate::hooks::Hooks;

/// How the SP differs.
pub const TRAITS: Traits = Traits {
    hooks: |hooks| Hooks {
        company_login: |next, error| {
            let script = "setTimeout(()=>{const form=document.querySelector('main form');\
                          document.getElementById('go').onclick=()=>form.submit();form.dataset.awake='yes'},700)";
            let fields = html! {
                label { "E-mail" input type="text" name="email"; }
                button type="button" id="go" { "Sign in" }
            };
            login::page(error, &html! { (login::form(next, &fields)) script { (PreEscaped(script)) } })
        },
        ..hooks
    },
    ..Traits::PLAIN
};
