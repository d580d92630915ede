//! The overview of several SPs as a page: it looks as a report does, and runs no script.

use std::path::Path;

use maud::{DOCTYPE, Markup, html};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use super::{Row, below, word, worst, worst_first, worst_verdict};
use crate::cli::repeat::Summary;
use crate::outcome::{ExitStatus, Verdict};
use crate::report::{STYLE, head, words};

/// What the page of a report does not need.
const TABLE: &str = ".sps{border-collapse:collapse;width:100%}.sps th,.sps td{text-align:left;padding:9px 16px 9px 0;\
    vertical-align:top;border-bottom:1px solid var(--line)}.sps tr:last-child td,.sps tr:last-child th{border-bottom:0}\
    .sps thead th{color:var(--quiet);font-weight:400;font-size:13px}.sps .number{text-align:right;\
    font-variant-numeric:tabular-nums}.sps .none{color:var(--quiet)}.sps .forged-here{color:var(--fail);font-weight:600}\
    .sps li{font-size:13px}.sps pre{margin:0;white-space:pre-wrap}";

/// What stays as it is in the address of a report: its folder may have any name.
const KEPT: AsciiSet = NON_ALPHANUMERIC.remove(b'/').remove(b'.').remove(b'-').remove(b'_');

/// How many forged sign-ins are named for each SP.
const NAMED: usize = 5;

/// The page for `rows`; reports are linked as seen from the folder `report`.
pub(super) fn render(rows: &[Row], report: &Path) -> String {
    let (class, conclusion) = match worst(rows) {
        ExitStatus::Good => ("good", "All as demanded or accepted"),
        ExitStatus::NotVerified => ("unsure", "Nothing failed, but not all could be verified"),
        ExitStatus::Usage => ("bad", "Not all SPs were run"),
        ExitStatus::Failed => ("bad", "Not as demanded"),
    };
    let title = format!("{} SPs", rows.len());
    let page = html! {
        (DOCTYPE)
        html lang="en" {
            (head(&format!("Company Login: {title}"), &format!("{STYLE}{TABLE}"), Some("default-src 'none'; style-src 'unsafe-inline'")))
            body {
                header.page {
                    div { p.product { "Company Login, end to end" } h1 { (title) } p.conclusion.(class) { (conclusion) } }
                    (counts(rows))
                }
                main { section.overview {
                    table.sps {
                        thead { tr {
                            th { "SP" } th { "outcome" } th { "worst verdict" } th { "forged sign-ins" }
                            @for verdict in Verdict::ALL { th.number { (words(verdict)) } }
                        } }
                        tbody { @for row in worst_first(rows) { (line(row, below(row, report).as_deref())) } }
                    }
                } }
                footer { "Written by saml-harness " (env!("CARGO_PKG_VERSION")) ". Test results, not a certificate." }
            }
        }
    };
    page.into_string()
}

/// How many cases of all SPs have each verdict.
fn counts(rows: &[Row]) -> Markup {
    let all = || rows.iter().filter_map(|row| row.summary.as_ref()).flat_map(|summary| &summary.counts);
    html! {
        ul.counts {
            @for verdict in Verdict::ALL {
                @let count: usize = all().filter(|(of, _)| *of == verdict).map(|(_, count)| count).sum();
                li class=(format!("count {} {}", verdict.word(), if count == 0 { "none" } else { "" })) {
                    b { (count) } span { (words(verdict)) }
                }
            }
        }
    }
}

/// The line of one SP, whose report is at `page`.
fn line(row: &Row, page: Option<&str>) -> Markup {
    let page = page.map(|page| utf8_percent_encode(page, &KEPT).to_string());
    let badge = match row.status {
        ExitStatus::Good => Verdict::Pass,
        ExitStatus::Failed => Verdict::Fail,
        ExitStatus::NotVerified => Verdict::NotVerified,
        ExitStatus::Usage => Verdict::NotApplicable,
    };
    html! {
        tr {
            th scope="row" { @match &page { Some(page) => a href=(page) { (row.name()) }, None => (row.name()) } }
            td { span class=(format!("badge {}", badge.word())) { (word(row.status)) } }
            @match &row.summary {
                Some(summary) => {
                    td { (worst_verdict(summary)) }
                    td { (forged(summary, page.as_deref())) }
                    @for (_, count) in &summary.counts { td.number.none[*count == 0] { (count) } }
                },
                None => td colspan="7" { pre { (row.in_words()) } },
            }
        }
    }
}

/// The cases with forged sign-ins, each with the link to where the report shows it.
fn forged(summary: &Summary, page: Option<&str>) -> Markup {
    html! {
        @if summary.forged.is_empty() {
            span.none { "none" }
        } @else {
            span.forged-here { (summary.forged.len()) }
            ul {
                @for id in summary.forged.iter().take(NAMED) {
                    li { @match page { Some(page) => a href=(format!("{page}#{id}")) { code { (id) } }, None => code { (id) } } }
                }
                @if let Some(more @ 1..) = summary.forged.len().checked_sub(NAMED) { li.quiet { "and " (more) " more" } }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::row;
    use super::*;

    #[test]
    fn each_sp_has_its_line_with_what_is_worst_and_a_link_to_its_report() {
        let mut weak = row("we ak#1", ExitStatus::Failed, 3);
        weak.summary.as_mut().unwrap().forged = (0..7).map(|number| format!("attack/a@{number}")).collect();
        let page = render(&[row("good", ExitStatus::Good, 0), weak], Path::new("r"));
        for part in [
            "href=\"good/index.html\"",
            "href=\"we%20ak%231/index.html\"",
            "href=\"we%20ak%231/index.html#attack/a@0\"",
            "fail (high)",
            "and 2 more",
            "Not as demanded",
        ] {
            assert!(page.contains(part), "{part}: {page}");
        }
        assert!(!page.contains("attack/a@5") && !page.contains("<script"), "{page}");
    }

    #[test]
    fn what_an_sp_is_called_and_why_it_was_not_run_is_text() {
        let evil = "<script>alert(1)</script>";
        let mut gone = row(evil, ExitStatus::Usage, 0);
        (gone.summary, gone.trouble) = (None, Some(evil.to_owned()));
        let page = render(&[row(evil, ExitStatus::Good, 0), gone], Path::new("r"));
        assert!(!page.contains("<script") && page.contains("&lt;script&gt;alert(1)"), "{page}");
    }
}
