//! `wrong-encoding-declared`: A declaration of another encoding than the one used.

use super::{Context, Found, Rule};
use crate::finding::Severity;
use crate::input::EncodingFault;
use crate::lines::short;

pub(super) const RULE: Rule = Rule {
    id: "wrong-encoding-declared",
    severity: Severity::Error,
    finds: "A declaration of another encoding than the one used.",
    why: "Somebody saved the file anew in another encoding and left the first line as it was. XML parsers refuse it or read wrong letters.",
    mend: "Write what the file is in, most likely UTF-8, or export it again.",
    step: Some("export-metadata"),
    refs: &["XML 1.0, 4.3.3"],
    check,
};

fn check(c: &Context<'_>) -> Vec<Found> {
    match &c.input.encoding_fault {
        Some(EncodingFault::Declared(name, span)) => {
            let is = c.input.encoding;
            vec![Found::at(*span, format!("the first line says `{}`, and the text is in {is}", short(name)))]
        }
        _ => Vec::new(),
    }
}
