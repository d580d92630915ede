//! `symptoms.html`: what people see, and what leads there. Support keeps it open.

use maud::{DOCTYPE, Markup, html};

use super::{STYLE, head};
use crate::judgement::Judgement;
use crate::symptom::{Query, Way, apart, of_report, ways};

const OWN_STYLE: &str = "
.seen { background: var(--card); border: 1px solid var(--line); border-radius: 12px; padding: 14px 20px; margin-bottom: 14px; }
.seen h2 { margin-top: 0; } .seen blockquote { margin: 6px 0 10px; padding-left: 12px; border-left: 3px solid var(--line); white-space: pre-wrap; overflow-wrap: anywhere; }
.seen table { border-collapse: collapse; width: 100%; } .seen th { text-align: left; color: var(--quiet); font-weight: 600; font-size: 13px; }
.seen th, .seen td { padding: 6px 14px 6px 0; vertical-align: top; border-top: 1px solid var(--line); overflow-wrap: anywhere; }
.seen td:first-child { width: 28%; } .seen .common { font-weight: 600; }
@media (max-width: 640px) { .seen table, .seen tbody, .seen tr, .seen td { display: block; width: auto !important; } .seen thead { display: none; } .seen td { border: 0; padding: 2px 0; } .seen tr { border-top: 1px solid var(--line); padding: 8px 0; } }
";

/// What the page may load: nothing but what is in it.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'";

/// Characters of a page that are shown.
const SHOWN: usize = 400;

pub(in crate::report) fn render(report: &Judgement) -> Result<String, String> {
    // What nobody mends leads to no page.
    let mistakes = report.rows().filter(|(_, case, _)| case.fix.is_some());
    let sightings = mistakes.filter_map(|(result, _, kept)| of_report(result, &kept?.seen()));
    let sightings: Vec<_> = sightings.collect();
    let all = ways(&report.plan.cases, &sightings, &Query::default());
    let groups = pages(&all);
    let page = html! {
        (DOCTYPE)
        html lang="en" {
            (head(&format!("What people see: {}", report.target.name), &format!("{STYLE}{OWN_STYLE}"), Some(POLICY)))
            body {
                header.page { div.page-head {
                    p.product { "What people see, and what leads there" }
                    h1 { (report.target.name) }
                    p { "Search this page for the words that the person saw. What is often the cause comes first. "
                        a href="index.html" { "All cases" } }
                } }
                main {
                    @if groups.is_empty() {
                        p.notice { "No case of this run shows a mistake of a customer: run the cases of `guide` and `misconfiguration`." }
                    }
                    @for group in &groups { (seen(group)) }
                }
                footer { "Written by saml-harness " (env!("CARGO_PKG_VERSION")) "." }
            }
        }
    };
    Ok(page.into_string())
}

/// Ways by the page that they end on, whatever its address: the person sees no difference. The page with most ways first.
fn pages(all: &[Way]) -> Vec<Vec<Way>> {
    let mut pages: Vec<Vec<Way>> = Vec::new();
    for way in all {
        let same = |page: &&mut Vec<Way>| {
            page.first().is_some_and(|first| {
                (first.status, &first.page) == (way.status, &way.page)
                    && (!way.page.is_empty() || first.phase == way.phase)
            })
        };
        match pages.iter_mut().find(same) {
            Some(page) => page.push(way.clone()),
            None => pages.push(vec![way.clone()]),
        }
    }
    pages.sort_by_key(|page| std::cmp::Reverse(page.len()));
    pages
}

fn seen(group: &[Way]) -> Markup {
    let Some(first) = group.first() else { return html! {} };
    let status = first.status.map_or_else(|| "no status".to_owned(), |status| format!("HTTP {status}"));
    let words: String = first.page.chars().take(SHOWN).collect();
    let apart = apart(group);
    html! {
        section.seen {
            h2 { (status) ", " (first.outcome.word()) span.total { (group.len()) " mends" } }
            @if words.is_empty() { p.quiet { "a page of the IdP" } } @else { blockquote { (words) } }
            @for apart in &apart {
                h3 { (apart.sign) }
                table {
                    thead { tr { th { "what went wrong" } th { "mend" } th { "to be sure" } } }
                    tbody {
                        @for way in apart.ways.iter().filter_map(|number| group.get(number - 1)) {
                            tr {
                                td.common[way.common] { (way.title) " "
                                    @for id in &way.cases { a href=(format!("index.html#{id}")) title=(id) { "·" } " " } }
                                td { (way.mend) br; span.quiet { (way.why) } }
                                td { (way.check.as_deref().unwrap_or("")) }
                            }
                        }
                    }
                }
            }
        }
    }
}
