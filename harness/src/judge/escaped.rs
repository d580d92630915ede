//! Names that an SP shows written down for another place: for a list, for markup, for a URL.

use percent_encoding::percent_decode_str;

/// The one of `names` that `shown` is another writing of; none when it is none of them. A name that is shown as it is counts
/// as none, too: that is known elsewhere.
pub(super) fn escaped<'a>(shown: &str, mut names: impl Iterator<Item = &'a String>) -> Option<&'a String> {
    let writings = [without_backslashes(shown), without_entities(shown), without_percents(shown)];
    names.find(|name| *name != shown && writings.contains(name))
}

/// `\;` is `;`. The Shibboleth SP writes so, since it separates values by semicolons.
fn without_backslashes(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        let escapes = character == '\\' && characters.peek().is_some_and(|next| next.is_ascii_punctuation());
        plain.push(if escapes { characters.next().unwrap_or(character) } else { character });
    }
    plain
}

/// `&lt;` is `<`, where a page escapes what has been escaped before.
fn without_entities(text: &str) -> String {
    const ENTITIES: [(&str, &str); 7] = [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#39;", "'"),
        ("&#039;", "'"),
        ("&#x27;", "'"),
        // The last one, so that nothing is read twice.
        ("&amp;", "&"),
    ];
    ENTITIES.iter().fold(text.to_owned(), |text, (entity, character)| text.replace(entity, character))
}

/// `%40` is `@`, where the name is part of a link.
fn without_percents(text: &str) -> String {
    percent_decode_str(text).decode_utf8_lossy().into_owned()
}
