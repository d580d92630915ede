//! An HTML page: its title and its words.

use serde::Serialize;

use crate::decode;
use crate::limit::WORDS;

/// A page, as a person reads it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Page {
    /// Title.
    pub title: String,
    /// Its words, cut.
    pub words: String,
}

impl Page {
    /// Of HTML: tags, scripts and styles are left out. This is no parser; the words are all that is wanted.
    pub(crate) fn of(html: &str) -> Self {
        let (mut words, mut title, mut rest) = (String::new(), String::new(), html);
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
                if name == "title" {
                    title = decode::unescaped(tag[inner..close].trim());
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
        let words = decode::unescaped(&words).replace("&nbsp;", " ");
        let words: String = words.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(WORDS).collect();
        Self { title, words }
    }
}

fn find_ignoring_case(text: &str, wanted: &str) -> Option<usize> {
    text.as_bytes().windows(wanted.len()).position(|part| part.eq_ignore_ascii_case(wanted.as_bytes()))
}
