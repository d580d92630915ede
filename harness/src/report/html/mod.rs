//! `index.html`: one page that opens offline, with nothing fetched from elsewhere but the screenshots beside it.
//!
//! Everything that comes from pages, messages or files is text to this page: `maud` escapes it, and the page's policy
//! lets no script run but its own. What shows an outcome is packed until a case is opened, since a page with the
//! evidence of a thousand cases takes seconds to open.

mod case;
mod dom;
mod message;
mod overview;
mod packed;
mod sequence;
pub(super) mod symptoms;

use std::io::{self, Write};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use maud::{DOCTYPE, Markup, PreEscaped, html};

#[cfg(test)]
pub(super) use packed::unpacked;

use crate::judgement::Judgement;
use crate::outcome::Verdict;
use crate::side_by_side;

pub(crate) const STYLE: &str = include_str!("style.css");
const SCRIPT: &str = include_str!("script.js");

/// Where something goes that is written for itself. No text looks like this: what is no markup is escaped.
const HERE: &str = "<!-- here -->";

/// How many cases are made before they are written.
const AT_ONCE: usize = 32;

/// Writes `frame` with what `inner` writes in its middle.
fn around(
    frame: &Markup,
    into: &mut dyn Write,
    inner: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> io::Result<()> {
    let (before, after) = frame.0.split_once(HERE).expect("every frame says where its middle is");
    into.write_all(before.as_bytes())?;
    inner(into)?;
    into.write_all(after.as_bytes())
}

pub(super) fn write(report: &Judgement, into: &mut dyn Write) -> io::Result<()> {
    let page = html! {
        (DOCTYPE)
        html lang="en" {
            (head(&format!("Company Login: {}", report.target.name), STYLE, Some(&policy())))
            body {
                (overview::header(report))
                main {
                    (overview::notices(report))
                    (overview::forged(report))
                    (overview::matrix(report))
                    (overview::findings(report))
                    (overview::filter(report))
                    (PreEscaped(HERE))
                    p.nothing hidden { "No case matches." }
                }
                footer { "Written by saml-harness " (env!("CARGO_PKG_VERSION")) ". Test results, not a certificate." }
                script { (PreEscaped(SCRIPT)) }
            }
        }
    };
    around(&page, into, |into| report.categories().into_iter().try_for_each(|(name, _)| category(report, name, into)))
}

fn category(report: &Judgement, name: &str, into: &mut dyn Write) -> io::Result<()> {
    let section = html! { section.category data-category=(name) { h2 { (name) } (PreEscaped(HERE)) } };
    around(&section, into, |into| {
        let cases = report.results.iter().enumerate().filter(|(_, result)| result.category == name);
        let cases: Vec<usize> = cases.map(|(index, _)| index).collect();
        // They are most of the work, and too much to hold them all.
        cases.chunks(AT_ONCE).try_for_each(|some| {
            let sections = side_by_side::map(some, |index| case::section(report, *index));
            sections.iter().try_for_each(|section| into.write_all(section.0.as_bytes()))
        })
    })
}

/// What a page of one case may load: nothing but what is in it.
const POLICY_OF_ONE: &str = "default-src 'none'; style-src 'unsafe-inline'; img-src data:";

/// The head of a page; `policy` says what the page may load.
pub(crate) fn head(title: &str, style: &str, policy: Option<&str>) -> Markup {
    html! {
        head {
            meta charset="utf-8";
            meta name="viewport" content="width=device-width, initial-scale=1";
            meta name="color-scheme" content="light dark";
            @if let Some(policy) = policy { meta http-equiv="Content-Security-Policy" content=(policy); }
            title { (title) }
            style { (PreEscaped(style)) }
        }
    }
}

/// One case as a page of its own, to attach to a ticket: `receipt` says what was taken out of it. Its pictures are named as
/// in the whole report.
pub(super) fn one_case(report: &Judgement, index: usize, receipt: &[String]) -> String {
    let page = html! {
        (DOCTYPE)
        html lang="en" {
            (head(&format!("{}: {}", report.results[index].id, report.target.name), STYLE, Some(POLICY_OF_ONE)))
            body {
                header.page { div { p.product { "Company Login, end to end" } h1 { (report.target.name) } } }
                main { (case::opened(report, index)) }
                footer {
                    @for line in receipt { p { (line) } }
                    "Written by saml-harness " (env!("CARGO_PKG_VERSION")) ". Test results, not a certificate."
                }
            }
        }
    };
    page.into_string()
}

/// What the page may load: its own script, known by its digest, its own style, and pictures that lie beside it.
fn policy() -> String {
    let digest = STANDARD.encode(openssl::sha::sha256(SCRIPT.as_bytes()));
    format!("default-src 'none'; script-src 'sha256-{digest}'; style-src 'unsafe-inline'; img-src 'self' file: data:")
}

/// A verdict as a coloured word.
fn badge(verdict: Verdict) -> Markup {
    html! { span class=(format!("badge {}", verdict.word())) { (mark(verdict)) " " (words(verdict)) } }
}

/// A sign for each verdict, for those who do not tell the colours apart.
fn mark(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Pass => "✓",
        Verdict::Fail => "✕",
        Verdict::Warn => "!",
        Verdict::NotVerified => "?",
        Verdict::NotApplicable => "–",
    }
}

pub(crate) fn words(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::NotVerified => "not verified",
        Verdict::NotApplicable => "not applicable",
        other => other.word(),
    }
}

fn duration(milliseconds: u64) -> String {
    match milliseconds {
        0..1000 => format!("{milliseconds} ms"),
        1000..60_000 => format!("{:.1} s", milliseconds as f64 / 1000.0),
        _ => format!("{} min {} s", milliseconds / 60_000, milliseconds % 60_000 / 1000),
    }
}
