//! Personal data, replaced by stand-ins: the same person has the same stand-in everywhere, so that a reader still sees who is who.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use regex::Regex;
use serde::Serialize;

use crate::exchange::Message;
use crate::names;
use crate::pattern::pattern;
use crate::recognise::{Content, Reading};
use crate::response::Response;
use crate::secret_text::KEY;

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
/// As people write it within their country; a date has its year in front.
static LOCAL_PHONE: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"\b0\d{2,4}[ /-]\d{5,8}\b|\(0?\d{2,4}\)[ ]?\d{3}[ -]?\d{2}[ -]?\d{2}\b"));
/// What [`Redactor`] writes in place of an address.
static OURS: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i)^person-\d+@company-\d+\.example$"));
static COOKIE: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?i)\b((?:set-)?cookie|authorization|x-api-key)(\s*:\s*)[^\r\n]+"));
/// `-b 'name=value'` and `-u name:password` of curl.
static COMMAND: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r#"(^|\s)((?:-b|--cookie|-u|--user)(?:\s+|=)\$?)(?:'[^']*'|"[^"]*"|[^\s'"]*[=:][^\s'"]*)"#)
});
static PASSWORD: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r#"(?i)\b([A-Za-z0-9_.-]*(?:password|passwort|passwd|pwd|secret|api_?-?key|(?:access|refresh|id|auth|session)_?-?token|session_?-?id|private_?key))(\\?["']?\s*(?:=>|[=:])\s*\\?["']?)[^\s"'\\&,;]+"#,
    )
});
/// `postgres://name:password@host`.
static IN_ADDRESS: LazyLock<Regex> = LazyLock::new(|| pattern(r"\b([a-z][a-z0-9+.-]*)(://)[^\s/:@]+:[^\s/@]+@"));
/// Accounts and machines of Windows.
static SID: LazyLock<Regex> = LazyLock::new(|| pattern(r"\bS-1-5-21(?:-\d+){3,4}\b"));
static HOME: LazyLock<Regex> =
    LazyLock::new(|| pattern(r#"(?im)(\b[a-z]:[\\/]+users[\\/]+|(?:^|[\s"'=(])/(?:home|users)/)()[^\s\\/"'<>:]+"#));
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
    /// How a value is written that has capitals, by its small letters: spellings stay different.
    spellings: BTreeMap<String, Vec<String>>,
    originals: Vec<(String, String)>,
}

impl Redactor {
    /// Learns the names, NameIDs and attribute values of a file: they are taken out of every text from now on.
    pub fn learn(&mut self, reading: &Reading) {
        self.originals.push((reading.file.clone(), reading.sha256.clone()));
        let number = self.originals.len();
        self.stand_ins
            .entry("file")
            .or_default()
            .entry(reading.file.clone())
            .or_insert_with(|| file(&reading.file, number));
        for artefact in &reading.artefacts {
            match &artefact.content {
                Content::Words { text } => self.know_names(names::find(text)),
                Content::Page(page) => self.know_names(names::of_addresses(&page.words)),
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
            let values = || assertion.attributes.iter().flat_map(|attribute| &attribute.values);
            // A directory's number that stands in the issuer, too, is nobody's: without it the setting cannot be told.
            let settings = [&response.issuer, &assertion.issuer, &response.destination, &assertion.recipient];
            let settings: Vec<&str> = settings.into_iter().flatten().map(String::as_str).collect();
            let is_setting = |value: &str| settings.iter().any(|setting| setting.contains(value.trim()));
            self.know(assertion.name_id.as_deref().unwrap_or_default(), "NameID");
            for value in values().filter(|value| !is_setting(value)) {
                self.know(value, "attribute value");
            }
            let addresses = assertion.name_id.iter().chain(values());
            self.know_names(addresses.flat_map(|value| names::of_addresses(value)).collect());
        }
    }

    fn know_names(&mut self, names: Vec<String>) {
        names.into_iter().for_each(|name| self.know(&name, "name"));
    }

    fn know(&mut self, value: &str, rule: &'static str) {
        let value = value.trim();
        // Shorter ones would take letters out of other words; addresses have a rule of their own.
        if value.chars().count() > 2 && !MAIL.is_match(value) {
            self.known.push((value.to_owned(), rule));
        }
    }

    /// The name of a file, or what stands for it where it may name a person or a company: its number and its ending.
    pub fn file(&self, name: &str) -> String {
        let known = self.stand_ins.get("file").and_then(|files| files.get(name));
        known.cloned().unwrap_or_else(|| file(name, self.originals.len() + 1))
    }

    /// The text with personal data replaced.
    pub fn text(&mut self, text: &str) -> String {
        let mut text = self.replace(&PRIVATE, "private key", text, |_, number| format!("[private key {number}]"));
        text = self.keep_first(&COOKIE, "cookie or authorization", &text);
        text = self.keep_first(&COMMAND, "cookie or authorization", &text);
        text = self.keep_first(&PASSWORD, "password or secret", &text);
        text = self.keep_first(&IN_ADDRESS, "password or secret", &text);
        text = self.keep_first(&HOME, "name", &text);
        text = self.replace(&SID, "account of Windows", &text, |_, number| format!("[account {number}]"));
        text = self.replace(&TOKEN, "token", &text, |_, number| format!("[token {number}]"));
        text = self.replace(&KEY, "API key", &text, |_, number| format!("[API key {number}]"));
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
        text = self.replace(&PHONE, "telephone number", &text, |_, number| format!("[telephone {number}]"));
        self.replace(&LOCAL_PHONE, "telephone number", &text, |_, number| format!("[telephone {number}]"))
    }

    fn mails(&mut self, text: &str) -> String {
        // The domain says whether two people are of one company; so it is replaced by itself.
        let mut domains = self.stand_ins.remove("domain").unwrap_or_default();
        let mut spellings = std::mem::take(&mut self.spellings);
        let replaced = MAIL.replace_all(text, |found: &regex::Captures<'_>| {
            let found = &found[0];
            // What is a stand-in already stays: redacting twice is redacting once.
            if OURS.is_match(found) {
                return found.to_owned();
            }
            let (name, domain) = found.rsplit_once('@').unwrap_or((found, ""));
            let next = domains.len() + 1;
            let company =
                domains.entry(domain.to_lowercase()).or_insert_with(|| format!("company-{next}.example")).clone();
            let person = self.stand_in("mail address", &found.to_lowercase(), |number| format!("person-{number}"));
            let mut spelled = |stand_in: &str, original: &str| {
                spelled(stand_in, original, spellings.entry(original.to_lowercase()).or_default())
            };
            format!("{}@{}", spelled(&person, name), spelled(&company, domain))
        });
        let replaced = replaced.into_owned();
        self.stand_ins.insert("domain", domains);
        self.spellings = spellings;
        replaced
    }

    /// Whoever writes another capital writes the same name: it goes, too, and stays different.
    fn words(&mut self, text: &str, value: &str, rule: &'static str) -> String {
        let is_word = |letter: Option<char>| letter.is_some_and(|letter| letter.is_alphanumeric() || letter == '-');
        let (mut out, mut from) = (String::new(), 0);
        while let Some(at) = find(&text[from..], value).map(|at| from + at) {
            let found = &text[at..at + value.len()];
            let inside = is_word(text[..at].chars().next_back()) || is_word(text[at + found.len()..].chars().next());
            // `[NameID 1]` holds none of what it stands for.
            let is_ours = text[..at].ends_with('[') && text[at..].starts_with(rule);
            out.push_str(&text[from..at]);
            if inside || is_ours {
                out.push_str(found);
            } else {
                let stand_in = self.stand_in(rule, &value.to_lowercase(), |number| format!("[{rule} {number}]"));
                let others = self.spellings.entry(format!("{rule} {}", value.to_lowercase())).or_default();
                let number = others.iter().position(|one| one == found).unwrap_or_else(|| {
                    others.push(found.to_owned());
                    others.len() - 1
                });
                out.push_str(&match number {
                    0 => stand_in,
                    number => stand_in.replace(']', &format!(", spelling {}]", number + 1)),
                });
            }
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
            if found.starts_with("192.0.2.") || found.starts_with("2001:db8::") {
                return found.to_owned();
            }
            self.stand_in(name, &found.to_lowercase(), |number| stand_in(found, number))
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
        let originals = self.originals.iter().map(|(name, digest)| (self.file(name), digest.clone()));
        Receipt { originals: originals.collect(), taken: taken.collect() }
    }
}

/// The stand-in in letters as large as the original's: small, all capitals, or capitals that are others for each spelling.
fn spelled(stand_in: &str, original: &str, others: &mut Vec<String>) -> String {
    if !original.chars().any(char::is_uppercase) {
        return stand_in.to_owned();
    }
    if !original.chars().any(char::is_lowercase) {
        return stand_in.to_uppercase();
    }
    let number = others.iter().position(|one| one == original).unwrap_or_else(|| {
        others.push(original.to_owned());
        others.len() - 1
    });
    // The bits of 1, 2, 3 ... say which letters are capitals.
    let capital = |(at, letter): (usize, char)| match at < 6 && (number + 1) >> at & 1 == 1 {
        true => letter.to_ascii_uppercase(),
        false => letter,
    };
    stand_in.chars().enumerate().map(capital).collect()
}

/// Where `value` stands in `text`, whatever the capitals of ASCII letters.
fn find(text: &str, value: &str) -> Option<usize> {
    let (text, value) = (text.as_bytes(), value.as_bytes());
    let first = value.first()?;
    let begins = |at: &usize| text[*at].eq_ignore_ascii_case(first) && text[*at..].len() >= value.len();
    (0..text.len()).filter(begins).find(|at| text[*at..*at + value.len()].eq_ignore_ascii_case(value))
}

/// A file's name, where each of its words is one that files of logins have; else its number and its ending.
fn file(name: &str, number: usize) -> String {
    const HARMLESS: &str = "metadata meta data saml saml2 samlresponse samlrequest response request assertion idp sp sso jumpcloud okta \
        entra azure google keycloak adfs onelogin pingone shibboleth federationmetadata login logout har mail eml page error screenshot \
        log logs curl application app certificate cert key export session network trace tracer burp fiddler redirect text words console \
        file new neu old alt stdin settings config answer message ticket xml txt json pem crt cer der html htm log b64 zip docx pdf \
        with without sensitive data browser form url tile admin backoffice user event audit copy of the and archive download";
    let words = name.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
    let is_harmless = |word: &str| {
        let word = word.to_lowercase();
        HARMLESS.split_whitespace().any(|known| known == word)
            || word.len() <= 4 && word.chars().all(|letter| letter.is_ascii_digit())
            || word.chars().count() == 1
    };
    let digits = name.chars().filter(char::is_ascii_digit).count();
    if digits <= 8 && words.into_iter().all(is_harmless) {
        return name.to_owned();
    }
    let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_lowercase());
    match ending.filter(|ending| HARMLESS.split_whitespace().any(|known| known == ending)) {
        Some(ending) => format!("file-{number}.{ending}"),
        None => format!("file-{number}"),
    }
}
