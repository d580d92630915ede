//! Rules of what the person and the browser met: pages, headers, cookies.

mod acs_forbids_caching;
mod acs_over_tls;
mod canary_untouched;
mod error_page_blames_nobody;
mod error_page_leaks_nothing;
mod error_page_offers_a_way_on;
mod error_page_readable;
mod error_page_says_so;
mod error_page_shows_time_or_reference;
mod failures_told_apart;
mod markup_escaped;
mod no_password_asked;
mod no_redirect_loop;
mod no_script_ran;
mod no_server_error;
mod response_not_in_url;
mod session_cookie_http_only;
mod session_cookie_renewed;
mod session_cookie_same_site;
mod session_cookie_secure;
mod stays_on_own_sites;

#[cfg(test)]
use super::sample;
use super::{EvidenceView, Judgement, Rule, evidence_view, html};
use crate::evidence::{Cookie, Page};
use crate::judge::at_idp;

/// Line by line.
pub(super) const RULES: &[Rule] = &[
    error_page_readable::RULE,
    error_page_says_so::RULE,
    error_page_leaks_nothing::RULE,
    error_page_offers_a_way_on::RULE,
    error_page_shows_time_or_reference::RULE,
    error_page_blames_nobody::RULE,
    failures_told_apart::RULE,
    no_server_error::RULE,
    no_password_asked::RULE,
    markup_escaped::RULE,
    no_script_ran::RULE,
    stays_on_own_sites::RULE,
    no_redirect_loop::RULE,
    response_not_in_url::RULE,
    acs_forbids_caching::RULE,
    acs_over_tls::RULE,
    session_cookie_http_only::RULE,
    session_cookie_same_site::RULE,
    session_cookie_secure::RULE,
    session_cookie_renewed::RULE,
    canary_untouched::RULE,
];

/// The page that a failed login ended on; in words that none failed.
fn failure<'a>(view: &EvidenceView<'a>) -> Result<&'a Page, String> {
    if view.is_signed_in() {
        return Err("somebody is signed in: no login failed".to_owned());
    }
    view.last_page().ok_or_else(|| "the login led to no page".to_owned())
}

/// Address and source of every page that is not the IdP's; in words that no source was recorded.
fn beyond_idp<'a>(view: &EvidenceView<'a>) -> Result<Vec<(&'a str, &'a str)>, String> {
    let pages = view.pages().into_iter().filter(|page| !at_idp(&page.url, view.surroundings()));
    let sources: Vec<_> = pages.filter_map(|page| Some((page.url.as_str(), page.html.as_deref()?))).collect();
    if sources.is_empty() { Err("the pages' sources were not recorded".to_owned()) } else { Ok(sources) }
}

/// The SP's cookies at the last look-up before the end that found somebody else, or nobody, signed in.
fn before_sign_in<'a>(view: &EvidenceView<'a>) -> Option<Vec<&'a Cookie>> {
    let now = view.evidence.identity.as_ref().and_then(|identity| identity.user.as_ref());
    let checks = view.evidence.checks.iter().rev();
    let check = checks.into_iter().find(|check| check.identity.user.as_ref() != now)?;
    Some(view.of_sp(&check.cookies))
}

/// Whether two cookies are one with the same value.
fn same(one: &Cookie, other: &Cookie) -> bool {
    (&one.name, &one.domain, &one.path, &one.digest) == (&other.name, &other.domain, &other.path, &other.digest)
}

/// Cookies of the SP by which it may know who is signed in: new since the look-up before sign-in, if there was one, and
/// none of those that scripts are meant to read; in words that there is none.
fn session_cookies<'a>(view: &EvidenceView<'a>) -> Result<Vec<&'a Cookie>, String> {
    const FOR_SCRIPTS: [&str; 5] = ["csrf", "xsrf", "lang", "locale", "theme"];
    if !view.is_signed_in() {
        return Err("nobody is signed in at the end".to_owned());
    }
    let before = before_sign_in(view).unwrap_or_default();
    let mut cookies = view.of_sp(&view.evidence.cookies);
    cookies.retain(|cookie| {
        let name = cookie.name.to_lowercase();
        !FOR_SCRIPTS.iter().any(|word| name.contains(word)) && !before.iter().any(|old| same(old, cookie))
    });
    if cookies.is_empty() { Err("sign-in brought no cookie of the SP".to_owned()) } else { Ok(cookies) }
}
