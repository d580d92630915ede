//! `show CASE --html`: one case as one file, without the personal data of others than the personas.

use std::fs;
use std::path::Path;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use openssl::sha::sha256;
use saml_artefact::Redactor;
use serde_json::Value;

use super::{Failure, err};
use crate::evidence::CaseEvidence;
use crate::judgement::Judgement;
use crate::report;

/// The page of case `index`; its pictures, from the report in `folder`, are within it. What was taken out is said on it and on
/// stderr.
pub(super) fn page(judgement: &mut Judgement, index: usize, folder: &Path) -> Result<String, Failure> {
    let mut receipt = Vec::new();
    if let Some(kept) = judgement.evidence.cases.get_mut(index) {
        let evidence;
        (evidence, receipt) = without_personal_data(&kept.seen())?;
        *kept = evidence.into();
    }
    receipt.iter().for_each(|line| err(line));
    Ok(with_pictures(&report::case_page(judgement, index, &receipt), folder))
}

/// The evidence with stand-ins for what belongs to people that are none of the run's personas, and what was taken out.
fn without_personal_data(evidence: &CaseEvidence) -> Result<(CaseEvidence, Vec<String>), Failure> {
    let surroundings = &evidence.surroundings;
    let personas = surroundings.personas.values().chain(surroundings.second_personas.values());
    let mut personas: Vec<String> = personas.cloned().collect();
    // The longest first, where one is part of another.
    personas.sort_by_key(|persona| std::cmp::Reverse(persona.len()));
    let mut redactor = Redactor::default();
    let mut stored = serde_json::to_value(evidence).map_err(Failure::trouble)?;
    let original = STANDARD.encode(sha256(stored.to_string().as_bytes()));
    each_text(&mut stored, &mut |text| {
        let kept = personas
            .iter()
            .enumerate()
            .fold(text.clone(), |text, (number, persona)| text.replace(persona.as_str(), &mark(number)));
        let redacted = redactor.text(&kept);
        *text =
            personas.iter().enumerate().fold(redacted, |text, (number, persona)| text.replace(&mark(number), persona));
    });
    let mut receipt = vec![format!("SHA-256 of the evidence as it was recorded: {original}")];
    for taken in redactor.receipt().taken {
        receipt.push(format!("taken out: {} {} ({} different)", taken.count, taken.rule, taken.values));
    }
    if receipt.len() == 1 {
        receipt.push("no personal data was found but that of the run's own personas".to_owned());
    }
    receipt.push("pictures are as they were: look at them before you pass this on".to_owned());
    Ok((serde_json::from_value(stored).map_err(Failure::trouble)?, receipt))
}

/// What stands for a persona's address meanwhile: characters that no page has, and no rule takes out.
fn mark(number: usize) -> String {
    format!("\u{E000}{number}\u{E001}")
}

fn each_text(value: &mut Value, change: &mut impl FnMut(&mut String)) {
    match value {
        Value::String(text) => change(text),
        Value::Array(items) => items.iter_mut().for_each(|item| each_text(item, change)),
        Value::Object(fields) => {
            for (name, field) in fields {
                // A time is no address, and the name of a file leads to its picture.
                if !matches!(name.as_str(), "at" | "screenshot" | "case") {
                    each_text(field, change);
                }
            }
        }
        _ => {}
    }
}

/// The page with the pictures that it names within it.
fn with_pictures(page: &str, folder: &Path) -> String {
    let mut parts = page.split("=\"evidence/");
    let mut text = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (name, rest) = part.split_once('"').unwrap_or((part, ""));
        let file = percent_encoding::percent_decode_str(name).decode_utf8_lossy().into_owned();
        let data = match fs::read(folder.join("evidence").join(file)) {
            Ok(bytes) => format!("data:image/png;base64,{}", STANDARD.encode(bytes)),
            Err(_) => String::new(),
        };
        text += &format!("=\"{data}\"{rest}");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;

    #[test]
    fn a_page_of_one_case_holds_its_pictures_and_no_stranger() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("evidence")).unwrap();
        fs::write(folder.path().join("evidence/1 a.png"), "picture").unwrap();
        let mut record = sample::record();
        record.evidence.cases[0].change(|seen| {
            let page_of = &mut seen.steps[0].page;
            page_of.screenshot = Some("1 a.png".to_owned());
            page_of.text = format!("Ask carla.cole@customer.example, {}", sample::EMPLOYEE);
        });
        let html = page(&mut Judgement::of(record), 0, folder.path()).unwrap();
        assert!(html.contains(&format!("src=\"data:image/png;base64,{}\"", STANDARD.encode("picture"))), "{html}");
        assert!(!html.contains("carla.cole") && html.contains("Ask person-1@") && html.contains(sample::EMPLOYEE));
        assert!(html.contains("taken out: 1 mail address (1 different)"));
        assert!(!html.contains("data-packed"));
    }
}
