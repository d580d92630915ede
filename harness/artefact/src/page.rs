//! An HTML page: its title and its words, those that a script shows among them.

use std::sync::LazyLock;

use regex::Regex;
use serde::Serialize;

use crate::decode;
use crate::limit::WORDS;

/// What a script, or JSON, says under a name as `errorSummary`, `strServiceExceptionMessage` or `reason`.
static MESSAGE: LazyLock<Regex> = LazyLock::new(|| {
    let pattern = r#"["']?[\w$]*(?i:error|message|exception|reason|desc|detail|summary)[\w$]*["']?\s*[:=]\s*["']((?:[^"'\\]|\\.){8,2000})["']"#;
    Regex::new(pattern).expect("a pattern of ours is a pattern")
});

/// A page, as a person reads it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Page {
    /// Title.
    pub title: String,
    /// Its words, cut.
    pub words: String,
}

impl Page {
    /// Of the JSON with which a server refuses something: what it says of it.
    pub(crate) fn of_json(json: &str) -> Self {
        Self { title: String::new(), words: messages(json).chars().take(WORDS).collect() }
    }

    /// Of HTML: tags and styles are left out, and scripts but for what they say of an error: pages of IdPs are made by
    /// script. This is no parser; the words are all that is wanted.
    pub(crate) fn of(html: &str) -> Self {
        let (mut words, mut title, mut rest, mut said) = (String::new(), String::new(), html, String::new());
        while words.len() < WORDS {
            let Some(at) = rest.find('<') else {
                words.push_str(rest);
                break;
            };
            words.push_str(&rest[..at]);
            words.push(' ');
            let tag = &rest[at..];
            let begins = |name: &str| tag.get(..name.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(name));
            let end = ["script", "style", "title"].into_iter().find(|name| begins(&format!("<{name}"))).map(|name| {
                let inner = tag.find('>').map_or(tag.len(), |at| at + 1);
                let close = find_ignoring_case(&tag[inner..], &format!("</{name}")).map_or(tag.len(), |at| inner + at);
                match name {
                    "title" => title = decode::unescaped(tag[inner..close].trim()),
                    "script" => said.push_str(&messages(&tag[inner..close])),
                    _ => {}
                }
                close
            });
            let after = match end {
                Some(close) => tag[close..].find('>').map_or(tag.len(), |at| close + at + 1),
                None if tag.starts_with("<!--") => tag.find("-->").map_or(tag.len(), |at| at + 3),
                None => tag.find('>').map_or(tag.len(), |at| at + 1),
            };
            rest = &tag[after..];
        }
        let words = decode::unescaped(&format!("{words} {said}")).replace("&nbsp;", " ");
        let words: String = words.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(WORDS).collect();
        Self { title, words }
    }
}

/// Sentences under names of errors, one after the other.
fn messages(script: &str) -> String {
    let mut all = String::new();
    for found in MESSAGE.captures_iter(script).take(50) {
        // Addresses and names of events are no sentences.
        if found[1].contains(' ') && all.len() < WORDS {
            all.push_str(&without_escapes(&found[1]));
            all.push_str(". ");
        }
    }
    all
}

/// Escapes of JavaScript and JSON.
fn without_escapes(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut letters = text.chars();
    while let Some(letter) = letters.next() {
        if letter != '\\' {
            plain.push(letter);
            continue;
        }
        match letters.next() {
            Some('u') => {
                let code: String = letters.by_ref().take(4).collect();
                let letter = u32::from_str_radix(&code, 16).ok().and_then(char::from_u32);
                plain.push(letter.unwrap_or(' '));
            }
            Some('n' | 'r' | 't') | None => plain.push(' '),
            Some(other) => plain.push(other),
        }
    }
    plain
}

fn find_ignoring_case(text: &str, wanted: &str) -> Option<usize> {
    text.as_bytes().windows(wanted.len()).position(|part| part.eq_ignore_ascii_case(wanted.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_script_says_of_an_error_is_read() {
        let html = r#"<html><head><title>Sign in</title><script>$Config={"sErrorCode":"50105","strServiceExceptionMessage":"AADSTS50105: The user \u0027x\u0027 is not assigned.","urlLogin":"https://x.example/a b"};</script></head><body><div id="root"></div></body></html>"#;
        let page = Page::of(html);
        assert_eq!(
            (page.title.as_str(), page.words.as_str()),
            ("Sign in", "AADSTS50105: The user 'x' is not assigned..")
        );
    }

    #[test]
    fn what_a_script_does_beside_is_not_read() {
        let html = "<script>var message='x'; function f() { track('error', 'a b c d e f') }</script><p>Welcome</p>";
        assert_eq!(Page::of(html).words, "Welcome");
    }

    #[test]
    fn json_of_a_refusal_is_read() {
        let page = Page::of_json(r#"{"errorCode":"E0000004","errorSummary":"Authentication failed for you"}"#);
        assert_eq!(page.words, "Authentication failed for you. ");
    }
}
