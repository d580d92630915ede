//! What a step means by an element, as data: CSS, or what a person sees of it.

use std::str::FromStr;

use thiserror::Error;

/// One element of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Selector {
    /// CSS.
    Css(String),
    /// `text=Save`: a link, button, label or the like by its whole text.
    Text(String),
    /// `label=E-mail`: a field by its label, `aria-label` included.
    Label(String),
    /// `placeholder=you@example.com`: a field by what it shows while it is empty.
    Placeholder(String),
    /// `role=button[name=Save]`: by its ARIA role, and its name, where one is given.
    Role {
        /// The role, written out or implied by the element.
        role: String,
        /// What it is called.
        name: Option<String>,
    },
}

/// Why a text is no selector.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[allow(missing_docs)]
pub enum NoSelector {
    #[error("it is empty")]
    Empty,
    #[error("no text stands after `=`")]
    NoText,
    #[error("a role is written as `button` or `button[name=Save]`")]
    Role,
    #[error("a bracket closes what was not opened")]
    Closed,
    #[error("a bracket is not closed")]
    Open,
    #[error("a quote is not closed")]
    Quote,
    #[error("something must follow its last character")]
    Unfinished,
}

impl FromStr for Selector {
    type Err = NoSelector;

    fn from_str(text: &str) -> Result<Self, NoSelector> {
        let (kind, rest) = text.split_once('=').unwrap_or(("", ""));
        let said = || match rest.trim() {
            "" => Err(NoSelector::NoText),
            rest => Ok(unquoted(rest).to_owned()),
        };
        match kind.trim_start() {
            "text" => Ok(Self::Text(said()?)),
            "label" => Ok(Self::Label(said()?)),
            "placeholder" => Ok(Self::Placeholder(said()?)),
            "role" => role(rest.trim()),
            _ => css_fault(text).map_or_else(|| Ok(Self::Css(text.to_owned())), Err),
        }
    }
}

fn unquoted(text: &str) -> &str {
    let within = |quote: char| text.strip_prefix(quote)?.strip_suffix(quote);
    within('"').or_else(|| within('\'')).unwrap_or(text)
}

fn role(text: &str) -> Result<Selector, NoSelector> {
    let (role, rest) = text.split_at(text.find('[').unwrap_or(text.len()));
    if role.is_empty() || !role.chars().all(|c| c.is_ascii_lowercase()) {
        return Err(NoSelector::Role);
    }
    let name = match rest {
        "" => None,
        rest => {
            let inner = rest.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).ok_or(NoSelector::Role)?;
            let (key, name) = inner.split_once('=').ok_or(NoSelector::Role)?;
            let name = unquoted(name.trim());
            if key.trim() != "name" || name.is_empty() {
                return Err(NoSelector::Role);
            }
            Some(name.to_owned())
        }
    };
    Ok(Selector::Role { role: role.to_owned(), name })
}

/// The coarse faults that CSS can have; the browser knows the others.
fn css_fault(css: &str) -> Option<NoSelector> {
    let mut closing = Vec::new();
    let mut characters = css.chars();
    while let Some(character) = characters.next() {
        match character {
            '\\' => drop(characters.next()),
            '"' | '\'' if closing.last() == Some(&character) => drop(closing.pop()),
            _ if matches!(closing.last(), Some('"' | '\'')) => {}
            '"' | '\'' => closing.push(character),
            '[' => closing.push(']'),
            '(' => closing.push(')'),
            ']' | ')' if closing.pop() != Some(character) => return Some(NoSelector::Closed),
            _ => {}
        }
    }
    match closing.last() {
        Some('"' | '\'') => Some(NoSelector::Quote),
        Some(_) => Some(NoSelector::Open),
        None if css.trim().is_empty() => Some(NoSelector::Empty),
        None if css.trim_end().ends_with([',', '>', '+', '~']) => Some(NoSelector::Unfinished),
        None => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_person_sees_and_css() {
        let button = |name: Option<&str>| Selector::Role { role: "button".into(), name: name.map(str::to_owned) };
        for (text, wanted) in [
            ("text= Save ", Selector::Text("Save".into())),
            ("label=E-mail", Selector::Label("E-mail".into())),
            ("label=\"a = b\"", Selector::Label("a = b".into())),
            ("placeholder=you@acme.test", Selector::Placeholder("you@acme.test".into())),
            ("role=button", button(None)),
            ("role=button[name=\"Log in\"]", button(Some("Log in"))),
            ("role=button[name=Log in]", button(Some("Log in"))),
            ("role=button[ name = 'it[s]' ]", button(Some("it[s]"))),
            ("input[name=email]", Selector::Css("input[name=email]".into())),
            ("[role=button]", Selector::Css("[role=button]".into())),
        ] {
            assert_eq!(text.parse(), Ok(wanted), "{text}");
        }
    }

    #[test]
    fn what_is_none() {
        for (text, wanted) in [
            (" ", NoSelector::Empty),
            ("text= ", NoSelector::NoText),
            ("label=", NoSelector::NoText),
            ("role=", NoSelector::Role),
            ("role=button[title=x]", NoSelector::Role),
            ("role=button[name=]", NoSelector::Role),
            ("role=button[name=x", NoSelector::Role),
            ("input[name=email", NoSelector::Open),
            ("input]", NoSelector::Closed),
            ("a[b='c]", NoSelector::Quote),
            ("a >", NoSelector::Unfinished),
        ] {
            assert_eq!(text.parse::<Selector>(), Err(wanted), "{text}");
        }
    }
}
