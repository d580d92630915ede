//! Replaces names that are only known when the program runs. A pattern of them would have to be made for each text, which
//! takes longer than all else that is done to it.

/// `text` with `with` of it in place of each of `values`; where several begin at the same place, of the first in `values`.
pub(super) fn each(text: &str, values: &[String], mut with: impl FnMut(&str) -> String) -> String {
    let mut next: Vec<(usize, &str)> = Vec::new();
    for value in values.iter().filter(|value| !value.is_empty()) {
        next.extend(text.find(value.as_str()).map(|at| (at, value.as_str())));
    }
    let (mut kept, mut end) = (String::new(), 0);
    while let Some((at, found)) = next.iter().min_by_key(|(at, _)| *at).copied() {
        kept += &text[end..at];
        kept += &with(found);
        end = at + found.len();
        // Only those are looked for again that stood in what is done with.
        next = next
            .into_iter()
            .filter_map(|(at, value)| {
                if at >= end { Some(at) } else { text[end..].find(value).map(|more| end + more) }.map(|at| (at, value))
            })
            .collect();
    }
    kept + &text[end..]
}

/// `text` with `with` in place of `word`, where that is no part of a longer word.
pub(super) fn word(text: &str, word: &str, with: &str) -> String {
    let is_part = |c: char| c.is_alphanumeric() || c == '_';
    let (mut kept, mut end) = (String::new(), 0);
    for (at, _) in text.match_indices(word) {
        let after = at + word.len();
        if !text[..at].ends_with(is_part) && !text[after..].starts_with(is_part) {
            kept += &text[end..at];
            kept += with;
            end = after;
        }
    }
    kept + &text[end..]
}

#[cfg(test)]
mod tests {
    use super::{each, word};

    #[test]
    fn each_value_is_replaced_the_first_of_those_that_begin_together() {
        let values = ["abc", "ab", "", "é", "bcd"].map(str::to_owned);
        let marked = |text: &str| each(text, &values, |found| format!("[{found}]"));
        assert_eq!(marked("ab abc abcd é xbcd é"), "[ab] [abc] [abc]d [é] x[bcd] [é]");
        assert_eq!(marked("nothing"), "nothing");
        assert_eq!(marked(""), "");
        assert_eq!(each("a", &[], |found| found.to_owned()), "a");
    }

    #[test]
    fn a_word_is_replaced_and_no_part_of_one() {
        assert_eq!(
            word("org-1, org-12 xorg-1 (org-1) é_org-1 org-1é org-1", "org-1", "X"),
            "X, org-12 xorg-1 (X) é_org-1 org-1é X"
        );
    }
}
