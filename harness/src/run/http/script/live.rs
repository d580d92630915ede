//! The part of a script that runs when the page is loaded: all but the functions that wait for something else.

use std::collections::{BTreeMap, BTreeSet};

use super::token::Token;

/// Calls whose functions run without anybody's doing.
const RUNNERS: [&str; 9] = [
    "setTimeout",
    "setInterval",
    "requestAnimationFrame",
    "requestIdleCallback",
    "queueMicrotask",
    "ready",
    "then",
    "$",
    "jQuery",
];
/// Events that come by themselves.
const EVENTS: [&str; 5] = ["load", "DOMContentLoaded", "pageshow", "readystatechange", "ready"];
/// Handlers of them.
const HANDLERS: [&str; 3] = ["onload", "onpageshow", "onreadystatechange"];

/// The tokens that run, in order; functions that are called come after what calls them.
pub(super) fn live(tokens: &[Token]) -> Vec<Token> {
    let mut reader = Reader { functions: BTreeMap::new() };
    let mut running = reader.running(tokens);
    let mut called = BTreeSet::new();
    let mut from = 0;
    while from < running.len() {
        let news: Vec<String> = running.get(from..).unwrap_or_default().iter().filter_map(word).collect();
        from = running.len();
        for name in news {
            // `x.submit` is not the page's own function `submit`, but a global that is called so runs as a handler.
            if called.insert(name.clone())
                && let Some(body) = reader.functions.get(&name).cloned()
            {
                running.push(Token::Mark(';'));
                running.extend(reader.running(&body));
                running.push(Token::Mark(';'));
            }
        }
    }
    running
}

fn word(token: &Token) -> Option<String> {
    match token {
        Token::Word(word) => Some(word.clone()),
        _ => None,
    }
}

struct Reader {
    /// Bodies of functions that have names.
    functions: BTreeMap<String, Vec<Token>>,
}

impl Reader {
    /// What runs of `tokens`; bodies of functions that run are put in their place, named ones are kept.
    fn running(&mut self, tokens: &[Token]) -> Vec<Token> {
        let mut running = Vec::new();
        // Bodies inside bodies are read in turns, so that no nesting is too deep.
        let mut pending = vec![(tokens.to_vec(), 0_usize)];
        while let Some((list, from)) = pending.pop() {
            let mut at = from;
            while at < list.len() {
                let Some(function) = Function::at(&list, at) else {
                    running.extend(list.get(at).cloned());
                    at += 1;
                    continue;
                };
                let body = list.get(function.body.clone()).unwrap_or_default().to_vec();
                let runs = function.runs(&list);
                // An arrow is seen after its parameters.
                running.truncate(running.len().saturating_sub(at - function.start));
                // To be given a name is not to be called by it.
                if function.name.is_some() && !function.declared && !runs {
                    running.truncate(running.len().saturating_sub(2));
                }
                if let Some(name) = function.name {
                    self.functions.insert(name, body.clone());
                }
                if runs {
                    pending.push((list, function.end));
                    running.push(Token::Mark(';'));
                    pending.push((body, 0));
                    break;
                }
                at = function.end;
            }
        }
        running
    }
}

/// A function in a list of tokens.
struct Function {
    start: usize,
    body: std::ops::Range<usize>,
    end: usize,
    name: Option<String>,
    declared: bool,
}

impl Function {
    /// The function that begins at `at`, if one does.
    fn at(list: &[Token], at: usize) -> Option<Self> {
        if list.get(at)?.is_word("function") {
            let open = (at..list.len()).find(|i| list.get(*i).is_some_and(|t| t.is('(')))?;
            let own = list.get(at + 1).and_then(word);
            let parameters = closing(list, open)?;
            let block = parameters + 1;
            list.get(block).filter(|token| token.is('{'))?;
            let end = closing(list, block)?;
            let name = own.clone().or_else(|| assigned(list, at));
            return Some(Self { start: at, body: block + 1..end, end: end + 1, name, declared: own.is_some() });
        }
        if *list.get(at)? != Token::Arrow {
            return None;
        }
        let start = match list.get(at.checked_sub(1)?)? {
            Token::Mark(')') => opening(list, at - 1)?,
            _ => at - 1,
        };
        let name = assigned(list, start);
        let after = at + 1;
        let (body, end) = if list.get(after)?.is('{') {
            let end = closing(list, after)?;
            (after + 1..end, end + 1)
        } else {
            let end = expression_end(list, after);
            (after..end, end)
        };
        Some(Self { start, body, end, name, declared: false })
    }

    /// Whether it runs where it stands.
    fn runs(&self, list: &[Token]) -> bool {
        if self.declared && self.start.checked_sub(1).and_then(|i| list.get(i)).is_none_or(|t| t.is(';') || t.is('}')) {
            return false;
        }
        let called_after = |end: usize| match list.get(end) {
            Some(token) if token.is('(') => true,
            Some(token) if token.is('.') => list.get(end + 1).is_some_and(|t| t.is_word("call") || t.is_word("apply")),
            _ => false,
        };
        let closed = list.get(self.end).is_some_and(|t| t.is(')'));
        // A declaration that parentheses follow is no call.
        if (!self.declared || self.start > 0) && (called_after(self.end) || (closed && called_after(self.end + 1))) {
            return true;
        }
        let before = list.get(..self.start).unwrap_or_default();
        match before {
            [.., Token::Word(handler), Token::Mark('=')] => HANDLERS.contains(&handler.as_str()),
            [.., Token::Word(runner), Token::Mark('(')] => RUNNERS.contains(&runner.as_str()),
            [.., Token::Word(listen), Token::Mark('('), Token::Text(event), Token::Mark(',')] => {
                matches!(listen.as_str(), "addEventListener" | "on" | "one" | "attachEvent")
                    && (EVENTS.contains(&event.as_str()) || HANDLERS.contains(&event.as_str()))
            }
            _ => false,
        }
    }
}

/// The name that a function at `at` is given: `name = function`, `name: function`.
fn assigned(list: &[Token], at: usize) -> Option<String> {
    match list.get(..at)? {
        // A field of something is called by somebody else.
        [.., Token::Mark('.'), Token::Word(_), Token::Mark('=')] => None,
        [.., Token::Word(name), Token::Mark('=' | ':')] if !HANDLERS.contains(&name.as_str()) => Some(name.clone()),
        _ => None,
    }
}

fn change(token: &Token) -> i32 {
    match token {
        Token::Mark('(' | '[' | '{') => 1,
        Token::Mark(')' | ']' | '}') => -1,
        _ => 0,
    }
}

/// Index of what closes the bracket at `open`.
fn closing(list: &[Token], open: usize) -> Option<usize> {
    let mut depth = 0;
    (open..list.len()).find(|index| {
        depth += list.get(*index).map_or(0, change);
        depth == 0
    })
}

/// Index of what opens the bracket at `close`.
fn opening(list: &[Token], close: usize) -> Option<usize> {
    let mut depth = 0;
    (0..=close).rev().find(|index| {
        depth += list.get(*index).map_or(0, change);
        depth == 0
    })
}

/// Where the expression that begins at `from` ends.
fn expression_end(list: &[Token], from: usize) -> usize {
    let mut depth = 0;
    for index in from..list.len() {
        let Some(token) = list.get(index) else { break };
        if depth == 0 && (token.is(';') || token.is(',') || change(token) < 0) {
            return index;
        }
        depth += change(token);
    }
    list.len()
}
