//! Words, texts and marks of a script.

/// One of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Token {
    /// Identifier, keyword or number.
    Word(String),
    /// A text, its quotes taken off.
    Text(String),
    /// Any other character.
    Mark(char),
    /// `=>`.
    Arrow,
}

impl Token {
    /// Whether it is this word.
    pub(super) fn is_word(&self, word: &str) -> bool {
        matches!(self, Self::Word(own) if own == word)
    }

    /// Whether it is this mark.
    pub(super) fn is(&self, mark: char) -> bool {
        *self == Self::Mark(mark)
    }
}

/// Reads a script; comments and spaces are left out.
pub(super) fn tokens(source: &str) -> Vec<Token> {
    let characters: Vec<char> = source.chars().collect();
    let mut tokens: Vec<Token> = Vec::new();
    let mut at = 0;
    let word = |c: char| c.is_alphanumeric() || matches!(c, '_' | '$');
    while let Some(&character) = characters.get(at) {
        let next = characters.get(at + 1).copied();
        match (character, next) {
            ('/', Some('/')) => at = until(&characters, at, |c| c == '\n'),
            ('/', Some('*')) => {
                at += 2;
                while at < characters.len() && characters.get(at..at + 2) != Some(&['*', '/']) {
                    at += 1;
                }
                at += 2;
            }
            // The old way of hiding scripts from browsers of 1995 is a comment to the end of the line.
            ('<', Some('!')) if characters.get(at..at + 4) == Some(&['<', '!', '-', '-']) => {
                at = until(&characters, at, |c| c == '\n');
            }
            ('"' | '\'' | '`', _) => {
                let (text, end) = quoted(&characters, at + 1, character);
                tokens.push(Token::Text(text));
                at = end;
            }
            ('/', _) if begins_expression(tokens.last()) => at = regular_expression(&characters, at + 1),
            ('=', Some('>')) => {
                tokens.push(Token::Arrow);
                at += 2;
            }
            // Comparisons assign nothing.
            ('=' | '!' | '<' | '>', Some('=')) => {
                tokens.push(Token::Mark('?'));
                at = until(&characters, at, |c| c != '=' && c != character);
            }
            (c, _) if c.is_whitespace() => at += 1,
            (c, _) if word(c) => {
                let end = until(&characters, at, |c| !word(c));
                tokens.push(Token::Word(characters.get(at..end).unwrap_or_default().iter().collect()));
                at = end;
            }
            (c, _) => {
                tokens.push(Token::Mark(c));
                at += 1;
            }
        }
    }
    tokens
}

fn until(characters: &[char], from: usize, end: impl Fn(char) -> bool) -> usize {
    let rest = characters.get(from..).unwrap_or_default();
    from + rest.iter().position(|c| end(*c)).unwrap_or(rest.len())
}

/// The text up to its closing quote, and where it goes on.
fn quoted(characters: &[char], from: usize, quote: char) -> (String, usize) {
    let (mut text, mut at) = (String::new(), from);
    while let Some(&character) = characters.get(at) {
        at += 1;
        match character {
            c if c == quote => break,
            '\\' => {
                let (character, after) = escaped(characters, at);
                text.extend(character);
                at = after;
            }
            c => text.push(c),
        }
    }
    (text, at)
}

/// The character after a backslash, and where it goes on.
fn escaped(characters: &[char], at: usize) -> (Option<char>, usize) {
    let hex = |from: usize, length: usize| {
        let digits: String = characters.get(from..from + length)?.iter().collect();
        char::from_u32(u32::from_str_radix(&digits, 16).ok()?)
    };
    match characters.get(at) {
        Some('n') => (Some('\n'), at + 1),
        Some('t') => (Some('\t'), at + 1),
        Some('u') if hex(at + 1, 4).is_some() => (hex(at + 1, 4), at + 5),
        Some('x') if hex(at + 1, 2).is_some() => (hex(at + 1, 2), at + 3),
        other => (other.copied(), at + 1),
    }
}

/// Whether a slash after `before` begins a regular expression.
fn begins_expression(before: Option<&Token>) -> bool {
    match before {
        None | Some(Token::Arrow) => true,
        Some(Token::Mark(mark)) => !matches!(mark, ')' | ']' | '}'),
        Some(Token::Word(word)) => word == "return",
        Some(Token::Text(_)) => false,
    }
}

fn regular_expression(characters: &[char], from: usize) -> usize {
    let (mut at, mut class) = (from, false);
    while let Some(&character) = characters.get(at) {
        at += 1;
        match character {
            '\\' => at += 1,
            '[' => class = true,
            ']' => class = false,
            '/' if !class => break,
            '\n' => break,
            _ => {}
        }
    }
    at
}
