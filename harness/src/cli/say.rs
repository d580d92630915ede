//! What is printed. Much of it comes from an SP's pages, which must not be able to move the cursor, clear the screen or set
//! the title of somebody's terminal.

use std::borrow::Cow;
use std::io::Write;

/// The codes by which our own lines are coloured.
const COLOURS: [&str; 7] = ["0", "2", "31", "31;1", "32", "33", "36"];

/// Writes a line to stdout. A reader that has gone away (`| head`) is no error.
pub(super) fn out(line: &str) {
    let _ = writeln!(std::io::stdout(), "{}", harmless(line));
}

/// Writes a line to stderr.
pub(super) fn err(line: &str) {
    let _ = writeln!(std::io::stderr(), "{}", harmless(line));
}

/// `text` with U+FFFD in the place of every control character, but for line ends, tabs and the codes of our colours.
pub(super) fn harmless(text: &str) -> Cow<'_, str> {
    let is_command = |letter: char| letter.is_control() && !matches!(letter, '\n' | '\t');
    if !text.contains(is_command) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(letter) = rest.chars().next() {
        let colour = rest
            .strip_prefix("\u{1b}[")
            .and_then(|code| code.split_once('m'))
            .filter(|(code, _)| COLOURS.contains(code));
        match colour {
            Some((_, after)) => {
                shown.push_str(&rest[..rest.len() - after.len()]);
                rest = after;
            }
            None => {
                shown.push(if is_command(letter) { '\u{fffd}' } else { letter });
                rest = &rest[letter.len_utf8()..];
            }
        }
    }
    Cow::Owned(shown)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_stay_and_commands_to_the_terminal_do_not() {
        let ours = "\u{1b}[31;1mfail\u{1b}[0m\tÄ\n";
        assert_eq!(harmless(ours), ours);
        let theirs = "a\u{1b}]0;title\u{7}b\u{1b}[2Jc\u{9b}31md\re\u{1b}[8mf\u{1b}";
        assert_eq!(harmless(theirs), "a\u{fffd}]0;title\u{fffd}b\u{fffd}[2Jc\u{fffd}31md\u{fffd}e\u{fffd}[8mf\u{fffd}");
    }
}
