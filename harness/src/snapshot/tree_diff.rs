//! How a message differs from another one: lines of its tree that are not in the other's, under the path of the element
//! that they stand in.

use std::ops::Range;

use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::tree::{Line, Shape};

/// An element of at least so many lines is one line where its contents are no news: it is gone, or a copy.
const FOLDED: usize = 3;

/// Lines that show the way from `base` to `seen`: `@` with a path, `-` for what is gone, `+` for what is new, a blank for
/// what stands beside it in both. None when they are the same.
///
/// A line that stands in another element is another line: an element that was moved is gone in one place and a copy in the
/// other.
pub(super) fn difference(base: &[Line], seen: &[Line]) -> Vec<String> {
    let mut out = Vec::new();
    let mut last_path = None;
    for (gone, come) in hunks(base, seen) {
        let first = if come.is_empty() { &base[gone.start] } else { &seen[come.start] };
        if last_path.as_ref() != Some(&first.path) {
            out.push(format!("@ {}", if first.path.is_empty() { "(the whole message)" } else { &first.path }));
            last_path = Some(first.path.clone());
        }
        // Where nothing stands in its place, the neighbour before it says where it is.
        if gone.is_empty() || come.is_empty() {
            let before = come.start.checked_sub(1).and_then(|before| seen.get(before));
            out.extend(before.map(|line| format!("  {}", line.text)));
        }
        push(&mut out, '-', &base[gone], |_| Some(""));
        push(&mut out, '+', &seen[come], |block| is_in(block, base).then_some(", a copy"));
    }
    out
}

/// A line as it is compared: the names of the elements around it, and its text. The numbers in a path are left out, since
/// one more element would change those of all that follow it.
fn key(line: &Line) -> (String, &str) {
    let names = line.path.split('/').map(|name| name.split('[').next().unwrap_or(name));
    (names.collect::<Vec<_>>().join("/"), &line.text)
}

/// What is gone from `base` and what has come in its place, in order.
fn hunks(base: &[Line], seen: &[Line]) -> Vec<(Range<usize>, Range<usize>)> {
    let keys = |lines| <[Line]>::iter(lines).map(key).collect::<Vec<_>>();
    let ops = capture_diff_slices(Algorithm::Myers, &keys(base), &keys(seen));
    let mut hunks = Vec::new();
    // How many lines before and after a hunk are the same in both: so far it may be moved.
    let equal = |op: Option<&DiffOp>| match op {
        Some(DiffOp::Equal { len, .. }) => *len,
        _ => 0,
    };
    for (index, op) in ops.iter().enumerate() {
        let room = (equal(index.checked_sub(1).and_then(|before| ops.get(before))), equal(ops.get(index + 1)));
        match *op {
            DiffOp::Equal { .. } => {}
            DiffOp::Delete { old_index, old_len, new_index } => {
                let gone = whole(base, old_index..old_index + old_len, room);
                // Moved by as much, since the lines in between are the same.
                let at = (new_index + gone.start).saturating_sub(old_index);
                hunks.push((gone, at..at));
            }
            DiffOp::Insert { old_index, new_index, new_len } => {
                hunks.push((old_index..old_index, whole(seen, new_index..new_index + new_len, room)));
            }
            DiffOp::Replace { old_index, old_len, new_index, new_len } => {
                hunks.push((old_index..old_index + old_len, new_index..new_index + new_len));
            }
        }
    }
    hunks
}

/// `range` moved, where that changes nothing, so that it holds whole elements: an element that was put before its like
/// would otherwise seem to begin in the middle of one and end in the middle of the other.
fn whole(lines: &[Line], range: Range<usize>, (before, after): (usize, usize)) -> Range<usize> {
    let same = |one: usize, other: usize| lines.get(one).map(key) == lines.get(other).map(key);
    let up = (1..=before).take_while(|by| same(range.start - by, range.end - by)).count();
    let down = (0..after).take_while(|by| same(range.start + by, range.end + by)).count();
    let moved = |by: usize| range.start - up + by..range.end - up + by;
    let candidates = std::iter::once(up).chain((0..=up + down).rev());
    candidates.map(moved).find(|range| is_whole(&lines[range.clone()])).unwrap_or(range)
}

/// Whether each element that begins in `lines` ends there, and the reverse.
fn is_whole(lines: &[Line]) -> bool {
    let mut open = 0_usize;
    for line in lines {
        match line.shape {
            Shape::Open => open += 1,
            Shape::Close if open == 0 => return false,
            Shape::Close => open -= 1,
            Shape::Whole => {}
        }
    }
    open == 0
}

/// Adds `lines`, each with `sign`; elements of which `folded` says a word are one line.
fn push(out: &mut Vec<String>, sign: char, lines: &[Line], folded: impl Fn(&[Line]) -> Option<&'static str>) {
    let outermost = lines.iter().map(|line| line.depth).min().unwrap_or_default();
    let mut index = 0;
    while let Some(line) = lines.get(index) {
        let indent = "  ".repeat(line.depth - outermost);
        let block = element(&lines[index..]);
        match folded(block).filter(|_| block.len() >= FOLDED) {
            Some(word) => {
                out.push(format!("{sign} {indent}{} ... ({} lines{word})", line.text, block.len()));
                index += block.len();
            }
            None => {
                out.push(format!("{sign} {indent}{}", line.text));
                index += 1;
            }
        }
    }
}

/// The element that begins with the first of `lines`, as far as it ends there.
fn element(lines: &[Line]) -> &[Line] {
    let Some(first) = lines.first().filter(|line| line.shape == Shape::Open) else {
        return &lines[..lines.len().min(1)];
    };
    let end = lines.iter().position(|line| line.shape == Shape::Close && line.depth == first.depth);
    end.map_or(&lines[..1], |end| &lines[..=end])
}

/// Whether `block` stands in `base`, at any depth.
fn is_in(block: &[Line], base: &[Line]) -> bool {
    let texts = |lines| <[Line]>::iter(lines).map(|line| &line.text);
    !block.is_empty() && base.windows(block.len()).any(|window| texts(window).eq(texts(block)))
}

#[cfg(test)]
mod tests {
    use super::difference;
    use crate::snapshot::tree::lines;

    const BASE: &str = "<r><i>1</i><a><i>1</i><s><n>erin</n><c/></s><d>x</d></a></r>";

    fn changed(from: &str, to: &str) -> Vec<String> {
        assert!(BASE.contains(from));
        let lines = |xml: &str| lines(xml, true).unwrap_or_default();
        difference(&lines(BASE), &lines(&BASE.replacen(from, to, 1)))
    }

    #[test]
    fn the_same_has_no_difference() {
        assert_eq!(changed("<r>", "<r>"), [""; 0]);
    }

    #[test]
    fn a_text_that_changed_stands_under_its_element() {
        assert_eq!(changed("erin", "victor"), ["@ r/a/s", "- <n>erin</n>", "+ <n>victor</n>"]);
    }

    #[test]
    fn what_is_new_or_gone_stands_behind_its_neighbour() {
        assert_eq!(changed("<c/>", "<c/><e/>"), ["@ r/a/s", "  <c/>", "+ <e/>"]);
        assert_eq!(changed("<d>x</d>", ""), ["@ r/a", "  </s>", "- <d>x</d>"]);
        assert_eq!(changed("<s><n>erin</n><c/></s>", ""), ["@ r/a", "  <i>1</i>", "- <s> ... (4 lines)"]);
    }

    /// The nearest line with the same text is another element's: what was added must not seem to end in it.
    #[test]
    fn an_element_before_its_like_is_shown_whole() {
        let added = "<a><i>1</i><s><n>victor</n><c/></s><d>x</d></a>";
        let shown = [
            "@ r",
            "  <i>1</i>",
            "+ <a>",
            "+   <i>1</i>",
            "+   <s>",
            "+     <n>victor</n>",
            "+     <c/>",
            "+   </s>",
            "+   <d>x</d>",
            "+ </a>",
        ];
        assert_eq!(changed("<a>", &format!("{added}<a>")), shown);
    }

    #[test]
    fn what_was_moved_is_a_copy_in_one_line() {
        let moved = changed("<s><n>erin</n><c/></s>", "<w><s><n>erin</n><c/></s></w>");
        let shown = ["@ r/a", "- <s> ... (4 lines)", "+ <w>", "+   <s> ... (4 lines, a copy)", "+ </w>"];
        assert_eq!(moved, shown);
    }
}
