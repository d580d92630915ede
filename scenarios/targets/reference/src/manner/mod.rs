//! CATALOGUE: ways in which SPs differ that are no defects, switched on with `SP_MANNER=name`, one a file. None of them
//! changes what is accepted: a harness that copes with one gives the verdicts of the plain SP.
//!
//! A manner is its file and the `pub mod` line here: its name is the file's, and its sentence the first line of the
//! file's documentation. `build.rs` makes the list out of them. The target file that copes with it is
//! `scenarios/targets/manners/NAME.toml`.

pub mod account_menu;
pub mod acs_known_afterwards;
pub mod awake_late;
pub mod begins_anew;
pub mod claimed_domain;
pub mod company_in_host;
pub mod cookie_banner;
pub mod data_attribute;
pub mod disabled_until_input;
pub mod display_name_shown;
pub mod drawn_by_script;
pub mod empty_for_nobody;
pub mod field_value;
pub mod first_name_shown;
pub mod json_401;
pub mod json_provisioning_with_bearer;
pub mod json_who_am_i;
pub mod labels_only;
pub mod last_name_first;
pub mod late_page;
pub mod login_in_frame;
pub mod login_in_pop_up;
pub mod masked_address;
pub mod metadata_after_set_up;
pub mod named_guest;
pub mod protected_page_goes_to_idp;
pub mod rate_limit;
pub mod second_address_beside;
pub mod self_signed_https;
pub mod separate_encryption_key;
pub mod session_in_session_storage;
pub mod shadow_root;
mod shared;
pub mod sign_out_by_menu;
pub mod sign_out_by_post;
pub mod sign_out_confirmation;
pub mod sign_out_ends_at_idp;
pub mod strict_session_cookie;
pub mod teardown_or_409;
pub mod terms_once;
#[cfg(test)]
mod tests;
pub mod text_around_the_name;
pub mod token_in_local_storage;
pub mod two_signing_keys;
pub mod user_in_frame;
pub mod user_name_shown;
pub mod username_is_the_key;

use axum::extract::Request;
use axum::response::Response;
use futures::future::BoxFuture;
pub use shared::PlainSp;

use crate::app::App;
use crate::hooks::Hooks;

/// One manner.
#[derive(Clone, Copy)]
pub struct Manner {
    /// That of its file, with dashes.
    pub name: &'static str,
    /// What the SP does, in a sentence without a full stop.
    pub sentence: &'static str,
    /// How it does it.
    pub traits: &'static Traits,
}

/// How an SP with a manner differs from the plain one.
pub struct Traits {
    /// What the manner replaces in the hooks, whatever a weakness has replaced there.
    pub hooks: fn(Hooks) -> Hooks,
    /// What the manner changes in an application that nobody has set up or logged in to yet.
    pub app: fn(&mut App),
    /// Certificate and private key, PEM, of an SP on https.
    pub tls: Option<(&'static str, &'static str)>,
    /// The answer to a request: one of its own, or what the plain SP answers.
    pub answer: fn(PlainSp, Request) -> BoxFuture<'static, Response>,
}

impl Traits {
    /// No manner.
    pub const PLAIN: Traits = Traits {
        hooks: |hooks| hooks,
        app: |_| {},
        tls: None,
        answer: |sp, request| Box::pin(async move { sp.answer(request).await }),
    };
}

include!(concat!(env!("OUT_DIR"), "/manners.rs"));

/// The manner of that name, or what to say when there is none.
pub fn find(name: &str) -> Result<Manner, String> {
    let found = ALL.iter().find(|manner| manner.name == name).copied();
    found.ok_or_else(|| format!("no manner is called `{name}`; `--manners` lists all"))
}
