//! Text as support pastes it, and the sentences that are looked for in it.
//!
//! Only letters and digits are compared. What a page, a mail or a terminal does to a sentence on the way (lines wrapped in
//! the middle of a word, quotation marks, markup, percent signs) therefore makes no difference.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::LazyLock;

use percent_encoding::percent_decode_str;
use regex::Regex;

/// How many letters and digits may stand where a sentence has a placeholder: two long addresses.
const GAP: usize = 400;

/// What is left of a text for looking, apart from quoting.
const QUOTE: usize = 240;

/// A tag of HTML; also one in a sentence, since a page may show it or hide it. Those of XML are kept: a status stands in them.
static TAG: LazyLock<Regex> = LazyLock::new(|| {
    let names = "a|article|b|blockquote|body|br|button|center|code|dd|div|dl|dt|em|font|footer|form|h[1-6]|head|header|hr|html|\
                 i|img|input|label|li|link|main|meta|nav|ol|p|pre|script|section|small|span|strong|style|table|tbody|td|th|\
                 thead|title|tr|u|ul";
    let tag = format!(r"(?is)<!--.*?-->|<!doctype[^<>]*>|</?(?:{names})(?:[\s/][^<>]{{0,1000}})?>");
    Regex::new(&tag).expect("it is a regular expression")
});

/// Escapes of JSON and of log files.
static ESCAPE: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"\\(?:u([0-9A-Fa-f]{4})|[nrt])").expect("it is a regular expression"));

/// A pasted text, ready to be looked through.
#[derive(Clone, Debug)]
pub struct Pasted {
    /// What a person would read: no markup, no escapes.
    readable: String,
    /// Its letters and digits alone, in lower case.
    letters: String,
    /// For each byte of `letters`, where in `readable` it comes from.
    origin: Vec<usize>,
}

impl Pasted {
    /// `text` may be a sentence, a page with or without its markup, a log or a stack trace.
    pub fn new(text: &str) -> Self {
        let readable = readable(text);
        let mut letters = String::with_capacity(readable.len());
        let mut origin = Vec::with_capacity(readable.len());
        for (at, character) in readable.char_indices().filter(|(_, character)| character.is_alphanumeric()) {
            for lower in character.to_lowercase().map(folded) {
                letters.push(lower);
                origin.extend(std::iter::repeat_n(at, lower.len_utf8()));
            }
        }
        Self { readable, letters, origin }
    }

    /// The letters and digits alone.
    pub(super) fn letters(&self) -> &str {
        &self.letters
    }

    /// What a person would read.
    pub(super) fn readable(&self) -> &str {
        &self.readable
    }

    /// Words in lower case.
    pub(super) fn words(&self) -> impl Iterator<Item = String> {
        let words = self.readable.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        words.map(|word| word.chars().flat_map(char::to_lowercase).map(folded).collect())
    }

    /// The part of the text at these letters, on one line.
    pub(super) fn quote(&self, letters: &Range<usize>) -> String {
        let Some((first, last)) = self.origin.get(letters.start).zip(self.origin.get(letters.end.saturating_sub(1)))
        else {
            return String::new();
        };
        let end = self.readable[*last..].chars().next().map_or(*last, |c| last + c.len_utf8());
        let quote = self.readable[*first..end].split_whitespace().collect::<Vec<_>>().join(" ");
        if quote.chars().count() <= QUOTE { quote } else { quote.chars().take(QUOTE).chain(['…']).collect() }
    }

    /// Whether no letter or digit touches these letters: a sentence does not begin or end within a word.
    fn is_apart(&self, letters: &Range<usize>) -> bool {
        let origin = |index: usize| self.origin.get(index).copied();
        let touch = |before: usize, after: usize| {
            let next = self.readable[before..].chars().next().map_or(before, |c| before + c.len_utf8());
            next == after
        };
        let begins = letters.start == 0
            || !matches!((origin(letters.start - 1), origin(letters.start)), (Some(a), Some(b)) if touch(a, b));
        let ends =
            !matches!((origin(letters.end.saturating_sub(1)), origin(letters.end)), (Some(a), Some(b)) if touch(a, b));
        begins && ends
    }

    /// Where `run` stands by itself, from `from` on.
    fn find(&self, run: &str, from: usize, until: usize) -> Option<Range<usize>> {
        let mut start = from;
        while let Some(found) = self.letters.get(start..).and_then(|rest| rest.find(run)) {
            let at = start + found;
            if at > until {
                return None;
            }
            let range = at..at + run.len();
            if self.is_apart(&range) {
                return Some(range);
            }
            start = at + self.letters[at..].chars().next().map_or(1, char::len_utf8);
        }
        None
    }
}

/// One letter for those that are taken for each other: programs that read screenshots mix up O and 0, l, I and 1; people
/// leave accents out.
fn folded(letter: char) -> char {
    match letter {
        '0' => 'o',
        '1' | 'l' => 'i',
        'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' => 'a',
        'ç' => 'c',
        'è' | 'é' | 'ê' | 'ë' => 'e',
        'ì' | 'í' | 'î' | 'ï' => 'i',
        'ñ' => 'n',
        'ò' | 'ó' | 'ô' | 'õ' | 'ö' => 'o',
        'ù' | 'ú' | 'û' | 'ü' => 'u',
        other => other,
    }
}

/// A sentence to look for; `{}` stands for anything.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// As it was written.
    pub text: String,
    /// The letters between its placeholders.
    runs: Vec<String>,
}

impl Sentence {
    /// A sentence with `{}` where its program writes something that varies.
    pub fn new(text: &str) -> Self {
        let runs = text.split("{}").map(|part| Pasted::new(part).letters).filter(|run| !run.is_empty()).collect();
        Self { text: text.to_owned(), runs }
    }

    /// How many letters and digits are compared: the more there are, the more a match says.
    pub fn weight(&self) -> usize {
        self.runs.iter().map(String::len).sum()
    }

    /// Where it stands in `text` for the first time, in its letters.
    pub(super) fn find(&self, text: &Pasted) -> Option<Range<usize>> {
        let (first, rest) = self.runs.split_first()?;
        let mut from = 0;
        'next: while let Some(begun) = text.find(first, from, usize::MAX) {
            let mut end = begun.end;
            for run in rest {
                let Some(found) = text.find(run, end, end + GAP) else {
                    from = begun.end;
                    continue 'next;
                };
                end = found.end;
            }
            return Some(begun.start..end);
        }
        None
    }

    /// Its words in lower case, without placeholders.
    pub(super) fn words(&self) -> Vec<String> {
        self.text.split("{}").flat_map(|part| Pasted::new(part).words().collect::<Vec<_>>()).collect()
    }
}

/// Percent-decoded, without entities, escapes and markup. Entities come first: a page may show markup, and then it is
/// taken out as in the sentence that is looked for.
fn readable(text: &str) -> String {
    let text = if text.contains('%') { percent_decode_str(text).decode_utf8_lossy() } else { Cow::Borrowed(text) };
    let text = if text.contains('&') { Cow::Owned(without_entities(&text)) } else { text };
    let text = ESCAPE.replace_all(&text, |found: &regex::Captures<'_>| {
        let code = found.get(1).and_then(|code| u32::from_str_radix(code.as_str(), 16).ok());
        code.and_then(char::from_u32).unwrap_or(' ').to_string()
    });
    TAG.replace_all(&text, " ").into_owned()
}

fn without_entities(text: &str) -> String {
    let named = [("&quot;", "\""), ("&apos;", "'"), ("&nbsp;", " "), ("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&")];
    let mut text = text.to_owned();
    for (entity, character) in named {
        text = text.replace(entity, character);
    }
    // The rest are quotation marks and blanks by number.
    static NUMBERED: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"&#(?:x[0-9A-Fa-f]{1,6}|[0-9]{1,7});").expect("it is a regular expression"));
    NUMBERED.replace_all(&text, " ").into_owned()
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    const AUDIENCE: &str = "{} is not a valid audience for this Response";

    #[rstest]
    #[case::as_written("https://sp.test/x is not a valid audience for this Response")]
    #[case::other_case_and_blanks("ACME IS  not a\tValid audience\n\nfor THIS response.")]
    #[case::wrapped_in_a_word("[2026-11-27] app.ERROR: x is not a valid audi\nence for this Resp\nonse")]
    #[case::quoted_mail("> x is not a valid\n> audience for this\n> Response")]
    #[case::markup("<p>x is <b>not</b> a valid&nbsp;audience for this <i>Response</i></p>")]
    #[case::in_an_address("/error?m=x%20is+not%20a%20valid%20audience%20for%20this%20Response&x=1")]
    #[case::in_a_comment_of_a_page("<p>x is not a valid<!-- the\nwords --> audience for this Response</p>")]
    #[case::json(r#"{"error":"\"x\" is not a valid audience\nfor this Response"}"#)]
    fn a_sentence_is_found_whatever_happened_to_it(#[case] text: &str) {
        assert!(Sentence::new(AUDIENCE).find(&Pasted::new(text)).is_some(), "{text}");
    }

    #[rstest]
    #[case::another("x is a valid audience for this Response")]
    #[case::within_a_word("x is not a valid audience for this Responses")]
    #[case::too_far_apart(&format!("received at a {} instead of b", "x".repeat(500)))]
    fn what_is_not_there_is_not_found(#[case] text: &str) {
        for sentence in [AUDIENCE, "received at {} instead of"] {
            assert_eq!(Sentence::new(sentence).find(&Pasted::new(text)), None, "{sentence}");
        }
    }

    #[rstest]
    #[case::zero("AADSTS50011", "AADSTS5O011: The redirect URl")]
    #[case::one("You do not have access to this application", "You do not have access to th1s appl1cation")]
    #[case::capital_i("Piease contact", "Please contact")]
    #[case::accents("Página no encontrada", "pagina no encontrada")]
    fn letters_that_are_read_for_each_other_are_the_same(#[case] sentence: &str, #[case] text: &str) {
        assert!(Sentence::new(sentence).find(&Pasted::new(text)).is_some());
    }

    #[test]
    fn a_status_in_xml_is_found() {
        let status = Sentence::new("urn:oasis:names:tc:SAML:2.0:status:Responder");
        let xml = "<samlp:StatusCode Value=\"urn:oasis:names:tc:SAML:2.0:status:Responder\"/>";
        assert!(status.find(&Pasted::new(xml)).is_some());
        assert!(status.find(&Pasted::new(&xml.replace('<', "&lt;").replace('"', "&quot;"))).is_some());
    }

    #[test]
    fn http_is_told_from_https() {
        let behind_proxy = Sentence::new("received at http:// {} instead of https://");
        let found = |text| behind_proxy.find(&Pasted::new(text)).is_some();
        assert!(found("was received at http://sp.test/acs instead of https://sp.test/acs"));
        assert!(!found("was received at https://sp.test/acs instead of https://sp.test/acs/"));
    }

    #[test]
    fn a_first_part_that_leads_nowhere_is_tried_again_further_on() {
        let sentence = Sentence::new("expected {} got");
        let text = format!("expected {} expected 1 got 2", "x".repeat(500));
        assert!(sentence.find(&Pasted::new(&text)).is_some());
    }

    #[test]
    fn the_quote_is_what_the_text_says() {
        let text = Pasted::new("Error: “Acme’s”\n  is not a valid audience  for this Response!");
        let found = Sentence::new("is not a valid {} for this Response").find(&text).unwrap();
        assert_eq!(text.quote(&found), "is not a valid audience for this Response");
    }

    #[test]
    fn letters_of_other_scripts_do_no_harm() {
        let text = Pasted::new("Ошибка: ÄÖ İ is not a valid audience for this Response — 错误");
        assert!(Sentence::new(AUDIENCE).find(&text).is_some());
    }
}
