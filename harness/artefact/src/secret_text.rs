//! Secrets in any text: raw HTTP of curl, Fiddler or Burp, commands, mails, and what begins like a key of a well-known service.

use std::sync::LazyLock;

use regex::Regex;

use crate::decode;
use crate::pattern::pattern;
use crate::secret::Secrets;

/// `-b 'name=value; name=value'` of curl.
static JAR: LazyLock<Regex> =
    LazyLock::new(|| pattern(r#"(?m)(?:^|\s)(?:-b|--cookie)(?:\s+|=)\$?(?:'([^'\r\n]+)'|"([^"\r\n]+)")"#));
/// A header on a line of its own (after `>` or `<` of curl, and after what a log puts there), or in quotes behind `-H`.
static HEADER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r#"(?im)(?:^[\s>|<*]*|-H\s*["']?|--header\s+["']?|\]\s)((?:set-)?cookie|(?:proxy-)?authorization|(?:[a-z][a-z-]*)?(?:api-?key)|[a-z][a-z-]*(?:token|secret|subscription-key))[ \t]*:[ \t]*([^\r\n"']{3,})"#,
    )
});
static AUTHORIZATION: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?i)^(?:bearer|basic|digest|negotiate|ntlm|ssws|token|aws4-hmac-sha256|apikey)\s+\S|^[\w.~+/=-]{16,}$")
});
static COOKIE: LazyLock<Regex> = LazyLock::new(|| pattern(r"^[\w!#$%&'*+.^`|~-]+=[^\s;]"));
static BEARER: LazyLock<Regex> = LazyLock::new(|| pattern(r"\bBearer\s+(ey[\w.-]{8,})"));
/// `"password": "..."` and the same with `\"` for each quote.
static JSON: LazyLock<Regex> =
    LazyLock::new(|| pattern(r#"\\?"([A-Za-z0-9_.ñłопарль -]{2,40})\\?"\s*:\s*\\?"((?:[^"\\\r\n]|\\[^"\r\n])+)\\?""#));
static FORM: LazyLock<Regex> =
    LazyLock::new(|| pattern(r#"(?m)(?:^|[?&\s'"])([A-Za-z0-9_.\[\]%-]{2,40})=([^&\s'"<>]+)"#));
/// `Password: ...` as people write it.
static SAID: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?im)^[\s>*-]*(?:(?:my|the|mein|das)\s+)?(password|passwort|kennwort|passcode|contraseña|mot de passe|senha|pwd|pw|api[ -]?key|(?:api|access)[ -]token|client[ -]secret)\s*(?:is|ist|lautet|:|=)[ \t]*(\S+)[ \t]*$",
    )
});
static PRIVATE: LazyLock<Regex> = LazyLock::new(|| pattern(r"-----BEGIN [A-Z ]*PRIVATE KEY-----([A-Za-z0-9+/=\\\s]*)"));
/// How keys of well-known services begin.
pub(crate) static KEY: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"(?-u)\b(?:gh[pousr]_[A-Za-z0-9]{30,}|github_pat_\w{30,}|glpat-[\w-]{20,}|xox[abeprs]-[\w-]{10,}|(?:AKIA|ASIA)[0-9A-Z]{16}",
        r"|AIza[\w-]{35}|[sr]k_live_\w{16,}|sk-[\w-]{20,}|jca_\w{20,}|npm_\w{30,}|dop_v1_\w{40,}|hvs\.[\w-]{20,}|SG\.[\w-]{16,}\.[\w-]{16,}",
        r"|shpat_\w{20,}|dapi[0-9a-f]{32}|ATATT[\w=-]{20,})"
    ))
});
static ENCODED: LazyLock<Regex> =
    LazyLock::new(|| pattern(r#"base64="true"\s*>\s*(?:<!\[CDATA\[)?([A-Za-z0-9+/=\s]{16,})"#));
static PART: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r#"(?i)content-disposition:[^\r\n]*\bname="?([^"\r\n;]+)"?[^\r\n]*\r?\n(?:[^\r\n]+\r?\n)*\r?\n([^\r\n]*)"#)
});

/// Bytes of the text in which headers and fields are sought; recordings say theirs by themselves.
const FIELDS_LIMIT: usize = 4 * 1024 * 1024;
/// Matches of one kind that are looked at.
const MOST: usize = 2000;

/// Notes what shows itself by how it begins, in any file.
pub(crate) fn find(text: &str, secrets: &mut Secrets) {
    PRIVATE.captures_iter(text).take(MOST).for_each(|key| secrets.add("private key", &key[1]));
    let bearer = BEARER.captures_iter(text).take(MOST);
    bearer.for_each(|token| secrets.add("authorization header", &format!("Bearer {}", &token[1])));
    KEY.find_iter(text).take(MOST).for_each(|key| secrets.add("API key", key.as_str()));
}

/// Notes headers, and fields of forms and of JSON, that stand anywhere in a text, as in mails, in commands and in raw HTTP.
pub(crate) fn fields(text: &str, secrets: &mut Secrets) {
    if text.len() > FIELDS_LIMIT {
        return;
    }
    SAID.captures_iter(text).take(MOST).for_each(|said| secrets.field(&said[1], &said[2]));
    headers(text, secrets);
    for jar in JAR.captures_iter(text).take(MOST) {
        let value = jar.get(1).or_else(|| jar.get(2)).map_or("", |value| value.as_str());
        secrets.header("cookie", value);
    }
    JSON.captures_iter(text).take(MOST).for_each(|pair| secrets.field(&pair[1], &pair[2]));
    parts(text).take(MOST).for_each(|(name, value)| secrets.field(name, value));
    // The body of raw HTTP stands behind an empty line.
    let paragraphs = text.split("\n\n").flat_map(|part| part.split("\r\n\r\n")).take(MOST);
    paragraphs.filter(|part| part.trim_start().starts_with(['{', '['])).for_each(|part| secrets.body(part));
    for pair in FORM.captures_iter(text).take(MOST) {
        let decoded = |part: &str| percent_encoding::percent_decode_str(part).decode_utf8_lossy().into_owned();
        secrets.field(&decoded(&pair[1]), &decoded(&pair[2]));
    }
    for encoded in ENCODED.captures_iter(text).take(MOST) {
        if let Some(bytes) = decode::base64(&encoded[1]) {
            let inner = String::from_utf8_lossy(&bytes);
            find(&inner, secrets);
            fields(&inner, secrets);
        }
    }
}

fn headers(text: &str, secrets: &mut Secrets) {
    for header in HEADER.captures_iter(text).take(MOST) {
        let (name, value) = (header[1].to_ascii_lowercase(), header[2].trim());
        let fits = match name.as_str() {
            "cookie" | "set-cookie" => COOKIE.is_match(value),
            "authorization" | "proxy-authorization" => AUTHORIZATION.is_match(value),
            // In a sentence a token is followed by words.
            _ => !value.contains(char::is_whitespace) && value.len() >= 8,
        };
        if fits {
            secrets.header(&name, value);
        }
    }
}

/// Names and values of a body in parts (multipart/form-data).
pub(crate) fn parts(body: &str) -> impl Iterator<Item = (&str, &str)> {
    PART.captures_iter(body).filter_map(|part| Some((part.get(1)?.as_str(), part.get(2)?.as_str())))
}
