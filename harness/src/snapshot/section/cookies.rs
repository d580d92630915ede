//! The cookies that the browser was left with; values are not kept.

use url::Url;

use crate::evidence::Cookie;
use crate::snapshot::lines;
use crate::snapshot::view::View;

/// The cookies, where they differ from the baseline's.
pub(in crate::snapshot) fn cookies(view: &View<'_>, baseline: Option<(&str, &View<'_>)>) -> String {
    match baseline {
        Some((id, base)) => lines::section("Cookies", id, &all(base), &all(view)),
        None => lines::whole("Cookies", &all(view)),
    }
}

fn all(view: &View<'_>) -> Vec<String> {
    let mut lines: Vec<String> = view.evidence.cookies.iter().map(|cookie| line(view, cookie)).collect();
    lines.sort();
    lines
}

fn line(view: &View<'_>, cookie: &Cookie) -> String {
    let domain = cookie.domain.trim_start_matches('.');
    let is_of = |url: &str| Url::parse(url).is_ok_and(|url| url.host_str() == Some(domain));
    let surroundings = &view.evidence.surroundings;
    let place = if is_of(&surroundings.sp_base_url) {
        "<sp>"
    } else if is_of(&surroundings.idp_base_url) {
        "<idp>"
    } else if surroundings.second_idp_base_url.as_deref().is_some_and(is_of) {
        "<second idp>"
    } else {
        domain
    };
    let mut line = format!("{place}{} {}", cookie.path, cookie.name);
    line += if cookie.secure { "; Secure" } else { "" };
    line += if cookie.http_only { "; HttpOnly" } else { "" };
    if let Some(same_site) = &cookie.same_site {
        line += &format!("; SameSite={same_site}");
    }
    view.normalised(&line)
}
