//! A comparison as a table.

use crate::compare::{Comparison, Said};
use crate::lines::short;

/// One row an aspect, expected and seen side by side, and a last line that counts them.
pub fn table(comparison: &Comparison) -> String {
    let mut text = String::new();
    for row in &comparison.rows {
        text += &format!("{:9} {}\n", row.result.to_string(), row.aspect);
        text += &format!("          expected  {}\n          seen      {}\n", said(&row.expected), said(&row.seen));
        if !row.why.is_empty() {
            text += &format!("          why       {}\n", row.why);
        }
    }
    let mut counts: Vec<(String, usize)> = Vec::new();
    for row in &comparison.rows {
        let word = row.result.to_string();
        match counts.iter_mut().find(|(there, _)| *there == word) {
            Some((_, count)) => *count += 1,
            None => counts.push((word, 1)),
        }
    }
    let counts: Vec<String> = counts.iter().map(|(word, count)| format!("{count} {word}")).collect();
    text + &counts.join(", ") + "\n"
}

fn said(said: &Said) -> String {
    let values = match &said.values {
        None => "(cannot say)".to_owned(),
        Some(values) if values.is_empty() => "(nothing)".to_owned(),
        Some(values) => values.iter().map(|value| format!("`{}`", short(value))).collect::<Vec<_>>().join(", "),
    };
    format!("{values}  [{}]", said.file)
}
