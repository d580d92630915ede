//! `saml-harness compare A B`: two results side by side, what is worse first.

use std::path::PathBuf;

use clap::Args;

use super::{Failure, out};
use crate::comparison::{Change, Comparison, Difference};
use crate::results::Results;

#[derive(Debug, Args)]
pub(super) struct CompareArguments {
    /// The earlier run: a folder that `run --report` wrote, or its results.json
    before: PathBuf,
    /// The later run
    after: PathBuf,
    /// As JSON
    #[arg(long, conflicts_with = "markdown")]
    json: bool,
    /// As Markdown, for a pull request
    #[arg(long)]
    markdown: bool,
}

/// 0 where nothing is worse, 1 where something newly fails, 3 where nobody can tell any more.
pub(super) fn compare(arguments: &CompareArguments) -> Result<u8, Failure> {
    let before = Results::load(&arguments.before).map_err(Failure::unreadable)?;
    let after = Results::load(&arguments.after).map_err(Failure::unreadable)?;
    let comparison = Comparison::of(&before, &after);
    let text = if arguments.json {
        serde_json::to_string_pretty(&comparison).map_err(Failure::trouble)?
    } else if arguments.markdown {
        markdown(&before, &after, &comparison)
    } else {
        plain(&before, &after, &comparison)
    };
    out(text.trim_end());
    Ok(comparison.exit_status().code())
}

fn plain(before: &Results, after: &Results, comparison: &Comparison) -> String {
    let mut text = format!("{}\n", summary(before, after, comparison));
    for change in Change::ALL {
        let mut those = comparison.with(change).peekable();
        if those.peek().is_some() {
            text += &format!("\n{}\n", change.heading());
        }
        for one in those {
            text += &format!("  {}\n", one.id);
            one.before.iter().for_each(|before| text += &format!("    before  {before}\n"));
            one.after.iter().for_each(|after| text += &format!("    after   {after}\n"));
            if !one.reason.is_empty() {
                text += &format!("    reason  {}\n", one.reason);
            }
        }
    }
    text
}

fn markdown(before: &Results, after: &Results, comparison: &Comparison) -> String {
    let mut text = format!("### Company Login: {}\n", summary(before, after, comparison));
    for change in Change::ALL {
        let those: Vec<&Difference> = comparison.with(change).collect();
        if those.is_empty() {
            continue;
        }
        text += &format!(
            "\n#### {} ({})\n\n| case | before | after | reason |\n|---|---|---|---|\n",
            change.heading(),
            those.len()
        );
        for one in those {
            let cell = |text: &str| text.replace('|', "\\|").replace('\n', " ");
            let or_none = |words: &Option<String>| words.as_deref().map_or_else(|| "-".to_owned(), cell);
            text += &format!(
                "| `{}` | {} | {} | {} |\n",
                one.id,
                or_none(&one.before),
                or_none(&one.after),
                cell(&one.reason)
            );
        }
    }
    text
}

fn summary(before: &Results, after: &Results, comparison: &Comparison) -> String {
    let count = |change| comparison.with(change).count();
    let target = if before.target == after.target {
        after.target.clone()
    } else {
        format!("{} against {}", after.target, before.target)
    };
    format!(
        "{target}: {} newly failing, {} newly not verified, {} newly passing, {} changed, {} the same",
        count(Change::NewlyFailing),
        count(Change::NewlyNotVerified),
        count(Change::NewlyPassing),
        count(Change::Changed),
        comparison.same
    )
}
