//! Texts of a recipe: `{name}` and `{name|filter}` are filled in, `{{` and `}}` are braces.

use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize};

use super::Fault;
use super::draft::WEIGHT_LIMIT;
use super::filter::{filtered, filters, is_filter};

/// A text with placeholders; checked for its form when it is read.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize)]
#[serde(transparent)]
pub struct Template(String);

/// A part of a template.
enum Part<'t> {
    Text(&'t str),
    Placeholder(&'t str, Vec<&'t str>),
}

impl Template {
    /// Checks that braces are closed and filters known.
    pub fn new(text: impl Into<String>) -> Result<Self, Fault> {
        let text = text.into();
        for part in parts(&text)? {
            let Part::Placeholder(_, named) = part else { continue };
            if let Some(name) = named.into_iter().find(|name| !is_filter(name)) {
                return Err(unknown_filter(name));
            }
        }
        Ok(Self(text))
    }

    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// As written.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The text with every placeholder filled in by `value`.
    pub fn fill(&self, value: impl Fn(&str) -> Result<String, Fault>) -> Result<String, Fault> {
        let mut text = String::with_capacity(self.0.len());
        for part in parts(&self.0)? {
            match part {
                Part::Text(plain) => text.push_str(plain),
                Part::Placeholder(name, filters) => {
                    let mut filled = value(name)?;
                    for filter in filters {
                        filled = filtered(filter, &filled).ok_or_else(|| unknown_filter(filter))?;
                    }
                    text.push_str(&filled);
                }
            }
            if text.len() > WEIGHT_LIMIT {
                return Err(Fault::new("the text is too long once it is filled in"));
            }
        }
        Ok(text)
    }

    /// Names of the placeholders that `text`, read as a template, holds; none when it is no template.
    pub fn names(text: &str) -> Vec<&str> {
        let parts = parts(text).unwrap_or_default();
        parts
            .into_iter()
            .filter_map(|part| if let Part::Placeholder(name, _) = part { Some(name) } else { None })
            .collect()
    }
}

impl<'de> Deserialize<'de> for Template {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::new(String::deserialize(deserializer)?).map_err(|fault| {
            D::Error::custom(match fault.help {
                Some(help) => format!("{}; {help}", fault.message),
                None => fault.message,
            })
        })
    }
}

fn unknown_filter(name: &str) -> Fault {
    let known: Vec<_> = filters().collect();
    Fault::new(format!("unknown filter `{name}`")).help(format!("known filters: {}", known.join(", ")))
}

/// A single `}` that closes nothing is text.
fn parts(text: &str) -> Result<Vec<Part<'_>>, Fault> {
    let mut parts = Vec::new();
    let mut rest = text;
    while let Some(at) = next_brace(rest) {
        let (before, brace) = rest.split_at(at);
        parts.push(Part::Text(before));
        if let Some(after) = brace.strip_prefix("{{").or_else(|| brace.strip_prefix("}}")) {
            parts.push(Part::Text(&brace[..1]));
            rest = after;
            continue;
        }
        let (inner, after) = brace[1..].split_once('}').ok_or_else(|| {
            Fault::new("a `{` that is not closed").help("write `{{` for a brace that is meant as such")
        })?;
        let mut pieces = inner.split('|').map(str::trim);
        parts.push(Part::Placeholder(pieces.next().unwrap_or_default(), pieces.collect()));
        rest = after;
    }
    parts.push(Part::Text(rest));
    Ok(parts)
}

/// Where the next brace stands that is more than itself: `{`, or `}}`.
pub fn next_brace(text: &str) -> Option<usize> {
    let closing = text.find("}}");
    match (text.find('{'), closing) {
        (Some(open), Some(close)) => Some(open.min(close)),
        (open, close) => open.or(close),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn placeholders_are_filled_in() {
        let template = Template::new("a{{b} {x} { x | upper | reversed }").unwrap();
        assert_eq!(template.fill(|name| Ok(format!("{name}1"))).unwrap(), "a{b} x1 1X");
        assert_eq!(Template::names(template.as_str()), ["x", "x"]);
        let json = Template::new(r#"{{"a": {{"b": {x|json}}}}}"#).unwrap();
        assert_eq!(json.fill(|_| Ok("\"".to_owned())).unwrap(), r#"{"a": {"b": "\""}}"#);
    }

    #[test]
    fn what_is_no_template_is_refused() {
        assert_eq!(Template::new("a {b").unwrap_err().message, "a `{` that is not closed");
        assert_eq!(Template::new("{a|b}").unwrap_err().message, "unknown filter `b`");
    }
}
