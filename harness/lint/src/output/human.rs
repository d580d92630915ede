//! As text, with the line and a caret.

use crate::finding::{Finding, Severity};
use crate::lines::Lines;

use super::Linted;

/// Characters of a line that are shown at once; a customer's line may have thousands.
const WIDTH: usize = 100;

/// All findings of all files, and a last line that counts them.
pub fn human(files: &[Linted]) -> String {
    let mut text = String::new();
    for linted in files {
        let lines = Lines::new(&linted.report.text);
        for finding in &linted.report.findings {
            text += &one(linted, finding, &lines);
            text.push('\n');
        }
        let layers: Vec<String> = linted.report.layers.iter().map(ToString::to_string).collect();
        let from = if layers.is_empty() { String::new() } else { format!(" ({})", layers.join(", ")) };
        text += &format!("{}: {}{from}, {}\n", linted.file, linted.report.kind, counts(std::slice::from_ref(linted)));
    }
    if files.len() > 1 {
        text += &format!("{} files, {}\n", files.len(), counts(files));
    }
    text
}

fn counts(files: &[Linted]) -> String {
    let words = [(Severity::Error, "error"), (Severity::Warning, "warning"), (Severity::Note, "note")];
    let counted = words.iter().filter_map(|(severity, word)| {
        let count: usize = files.iter().map(|linted| linted.report.count(*severity)).sum();
        (count > 0).then(|| format!("{count} {word}{}", if count == 1 { "" } else { "s" }))
    });
    let counted: Vec<String> = counted.collect();
    if counted.is_empty() { "nothing found".to_owned() } else { counted.join(", ") }
}

fn one(linted: &Linted, finding: &Finding, lines: &Lines<'_>) -> String {
    let number = finding.line.to_string();
    let margin = " ".repeat(number.len());
    let (line, caret) = cut(lines.line(finding.line), finding.column, finding.length);
    let inside = if linted.report.layers.is_empty() { "" } else { " (decoded)" };
    let mut text = format!(
        "{}[{}]: {}\n{margin}--> {}{inside}:{}:{}\n",
        finding.severity, finding.rule, finding.message, linted.file, finding.line, finding.column
    );
    // A private key must not get into a log.
    let secret = linted.report.findings.iter().any(|found| found.rule.ends_with("private-key"));
    if !line.trim().is_empty() && !secret {
        text += &format!("{margin} |\n{number} | {line}\n{margin} | {caret}\n");
    }
    text += &format!("{margin} = help: {}\n", finding.help);
    if let Some(step) = finding.step {
        text += &format!("{margin} = step of the guide: {step}\n");
    }
    if !finding.refs.is_empty() {
        text += &format!("{margin} = see: {}\n", finding.refs.join("; "));
    }
    text
}

/// The part of a line around the caret, and the line of the caret below it.
fn cut(line: &str, column: usize, length: usize) -> (String, String) {
    let characters: Vec<char> = line.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let at = (column - 1).min(characters.len());
    let start = if characters.len() <= WIDTH { 0 } else { at.saturating_sub(WIDTH / 4).min(characters.len() - WIDTH) };
    let end = (start + WIDTH).min(characters.len());
    let (before, behind) = (if start > 0 { "..." } else { "" }, if end < characters.len() { "..." } else { "" });
    let shown: String = characters[start..end].iter().collect();
    let blank = before.len() + at - start;
    let carets = length.min(end.saturating_sub(at)).max(1);
    (format!("{before}{shown}{behind}"), format!("{}{}", " ".repeat(blank), "^".repeat(carets)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_private_key_is_not_printed() {
        let key = openssl::rsa::Rsa::generate(1024).unwrap().private_key_to_pem().unwrap();
        let key = String::from_utf8(key).unwrap();
        for text in [key.clone(), key.replace('\n', " "), format!("<a>{}</a>", key.replace('\n', "\\n"))] {
            let report = crate::lint(text.as_bytes(), &crate::Options::default());
            assert!(report.findings.iter().any(|finding| finding.rule == "private-key"), "{text}");
            let printed = human(&[Linted { file: "f".to_owned(), report }]);
            assert!(!printed.contains(&key[40..60]), "{printed}");
        }
    }

    #[test]
    fn a_long_line_is_cut_around_the_caret() {
        let line = format!("{}wrong{}", "x".repeat(3000), "y".repeat(3000));
        let (shown, caret) = cut(&line, 3001, 5);
        let at = caret.find('^').unwrap();
        assert_eq!(&shown[at..at + 5], "wrong");
        assert_eq!(caret.matches('^').count(), 5);
        assert_eq!(shown.len(), WIDTH + 6);
        assert_eq!(cut("short", 5, 900), ("short".to_owned(), "    ^".to_owned()));
    }
}
