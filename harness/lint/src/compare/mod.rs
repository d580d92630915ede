//! Two files held against each other: what one side says and what the other was told. What a file cannot say is unknown,
//! and never a match.

mod said;
mod settings;

use saml_signature::Verdict;
use serde::Serialize;
use strum::{Display, EnumIter, IntoEnumIterator};

pub use settings::Settings;

use crate::facts::{Details, Facts};
use crate::input::{Input, Kind};

/// What is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Display, EnumIter)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum Aspect {
    /// Entity ID of the IdP.
    Issuer,
    /// Entity ID of the SP.
    Audience,
    /// Where responses go: ACS URL, Recipient, Destination.
    Acs,
    /// Where requests go.
    SsoUrl,
    /// Certificate that responses are verified with, by its SHA-256 fingerprint.
    Certificate,
    /// Whether signatures hold under that certificate.
    Signature,
    /// NameID format.
    NameIdFormat,
    /// Attributes that are wanted and sent.
    Attributes,
    /// Binding of requests.
    RequestBinding,
    /// Binding of responses.
    ResponseBinding,
    /// Whether requests are to be signed and are.
    RequestSignature,
    /// Whether assertions are to be signed and are.
    AssertionSignature,
    /// The request that is answered.
    Request,
}

/// How the two sides go together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Display)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum Outcome {
    /// They agree.
    Match,
    /// They do not.
    Mismatch,
    /// One side lacks what the other has.
    Missing,
    /// At least one of the files cannot say.
    Unknown,
}

/// What one file says of an aspect.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Said {
    /// Name of the file.
    pub file: String,
    /// What it says; absent where such a file cannot say.
    pub values: Option<Vec<String>>,
}

/// One aspect, held against each other.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Row {
    /// What is compared.
    pub aspect: Aspect,
    /// How it ended.
    pub result: Outcome,
    /// The side that decides.
    pub expected: Said,
    /// The other one.
    pub seen: Said,
    /// Why, where it is no match.
    pub why: String,
}

/// All aspects of two files.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Comparison {
    /// In the order of [`Aspect`].
    pub rows: Vec<Row>,
}

impl Comparison {
    /// Whether anything is wrong: a mismatch, or something is missing.
    pub fn is_wrong(&self) -> bool {
        self.rows.iter().any(|row| matches!(row.result, Outcome::Mismatch | Outcome::Missing))
    }
}

/// A file to compare.
#[derive(Clone, Debug)]
pub struct Source {
    /// Its name.
    pub file: String,
    what: What,
    signatures: Vec<saml_signature::Signature>,
}

#[derive(Clone, Debug)]
enum What {
    Saml(Box<Facts>),
    Settings(Box<Settings>),
}

impl Source {
    /// Reads SAML, or the settings of an SP as TOML. The error says what else the file is.
    pub fn read(file: &str, bytes: &[u8]) -> Result<Self, String> {
        let input = Input::read(bytes);
        let facts = Facts::of(&input);
        if input.kind.is_metadata() || input.kind.is_message() || input.kind == Kind::Certificate {
            let is_message = input.kind.is_message() && input.is_well_formed();
            let signatures = if is_message { saml_signature::read(&input.text) } else { Vec::new() };
            return Ok(Self { file: file.to_owned(), what: What::Saml(Box::new(facts)), signatures });
        }
        let is_toml = file.ends_with(".toml") || input.text.lines().any(|line| line.contains(" = "));
        if is_toml && matches!(input.kind, Kind::Unknown | Kind::OtherPem) {
            let settings = Settings::read(&input.text).map_err(|error| format!("{file}: {error}"))?;
            let signatures = Vec::new();
            return Ok(Self { file: file.to_owned(), what: What::Settings(Box::new(settings)), signatures });
        }
        Err(format!(
            "{file}: {}; metadata, a request, a response, a certificate or settings of an SP are compared",
            input.kind
        ))
    }

    fn said(&self, aspect: Aspect) -> Said {
        let values = match &self.what {
            What::Saml(facts) => said::of(facts, aspect),
            What::Settings(settings) => settings.said(aspect),
        };
        let values = values.map(|mut values| {
            values.retain(|value| !value.is_empty());
            values.dedup();
            values
        });
        Said { file: self.file.clone(), values }
    }

    /// Who decides: the one whose name or address it is, then the one who was told of it, then messages.
    fn rank(&self, aspect: Aspect) -> u8 {
        let of_idp = matches!(
            aspect,
            Aspect::Issuer | Aspect::SsoUrl | Aspect::Certificate | Aspect::RequestBinding | Aspect::RequestSignature
        );
        match &self.what {
            What::Settings(_) => 3,
            What::Saml(facts) => match facts.kind {
                Some(Kind::Certificate) => 4,
                Some(Kind::IdpMetadata | Kind::BothMetadata) if of_idp => 5,
                Some(Kind::SpMetadata) if !of_idp => 5,
                Some(kind) if kind.is_metadata() => 2,
                Some(Kind::AuthnRequest) => 1,
                _ => 0,
            },
        }
    }

    /// Certificates that signatures of the IdP are verified with.
    fn certificates(&self) -> Vec<&Details> {
        let Some(facts) = self.facts() else { return Vec::new() };
        let of_idp = facts.idp().into_iter().flat_map(|(_, role)| role.signing());
        of_idp.chain(&facts.certificates).filter_map(|certificate| certificate.details.as_ref()).collect()
    }

    fn facts(&self) -> Option<&Facts> {
        match &self.what {
            What::Saml(facts) => Some(facts),
            What::Settings(_) => None,
        }
    }
}

/// Holds two files against each other.
pub fn compare(one: &Source, other: &Source) -> Comparison {
    let rows = Aspect::iter().filter_map(|aspect| {
        let (first, second) = if other.rank(aspect) > one.rank(aspect) { (other, one) } else { (one, other) };
        let (expected, seen) = (first.said(aspect), second.said(aspect));
        let always = !matches!(
            aspect,
            Aspect::SsoUrl
                | Aspect::Signature
                | Aspect::RequestSignature
                | Aspect::AssertionSignature
                | Aspect::Request
        );
        if !always && (expected.values.is_none() || seen.values.is_none()) {
            return None;
        }
        let (result, why) = judged(aspect, &expected, &seen);
        Some(Row { aspect, result, expected, seen, why })
    });
    let mut rows: Vec<Row> = rows.collect();
    own_name(one, other, &mut rows);
    for (message, keys) in [(one, other), (other, one)] {
        let at = rows.iter().position(|row| row.aspect > Aspect::Signature).unwrap_or(rows.len());
        rows.splice(at..at, signature(message, keys));
    }
    Comparison { rows }
}

/// Whether the signatures of a response hold under the certificates of the other file; absent where that cannot be told.
fn signature(message: &Source, keys: &Source) -> Option<Row> {
    let known: Vec<Vec<u8>> = keys.certificates().iter().filter_map(|details| der(&details.pem)).collect();
    let of_response = message.signatures.iter().filter(|one| matches!(one.of.as_str(), "Response" | "Assertion"));
    let verdicts: Vec<(&str, Verdict)> = of_response.map(|one| (one.of.as_str(), one.verdict(&known))).collect();
    let words = |of: &str, verdict: Verdict| match verdict {
        Verdict::OtherKey => Some(format!("the {of} was signed with another key")),
        Verdict::Changed { .. } => Some(format!("the {of} was changed after it was signed")),
        Verdict::Holds | Verdict::Reformatted | Verdict::Doubt(_) => None,
    };
    let why: Vec<String> = verdicts.iter().filter_map(|(of, verdict)| words(of, *verdict)).collect();
    let holds = verdicts.iter().any(|(_, verdict)| matches!(verdict, Verdict::Holds | Verdict::Reformatted));
    if why.is_empty() && !holds {
        return None;
    }
    let (result, seen) = if why.is_empty() { (Outcome::Match, "it holds") } else { (Outcome::Mismatch, "it fails") };
    let said = |file: &str, text: &str| Said { file: file.to_owned(), values: Some(vec![text.to_owned()]) };
    let expected = said(&keys.file, "a signature that holds under its certificate");
    Some(Row { aspect: Aspect::Signature, result, expected, seen: said(&message.file, seen), why: why.join("; ") })
}

fn der(pem: &str) -> Option<Vec<u8>> {
    openssl::x509::X509::from_pem(pem.as_bytes()).ok()?.to_der().ok()
}

/// An IdP that has the SP's own entity ID is wrong, although neither file says what the other was told.
fn own_name(one: &Source, other: &Source, rows: &mut [Row]) {
    let id = |source: &Source, idp: bool| {
        let facts = source.facts()?;
        let entity = if idp { facts.idp()?.0 } else { facts.sp()?.0 };
        entity.entity_id.as_ref().map(|id| id.text.clone())
    };
    for (idp, sp) in [(one, other), (other, one)] {
        let Some(id) = id(idp, true).filter(|own| Some(own) == id(sp, false).as_ref() && !own.is_empty()) else {
            continue;
        };
        for row in rows.iter_mut().filter(|row| row.aspect == Aspect::Issuer) {
            row.result = Outcome::Mismatch;
            row.why = format!("the IdP has the SP's own entity ID, `{id}`");
        }
    }
}

fn judged(aspect: Aspect, expected: &Said, seen: &Said) -> (Outcome, String) {
    let (wanted, there) = match (&expected.values, &seen.values) {
        (Some(wanted), Some(there)) => (wanted, there),
        (None, None) => return (Outcome::Unknown, "neither file can say".to_owned()),
        (None, _) => return (Outcome::Unknown, format!("{} cannot say", expected.file)),
        (_, None) => return (Outcome::Unknown, format!("{} cannot say", seen.file)),
    };
    if matches!(aspect, Aspect::RequestSignature | Aspect::AssertionSignature) {
        let yes = |values: &[String]| values.iter().any(|value| value == "true");
        return match (yes(wanted), yes(there)) {
            (true, false) => (Outcome::Missing, "a signature is wanted, and there is none".to_owned()),
            _ => (Outcome::Match, String::new()),
        };
    }
    match (wanted.is_empty(), there.is_empty()) {
        (true, true) => return (Outcome::Unknown, "neither file says it".to_owned()),
        (true, false) if aspect == Aspect::Attributes => return (Outcome::Match, String::new()),
        (true, false) if aspect == Aspect::NameIdFormat => return (Outcome::Match, String::new()),
        (true, false) => return (Outcome::Missing, format!("{} does not say it", expected.file)),
        (false, true) if aspect == Aspect::NameIdFormat => {
            return (Outcome::Unknown, format!("{} does not say it", seen.file));
        }
        (false, true) => return (Outcome::Missing, format!("{} does not say it", seen.file)),
        (false, false) => {}
    }
    if aspect == Aspect::Attributes {
        let lacking: Vec<&str> = wanted.iter().filter(|name| !there.contains(name)).map(String::as_str).collect();
        return match lacking.is_empty() {
            true => (Outcome::Match, String::new()),
            false => (Outcome::Missing, format!("not sent: {}", lacking.join(", "))),
        };
    }
    if aspect == Aspect::NameIdFormat && wanted.iter().chain(there).any(|format| format.ends_with(":unspecified")) {
        return (Outcome::Match, "unspecified leaves it open".to_owned());
    }
    // Recipient and Destination are one thing said twice, so each must fit; of what metadata offers, one must.
    let known = |value: &String| wanted.contains(value);
    let fits = if aspect == Aspect::Acs { there.iter().all(known) } else { there.iter().any(known) };
    if fits {
        return (Outcome::Match, String::new());
    }
    (Outcome::Mismatch, wanted.iter().zip(there).find_map(|(wanted, there)| near(wanted, there)).unwrap_or_default())
}

/// How two values differ that look alike.
fn near(one: &str, other: &str) -> Option<String> {
    let slash = |value: &str| value.trim_end_matches('/').to_owned();
    let plain = |value: &str| value.trim_start_matches("https://").trim_start_matches("http://").to_owned();
    let words = if one.trim() == other.trim() {
        "they differ by blanks"
    } else if slash(one) == slash(other) {
        "they differ by a slash at the end"
    } else if one.eq_ignore_ascii_case(other) {
        "they differ in capitals"
    } else if plain(one) == plain(other) {
        "one is http, the other https"
    } else {
        return None;
    };
    Some(words.to_owned())
}
