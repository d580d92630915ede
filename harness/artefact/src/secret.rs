//! Secrets that customers send along without knowing it: by the names of headers and fields, and by how they begin.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;
use serde_json::Value;

use crate::secret_text;

/// A kind of secret that was found. Its value is kept nowhere.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Secret {
    /// What it is, as `private key`.
    pub kind: String,
    /// How many different ones.
    pub count: usize,
    /// What the person who sent it should do.
    pub advice: String,
}

/// Collects secrets by their kind, as digests: one that is sent along with every request is one.
#[derive(Default)]
pub(crate) struct Secrets {
    found: BTreeMap<&'static str, BTreeSet<[u8; 32]>>,
}

const ADVICE: [(&str, &str); 7] = [
    ("private key", "it must be taken as stolen: make a new key pair, and give the new certificate to the other side"),
    ("password", "change it"),
    ("one-time code", "it has run out by now; nothing is to be done"),
    ("session cookie", "sign out everywhere, which ends the session"),
    ("authorization header", "revoke the token or the key"),
    ("API key", "revoke it, and make a new one"),
    ("token", "revoke it, or sign out everywhere"),
];

/// Bytes of a JSON body that is searched; a login's has some hundred.
const BODY_LIMIT: usize = 256 * 1024;

impl Secrets {
    pub(crate) fn add(&mut self, kind: &'static str, value: &str) {
        // Recorders write one value as it was sent and as it is meant.
        let meant: Vec<u8> = percent_encoding::percent_decode_str(value.trim()).collect();
        self.found.entry(kind).or_default().insert(openssl::sha::sha256(&meant));
    }

    /// An HTTP header.
    pub(crate) fn header(&mut self, name: &str, value: &str) {
        let (name, value) = (name.trim().to_ascii_lowercase(), value.trim());
        if value.is_empty() || is_hidden(value) {
            return;
        }
        match name.as_str() {
            "cookie" => {
                value.split(';').filter_map(|pair| pair.split_once('=')).for_each(|(_, value)| self.cookie(value))
            }
            "set-cookie" => value.lines().for_each(|line| {
                let pair = line.split(';').next().and_then(|pair| pair.split_once('='));
                pair.into_iter().for_each(|(_, value)| self.cookie(value));
            }),
            "authorization" | "proxy-authorization" => self.add("authorization header", value),
            name if is_csrf(name) => {}
            name if is_key(name) => self.add("API key", value),
            name if name.ends_with("token") || name.ends_with("-secret") => self.add("token", value),
            _ => {}
        }
    }

    /// A cookie of a recording's own list.
    pub(crate) fn cookie(&mut self, value: &str) {
        if !value.trim().is_empty() && !is_hidden(value) {
            self.add("session cookie", value);
        }
    }

    /// A field of a form, a query or JSON.
    pub(crate) fn field(&mut self, name: &str, value: &str) {
        if name == "_token" {
            // Laravel's name for what `is_csrf` is about.
            return;
        }
        let name = name.to_lowercase().replace(['-', '_', ' '], "");
        let last = name.trim_end_matches(']').rsplit(['.', '[', ':']).next().unwrap_or_default();
        if value.trim().is_empty() || is_hidden(value) {
        } else if is_password(last) && !is_label(value) {
            self.add("password", value);
        } else if last == "otp" || last.contains("totp") {
            self.add("one-time code", value);
        } else if is_csrf(last) {
        } else if is_key(last) || last.ends_with("secret") {
            self.add("API key", value);
        } else if last.ends_with("token") {
            self.add("token", value);
        }
    }

    /// What was sent as the body of a request: a form, JSON of any depth, or parts.
    pub(crate) fn body(&mut self, body: &str) {
        let body = body.trim();
        if body.len() > BODY_LIMIT {
        } else if body.starts_with(['{', '[']) {
            if let Ok(value) = serde_json::from_str(body) {
                self.json("", &value);
            }
        } else if body.starts_with("--") {
            secret_text::parts(body).for_each(|(name, value)| self.field(name, value));
        } else if !body.contains(char::is_whitespace) && body.contains('=') {
            crate::exchange::form(body).iter().for_each(|(name, value)| self.field(name, value));
        }
    }

    fn json(&mut self, name: &str, value: &Value) {
        match value {
            Value::String(text) => {
                self.field(name, text);
                // JSON within JSON, as some pages send it.
                if text.starts_with(['{', '[']) {
                    self.body(text);
                }
            }
            Value::Number(number) => self.field(name, &number.to_string()),
            Value::Array(items) => items.iter().for_each(|item| self.json(name, item)),
            Value::Object(fields) => {
                // Pairs as `{"name": "password", "value": "..."}`.
                let text = |key: &str| fields.get(key).and_then(Value::as_str);
                if let (Some(name), Some(value)) = (text("name").or_else(|| text("key")), text("value")) {
                    self.field(name, value);
                }
                fields.iter().for_each(|(name, value)| self.json(name, value));
            }
            Value::Null | Value::Bool(_) => {}
        }
    }

    /// Any text.
    pub(crate) fn text(&mut self, text: &str) {
        secret_text::find(text, self);
    }

    /// What was found, with advice.
    pub(crate) fn found(&self) -> Vec<Secret> {
        let known = ADVICE.iter().filter_map(|(kind, advice)| {
            let count = self.found.get(kind)?.len();
            Some(Secret { kind: (*kind).to_owned(), count, advice: (*advice).to_owned() })
        });
        known.collect()
    }
}

/// Whether a field of this name, in small letters, holds a password. Its name is often a longer one: `j_password`.
fn is_password(name: &str) -> bool {
    const WORDS: [&str; 13] = [
        "password",
        "passwort",
        "passwd",
        "passcode",
        "passphrase",
        "kennwort",
        "contraseña",
        "contrasena",
        "motdepasse",
        "senha",
        "wachtwoord",
        "hasło",
        "пароль",
    ];
    WORDS.iter().any(|word| name.ends_with(word) || name.starts_with(word) && name.len() <= word.len() + 2)
        || matches!(name, "pwd" | "pass" | "pw" | "mdp" | "userpwd" | "loginpwd")
}

fn is_key(name: &str) -> bool {
    let name = name.replace('-', "");
    name.contains("apikey") || name.contains("accesskey") || name.ends_with("subscriptionkey")
}

/// What is of no use without the session's cookie.
fn is_csrf(name: &str) -> bool {
    ["csrf", "xsrf", "authenticity", "verificationtoken"].iter().any(|word| name.contains(word))
}

/// Whether somebody hid it before it was sent.
fn is_hidden(value: &str) -> bool {
    let value = value.trim_matches(['"', '\'']).trim();
    let masked = |letter: char| matches!(letter, '*' | '•' | '●' | 'x' | 'X' | '.' | '…' | '-' | '#');
    let low = value.to_lowercase();
    value.chars().all(masked)
        || value.starts_with(['[', '<', '{']) && value.ends_with([']', '>', '}'])
        || ["redacted", "removed", "hidden", "sanitized", "masked"].iter().any(|word| low == *word)
}

/// Whether it is what a page writes beside the field, or a switch.
fn is_label(value: &str) -> bool {
    let low = value.trim().to_lowercase();
    is_password(&low)
        || ["true", "false", "null", "none", "required", "text", "hidden", "undefined"].contains(&low.as_str())
}
