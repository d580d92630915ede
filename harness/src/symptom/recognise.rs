//! Which sentences of the library a text has, and what they say.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::ops::Range;

use serde::Serialize;

use super::library::{Cause, Entry, Library};
use super::text::Pasted;

/// From this share of a sentence's weight on, a text is near it.
const NEAR: f64 = 0.6;

/// A code of as few words as these is there or is not; the words of `app_not_configured` stand in many sentences.
const LEAST_WORDS: usize = 3;

/// How many near sentences are named.
const NEAREST: usize = 3;

/// In a longer text some word of every sentence stands somewhere.
const LONG: usize = 400;

/// A cause, with what in the text points to it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Recognised {
    /// The cause.
    #[serde(flatten)]
    pub cause: Cause,
    /// The words of the text, longest first, each once.
    pub quotes: Vec<String>,
    /// The programs that say so.
    pub programs: Vec<String>,
}

/// A sentence that the text does not have, but nearly.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Nearest {
    /// What it would say.
    #[serde(flatten)]
    pub cause: Cause,
    /// Who says it.
    pub program: String,
    /// The sentence.
    pub sentence: String,
    /// How much of it is there, from 0 to 1.
    pub share: f64,
}

/// A sentence found.
struct Match<'a> {
    entry: &'a Entry,
    at: Range<usize>,
}

impl Library {
    /// The causes that `text` points to, the surest first: sentences that only say that something failed come last; of the
    /// others the longest says most.
    pub fn recognise(&self, text: &Pasted) -> Vec<Recognised> {
        let mut found: Vec<Match<'_>> =
            self.entries.iter().filter_map(|entry| Some(Match { at: entry.sentence.find(text)?, entry })).collect();
        let spans: Vec<(Range<usize>, usize)> =
            found.iter().map(|one| (one.at.clone(), one.entry.sentence.weight())).collect();
        // What is a part of a longer sentence says less than that.
        let is_part = |one: &Match<'_>| {
            let weight = one.entry.sentence.weight();
            spans.iter().any(|(at, other)| at.start <= one.at.start && one.at.end <= at.end && *other > weight)
        };
        found.retain(|one| !is_part(one));
        found.sort_by_key(|one| (self.is_general(one.entry), Reverse(one.entry.sentence.weight()), one.at.start));
        let mut order: Vec<&str> = Vec::new();
        let mut by_cause: BTreeMap<&str, Vec<&Match<'_>>> = BTreeMap::new();
        for one in &found {
            let of_cause = by_cause.entry(&one.entry.cause).or_default();
            if of_cause.is_empty() {
                order.push(&one.entry.cause);
            }
            of_cause.push(one);
        }
        let recognised = |id: &str| {
            let matches = by_cause.get(id)?;
            let quotes = matches.iter().map(|one| text.quote(&one.at));
            let programs = matches.iter().map(|one| one.entry.program.clone());
            Some(Recognised { cause: self.causes.get(id)?.clone(), quotes: once(quotes), programs: once(programs) })
        };
        order.into_iter().filter_map(recognised).collect()
    }

    fn is_general(&self, entry: &Entry) -> bool {
        self.causes.get(&entry.cause).is_some_and(|cause| cause.general)
    }

    /// The sentences of which the text has most words, one for each cause; a word with one letter wrong counts, as those do
    /// that were read off a screenshot. Words that many sentences have count little.
    pub fn nearest(&self, text: &Pasted) -> Vec<Nearest> {
        let there: HashSet<String> = text.words().take(LONG).collect();
        let sentences: Vec<Vec<String>> = self.entries.iter().map(|entry| entry.sentence.words()).collect();
        let mut used: HashMap<&str, usize> = HashMap::new();
        for words in &sentences {
            for word in words.iter().collect::<HashSet<_>>() {
                *used.entry(word).or_default() += 1;
            }
        }
        let value = |word: &str| (sentences.len() as f64 / used.get(word).copied().unwrap_or(1) as f64).ln() + 0.1;
        let near = |entry: &'_ Entry, words: &[String]| {
            let all: f64 = words.iter().map(|word| value(word)).sum();
            let seen: f64 = words.iter().filter(|word| is_there(word, &there)).map(|word| value(word)).sum();
            let share = seen / all;
            let cause = self.causes.get(&entry.cause)?.clone();
            let (program, sentence) = (entry.program.clone(), entry.sentence.text.clone());
            (words.len() > LEAST_WORDS && share >= NEAR && !cause.general).then_some(Nearest {
                cause,
                program,
                sentence,
                share,
            })
        };
        let mut all: Vec<Nearest> =
            self.entries.iter().zip(&sentences).filter_map(|(entry, words)| near(entry, words)).collect();
        all.sort_by(|one, other| other.share.total_cmp(&one.share));
        let mut seen = HashSet::new();
        all.retain(|near| seen.insert(near.cause.id.clone()));
        all.truncate(NEAREST);
        all
    }
}

fn is_there(word: &str, there: &HashSet<String>) -> bool {
    let close = |other: &String| other.len().abs_diff(word.len()) <= 1 && strsim::osa_distance(other, word) <= 1;
    there.contains(word) || (word.len() >= 5 && there.iter().any(close))
}

/// Each once, in order.
fn once(all: impl Iterator<Item = String>) -> Vec<String> {
    let mut seen = HashSet::new();
    all.filter(|one| seen.insert(one.clone())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::symptom::Sentence;

    fn library(says: &[(&str, &str)]) -> Library {
        let mut library = Library::default();
        for (cause, sentence) in says {
            let entry =
                Entry { program: "acme".to_owned(), sentence: Sentence::new(sentence), cause: (*cause).to_owned() };
            library.entries.push(entry);
            let words = || (*cause).to_owned();
            let cause = Cause {
                id: words(),
                title: words(),
                why: words(),
                mend: words(),
                check: words(),
                phase: None,
                general: *cause == "general",
                diagnosis: Vec::new(),
                cases: Vec::new(),
            };
            library.causes.insert(cause.id.clone(), cause);
        }
        library
    }

    fn causes(library: &Library, text: &str) -> Vec<String> {
        library.recognise(&Pasted::new(text)).into_iter().map(|found| found.cause.id).collect()
    }

    #[test]
    fn the_sentence_that_says_most_comes_first_and_the_general_one_last() {
        let library = library(&[
            ("general", "the login did not work at all, please ask your administrator for help"),
            ("audience", "is not a valid audience"),
            ("clock", "the assertion is not valid any more"),
        ]);
        let text = "The login did not work at all, please ask your administrator for help.\n\
                    x is not a valid audience\nthe assertion is not valid any more";
        assert_eq!(causes(&library, text), ["clock", "audience", "general"]);
    }

    #[test]
    fn a_part_of_a_longer_sentence_is_not_a_second_cause() {
        let library = library(&[
            ("general", "SAML Response rejected"),
            ("key", "Signature validation failed. SAML Response rejected"),
        ]);
        assert_eq!(causes(&library, "Signature validation failed. SAML Response rejected"), ["key"]);
        assert_eq!(causes(&library, "SAML Response rejected. Signature validation failed"), ["general"]);
    }

    #[test]
    fn what_was_read_off_a_screenshot_is_near() {
        let library = library(&[
            ("audience", "the audience of the response is not the entity ID of this service"),
            ("clock", "the assertion is not valid any more"),
        ]);
        let text = Pasted::new("The audlence of the responce is not tbe entity lD of service");
        assert_eq!(library.recognise(&text), []);
        let near = library.nearest(&text);
        assert_eq!((near.len(), near[0].cause.id.as_str()), (1, "audience"));
        assert_eq!(library.nearest(&Pasted::new("my cat walked over the keyboard")), []);
    }
}
