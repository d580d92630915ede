//! `index.html`.

use maud::html;

use super::RunReport;

pub(super) fn render(report: &RunReport) -> Result<String, String> {
    Ok(html! { h1 { (report.target.name) } }.into_string())
}
