//! The attributes of a start tag, read as far as it goes.

use super::fault::{Fault, FaultKind};
use super::text::reference;
use super::{Attribute, MOST_ATTRIBUTES};
use crate::finding::Span;

/// Reads what stands behind the element's name. `at` is where `text` begins in the document.
pub(super) fn read(text: &str, at: usize, faults: &mut Vec<Fault>) -> Vec<Attribute> {
    let mut found: Vec<Attribute> = Vec::new();
    let mut here = 0;
    let blank = |c: char| matches!(c, ' ' | '\t' | '\r' | '\n');
    loop {
        let rest = &text[here..];
        here += rest.len() - rest.trim_start_matches(blank).len();
        let rest = &text[here..];
        if rest.is_empty() || rest == "/" || rest == "?" || found.len() >= MOST_ATTRIBUTES || faults.len() > 1000 {
            return found;
        }
        let end = rest.find(|c: char| blank(c) || c == '=').unwrap_or(rest.len());
        let name = Span::new(at + here, at + here + end);
        let written = &rest[..end];
        if !is_name(written) {
            faults.push(Fault { kind: FaultKind::Name(crate::lines::short(written)), span: name });
        }
        let behind = rest[end..].trim_start_matches(blank);
        let Some(value) = behind.strip_prefix('=') else {
            if is_name(written) {
                faults.push(Fault { kind: FaultKind::NoValue, span: name });
            }
            here += end.max(1);
            here = ceiling(text, here);
            continue;
        };
        let value = value.trim_start_matches(blank);
        let start = text.len() - value.len();
        let (span, next) = quoted(text, start, at, faults);
        check(&text[span.start - at..span.end - at], span.start, faults);
        let same = |other: &Attribute| &text[other.name.start - at..other.name.end - at] == written;
        if found.iter().any(same) {
            faults.push(Fault { kind: FaultKind::Duplicate(crate::lines::short(written)), span: name });
        }
        found.push(Attribute { name, value: span });
        here = next;
    }
}

/// The value that begins at `start` with its quote, and where the text goes on behind it.
fn quoted(text: &str, start: usize, at: usize, faults: &mut Vec<Fault>) -> (Span, usize) {
    let value = &text[start..];
    if let Some(quote) = value.chars().next().filter(|c| matches!(c, '"' | '\'')) {
        let inside = &value[1..];
        let end = inside.find(quote).unwrap_or(inside.len());
        let next = (start + 1 + end + 1).min(text.len());
        return (Span::new(at + start + 1, at + start + 1 + end), next);
    }
    let end = value.find([' ', '\t', '\r', '\n']).unwrap_or(value.len());
    faults.push(Fault { kind: FaultKind::Unquoted, span: Span::new(at + start, at + start + end) });
    (Span::new(at + start, at + start + end), start + end)
}

/// What must not stand in a value.
fn check(value: &str, at: usize, faults: &mut Vec<Fault>) {
    if let Some(less) = value.find('<') {
        faults.push(Fault { kind: FaultKind::LessThan, span: Span::new(at + less, at + less + 1) });
    }
    for (ampersand, _) in value.match_indices('&').take(50) {
        if reference(&value[ampersand..]).is_none() {
            let span = Span::new(at + ampersand, at + ampersand + 1);
            faults.push(Fault { kind: super::parse::no_reference(&value[ampersand..]), span });
        }
    }
}

/// Whether it may be the name of an element or an attribute. Wider than XML's own rule by characters that nobody types.
pub(super) fn is_name(text: &str) -> bool {
    let first = |c: char| c.is_alphabetic() || c == '_' || c == ':';
    text.chars().next().is_some_and(first)
        && text.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | ':' | '-' | '.' | '\u{b7}'))
}

fn ceiling(text: &str, mut at: usize) -> usize {
    while at < text.len() && !text.is_char_boundary(at) {
        at += 1;
    }
    at.min(text.len())
}
