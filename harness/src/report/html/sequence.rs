//! What happened, from top to bottom: the SP on the left, the browser in the middle, the IdP on the right.

use maud::{Markup, html};

use super::duration;
use crate::evidence::{CaseEvidence, Document, Page, Step, Surroundings};
use crate::judge::at_idp;
use crate::report::cookies;

pub(super) fn sequence(evidence: &CaseEvidence) -> Markup {
    let parts = evidence.steps.chunk_by(|one, other| one.provision == other.provision);
    let lane = Some(evidence.set_up.as_slice()).filter(|steps| !steps.is_empty());
    let parts: Vec<&[Step]> = lane.into_iter().chain(parts).collect();
    html! {
        @for steps in parts {
            @if steps.iter().all(|step| step.provision) {
                details.part {
                    summary { "Set-up: " (steps.len()) @if steps.len() == 1 { " step" } @else { " steps" } }
                    ol.setup { @for step in steps { (set_up(step)) } }
                }
            } @else {
                div.sequence {
                    div.lane.sp { "SP" } div.lane.browser { "Browser" } div.lane.idp { "IdP" }
                    @for (index, step) in steps.iter().enumerate() { (login(index + 1, step, &evidence.surroundings)) }
                }
            }
        }
    }
}

fn set_up(step: &Step) -> Markup {
    html! {
        li {
            span { (step.name) }
            span.quiet { " " (step.page.title) " " }
            @if let Some(code) = step.page.status { (status(Some(code))) }
            @if !step.page.text.trim().is_empty() { p.text { (excerpt(&step.page.text)) } }
            (picture(&step.page))
        }
    }
}

fn login(number: usize, step: &Step, surroundings: &Surroundings) -> Markup {
    html! {
        div.action { b { (number) ". " (step.name) } span.quiet { (duration(step.duration_ms)) } }
        @for document in &step.documents {
            // The grid fills a row from left to right.
            @if at_idp(&document.url, surroundings) {
                span.arrow.idp { (document.method) }
                (answer("idp", document, surroundings))
            } @else {
                (answer("sp", document, surroundings))
                span.arrow.sp { (document.method) }
            }
        }
        div.page {
            (picture(&step.page))
            div {
                p.address { (status(step.page.status)) " " b { (step.page.title) } }
                p.quiet.url { (short(&step.page.url, surroundings)) }
                @if !step.page.text.trim().is_empty() { p.text { (excerpt(&step.page.text)) } }
                @if let Some(html) = &step.page.html {
                    details { summary.quiet { "source" } pre.wire { (html) } }
                }
            }
        }
    }
}

fn answer(place: &str, document: &Document, surroundings: &Surroundings) -> Markup {
    html! {
        div.answer.(place) {
            code title=(document.url) { (short(&document.url, surroundings)) }
            span {
                (status(document.status))
                @if let Some(location) = &document.location {
                    span.quiet title=(location) { " → " (short(location, surroundings)) }
                }
                @if let Some(error) = &document.error { span.error { " " (error) } }
            }
            (cookies(document))
            @if !document.headers.is_empty() {
                details.headers { summary { "headers" }
                    @for (name, value) in &document.headers { p { b { (name) } ": " (value) } } }
            }
        }
    }
}

/// What became of cookies: how many, and when opened, which and why.
fn cookies(document: &Document) -> Markup {
    let lines = cookies::of(document).lines();
    let count = |what: &str| lines.iter().filter(|(fate, ..)| *fate == what).count();
    let counts = ["sent", "withheld", "set", "refused"].map(|what| (what, count(what)));
    let counts: Vec<(&str, usize)> = counts.into_iter().filter(|(_, count)| *count > 0).collect();
    html! {
        @if !counts.is_empty() {
            details.headers {
                summary {
                    "cookies: "
                    @for (index, (what, count)) in counts.iter().enumerate() {
                        @if index > 0 { ", " }
                        span class=[is_without(what)] { (count) " " (what) }
                    }
                }
                @for (what, cookie, why) in &lines {
                    p { b class=[is_without(what)] { (what) } " " code { (cookie) } @if !why.is_empty() { " " span.quiet { (why) } } }
                }
            }
        }
    }
}

/// What stands out: a cookie that did not go its way.
fn is_without(what: &str) -> Option<&'static str> {
    matches!(what, "withheld" | "refused").then_some("without")
}

/// A screenshot, small, that opens big.
pub(super) fn picture(page: &Page) -> Markup {
    html! {
        @if let Some(file) = &page.screenshot {
            @let place = format!("evidence/{}", encoded(file));
            a.picture href=(place) target="_blank" { img loading="lazy" src=(place) alt=(format!("screenshot: {}", page.title)); }
        }
    }
}

fn status(code: Option<u16>) -> Markup {
    let (class, text) = match code {
        Some(code @ 200..300) => ("ok", code.to_string()),
        Some(code @ 300..400) => ("moved", code.to_string()),
        Some(code) => ("error", code.to_string()),
        None => ("error", "no answer".to_owned()),
    };
    html! { span class=(format!("status {class}")) { (text) } }
}

/// A URL without what every URL begins with, and with long values cut.
fn short(url: &str, surroundings: &Surroundings) -> String {
    let bases = [&surroundings.sp_base_url, &surroundings.idp_base_url].map(|base| base.trim_end_matches('/'));
    let path = bases.iter().filter(|base| !base.is_empty()).find_map(|base| url.strip_prefix(base));
    let path = path.filter(|path| path.is_empty() || path.starts_with(['/', '?'])).unwrap_or(url);
    let (path, query) = path.split_once('?').map_or((path, None), |(path, query)| (path, Some(query)));
    let path = if path.is_empty() { "/" } else { path };
    let Some(query) = query else { return path.to_owned() };
    let parameters: Vec<String> = query.split('&').map(parameter).collect();
    format!("{path}?{}", parameters.join("&"))
}

/// Messages and signatures are shown elsewhere; here their names are enough.
fn parameter(parameter: &str) -> String {
    match parameter.split_once('=') {
        Some((name @ ("SAMLRequest" | "SAMLResponse" | "Signature" | "SigAlg"), _)) => format!("{name}=…"),
        _ => cut(parameter, 30),
    }
}

fn excerpt(text: &str) -> String {
    cut(&text.split_whitespace().collect::<Vec<_>>().join(" "), 280)
}

fn cut(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

/// A file's path as a relative URL.
fn encoded(path: &str) -> String {
    let escape = |c: char| match c {
        '%' | '?' | '#' | ' ' | '"' | '\\' => format!("%{:02X}", u32::from(c)),
        c => c.to_string(),
    };
    path.split('/')
        .filter(|part| *part != "..")
        .map(|part| part.chars().map(escape).collect())
        .collect::<Vec<String>>()
        .join("/")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evidence::{Cookie, CookieTrace, WithheldCookie, headers, named};

    #[test]
    fn an_exchange_tells_what_became_of_its_cookies() {
        let cookie = Cookie { name: "sp_login".to_owned(), ..Cookie::default() };
        let withheld = vec![WithheldCookie { cookie, why: vec!["SameSiteStrict".to_owned()] }];
        let trace = CookieTrace { sent: vec![named("sp_browser", "1")], withheld, ..CookieTrace::default() };
        let headers = headers([("set-cookie", "sp_session=3; Path=/".to_owned())]);
        let text = cookies(&Document { headers, cookies: Some(trace), ..Document::default() }).into_string();
        let summary = "cookies: <span>1 sent</span>, <span class=\"without\">1 withheld</span>, <span>1 set</span>";
        assert!(text.contains(summary), "{text}");
        assert!(
            text.contains("it is SameSite=Strict, and another site led here") && text.contains("; Path=/"),
            "{text}"
        );
        assert_eq!(cookies(&Document::default()).into_string(), "");
    }
}
