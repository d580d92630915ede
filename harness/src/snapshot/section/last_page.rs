//! The page that the login ended on.

use crate::snapshot::view::View;
use crate::snapshot::{shortened, shortened_url};

/// Lines of a page that are kept; more would drown what matters.
const LINES: usize = 30;

/// Characters of such a line that are kept.
const LINE_WIDTH: usize = 200;

/// The SP's page with its text, unless the baseline ended on the same; any of the mock IdP's by its address alone, since
/// its words are ours.
pub(in crate::snapshot) fn last_page(view: &View<'_>, baseline: Option<(&str, &View<'_>)>) -> String {
    let Some(page) = page(view) else { return String::new() };
    match baseline {
        // Whoever is at the IdP still sees no page of the SP.
        Some((id, base)) if self::page(base).is_some_and(|other| other == page) && !page.1.is_empty() => {
            format!("\n## Last page\n{}, as in {id}\n", page.0)
        }
        _ => format!("\n## Last page\n{}\n{}", page.0, page.1),
    }
}

/// Name and text.
fn page(view: &View<'_>) -> Option<(String, String)> {
    let page = &view.evidence.steps.iter().rev().find(|step| step.is_of_login())?.page;
    let name = shortened_url::of_text(&view.normalised(&view.page_name(page)));
    if view.is_idps(&page.url) {
        return Some((name, String::new()));
    }
    let text: String =
        page.text.lines().map(str::trim).filter(|line| !line.is_empty()).map(|l| format!("| {l}\n")).collect();
    Some((name, shortened(&view.normalised(&text), LINES, LINE_WIDTH)))
}
