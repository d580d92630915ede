//! Personal data, replaced by stand-ins: the same person has the same stand-in everywhere, so that a reader still sees who is who.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use regex::Regex;
use serde::Serialize;

use crate::exchange::Message;
use crate::recognise::{Content, Reading};
use crate::response::Response;

fn pattern(text: &str) -> Regex {
    Regex::new(text).expect("a pattern of ours is a pattern")
}

static MAIL: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?i)\b[a-z0-9][a-z0-9._%+'-]*@[a-z0-9][a-z0-9.-]*\.[a-z]{2,}\b"));
static TOKEN: LazyLock<Regex> = LazyLock::new(|| pattern(r"\beyJ[A-Za-z0-9_-]{8,}(?:\.[A-Za-z0-9_-]+){1,2}"));
static IPV4: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"\b(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)\b"));
static IPV6: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?i)\b(?:[0-9a-f]{1,4}:){4,7}[0-9a-f]{1,4}\b|\b(?:[0-9a-f]{1,4}:){1,6}:[0-9a-f]{1,4}\b")
});
static PHONE: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?:\+|\b00)\d{1,3}[ ()./-]{0,2}\d(?:[ ()./-]{0,2}\d){6,12}\b"));
static COOKIE: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?i)\b((?:set-)?cookie|authorization|x-api-key)(\s*:\s*)[^\r\n]+"));
static PASSWORD: LazyLock<Regex> =
    LazyLock::new(|| pattern(r#"(?i)\b(password|passwort|passwd|pwd)("?\s*[=:]\s*"?)[^\s"&,;]+"#));
static PRIVATE: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"-----BEGIN [A-Z ]*PRIVATE KEY-----[^-]*(?:-----END [A-Z ]*PRIVATE KEY-----)?"));

/// What was taken out by one rule.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Taken {
    /// The rule, as `mail address`.
    pub rule: String,
    /// How many different values.
    pub values: usize,
    /// How often in all.
    pub count: usize,
}

/// What was taken out of which files.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Receipt {
    /// Name and SHA-256 of each original.
    pub originals: Vec<(String, String)>,
    /// By rule.
    pub taken: Vec<Taken>,
}

/// Replaces personal data, and remembers what stands for what.
#[derive(Debug, Default)]
pub struct Redactor {
    stand_ins: BTreeMap<&'static str, BTreeMap<String, String>>,
    counts: BTreeMap<&'static str, usize>,
    /// Values that are a person's wherever they stand, the longest first, with their rules.
    known: Vec<(String, &'static str)>,
    originals: Vec<(String, String)>,
}

impl Redactor {
    /// Learns the names, NameIDs and attribute values of a file: they are taken out of every text from now on.
    pub fn learn(&mut self, reading: &Reading) {
        self.originals.push((reading.file.clone(), reading.sha256.clone()));
        for artefact in &reading.artefacts {
            match &artefact.content {
                Content::Response(response) => self.learn_response(response),
                Content::Recording(recording) => {
                    for message in recording.exchanges.iter().flat_map(|exchange| &exchange.messages) {
                        if let Message::Response(response) = message {
                            self.learn_response(response);
                        }
                    }
                }
                _ => {}
            }
        }
        self.known.sort_by_key(|(value, _)| (std::cmp::Reverse(value.len()), value.clone()));
        self.known.dedup();
    }

    fn learn_response(&mut self, response: &Response) {
        for assertion in &response.assertions {
            self.know(assertion.name_id.as_deref().unwrap_or_default(), "NameID");
            for value in assertion.attributes.iter().flat_map(|attribute| &attribute.values) {
                self.know(value, "attribute value");
            }
        }
    }

    fn know(&mut self, value: &str, rule: &'static str) {
        let value = value.trim();
        // Shorter ones would take letters out of other words; addresses have a rule of their own.
        if value.chars().count() > 2 && !MAIL.is_match(value) {
            self.known.push((value.to_owned(), rule));
        }
    }

    /// The text with personal data replaced.
    pub fn text(&mut self, text: &str) -> String {
        let mut text = self.replace(&PRIVATE, "private key", text, |_, number| format!("[private key {number}]"));
        text = self.keep_first(&COOKIE, "cookie or authorization", &text);
        text = self.keep_first(&PASSWORD, "password", &text);
        text = self.replace(&TOKEN, "token", &text, |_, number| format!("[token {number}]"));
        text = self.mails(&text);
        for (value, rule) in self.known.clone() {
            text = self.words(&text, &value, rule);
        }
        text = self.replace(&IPV4, "IP address", &text, |found, number| match found {
            // Addresses of the machine itself are nobody's.
            "127.0.0.1" | "0.0.0.0" => found.to_owned(),
            _ => format!("192.0.2.{number}"),
        });
        text = self.replace(&IPV6, "IP address", &text, |_, number| format!("2001:db8::{number}"));
        self.replace(&PHONE, "telephone number", &text, |_, number| format!("[telephone {number}]"))
    }

    fn mails(&mut self, text: &str) -> String {
        // The domain says whether two people are of one company; so it is replaced by itself.
        let mut domains = self.stand_ins.remove("domain").unwrap_or_default();
        let replaced = self.replace(&MAIL, "mail address", text, |found, number| {
            let domain = found.rsplit('@').next().unwrap_or_default().to_lowercase();
            let next = domains.len() + 1;
            let domain = domains.entry(domain).or_insert_with(|| format!("company-{next}.example")).clone();
            let stand_in = format!("person-{number}@{domain}");
            if found.chars().any(char::is_lowercase) { stand_in } else { stand_in.to_uppercase() }
        });
        self.stand_ins.insert("domain", domains);
        replaced
    }

    fn words(&mut self, text: &str, value: &str, rule: &'static str) -> String {
        let is_word = |letter: Option<char>| letter.is_some_and(|letter| letter.is_alphanumeric() || letter == '-');
        let (mut out, mut from) = (String::new(), 0);
        for (at, found) in text.match_indices(value) {
            let inside = is_word(text[..at].chars().next_back()) || is_word(text[at + found.len()..].chars().next());
            if inside {
                continue;
            }
            out.push_str(&text[from..at]);
            out.push_str(&self.stand_in(rule, value, |number| format!("[{rule} {number}]")));
            from = at + found.len();
        }
        out.push_str(&text[from..]);
        out
    }

    fn keep_first(&mut self, rule: &Regex, name: &'static str, text: &str) -> String {
        let replaced = rule.replace_all(text, |found: &regex::Captures<'_>| {
            if found[0][found[1].len() + found[2].len()..].starts_with("[taken") {
                return found[0].to_owned();
            }
            let stand_in = self.stand_in(name, &found[0], |number| format!("[taken out {number}]"));
            format!("{}{}{stand_in}", &found[1], &found[2])
        });
        replaced.into_owned()
    }

    fn replace(
        &mut self,
        rule: &Regex,
        name: &'static str,
        text: &str,
        mut stand_in: impl FnMut(&str, usize) -> String,
    ) -> String {
        let replaced = rule.replace_all(text, |found: &regex::Captures<'_>| {
            let found = &found[0];
            // What is a stand-in already stays: redacting twice is redacting once.
            let is_ours = found.ends_with(".example") && found.starts_with("person-")
                || found.ends_with(".EXAMPLE") && found.starts_with("PERSON-")
                || found.starts_with("192.0.2.")
                || found.starts_with("2001:db8::");
            if is_ours {
                return found.to_owned();
            }
            let made = self.stand_in(name, &found.to_lowercase(), |number| stand_in(found, number));
            match name {
                "mail address" if !found.chars().any(char::is_lowercase) => made.to_uppercase(),
                "mail address" => made.to_lowercase(),
                _ => made,
            }
        });
        replaced.into_owned()
    }

    fn stand_in(&mut self, rule: &'static str, value: &str, make: impl FnOnce(usize) -> String) -> String {
        let of_rule = self.stand_ins.entry(rule).or_default();
        let next = of_rule.len() + 1;
        let stand_in = of_rule.entry(value.to_owned()).or_insert_with(|| make(next)).clone();
        if stand_in != value {
            *self.counts.entry(rule).or_default() += 1;
        }
        stand_in
    }

    /// What was taken out so far.
    pub fn receipt(&self) -> Receipt {
        let taken = self.counts.iter().map(|(rule, count)| Taken {
            rule: (*rule).to_owned(),
            values: self.stand_ins.get(rule).map_or(0, BTreeMap::len),
            count: *count,
        });
        Receipt { originals: self.originals.clone(), taken: taken.collect() }
    }
}
