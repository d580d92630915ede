//! `harness/docs/reproduce.md`: what the blind test measured.

use std::collections::BTreeMap;

use super::Told;
use super::files::Sent;

/// The page. `told` has every customer and every kind of sending; `well` are those with nothing to find.
pub fn page(told: &[Told], well: &[&str]) -> String {
    let mut lines = vec![
        "# From what a customer sends to the step that was missed".to_owned(),
        String::new(),
        "`saml-harness reproduce FILE...` reads metadata, responses, recordings and mails, names the cause, and runs the login \
         as the customer has it, before and after the mend. This page is what a blind test measured: for every case of the \
         catalogue that has something wrong with it, the files that such a customer would send were given to it without the \
         case's id. `UPDATE_DOCS=1 cargo test --package scenarios --test blind` writes it anew."
            .to_owned(),
        String::new(),
        "The first answer is right when it is the case's own cause, or that of a case whose customer sends the very same: \
         what varies from run to run taken out, the files are equal, and nobody can tell them apart. The causes were written \
         with these cases at hand, so the figures say that nothing is mixed up, not how strangers' files fare. Metadata alone \
         shows little: it holds two of all the settings."
            .to_owned(),
        String::new(),
        "| what was sent | customers | right first answer | share | of them certain |".to_owned(),
        "|---|---:|---:|---:|---:|".to_owned(),
    ];
    for sent in Sent::ALL {
        let of: Vec<&Told> = told.iter().filter(|one| one.sent == sent && one.is_sent).collect();
        let right = of.iter().filter(|one| one.is_right).count();
        let certain = of.iter().filter(|one| one.is_right && one.certainty == "certain").count();
        let share = 100 * right / of.len().max(1);
        lines.push(format!("| {} | {} | {right} | {share} % | {certain} |", sent.in_words(), of.len()));
    }
    lines.extend(
        ["", "## First answers with metadata and HAR", "", "| first answer | right for | wrong for |", "|---|---|---|"]
            .map(str::to_owned),
    );
    let mut by_answer: BTreeMap<&str, (Vec<&str>, Vec<&str>)> = BTreeMap::new();
    for one in told.iter().filter(|one| one.sent == Sent::MetadataAndHar && one.is_sent) {
        let (right, wrong) = by_answer.entry(&one.first).or_default();
        if one.is_right { right.push(&one.case) } else { wrong.push(&one.case) }
    }
    let cell = |cases: &[&str]| cases.iter().map(|case| format!("`{case}`")).collect::<Vec<_>>().join("<br>");
    for (first, (right, wrong)) in by_answer {
        lines.push(format!("| `{first}` | {} | {} |", cell(&right), cell(&wrong)));
    }
    lines.extend(
        [
            "",
            "## What cannot be told apart",
            "",
            "Their customers send the same metadata and the same HAR, though what was done wrongly is not the same:",
            "",
        ]
        .map(str::to_owned),
    );
    let mut classes: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for one in told.iter().filter(|one| one.sent == Sent::MetadataAndHar) {
        classes.entry(&one.class).or_default().push(&one.case);
    }
    let mut several: Vec<Vec<&str>> = classes.into_values().filter(|cases| cases.len() > 1).collect();
    several.sort();
    lines.extend(
        several
            .iter()
            .map(|cases| format!("- {}", cases.iter().map(|case| format!("`{case}`")).collect::<Vec<_>>().join(", "))),
    );
    lines.extend(["", "## Nothing to find", "", "In these cases the person is signed in, and the files show a login that went well. That it is the wrong person (`company-email-of-colleague`) they cannot show:", ""].map(str::to_owned));
    lines.extend(well.iter().map(|case| format!("- `{case}`")));
    lines.push(String::new());
    lines.push(include_str!("../by_hand/page.md").to_owned());
    lines.join("\n")
}
