//! The address is on the page only when a menu has been opened.

use maud::{PreEscaped, html};

use super::Traits;
use crate::hooks::Hooks;

/// How the SP differs.
pub const TRAITS: Traits = Traits {
    hooks: |hooks| Hooks {
        who: |session| {
            let script = "document.querySelector('#account').onclick=event=>{const menu=document.createElement('p');\
                          menu.id='user';menu.textContent=event.target.dataset.shows;event.target.after(menu)}";
            html! {
                button type="button" id="account" data-shows=(session.person.email) { "Account" }
                script { (PreEscaped(script)) }
            }
        },
        ..hooks
    },
    ..Traits::PLAIN
};
