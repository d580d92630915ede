//! Messages may be of any size, and what people read may not.

/// `text` without what is beyond the first `lines` lines and, in each line, beyond `width` characters; what was left
/// out is counted in its place.
pub(crate) fn shortened(text: &str, lines: usize, width: usize) -> String {
    let mut kept = String::new();
    for line in text.split_inclusive('\n').take(lines) {
        match line.char_indices().nth(width) {
            // A line break alone is nothing left out.
            Some((at, _)) if !line[at..].trim_end_matches('\n').is_empty() => {
                let (head, tail) = line.split_at(at);
                let end = if tail.ends_with('\n') { "\n" } else { "" };
                let count = tail.trim_end_matches('\n').chars().count();
                kept += &format!("{head}[... {count} characters more]{end}");
            }
            _ => kept += line,
        }
    }
    let more = text.split_inclusive('\n').skip(lines).count();
    if more > 0 {
        kept += &format!("[... {more} lines more]\n");
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::shortened;

    #[test]
    fn what_is_short_stays_as_it_is() {
        for text in ["", "one", "one\n", "one\ntwo\n", "\n\n", "grüße"] {
            assert_eq!(shortened(text, 2, 5), text);
        }
    }

    #[test]
    fn what_is_left_out_is_counted() {
        assert_eq!(shortened("grüße!!\nx\n", 9, 5), "grüße[... 2 characters more]\nx\n");
        assert_eq!(shortened("abc", 9, 2), "ab[... 1 characters more]");
        assert_eq!(shortened("a\nb\nc\nd", 2, 5), "a\nb\n[... 2 lines more]\n");
    }
}
