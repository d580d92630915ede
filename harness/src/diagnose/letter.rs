//! The answer in words: for the terminal, as a mail to the customer, as a ticket for support, as Markdown and as JSON.

use saml_artefact::{Receipt, Secret};
use serde_json::json;

use super::settings::Setting;
use super::{Answer, Certainty, Conclusion, Diagnosis};
use crate::guide::Guide;

/// What our own run saw, in words.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct Ran {
    /// The case that repeats it, and how it ended.
    pub before: Option<(String, String)>,
    /// Whether that is what the customer saw.
    pub same: Option<bool>,
    /// Whether the customer saw the same HTTP status, where both are known.
    #[serde(skip)]
    pub is_status_same: Option<bool>,
    /// The case after the mend, and how it ended.
    pub after: Option<(String, String)>,
    /// Why there was no run, or what went wrong with it.
    pub remark: Option<String>,
}

/// Everything that a letter may tell. What comes from the customer has personal data taken out already: the sentences here
/// are ours, and nothing is taken out of them.
#[derive(Debug)]
pub struct Letter<'a> {
    /// What was found.
    pub diagnosis: &'a Diagnosis,
    /// The guide whose steps mend it.
    pub guide: &'a Guide,
    /// The customer's settings.
    pub settings: &'a [Setting],
    /// What was sent, one line each.
    pub inventory: &'a [String],
    /// Secrets that came along.
    pub secrets: &'a [Secret],
    /// What our run saw.
    pub ran: &'a Ran,
}

impl Letter<'_> {
    /// The mend, as steps for the customer.
    fn steps(&self, answer: &Answer) -> Vec<String> {
        let text = |id: &&str| match id.strip_prefix('=') {
            Some(text) => Some(text.to_owned()),
            None => {
                let step = self.guide.steps.iter().find(|step| step.id == **id)?;
                self.diagnosis
                    .vendor
                    .map_or_else(|| Some(step.text.clone()), |vendor| vendor.step(&step.id, &step.text))
            }
        };
        let mut steps: Vec<String> = answer.cause.mend.iter().filter_map(text).collect();
        if !answer.cause.also.is_empty() {
            steps.push(self.worded(answer.cause.also));
        }
        // The guide says the same for the user and for the application.
        steps.dedup();
        steps
    }

    /// Our sentence, with the names of fields that the customer's IdP has.
    fn worded(&self, text: &str) -> String {
        self.diagnosis.vendor.map_or_else(|| text.to_owned(), |vendor| vendor.word(text))
    }

    fn conclusion(&self) -> &'static str {
        let is_proven =
            self.diagnosis.first().is_some_and(|first| first.explains && first.found.certainty == Certainty::Certain);
        match self.diagnosis.conclusion {
            Conclusion::Cause if is_proven => "The cause was found.",
            Conclusion::Cause => "The likeliest cause; what was sent does not prove it.",
            Conclusion::NotOnYourSide if is_proven => "This is not on the customer's side.",
            Conclusion::NotOnYourSide => "This is most likely not on the customer's side.",
            Conclusion::CannotBeTold => "The cause cannot be told from this.",
            Conclusion::NothingWrong => "The person was signed in, and nothing that ends a login is wrong.",
        }
    }

    fn ended(&self) -> Option<String> {
        let end = self.diagnosis.end.as_ref()?;
        let place = end.place.map_or("somewhere that the artefacts do not tell", |place| place.in_words());
        let status = end.status.map(|status| format!(", HTTP {status}")).unwrap_or_default();
        Some(if end.is_good {
            format!("the login went through{status}")
        } else {
            format!("the login ended {place}{status}")
        })
    }

    /// For whoever asked: everything, on the terminal.
    pub fn text(&self) -> String {
        let mut lines = vec!["What was sent".to_owned()];
        lines.extend(self.inventory.iter().map(|line| format!("  {line}")));
        lines.extend(self.secrets.iter().map(secret));
        if let Some(vendor) = self.diagnosis.vendor {
            lines.push(format!("\nThe IdP is {}: fields are called as it calls them.", vendor.name));
        }
        if let Some(ended) = self.ended() {
            lines.push(format!("\nWhat the customer saw: {ended}"));
        }
        if !self.settings.is_empty() {
            lines.push("\nThe customer's settings".to_owned());
            lines.extend(self.settings.iter().map(|one| format!("  {:26} {}   ({})", one.name, one.value, one.from)));
        }
        lines.push(format!("\n{}", self.conclusion()));
        for (number, answer) in self.diagnosis.answers.iter().take(5).enumerate() {
            let later = if answer.explains { "" } else { ", but the login did not end there: it would show later" };
            lines.push(format!(
                "\n{}. {} ({}{later})",
                number + 1,
                self.worded(answer.cause.sentence),
                answer.found.certainty.word()
            ));
            lines.push(format!("   cause     {}", answer.cause.id));
            lines.push(format!("   field     {}", self.worded(answer.cause.field)));
            if !answer.found.expected.is_empty() {
                lines.push(format!("   expected  {}", answer.found.expected));
            }
            lines.push(format!("   seen      {}", answer.found.seen));
            if number == 0 {
                let steps = self.steps(answer);
                lines.extend(steps.iter().map(|step| format!("   mend      {step}")));
                if !answer.cause.support.is_empty() {
                    lines.push(format!("   support   {}", answer.cause.support));
                }
            }
        }
        if !self.diagnosis.ask.is_empty() {
            lines.push("\nAsk for".to_owned());
            lines.extend(self.diagnosis.ask.iter().map(|ask| format!("  - {ask}")));
        }
        lines.extend(self.ran_in_lines().into_iter().map(|line| format!("\n{line}")));
        lines.join("\n")
    }

    fn ran_in_lines(&self) -> Vec<String> {
        let mut lines = Vec::new();
        if let Some((case, outcome)) = &self.ran.before {
            let same = match (self.ran.same, self.ran.is_status_same) {
                (Some(true), Some(false)) => "at the same place as the customer's, with another status",
                (Some(true), _) => "the same as the customer saw",
                (Some(false), _) => "NOT what the customer saw",
                (None, Some(true)) => "the customer saw the same status, it is not known where",
                (None, _) => "where the customer's ended is not known",
            };
            lines.push(format!("Our run of `{case}`, with keys of our own: {outcome}; {same}."));
        }
        if let Some((case, outcome)) = &self.ran.after {
            lines.push(format!("After the mend (`{case}`): {outcome}."));
        }
        lines.extend(self.ran.remark.clone());
        lines
    }

    /// To the customer.
    pub fn mail(&self) -> String {
        let mut lines = Vec::new();
        let first = self.diagnosis.first().filter(|first| first.found.certainty > Certainty::Possible);
        match (self.diagnosis.conclusion, first) {
            (Conclusion::Cause, Some(first)) => {
                lines.push(format!("Subject: Company Login: {}\n\nHello,\n\nthank you for what you sent. {}", self.worded(first.cause.field), self.worded(first.cause.sentence)));
                if first.found.certainty == Certainty::Likely {
                    lines.push("This is the likeliest cause; please tell us if it does not help.".to_owned());
                }
                if !first.found.expected.is_empty() {
                    lines.push(format!("\nIt should be:\n    {}\nWe saw:\n    {}", first.found.expected, first.found.seen));
                }
                lines.push("\nPlease do this:\n".to_owned());
                lines.extend(self.steps(first).iter().enumerate().map(|(at, step)| format!("{}. {step}", at + 1)));
                lines.push("\nThen open Company Login again in a new private window.".to_owned());
            }
            (Conclusion::NotOnYourSide, Some(first)) => {
                let is_certain = first.found.certainty == Certainty::Certain;
                let side = if is_certain { "This is not on your side" } else { "Most likely this is not on your side" };
                lines.push(format!("Subject: Company Login\n\nHello,\n\nthank you for what you sent. {side}: {}", self.worded(first.cause.sentence)));
                lines.push(format!("\n{}\nWe are looking into it.", first.cause.also));
            }
            (Conclusion::NothingWrong, _) => {
                lines.push("Subject: Company Login\n\nHello,\n\nthank you for what you sent. In it the login goes through, and we see nothing wrong.".to_owned());
            }
            _ => lines.push("Subject: Company Login: what we need\n\nHello,\n\nthank you for what you sent. We cannot tell the cause from it yet.".to_owned()),
        }
        if !self.diagnosis.ask.is_empty() && self.diagnosis.conclusion != Conclusion::NothingWrong {
            lines.push("\nTo be sure we need:\n".to_owned());
            lines.extend(self.diagnosis.ask.iter().map(|ask| format!("- {ask}")));
        }
        if !self.secrets.is_empty() {
            lines.push("\nImportant: what you sent holds secrets.".to_owned());
            lines.extend(self.secrets.iter().map(|one| format!("- {}: {}", one.kind, one.advice)));
        }
        lines.push("\nKind regards".to_owned());
        lines.join("\n")
    }

    /// For support.
    pub fn ticket(&self) -> String {
        let mut lines = vec![self.conclusion().to_owned()];
        lines.extend(self.ended().map(|ended| format!("Customer: {ended}.")));
        for answer in self.diagnosis.answers.iter().take(3) {
            lines.push(format!(
                "- {} ({}) expected: {} / seen: {}",
                self.worded(answer.cause.sentence),
                answer.found.certainty.word(),
                answer.found.expected,
                answer.found.seen
            ));
        }
        if let Some(first) = self.diagnosis.first() {
            lines.push("Customer does:".to_owned());
            lines.extend(self.steps(first).iter().map(|step| format!("- {step}")));
            if !first.cause.support.is_empty() {
                lines.push(format!("Support does: {}", first.cause.support));
            }
            if !first.cause.cases.is_empty() {
                lines.push(format!("Cases of the catalogue: {}", first.cause.cases.join(", ")));
            }
        }
        lines.extend(self.diagnosis.ask.iter().map(|ask| format!("Ask: {ask}")));
        lines.extend(self.secrets.iter().map(secret));
        lines.extend(self.ran_in_lines());
        lines.join("\n")
    }

    /// The same as Markdown.
    pub fn markdown(&self) -> String {
        let mut lines = vec![format!("# {}\n", self.conclusion())];
        lines.extend(self.ended().map(|ended| format!("What the customer saw: {ended}.\n")));
        for (number, answer) in self.diagnosis.answers.iter().take(5).enumerate() {
            lines.push(format!("## {}. {}\n", number + 1, self.worded(answer.cause.sentence)));
            lines.push(format!("{} · field: {}\n", answer.found.certainty.word(), self.worded(answer.cause.field)));
            lines.push("| expected | seen |\n|---|---|".to_owned());
            lines.push(format!("| `{}` | `{}` |\n", cell(&answer.found.expected), cell(&answer.found.seen)));
            lines.extend(self.steps(answer).iter().map(|step| format!("- {step}")));
            lines.push(String::new());
        }
        if !self.diagnosis.ask.is_empty() {
            lines.push("## Ask for\n".to_owned());
            lines.extend(self.diagnosis.ask.iter().map(|ask| format!("- {ask}")));
        }
        lines.extend(self.ran_in_lines().into_iter().map(|line| format!("\n{line}")));
        lines.join("\n")
    }

    /// For machines.
    pub fn json(&self) -> serde_json::Value {
        let answers = self.diagnosis.answers.iter().map(|answer| {
            json!({
                "cause": answer.cause.id, "sentence": self.worded(answer.cause.sentence), "field": self.worded(answer.cause.field),
                "certainty": answer.found.certainty, "explains": answer.explains, "side": answer.cause.side,
                "expected": answer.found.expected, "seen": answer.found.seen,
                "mend": self.steps(answer), "mend_steps": answer.cause.mend, "support": answer.cause.support,
                "cases": answer.cause.cases,
            })
        });
        json!({
            "schema": 1, "conclusion": self.diagnosis.conclusion, "end": self.diagnosis.end,
            "answers": answers.collect::<Vec<_>>(), "ask": self.diagnosis.ask, "settings": self.settings,
            "vendor": self.diagnosis.vendor.map(|vendor| vendor.name), "sent": self.inventory, "secrets": self.secrets,
            "run": self.ran,
        })
    }
}

fn secret(secret: &Secret) -> String {
    format!("  SECRET: {} {}(s) came along: {}", secret.count, secret.kind, secret.advice)
}

fn cell(text: &str) -> String {
    text.replace('|', "\\|").replace('\n', " ")
}

/// What was taken out, in lines.
pub fn receipt(receipt: &Receipt) -> Vec<String> {
    let mut lines: Vec<String> =
        receipt.originals.iter().map(|(file, digest)| format!("{file}: SHA-256 {digest}")).collect();
    let taken = receipt.taken.iter().map(|one| format!("{}: {} values, {} times", one.rule, one.values, one.count));
    lines.extend(taken);
    lines
}
