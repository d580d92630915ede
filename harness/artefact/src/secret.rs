//! Secrets that customers send along without knowing it.

use std::collections::BTreeMap;

use serde::Serialize;

/// A kind of secret that was found. Its value is kept nowhere.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Secret {
    /// What it is, as `private key`.
    pub kind: String,
    /// How many.
    pub count: usize,
    /// What the person who sent it should do.
    pub advice: String,
}

/// Counts secrets by their kind.
#[derive(Default)]
pub(crate) struct Secrets {
    found: BTreeMap<&'static str, usize>,
}

const ADVICE: [(&str, &str); 6] = [
    ("private key", "it must be taken as stolen: make a new key pair, and give the new certificate to the other side"),
    ("password", "change it"),
    ("one-time code", "it has run out by now; nothing is to be done"),
    ("session cookie", "sign out everywhere, which ends the session"),
    ("authorization header", "revoke the token or the key"),
    ("token", "revoke it, or sign out everywhere"),
];

impl Secrets {
    fn add(&mut self, kind: &'static str) {
        *self.found.entry(kind).or_default() += 1;
    }

    /// An HTTP header.
    pub(crate) fn header(&mut self, name: &str, value: &str) {
        match name.to_ascii_lowercase().as_str() {
            _ if value.trim().is_empty() => {}
            "authorization" | "proxy-authorization" | "x-api-key" | "x-xsrftoken" => self.add("authorization header"),
            "cookie" | "set-cookie" => self.add("session cookie"),
            _ => {}
        }
    }

    /// A cookie of a recording's own list.
    pub(crate) fn cookie(&mut self, value: &str) {
        if !value.is_empty() {
            self.add("session cookie");
        }
    }

    /// A field of a form.
    pub(crate) fn field(&mut self, name: &str, value: &str) {
        let name = name.to_ascii_lowercase();
        if value.is_empty() {
        } else if name.contains("passw") || name == "pwd" || name == "pass" {
            self.add("password");
        } else if name == "otp" || name.contains("totp") {
            self.add("one-time code");
        } else if name.ends_with("token") {
            self.add("token");
        }
    }

    /// Any text.
    pub(crate) fn text(&mut self, text: &str) {
        let keys = text.matches("PRIVATE KEY-----").count().div_ceil(2);
        (0..keys).for_each(|_| self.add("private key"));
        let line = |line: &str| {
            let line = line.trim().to_ascii_lowercase();
            let rest =
                ["password:", "passwort:", "password =", "pwd:"].iter().find_map(|begin| line.strip_prefix(begin));
            rest.is_some_and(|rest| !rest.trim().is_empty())
        };
        text.lines().filter(|one| line(one)).for_each(|_| self.add("password"));
        let bearer = text.matches("Bearer ey").count();
        (0..bearer).for_each(|_| self.add("authorization header"));
    }

    /// What was found, with advice.
    pub(crate) fn found(&self) -> Vec<Secret> {
        let known = ADVICE.iter().filter_map(|(kind, advice)| {
            let count = *self.found.get(kind)?;
            Some(Secret { kind: (*kind).to_owned(), count, advice: (*advice).to_owned() })
        });
        known.collect()
    }
}
