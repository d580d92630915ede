//! The rules as a page, and one rule as text.

use crate::rule::{self, Rule};

/// The page of all rules.
pub fn markdown() -> String {
    let rules = rule::all();
    let mut text = format!(
        "# Rules of `lint`\n\n`saml-harness lint FILE...` says what is wrong or risky in SAML files, with line and column. It \
         knows {} rules. This page is made from them (`saml-harness lint --rules --markdown`).\n\n\
         | rule | severity | finds |\n|---|---|---|\n",
        rules.len()
    );
    for rule in rules {
        text += &format!("| [`{}`](#{}) | {} | {} |\n", rule.id, rule.id, rule.severity, cell(rule.finds));
    }
    for rule in rules {
        text +=
            &format!("\n## {}\n\n{} ({})\n\n{}\n\n", rule.id, escaped(rule.finds), rule.severity, escaped(rule.why));
        text += &format!("**What to do:** {}", escaped(rule.mend));
        if let Some(step) = rule.step {
            text += &format!(" Step of the guide: `{step}`.");
        }
        text.push('\n');
        if !rule.refs.is_empty() {
            text += &format!("\nSee: {}\n", rule.refs.join("; "));
        }
    }
    text
}

/// One rule as text.
pub fn explain(rule: &Rule) -> String {
    let mut text =
        format!("{} ({})\n  {}\n\nwhy   {}\nmend  {}\n", rule.id, rule.severity, rule.finds, rule.why, rule.mend);
    if let Some(step) = rule.step {
        text += &format!("step  {step}, of the JumpCloud guide\n");
    }
    if !rule.refs.is_empty() {
        text += &format!("see   {}\n", rule.refs.join("; "));
    }
    text
}

fn cell(text: &str) -> String {
    escaped(text).replace('|', "\\|")
}

/// Tags outside of code would vanish.
fn escaped(text: &str) -> String {
    text.split('`')
        .enumerate()
        .map(|(index, part)| if index % 2 == 0 { part.replace('<', "\\<") } else { part.to_owned() })
        .collect::<Vec<_>>()
        .join("`")
}
