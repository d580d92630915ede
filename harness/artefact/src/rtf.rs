//! The text of an RTF document, as mail programs and WordPad write it.

/// Groups that hold no text of the document (RTF 1.9.1: destinations).
const SKIPPED: [&str; 11] = [
    "fonttbl",
    "colortbl",
    "stylesheet",
    "info",
    "pict",
    "object",
    "themedata",
    "generator",
    "listtable",
    "listoverridetable",
    "xmlnstbl",
];

/// What stands in the bytes 0x80 to 0x9f of code page 1252, where that is a quotation mark, a dash or a bullet.
const MARKS: [(u8, char); 10] = [
    (0x80, '€'),
    (0x82, '‚'),
    (0x84, '„'),
    (0x85, '…'),
    (0x91, '‘'),
    (0x92, '’'),
    (0x93, '“'),
    (0x94, '”'),
    (0x95, '•'),
    (0x96, '–'),
];

/// The words, a paragraph a line; none when it is no RTF.
pub(crate) fn text(rtf: &str) -> Option<String> {
    if !rtf.starts_with("{\\rtf") {
        return None;
    }
    let mut out = String::with_capacity(rtf.len());
    // For each group that is open, whether it holds no text.
    let mut groups: Vec<bool> = Vec::new();
    // Letters that stand in for one that an old reader does not know.
    let mut stand_ins = 0;
    let mut rest = rtf;
    while let Some(letter) = rest.chars().next() {
        rest = &rest[letter.len_utf8()..];
        let is_skipped = groups.last().copied().unwrap_or(false);
        match letter {
            '{' => groups.push(is_skipped),
            '}' => drop(groups.pop()),
            '\r' | '\n' => {}
            '\\' => {
                let found = Control::at(rest);
                rest = &rest[found.length..];
                let skips = found.word == "*" || SKIPPED.contains(&found.word);
                if let Some(group) = groups.last_mut().filter(|_| skips) {
                    *group = true;
                }
                if stand_ins > 0 && found.letter.is_some() && found.word == "'" {
                    stand_ins -= 1;
                } else if !is_skipped && let Some(letter) = found.letter {
                    out.push(letter);
                    stand_ins = usize::from(found.word == "u");
                }
            }
            _ if stand_ins > 0 => stand_ins -= 1,
            _ if is_skipped => {}
            letter => out.push(letter),
        }
    }
    Some(out)
}

/// What follows a backslash.
struct Control<'a> {
    word: &'a str,
    /// What it stands for in the text.
    letter: Option<char>,
    /// Bytes of it behind the backslash.
    length: usize,
}

impl<'a> Control<'a> {
    fn at(rest: &'a str) -> Self {
        let letters = rest.len() - rest.trim_start_matches(|letter: char| letter.is_ascii_alphabetic()).len();
        if letters == 0 {
            return Self::symbol(rest);
        }
        let (word, after) = rest.split_at(letters);
        let digits =
            after.len() - after.trim_start_matches(|letter: char| letter.is_ascii_digit() || letter == '-').len();
        let parameter = after[..digits].parse::<i32>().ok();
        let letter = match word {
            "par" | "line" | "row" | "sect" | "page" => Some('\n'),
            "tab" | "cell" => Some('\t'),
            "lquote" => Some('‘'),
            "rquote" => Some('’'),
            "ldblquote" => Some('“'),
            "rdblquote" => Some('”'),
            "bullet" => Some('•'),
            "endash" | "emdash" => Some('–'),
            // A number of 16 bits with a sign.
            "u" => parameter.and_then(|number| char::from_u32(u32::try_from(number.rem_euclid(0x1_0000)).ok()?)),
            _ => None,
        };
        // One blank ends the word and is no text.
        let blank = usize::from(after[digits..].starts_with(' '));
        Self { word, letter, length: letters + digits + blank }
    }

    /// A backslash and one sign.
    fn symbol(rest: &'a str) -> Self {
        let sign = rest.chars().next();
        let length = sign.map_or(0, char::len_utf8);
        let word = &rest[..length];
        if sign == Some('\'') {
            let byte = rest.get(1..3).and_then(|digits| u8::from_str_radix(digits, 16).ok());
            let letter =
                byte.map(|byte| MARKS.iter().find(|(mark, _)| *mark == byte).map_or(char::from(byte), |(_, one)| *one));
            return Self { word, letter, length: if letter.is_some() { 3 } else { 1 } };
        }
        let letter = match sign {
            Some('\\' | '{' | '}') => sign,
            Some('~') => Some(' '),
            Some('_') => Some('-'),
            Some('\n' | '\r') => Some('\n'),
            _ => None,
        };
        Self { word, letter, length }
    }
}

#[cfg(test)]
mod tests {
    use super::text;

    #[test]
    fn words_and_marks_are_read_and_fonts_are_not() {
        let rtf = "{\\rtf1\\ansi{\\fonttbl{\\f0 Calibri;}}{\\*\\generator Riched20;}\\f0 Gr\\'fc\\'dfe: <a b=\\'94x\\'94>\\par\n\\{ \\u8222?ok\\u8220\\'93 \\}}";
        assert_eq!(text(rtf).unwrap(), "Grüße: <a b=”x”>\n{ „ok“ }");
        assert_eq!(text("no rtf"), None);
    }
}
