use std::sync::LazyLock;

use regex::Regex;

use super::evidence_view::{each_once, shortened, without_query};
use super::{EvidenceView, Judgement, Rule};
use crate::judge::at_idp;

/// OWASP, Improper Error Handling: what helps an attacker stays in the log.
pub(super) const RULE: Rule = Rule {
    name: "error-page-leaks-nothing",
    demand: "No page of the login shows a stack trace, a file path, SQL, a private key, a SAML message, or that it was decryption that failed.",
    rows: &["ERR-02"],
    judge,
};

/// What is looked for, and by which pattern.
const PATTERNS: [(&str, &str); 8] = [
    (
        "a stack trace",
        r#"(?m)^\s*at [\w$.<>\[\]]+\s?\(.+:\d+(:\d+)?\)|Traceback \(most recent call last\)|File "[^"]+", line \d+|(?m)^\s*#\d+ .+\(\d+\): |goroutine \d+ \[|panicked at |stack backtrace:|\.rb:\d+:in |\bat [\w.$]+\([\w]+\.java:\d+\)|\bin .+\.cs:line \d+|\bnode:internal/"#,
    ),
    (
        "a file path",
        r"(?:^|[\s'\x22(=])(?:/(?:home|usr|var|opt|srv|app|root|etc|tmp|Users)/[\w.-]+/[\w./-]+|[A-Z]:\\[\w.-]+\\[\w.\\-]+)",
    ),
    (
        "SQL",
        r"(?i)\bSQLSTATE\b|\bselect\b.{1,200}\bfrom\b.{1,200}\bwhere\b|\binsert into\b.{1,200}\bvalues\b|ORA-\d{5}|syntax error at or near",
    ),
    ("a private key", r"-----BEGIN [A-Z ]*PRIVATE KEY-----"),
    ("a SAML message", r"<(?:\w+:)?(?:Assertion|Response|AuthnRequest)\s[^>]*urn:oasis:names:tc:SAML"),
    ("an encoded SAML message", r"PD94bWwg[\w+/=]{60}|PHNhbWw[\w+/=]{60}|PFJlc3BvbnNl[\w+/=]{60}"),
    ("an exception's name", r"\b(?:[a-z]\w*\.){2,}[A-Z]\w*(?:Exception|Error)\b|\b[A-Z]\w+(?:Exception|Error): "),
    // XML Encryption 6.1.2: who alters ciphertext learns from it.
    ("that decryption failed", r"(?i)\bdecrypt(?:ion|ed|ing)?\b"),
];

/// The same, made once: that takes longer than to look through all pages of a login.
static MADE: LazyLock<Vec<(&str, Regex)>> = LazyLock::new(|| {
    let made = |pattern| Regex::new(pattern).expect("the pattern is a constant that a test uses");
    PATTERNS.iter().map(|(what, pattern)| (*what, made(pattern))).collect()
});

fn judge(view: &EvidenceView<'_>) -> Judgement {
    let mut found = Vec::new();
    let pages: Vec<_> = view.pages().into_iter().filter(|page| !at_idp(&page.url, view.surroundings())).collect();
    for (what, pattern) in &*MADE {
        for page in &pages {
            if let Some(shown) = pattern.find(&page.text) {
                found.push(format!(
                    "the page at {} shows {what}: `{}`",
                    without_query(&page.url),
                    shortened(shown.as_str().trim())
                ));
            }
        }
    }
    Ok(each_once(found))
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::super::sample::{broken, refused};
    use super::RULE;

    #[rstest]
    #[case("a stack trace", "boom\n    at Object.verify (saml.js:12:3)")]
    #[case("a stack trace", "Traceback (most recent call last)")]
    #[case("a stack trace", "thread 'main' panicked at src/main.rs")]
    #[case("a stack trace", "#0 Response.php(123): validate()")]
    #[case("a file path", "cannot open /var/www/app/saml.php")]
    #[case("a file path", "in C:\\inetpub\\app\\acs.aspx")]
    #[case("SQL", "SELECT * FROM users WHERE email = 'x'")]
    #[case("a private key", "-----BEGIN RSA PRIVATE KEY-----")]
    #[case("a SAML message", "<saml:Assertion xmlns:saml=\"urn:oasis:names:tc:SAML:2.0:assertion\">")]
    #[case("that decryption failed", "Sign-in failed: decryption failed")]
    #[case("an exception's name", "org.opensaml.xml.SignatureException")]
    fn each_leak_is_reported(#[case] what: &str, #[case] text: &str) {
        let found = broken(RULE, &refused(text));
        assert!(found.iter().any(|told| told.contains(&format!("shows {what}: "))), "{found:?}");
    }

    #[test]
    fn plain_words_and_addresses_are_no_leak() {
        let text = "The sign-in failed at 12:03 (Error 17). Select an option from the list; see https://acme.test/help/saml/errors.";
        assert_eq!(broken(RULE, &refused(text)), [""; 0]);
    }
}
