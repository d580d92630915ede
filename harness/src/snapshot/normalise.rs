//! Takes out of a text what varies from run to run. The steps are an ordered list: each sees what the ones before it
//! left, and new ones are added at the end.

use std::sync::LazyLock;

use regex::{Captures, Regex};

use super::replaced;

/// What one run drew by chance.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Variable {
    /// SP's base URL.
    pub sp_base_url: String,
    /// The organization's base URL.
    pub idp_base_url: String,
    /// The second company's.
    pub second_idp_base_url: Option<String>,
    /// Ids of messages, assertions and sessions, the longest first.
    pub identifiers: Vec<String>,
}

/// One step.
pub struct Normaliser {
    /// What it takes out.
    pub name: &'static str,
    /// Gives back the text without it.
    pub apply: fn(&str, &Variable) -> String,
}

/// All steps, in the order in which they are done.
pub fn normalisers() -> &'static [Normaliser] {
    const {
        &[
            Normaliser { name: "saml-messages", apply: saml_messages },
            Normaliser { name: "message-ids", apply: message_ids },
            Normaliser { name: "base-urls", apply: base_urls },
            Normaliser { name: "organization-names", apply: organization_names },
            Normaliser { name: "ports", apply: ports },
            Normaliser { name: "underscore-ids", apply: underscore_ids },
            Normaliser { name: "uuids", apply: uuids },
            Normaliser { name: "date-times", apply: date_times },
            Normaliser { name: "dates", apply: dates },
            Normaliser { name: "clock-times", apply: clock_times },
            Normaliser { name: "durations", apply: durations },
            Normaliser { name: "certificates", apply: certificates },
            Normaliser { name: "base64", apply: base64 },
            Normaliser { name: "hexadecimal", apply: hexadecimal },
            Normaliser { name: "tokens", apply: tokens },
            Normaliser { name: "long-numbers", apply: long_numbers },
        ]
    }
}

/// `text` after all steps.
pub fn normalise(text: &str, variable: &Variable) -> String {
    normalisers().iter().fold(text.to_owned(), |text, step| (step.apply)(&text, variable))
}

/// Compiles on first use.
macro_rules! pattern {
    ($pattern:expr) => {{
        static PATTERN: LazyLock<Regex> =
            LazyLock::new(|| Regex::new($pattern).expect("the test of its step compiles each pattern"));
        &*PATTERN
    }};
}

fn replace(text: &str, pattern: &Regex, with: &str) -> String {
    pattern.replace_all(text, with).into_owned()
}

/// Numbers what a pattern finds, so that two mentions of the same thing still show as such.
fn number(text: &str, pattern: &Regex, name: &str) -> String {
    let mut seen = Vec::new();
    pattern.replace_all(text, |found: &Captures<'_>| numbered(&mut seen, &found[0], name)).into_owned()
}

fn numbered(seen: &mut Vec<String>, found: &str, name: &str) -> String {
    let place = seen.iter().position(|other| other == found).unwrap_or_else(|| {
        seen.push(found.to_owned());
        seen.len() - 1
    });
    format!("[{name}-{}]", place + 1)
}

/// Messages and signatures in a query (bindings/3.4.4.1), also in a query within a query.
fn saml_messages(text: &str, _: &Variable) -> String {
    let text = replace(text, pattern!(r"\b(SAMLRequest|SAMLResponse)=[^&\s\x22<]+"), "$1=[saml]");
    let text = replace(
        &text,
        pattern!(r"(SAMLRequest|SAMLResponse)%3D(?:[A-Za-z0-9_.-]|%[013-9A-F][0-9A-F]|%2[0-57-9A-F])+"),
        "$1%3D[saml]",
    );
    let text = replace(&text, pattern!(r"([?&])Signature=[^&\s\x22<]+"), "${1}Signature=[signature]");
    replace(
        &text,
        pattern!(r"(%26|%3F)Signature%3D(?:[A-Za-z0-9_.-]|%[013-9A-F][0-9A-F]|%2[0-57-9A-F])+"),
        "${1}Signature%3D[signature]",
    )
}

/// Ids of this run's messages, numbered in the order of appearance: `InResponseTo` still shows whose answer it is.
fn message_ids(text: &str, variable: &Variable) -> String {
    let mut seen = Vec::new();
    replaced::each(text, &variable.identifiers, |found| numbered(&mut seen, found, "id"))
}

/// Base URLs of SP and IdP, plain and percent-encoded once or twice.
fn base_urls(text: &str, variable: &Variable) -> String {
    let second = variable.second_idp_base_url.as_deref().unwrap_or_default();
    let addresses =
        [(variable.idp_base_url.as_str(), "<idp>"), (second, "<second-idp>"), (variable.sp_base_url.as_str(), "<sp>")];
    let mut text = text.to_owned();
    for (url, name) in addresses {
        let url = url.trim_end_matches('/');
        // However it is encoded, this part of it stays; most texts hold no address at all.
        let kept = url.split(|c| !is_unreserved(c)).max_by_key(|part| part.len()).unwrap_or_default();
        if kept.is_empty() || !text.contains(kept) {
            continue;
        }
        let once = percent_encoded(url);
        for form in
            [percent_encoded(&once), once.clone(), once.replace("%3A", "%3a").replace("%2F", "%2f"), url.to_owned()]
        {
            text = text.replace(&form, name);
        }
        // The same without its scheme, as error texts like to write it.
        if let Some((_, host)) = url.split_once("://").filter(|(_, host)| host.contains(':')) {
            text = text.replace(host, &format!("{name}-host"));
        }
    }
    text
}

/// Names of organizations, which are drawn by chance.
fn organization_names(text: &str, variable: &Variable) -> String {
    let mut text = text.to_owned();
    let second = variable.second_idp_base_url.as_deref().unwrap_or_default();
    for (url, name) in [(variable.idp_base_url.as_str(), "<organization>"), (second, "<second-organization>")] {
        let host = url::Url::parse(url).ok().and_then(|url| url.host_str().map(str::to_owned)).unwrap_or_default();
        let Some((organization, domain)) = host.split_once('.') else { continue };
        text = text.replace(&host, &format!("{name}.{domain}"));
        // A name without a digit was given, not drawn, and may be any word.
        if text.contains(organization) && organization.chars().any(|c| c.is_ascii_digit()) {
            text = replaced::word(&text, organization, name);
        }
    }
    text
}

/// Ports of this machine.
fn ports(text: &str, _: &Variable) -> String {
    replace(text, pattern!(r"((?:127\.0\.0\.1|\[::1\]|localhost)(?::|%3A))\d{2,5}\b"), "$1<port>")
}

/// Ids in the form that most SAML software gives them.
fn underscore_ids(text: &str, _: &Variable) -> String {
    number(text, pattern!(r"\b_[0-9a-fA-F-]{8,}\b"), "other-id")
}

fn uuids(text: &str, _: &Variable) -> String {
    replace(
        text,
        pattern!(r"\b[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}\b"),
        "[uuid]",
    )
}

/// xs:dateTime and its relatives, also percent-encoded.
fn date_times(text: &str, _: &Variable) -> String {
    let date_time = pattern!(
        r"\b\d{4}-\d{2}-\d{2}[T ]\d{2}(?::|%3A)\d{2}(?:(?::|%3A)\d{2}(?:\.\d+)?)?(?: ?(?:Z\b|UTC\b|[+-]\d{2}:?\d{2}\b))?"
    );
    replace(text, date_time, "[time]")
}

fn dates(text: &str, _: &Variable) -> String {
    let text = replace(text, pattern!(r"\b20\d{2}-\d{2}-\d{2}\b"), "[date]");
    const MONTH: &str = "(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*";
    let text = replace(&text, pattern!(&format!(r"\b\d{{1,2}}\.? {MONTH},? 20\d{{2}}\b")), "[date]");
    let text = replace(&text, pattern!(&format!(r"\b{MONTH} \d{{1,2}},? 20\d{{2}}\b")), "[date]");
    replace(&text, pattern!(r"\b\d{1,2}[/.]\d{1,2}[/.]20\d{2}\b"), "[date]")
}

fn clock_times(text: &str, _: &Variable) -> String {
    replace(text, pattern!(r"\b[0-2]?\d:[0-5]\d(?::[0-5]\d(?:\.\d+)?)?(?: ?[AaPp][Mm])?\b"), "[clock]")
}

fn durations(text: &str, _: &Variable) -> String {
    replace(text, pattern!(r"\b\d+(?:\.\d+)? ?(?:ms|µs|milliseconds?|seconds?)\b"), "[duration]")
}

/// PEM blocks, on one line or several.
fn certificates(text: &str, _: &Variable) -> String {
    replace(text, pattern!(r"(?s)-----BEGIN ([A-Z0-9 ]+)-----.*?-----END [A-Z0-9 ]+-----"), "[$1]")
}

/// Long runs of base64, which are messages, keys or digests.
fn base64(text: &str, _: &Variable) -> String {
    let run = pattern!(r"[A-Za-z0-9+/]{40,}={0,2}");
    let replaced =
        run.replace_all(
            text,
            |found: &Captures<'_>| {
                if is_random(&found[0]) { "[base64]".to_owned() } else { found[0].to_owned() }
            },
        );
    replaced.into_owned()
}

/// Digests and handles in hexadecimal digits.
fn hexadecimal(text: &str, _: &Variable) -> String {
    let text = replace(text, pattern!(r"\b(?:[0-9A-Fa-f]{2}:){7,}[0-9A-Fa-f]{2}\b"), "[hex]");
    // What stands before is kept: the digits of `%3D` are no part of the value that follows it.
    let run = pattern!(r"(%[0-9A-Fa-f]{2}|\W|^)([0-9A-Fa-f]{16,})\b");
    let replaced = run.replace_all(&text, |found: &Captures<'_>| {
        let word = if found[2].chars().any(|c| c.is_ascii_digit()) { "[hex]" } else { &found[2] };
        format!("{}{word}", &found[1])
    });
    replaced.into_owned()
}

/// Opaque values of parameters: session ids, handles, RelayState that the SP drew.
fn tokens(text: &str, _: &Variable) -> String {
    let text = replace(
        text,
        pattern!(
            r"\b(resume|session|sid|jsessionid|state|nonce|csrf|code|token|ticket|execution)=[A-Za-z0-9_.~%-]{6,}"
        ),
        "$1=[token]",
    );
    let value = pattern!(r"(=)([A-Za-z0-9_.~-]{16,})");
    let replaced =
        value.replace_all(
            &text,
            |found: &Captures<'_>| {
                if is_random(&found[2]) { "=[token]".to_owned() } else { found[0].to_owned() }
            },
        );
    replaced.into_owned()
}

/// Order numbers, counters, seconds since 1970.
fn long_numbers(text: &str, _: &Variable) -> String {
    replace(text, pattern!(r"\b\d{7,}\b"), "[number]")
}

/// Whether an identifier was drawn: hexadecimal digits, as the mock IdP and most SPs do, or something else that looks so.
pub(super) fn is_drawn(identifier: &str) -> bool {
    let digits = identifier.trim_start_matches('_');
    digits.len() >= 16 && digits.chars().all(|c| c.is_ascii_hexdigit()) || is_random(identifier)
}

/// Whether a run of characters looks drawn by chance: digits among letters of both cases, or many changes between
/// digits and letters. A path, a word or `aaaa` does not.
fn is_random(text: &str) -> bool {
    let upper = text.chars().any(|c| c.is_ascii_uppercase());
    let lower = text.chars().any(|c| c.is_ascii_lowercase());
    let digits = text.chars().any(|c| c.is_ascii_digit());
    let bytes = text.as_bytes();
    let changes = bytes.windows(2).filter(|pair| pair[0].is_ascii_digit() != pair[1].is_ascii_digit()).count();
    digits && (upper && lower || changes >= 5)
}

/// Percent-encoding of all but the unreserved characters (RFC 3986, 2.3).
fn percent_encoded(text: &str) -> String {
    let mut encoded = String::with_capacity(3 * text.len());
    for byte in text.bytes() {
        match char::from(byte) {
            c if is_unreserved(c) => encoded.push(c),
            _ => encoded += &format!("%{byte:02X}"),
        }
    }
    encoded
}

fn is_unreserved(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '_' | '~')
}
