//! Short lists, whole or as a difference to another.

use similar::{Algorithm, DiffTag, capture_diff_slices};

/// A section that lists everything; nothing without items.
pub(super) fn whole(title: &str, items: &[String]) -> String {
    if items.is_empty() {
        return String::new();
    }
    let items: String = items.iter().map(|item| format!("- {item}\n")).collect();
    format!("\n## {title}\n{items}")
}

/// A section that lists how `seen` differs from what `id` has: `-` for what is gone, `+` for what is new. Nothing where
/// they are the same.
pub(super) fn section(title: &str, id: &str, base: &[String], seen: &[String]) -> String {
    let mut text = String::new();
    for op in capture_diff_slices(Algorithm::Myers, base, seen) {
        if op.tag() != DiffTag::Equal {
            base[op.old_range()].iter().for_each(|item| text += &format!("- {item}\n"));
            seen[op.new_range()].iter().for_each(|item| text += &format!("+ {item}\n"));
        }
    }
    if text.is_empty() { text } else { format!("\n## {title}, compared with {id}\n{text}") }
}

#[cfg(test)]
mod tests {
    use super::{section, whole};

    #[test]
    fn only_what_differs_is_listed() {
        let items = |text: &str| text.split(' ').map(str::to_owned).collect::<Vec<_>>();
        assert_eq!(section("X", "a/b", &items("1 2 3"), &items("1 2 3")), "");
        assert_eq!(section("X", "a/b", &items("1 2 3"), &items("1 3 4")), "\n## X, compared with a/b\n- 2\n+ 4\n");
        assert_eq!(whole("X", &items("1 2")), "\n## X\n- 1\n- 2\n");
        assert_eq!(whole("X", &[]), "");
    }
}
