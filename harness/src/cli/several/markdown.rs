//! The overview of several SPs for the job summary of a CI system.

use super::{Row, word, worst_first, worst_verdict};
use crate::outcome::Verdict;
use crate::report::{inline, words};

/// The overview of `rows`, with the worst first.
pub(super) fn render(rows: &[Row]) -> String {
    let verdicts = Verdict::ALL.map(words).join(" | ");
    let mut text = format!(
        "# Company Login: {} SPs\n\n| SP | outcome | worst verdict | forged sign-ins | {verdicts} |\n|---|---|---|---:|{}\n",
        rows.len(),
        "---:|".repeat(Verdict::ALL.len()),
    );
    for row in worst_first(rows) {
        let cells = match &row.summary {
            Some(summary) => {
                let forged = match summary.forged.len() {
                    0 => "0".to_owned(),
                    count => format!("**{count}**"),
                };
                let counts = summary.counts.iter().map(|(_, count)| count.to_string());
                [worst_verdict(summary), forged].into_iter().chain(counts).collect::<Vec<_>>().join(" | ")
            }
            None => {
                let why = row.in_words();
                // The rest of a fault shows the lines of the file.
                format!("{} |{}", inline(why.lines().next().unwrap_or_default()), " |".repeat(Verdict::ALL.len()))
            }
        };
        text += &format!("| {} | {} | {cells} |\n", inline(&row.name()), word(row.status));
    }
    let forged = worst_first(rows).into_iter().filter(|row| row.summary.as_ref().is_some_and(|s| !s.forged.is_empty()));
    for (index, row) in forged.enumerate() {
        if index == 0 {
            text += "\n## Forged sign-ins\n\nSomebody was signed in whom the IdP did not vouch for.\n\n";
        }
        let ids = row.summary.iter().flat_map(|summary| &summary.forged).map(|id| format!("`{id}`"));
        text += &format!("- {}: {}\n", inline(&row.name()), ids.collect::<Vec<_>>().join(", "));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::super::tests::row;
    use super::*;
    use crate::outcome::ExitStatus;

    #[test]
    fn every_line_of_the_table_has_all_columns_whatever_is_in_it() {
        let mut weak = row("we|ak <b>", ExitStatus::Failed, 3);
        weak.summary.as_mut().unwrap().forged = vec!["attack/unsigned@tile".to_owned()];
        let mut gone = row("gone", ExitStatus::Usage, 0);
        (gone.summary, gone.trouble) = (None, Some("no\nsuch | file".to_owned()));
        let text = render(&[row("good", ExitStatus::Good, 0), weak, gone]);
        let table: Vec<&str> = text.lines().filter(|line| line.starts_with('|')).collect();
        assert_eq!(table.len(), 5, "{text}");
        for line in &table {
            assert_eq!(line.replace("\\|", "").matches('|').count(), 10, "{line}");
        }
        assert!(table[2].starts_with("| we\\|ak &lt;b> | failed | fail (high) | **1** |"), "{text}");
        assert!(text.contains("- we\\|ak &lt;b>: `attack/unsigned@tile`"), "{text}");
        assert!(!render(&[row("good", ExitStatus::Good, 0)]).contains("## Forged"));
    }
}
