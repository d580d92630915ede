//! XML whose lines a mail program, a terminal or a ticket broke at a fixed width, in the middle of words.

use crate::xml;

/// Narrower lines are those of XML that somebody wrote so.
const NARROWEST: usize = 40;

/// The document on one line; none when it does not become XML by that. A line as wide as the widest goes on in the next one,
/// a narrower one was broken at a blank.
pub(crate) fn unwrapped(text: &str) -> Option<String> {
    let lines: Vec<&str> = text.trim_end().lines().map(str::trim_end).collect();
    let widest = lines.iter().map(|line| line.chars().count()).max().filter(|_| lines.len() > 2)?;
    if widest < NARROWEST {
        return None;
    }
    let joined = |blank: &str| {
        let mut all = String::with_capacity(text.len());
        for line in &lines {
            all.push_str(line);
            all.push_str(if line.chars().count() < widest { blank } else { "" });
        }
        all.trim_end().to_owned()
    };
    [joined(" "), joined("")].into_iter().find(|text| xml::parse(text).is_ok())
}

#[cfg(test)]
mod tests {
    use super::unwrapped;

    #[test]
    fn lines_of_one_width_are_joined_and_blanks_come_back() {
        let document = format!(
            "<md:EntityDescriptor xmlns:md=\"urn:x\" entityID=\"a\"><md:KeyDescriptor>{}</md:KeyDescriptor></md:EntityDescriptor>",
            "A".repeat(150)
        );
        let hard: Vec<String> =
            document.as_bytes().chunks(50).map(|line| String::from_utf8_lossy(line).into_owned()).collect();
        assert_eq!(unwrapped(&hard.join("\n")).unwrap(), document);
        // Broken at the blanks, and elsewhere at 60.
        let (head, tail) = document.split_at(document.find(" entityID").unwrap());
        let tail: Vec<String> =
            tail.as_bytes()[1..].chunks(60).map(|line| String::from_utf8_lossy(line).into_owned()).collect();
        assert_eq!(unwrapped(&format!("{head}\n{}", tail.join("\n"))).unwrap(), document);
        assert_eq!(unwrapped("<a>\n<b>\n<c>"), None);
    }
}
