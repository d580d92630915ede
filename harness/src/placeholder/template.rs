//! Taking a template apart: texts, placeholders, filters.

use std::ops::Range;

use mock_idp::recipe::next_brace;

use super::Names;
use crate::diagnostic::{help_for, nearest};

/// A part of a template.
pub(super) enum Part<'t> {
    /// As it stands.
    Text(&'t str),
    /// `{name|filter|filter}`. `span` is the name's place, `whole` that of all with its braces.
    Placeholder { name: &'t str, span: Range<usize>, whole: Range<usize>, filters: Vec<Filter<'t>> },
    /// What is neither.
    Fault(TemplateFault),
}

/// A filter's name and place.
pub(super) struct Filter<'t> {
    pub(super) name: &'t str,
    pub(super) span: Range<usize>,
}

/// What is wrong in a template, and where (bytes of the template).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TemplateFault {
    /// Where.
    pub span: Range<usize>,
    /// What.
    pub message: String,
    /// What would be right.
    pub help: Option<String>,
}

/// The parts of `template` in order. A single `}` that closes nothing is text.
pub(super) fn parse(template: &str) -> Vec<Part<'_>> {
    let mut parts = Vec::new();
    let mut at = 0;
    while let Some(open) = next_brace(&template[at..]).map(|index| at + index) {
        if open > at {
            parts.push(Part::Text(&template[at..open]));
        }
        if template[open..].starts_with("{{") || template[open..].starts_with("}}") {
            parts.push(Part::Text(&template[open..=open]));
            at = open + 2;
            continue;
        }
        let Some(close) = template[open..].find('}').map(|index| open + index) else {
            let help = Some("write `{{` for a brace that is meant as such".to_owned());
            let span = open..template.len();
            parts.push(Part::Fault(TemplateFault { span, message: "a `{` that is not closed".to_owned(), help }));
            return parts;
        };
        parts.push(placeholder(template, open + 1..close));
        at = close + 1;
    }
    if at < template.len() {
        parts.push(Part::Text(&template[at..]));
    }
    parts
}

fn placeholder(template: &str, inner: Range<usize>) -> Part<'_> {
    let whole = inner.start - 1..inner.end + 1;
    let mut pieces = Vec::new();
    let mut at = inner.start;
    for piece in template[inner].split('|') {
        let name = piece.trim();
        let start = at + (piece.len() - piece.trim_start().len());
        pieces.push(Filter { name, span: start..start + name.len() });
        at += piece.len() + 1;
    }
    let first = pieces.remove(0);
    Part::Placeholder { name: first.name, span: first.span, whole, filters: pieces }
}

/// A placeholder that stands for a value by its name: with its braces, and what stands between them.
pub(crate) struct Place<'t> {
    /// Its place in the template, braces included.
    pub(crate) whole: Range<usize>,
    /// The name.
    pub(crate) name: &'t str,
    /// Whether filters follow the name.
    pub(crate) filtered: bool,
}

/// The placeholders of `template` whose names begin with `prefix`, also one that ends another placeholder, as
/// `{with.times}` in `{repeat:<x>:{with.times}}`.
pub(crate) fn places<'t>(template: &'t str, prefix: &str) -> Vec<Place<'t>> {
    let placeholder = |part| match part {
        Part::Placeholder { name, span, whole, filters } => {
            // The parser takes the first `}` for the end, so an inner placeholder ends where the outer one seems to.
            let inner = name.rfind('{').map_or(0, |open| open + 1);
            let start = if inner > 0 { span.start + inner - 1 } else { whole.start };
            let name = &name[inner..];
            name.starts_with(prefix).then_some(Place { whole: start..whole.end, name, filtered: !filters.is_empty() })
        }
        Part::Text(_) | Part::Fault(_) => None,
    };
    parse(template).into_iter().filter_map(placeholder).collect()
}

/// All that is wrong with `template` where only `names` are known.
pub fn check_template(template: &str, names: &Names) -> Vec<TemplateFault> {
    let mut faults = Vec::new();
    for part in parse(template) {
        match part {
            Part::Text(_) => {}
            Part::Fault(fault) => faults.push(fault),
            Part::Placeholder { name, span, filters, .. } => {
                if !names.contains(name) {
                    let near = nearest(name, names.iter()).map(|best| format!("did you mean `{{{best}}}`?"));
                    let help = near.or_else(|| Some("write `{{` for a brace that is meant as such".to_owned()));
                    faults.push(TemplateFault { span, message: format!("unknown placeholder `{{{name}}}`"), help });
                }
                let unknown = filters.into_iter().filter(|f| !mock_idp::recipe::is_filter(f.name));
                faults.extend(unknown.map(|f| TemplateFault {
                    span: f.span,
                    message: format!("unknown filter `{}`", f.name),
                    help: help_for(f.name, mock_idp::recipe::filters()),
                }));
            }
        }
    }
    faults
}
