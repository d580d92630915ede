//! Lines and columns of places in a text.

/// Where the lines of a text begin.
#[derive(Clone, Debug)]
pub struct Lines<'a> {
    text: &'a str,
    starts: Vec<usize>,
}

impl<'a> Lines<'a> {
    /// Looks for the line ends of `text` once.
    pub fn new(text: &'a str) -> Self {
        let ends = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(at, _)| at + 1);
        Self { text, starts: std::iter::once(0).chain(ends).collect() }
    }

    /// Line and column of a byte, both from 1, columns in characters.
    pub fn place(&self, byte: usize) -> (usize, usize) {
        let byte = floor(self.text, byte);
        let line = self.starts.partition_point(|start| *start <= byte).max(1);
        let start = self.starts[line - 1];
        (line, self.text[start..byte].chars().count() + 1)
    }

    /// The line of that number, from 1, without its end; empty where there is none.
    pub fn line(&self, number: usize) -> &'a str {
        let Some(start) = number.checked_sub(1).and_then(|index| self.starts.get(index)) else { return "" };
        let end = self.starts.get(number).copied().unwrap_or(self.text.len());
        self.text[*start..end].trim_end_matches(['\n', '\r'])
    }
}

/// The beginning of the character that the byte is in; the end of the text for what is behind it.
pub fn floor(text: &str, byte: usize) -> usize {
    let mut at = byte.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// The first characters of a value, as a message quotes it.
pub fn short(value: &str) -> String {
    const MOST: usize = 80;
    let cleaned: String = value.chars().take(MOST + 1).map(|c| if c.is_control() { ' ' } else { c }).collect();
    if cleaned.chars().count() > MOST { cleaned.chars().take(MOST).collect::<String>() + "..." } else { cleaned }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters_and_what_is_behind_the_end_is_the_end() {
        let lines = Lines::new("äb\r\ncd");
        assert_eq!(lines.place(0), (1, 1));
        assert_eq!(lines.place(2), (1, 2));
        assert_eq!(lines.place(1), (1, 1), "inside a character");
        assert_eq!(lines.place(6), (2, 2));
        assert_eq!(lines.place(900), (2, 3));
        assert_eq!((lines.line(1), lines.line(2), lines.line(3)), ("äb", "cd", ""));
    }
}
