//! Which element an expression such as `document.forms[0]` means.

use scraper::ElementRef;

use super::super::control::{kind, name_of};
use super::super::page::Page;
use super::token::Token;

/// How many variables are followed.
const STEPS: usize = 4;

/// The expression that ends before `at`.
pub(super) fn statement_before(tokens: &[Token], at: usize) -> &[Token] {
    let mut depth = 0_usize;
    let start = (0..at).rev().find(|index| match tokens.get(*index) {
        Some(Token::Mark(')' | ']')) => {
            depth += 1;
            false
        }
        Some(Token::Mark('(' | '[')) if depth > 0 => {
            depth -= 1;
            false
        }
        Some(Token::Mark('.')) | Some(Token::Text(_)) => false,
        Some(Token::Word(word)) => depth == 0 && matches!(word.as_str(), "return" | "var" | "let" | "const" | "else"),
        // Two expressions without a semicolon between them are told apart below.
        _ => depth == 0,
    });
    tokens.get(start.map_or(0, |start| start + 1)..at).unwrap_or_default()
}

/// The element that `expression` means; variables are looked up in `all`.
pub(super) fn element_called<'a>(page: &'a Page, all: &[Token], expression: &[Token]) -> Option<ElementRef<'a>> {
    let mut expression = expression;
    for _ in 0..STEPS {
        if let [Token::Word(name)] = expression {
            match assigned(all, name) {
                Some(value) => expression = value,
                None => return named(page, name),
            }
        } else {
            return spelled(page, expression);
        }
    }
    None
}

/// What is assigned to a variable.
fn assigned<'t>(all: &'t [Token], name: &str) -> Option<&'t [Token]> {
    let equals = (1..all.len()).find(|index| {
        all.get(*index).is_some_and(|token| token.is('='))
            && all.get(index - 1).is_some_and(|token| token.is_word(name))
            && !index.checked_sub(2).and_then(|i| all.get(i)).is_some_and(|token| token.is('.'))
    })?;
    let rest = all.get(equals + 1..)?;
    let end = rest.iter().position(|token| token.is(';') || token.is(',') || token.is_word("var"));
    rest.get(..end.unwrap_or(rest.len()))
}

/// An expression that is spelled out; what stands in front of the last `document` is another statement.
fn spelled<'a>(page: &'a Page, expression: &[Token]) -> Option<ElementRef<'a>> {
    let start =
        expression.iter().rposition(|token| token.is_word("document") || token.is_word("$") || token.is_word("jQuery"));
    let expression = expression.get(start.unwrap_or(0)..)?;
    let (first, rest) = expression.split_first()?;
    if !first.is_word("document") {
        return match rest {
            [Token::Mark('('), Token::Text(selector), ..] => page.query(selector).ok().flatten(),
            _ => None,
        };
    }
    let element = match rest {
        [Token::Mark('.'), Token::Word(property), after @ ..] => member(page, property, after),
        [Token::Mark('['), Token::Text(name), ..] => named(page, name),
        _ => None,
    }?;
    // `button.form`
    let to_form = matches!(rest, [.., Token::Mark('.'), last] if last.is_word("form"));
    if to_form { page.form_of(element) } else { Some(element) }
}

fn member<'a>(page: &'a Page, property: &str, after: &[Token]) -> Option<ElementRef<'a>> {
    let forms = |page: &'a Page| page.elements().filter(|element| name_of(*element) == "form");
    match (property, after) {
        ("forms", [Token::Mark('['), Token::Word(index), ..]) => forms(page).nth(index.parse().ok()?),
        ("forms", [Token::Mark('['), Token::Text(name), ..] | [Token::Mark('.'), Token::Word(name), ..]) => {
            named(page, name)
        }
        ("getElementById", [Token::Mark('('), Token::Text(id), ..]) => page.by_id(id),
        ("querySelector", [Token::Mark('('), Token::Text(selector), ..]) => page.query(selector).ok().flatten(),
        ("querySelectorAll", [Token::Mark('('), Token::Text(selector), Token::Mark(')'), index @ ..]) => {
            let selector = scraper::Selector::parse(selector).ok()?;
            page.html.select(&selector).nth(position(index))
        }
        ("getElementsByTagName", [Token::Mark('('), Token::Text(tag), Token::Mark(')'), index @ ..]) => {
            page.elements().filter(|element| name_of(*element).eq_ignore_ascii_case(tag)).nth(position(index))
        }
        ("getElementsByName", [Token::Mark('('), Token::Text(name), Token::Mark(')'), index @ ..]) => {
            page.elements().filter(|element| element.attr("name") == Some(name)).nth(position(index))
        }
        ("getElementsByClassName", [Token::Mark('('), Token::Text(class), Token::Mark(')'), index @ ..]) => {
            let has = |element: &ElementRef<'_>| element.value().classes().any(|own| own == class);
            page.elements().filter(has).nth(position(index))
        }
        (name, _) => named(page, name),
    }
}

/// The number in `[n]`.
fn position(index: &[Token]) -> usize {
    match index {
        [Token::Mark('['), Token::Word(number), ..] => number.parse().unwrap_or_default(),
        _ => 0,
    }
}

/// A form or button by its name or id, as `document` and `window` know them.
fn named<'a>(page: &'a Page, name: &str) -> Option<ElementRef<'a>> {
    let known = |element: &ElementRef<'_>| name_of(*element) == "form" || kind(*element) == "submit";
    page.elements().filter(known).find(|element| element.attr("name") == Some(name) || element.attr("id") == Some(name))
}
