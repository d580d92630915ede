//! Reading paths.

use std::str::FromStr;

use thiserror::Error;

use super::{Axis, NodePath, Segment};

/// A text that is no path.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("`{path}` is no node path: {reason}")]
pub struct PathError {
    path: String,
    reason: String,
}

impl FromStr for NodePath {
    type Err = PathError;

    fn from_str(text: &str) -> Result<Self, PathError> {
        let fail = |reason: String| PathError { path: text.to_owned(), reason };
        let (mut axis, mut rest) = match (text.strip_prefix("//"), text.strip_prefix('/')) {
            (Some(rest), _) => (Axis::Descendant, rest),
            (None, Some(rest)) => (Axis::Root, rest),
            (None, None) => (Axis::Descendant, text),
        };
        let (mut segments, mut attribute) = (Vec::new(), None);
        loop {
            let (segment, next) = match rest.find('/') {
                Some(slash) => (&rest[..slash], Some(&rest[slash + 1..])),
                None => (rest, None),
            };
            if let Some(name) = segment.strip_prefix('@') {
                check_name(name).map_err(fail)?;
                if next.is_some() {
                    return Err(fail(format!("nothing may follow the attribute `@{name}`")));
                }
                if segments.is_empty() {
                    return Err(fail(format!("write whose attribute it is, as in `Response/@{name}`")));
                }
                attribute = Some(name.to_owned());
                break;
            }
            segments.push(read_segment(segment, axis).map_err(fail)?);
            let Some(next) = next else { break };
            (axis, rest) = match next.strip_prefix('/') {
                Some(next) => (Axis::Descendant, next),
                None => (Axis::Child, next),
            };
        }
        Ok(Self { text: text.to_owned(), segments, attribute })
    }
}

fn read_segment(text: &str, axis: Axis) -> Result<Segment, String> {
    let (name, number) = match text.split_once('[') {
        None => (text, None),
        Some((name, rest)) => {
            let number = rest.strip_suffix(']').ok_or_else(|| format!("`{text}` lacks a `]`"))?;
            let read = number.parse().ok().filter(|n| *n > 0);
            (name, Some(read.ok_or_else(|| format!("`[{number}]` is not a number from 1 on"))?))
        }
    };
    if name != "*" {
        check_name(name)?;
    }
    Ok(Segment { name: name.to_owned(), number, axis })
}

fn check_name(name: &str) -> Result<(), String> {
    let odd = |c: char| c.is_whitespace() || "[]@()<>\"'=|{}*,;&".contains(c);
    if name.is_empty() {
        return Err("a name is missing".to_owned());
    }
    if name.contains(odd) {
        return Err(format!("`{name}` is not a name; only names, `[n]`, `//` and `@name` are known here"));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_path_is_refused_with_a_reason() {
        for (text, reason) in [
            ("", "a name is missing"),
            ("Response/", "a name is missing"),
            ("///Response", "a name is missing"),
            ("@ID", "write whose attribute it is"),
            ("Response/@ID/x", "nothing may follow"),
            ("Response/@", "a name is missing"),
            ("Assertion[0]", "is not a number from 1 on"),
            ("Assertion[last()]", "is not a number from 1 on"),
            ("Assertion[1", "lacks a `]`"),
            ("Assertion[1]x", "lacks a `]`"),
            ("Name ID", "is not a name"),
        ] {
            let error = text.parse::<NodePath>().unwrap_err().to_string();
            assert!(error.contains(reason), "{text}: {error}");
        }
    }
}
