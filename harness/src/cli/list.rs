//! `saml-harness list`: the catalogue, case by case.

use std::path::PathBuf;

use clap::Args;
use serde_json::json;

use super::program::program;
use super::{Failure, catalogue, catalogue_page, out};
use crate::plan::{Case, Selection, plan};

#[derive(Debug, Args)]
pub(super) struct ListArguments {
    /// Only what matches, as for `run`
    filter: Vec<String>,
    /// Another folder of scenarios, besides the shipped one (repeatable)
    #[arg(long, value_name = "DIR")]
    catalogue: Vec<PathBuf>,
    /// Which requirements the scenarios cover, both ways
    #[arg(long)]
    coverage: bool,
    /// The manners of the reference SP, for `run --manner`
    #[arg(long, conflicts_with_all = ["filter", "catalogue", "coverage", "json"])]
    manners: bool,
    /// As JSON
    #[arg(long)]
    json: bool,
    /// As a page in Markdown
    #[arg(long, conflicts_with_all = ["json", "coverage", "manners"])]
    markdown: bool,
}

pub(super) fn list(arguments: &ListArguments) -> Result<u8, Failure> {
    if arguments.manners {
        return super::manner::list();
    }
    let cases = cases(&arguments.catalogue, &arguments.filter)?;
    if arguments.coverage {
        return super::coverage::coverage(&cases, arguments.json);
    }
    if arguments.markdown {
        out(catalogue_page::page(&cases).trim_end());
        return Ok(0);
    }
    if arguments.json {
        let rows: Vec<_> = cases
            .iter()
            .map(|c| {
                json!({"id": c.id, "category": c.category, "title": c.title, "severity": c.severity,
                    "expected": c.expect.outcome, "refs": c.refs})
            })
            .collect();
        out(&serde_json::to_string_pretty(&rows).map_err(Failure::trouble)?);
        return Ok(0);
    }
    let width = cases.iter().map(|c| c.id.len()).max().unwrap_or_default();
    for case in &cases {
        let expected = case.expect.outcome.word();
        out(&format!("{:width$}  {expected:14}  {}", case.id, case.title));
    }
    out(&format!("\n{} cases; `{} explain ID` shows one in full", cases.len(), program()));
    Ok(0)
}

/// All cases that match, planned for the reference SP (whose plan leaves none out).
pub(super) fn cases(more: &[PathBuf], filters: &[String]) -> Result<Vec<Case>, Failure> {
    let loaded = catalogue::load(more)?;
    let target = catalogue::target(None).map_err(Failure::usage)?;
    let selection = Selection { filters: filters.to_vec(), ..Selection::default() };
    let plan = plan(&loaded.scenarios, &loaded.guides, &target, &selection).map_err(Failure::usage)?;
    Ok(plan.cases)
}
