//! What copying and pasting does to metadata is named, and the metadata is read in spite of it.
#![allow(clippy::unwrap_used, missing_docs)]

use saml_lint::{Options, lint};

const METADATA: &str = include_str!("healthy/jumpcloud.xml");

fn body() -> &'static str {
    METADATA.split_once("?>").unwrap().1
}

fn lines(text: &str) -> String {
    text.replace("><", ">\n<")
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[test]
fn addresses_in_angle_brackets_are_words_of_a_mail() {
    for words in [
        "From: Erin <erin@acme.example>\nSee <https://acme.example/help> please.\n",
        "< HTTP/2 404\n< date: today\n",
        "Erin wrote <erin.berg@acme.example>:\n",
    ] {
        let alone = lint(words.as_bytes(), &Options::default());
        let rules: Vec<&str> = alone.findings.iter().map(|finding| finding.rule).collect();
        assert_eq!(rules, ["no-saml-text"], "{words}");
        let report = lint(format!("{words}\n{}", body()).as_bytes(), &Options::default());
        let rules: Vec<&str> = report.findings.iter().map(|finding| finding.rule).collect();
        assert!(rules.contains(&"text-around-xml"), "{rules:?}");
        for wrong in ["not-saml", "not-well-formed", "truncated", "several-documents"] {
            assert!(!rules.contains(&wrong), "{words}: {rules:?}");
        }
    }
}

#[test]
fn each_harm_is_named_alone_and_what_the_metadata_says_is_read_all_the_same() {
    let quoted = |open: char, close: char| {
        let parts = METADATA.split('"').enumerate();
        parts.fold(String::new(), |text, (index, part)| match index {
            0 => part.to_owned(),
            odd if odd % 2 == 1 => format!("{text}{open}{part}"),
            _ => format!("{text}{close}{part}"),
        })
    };
    let mail: String = METADATA.replace('=', "=3D").as_bytes().chunks(70).fold(String::new(), |text, part| {
        let joint = if text.is_empty() { "" } else { "=\r\n" };
        text + joint + std::str::from_utf8(part).unwrap()
    });
    for (text, rule) in [
        (quoted('“', '”'), "smart-quotes"),
        (quoted('”', '”'), "smart-quotes"),
        (quoted('‘', '’'), "smart-quotes"),
        (escaped(METADATA), "double-escaped"),
        (escaped(&escaped(METADATA)), "double-escaped"),
        (lines(body()).replace("<md:", "- <md:").replace("- <md:S", "<md:S"), "browser-view"),
        (lines(body()).replace("<md:E", "▼<md:E").replace("<md:I", "▼<md:I"), "browser-view"),
        (METADATA.replace(' ', "\u{a0}"), "non-breaking-space"),
        (lines(METADATA).replace('"', "\\\"").replace('\n', "\\n"), "json-escaped"),
        (
            format!("\"{}\"", METADATA.replace('<', "\\u003c").replace('>', "\\u003e").replace('"', "\\\"")),
            "json-escaped",
        ),
        (format!("\"{}\"\n", METADATA.replace('"', "\"\"")), "doubled-quotes"),
        (lines(body()).lines().map(|line| format!("> {line}\n")).collect(), "quoted-mail"),
        (lines(body()).lines().enumerate().map(|(n, line)| format!("{}\t{line}\n", n + 1)).collect(), "line-numbers"),
        (
            lines(METADATA).lines().enumerate().map(|(n, line)| format!("{:>4}: {line}\n", n + 1)).collect(),
            "line-numbers",
        ),
        (format!("```\n{}\n```\n", body()), "code-fence"),
        (format!("Hello,\n\nhere it is:\n{}\n\nErin\n", body()), "text-around-xml"),
        (format!("\n\n\t{METADATA}"), "blank-before-declaration"),
        (format!("\u{feff}\u{feff}{METADATA}"), "zero-width-character"),
        (mail.replace("=\r\n3D", "=3D=\r\n").replace("=3\r\n", ""), "quoted-printable"),
    ] {
        let report = lint(text.as_bytes(), &Options { at: Some("2026-11-27T12:00:00Z".parse().unwrap()), role: None });
        let errors: Vec<&str> =
            report.findings.iter().map(|finding| finding.rule).filter(|rule| *rule != "byte-order-mark").collect();
        let (entity, idp) = report.facts.idp().unwrap_or_else(|| panic!("{rule}: {errors:?}\n{text}"));
        assert_eq!(entity.entity_id.as_deref(), Some("JumpCloud-acme"), "{rule}");
        assert_eq!(idp.login_endpoints().filter(|endpoint| endpoint.has_binding("HTTP-Redirect")).count(), 1, "{rule}");
        assert!(errors.contains(&rule) && errors.iter().all(|other| *other == rule), "{rule}: {errors:?}\n{text}");
    }
}

#[test]
fn a_truncated_file_is_said_to_be_that_and_not_to_lack_what_was_cut_off() {
    for end in [60, 300, 900, 1600, METADATA.len() - 1] {
        let report = lint(&METADATA.as_bytes()[..end], &Options::default());
        let found: Vec<&str> = report.findings.iter().map(|finding| finding.rule).collect();
        assert_eq!(found, ["truncated"], "after {end} bytes");
    }
}

#[test]
fn a_certificate_is_read_whatever_happened_to_it() {
    let pem = include_str!("healthy/certificate.pem");
    let sha256 = saml_lint::facts(pem.as_bytes()).certificates[0].details.clone().unwrap().sha256;
    for text in [
        pem.replace('\n', "\r\n"),
        pem.replace('\n', " "),
        pem.replace('\n', "\\n"),
        pem.replace("-----", "—–"),
        pem.lines().map(|line| format!("    {line}\n")).collect(),
        format!("Bag Attributes\n  friendlyName: saml\n{pem}"),
        pem.lines().filter(|line| !line.starts_with('-')).collect(),
    ] {
        let facts = saml_lint::facts(text.as_bytes());
        let read = facts.certificates.first().and_then(|certificate| certificate.details.as_ref());
        assert_eq!(read.map(|details| details.sha256.as_str()), Some(sha256.as_str()), "{text}");
    }
}
