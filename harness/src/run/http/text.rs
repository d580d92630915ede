//! The text that a page shows, as `innerText` gives it.

use ego_tree::NodeRef;
use scraper::{ElementRef, Node};

use super::style::{Display, Styles, Transform};

/// What is handed down to the texts inside an element.
#[derive(Clone, Copy)]
struct Inherited {
    invisible: bool,
    transform: Transform,
    keeps_space: bool,
    /// The parent puts every child on lines of its own.
    laid_out: bool,
}

/// What is still to be done, last first: a tree may be deeper than any call stack.
enum Work<'a> {
    Node(NodeRef<'a, Node>, Inherited),
    Lines(usize),
    Put(char),
    LeaveBox,
}

/// The text that is seen of `root` (HTML, "get the text steps"); of an element that is not shown, all of its text.
pub(super) fn visible_text(root: ElementRef<'_>, styles: &Styles) -> String {
    if !styles.shown(root) {
        return root.text().collect();
    }
    let inherited = Inherited { invisible: false, transform: Transform::None, keeps_space: false, laid_out: false };
    let mut out = Out::default();
    let mut work = vec![Work::Node(*root, inherited)];
    while let Some(next) = work.pop() {
        match next {
            Work::Node(node, inherited) => match node.value() {
                Node::Text(text) if !inherited.invisible => out.text(text, inherited),
                Node::Element(_) => {
                    if let Some(element) = ElementRef::wrap(node) {
                        enter(element, inherited, styles, &mut work, &mut out);
                    }
                }
                _ => {}
            },
            Work::Lines(count) => out.lines(count),
            Work::Put(character) => out.put(character),
            Work::LeaveBox => out.leave_box(),
        }
    }
    out.text
}

fn enter<'a>(element: ElementRef<'a>, inherited: Inherited, styles: &Styles, work: &mut Vec<Work<'a>>, out: &mut Out) {
    let name = element.value().name();
    let display = styles.display(element);
    if display == Display::None {
        return;
    }
    if matches!(name, "iframe" | "video" | "audio" | "canvas" | "object" | "textarea" | "input" | "img" | "svg") {
        return out.object();
    }
    if name == "br" {
        return out.put('\n');
    }
    let declared = styles.declared(element);
    let invisible = declared.invisible.unwrap_or(inherited.invisible);
    let own_lines = inherited.laid_out
        || matches!(display, Display::Block | Display::Flex)
        || (display == Display::Row && !element.parent().and_then(ElementRef::wrap).is_some_and(in_table));
    let around = match name {
        _ if invisible => 0,
        "p" => 2,
        _ => usize::from(own_lines),
    };
    if around > 0 {
        out.lines(around);
        work.push(Work::Lines(around));
    }
    if display == Display::Row && follows(element, styles, Display::Row) {
        work.push(Work::Put('\n'));
    } else if display == Display::Cell && follows(element, styles, Display::Cell) {
        work.push(Work::Put('\t'));
    }
    if display == Display::InlineBlock || display == Display::InlineFlex {
        out.enter_box();
        work.push(Work::LeaveBox);
    }
    let inside = Inherited {
        invisible,
        transform: declared.transform.unwrap_or(inherited.transform),
        keeps_space: declared.keeps_space.unwrap_or(match name {
            "pre" | "listing" | "plaintext" | "xmp" => true,
            "table" => false,
            _ => inherited.keeps_space,
        }),
        laid_out: display.lays_out_children(),
    };
    // Of closed details only the summary is seen.
    let closed = name == "details" && element.value().attr("open").is_none();
    let children = element
        .children()
        .rev()
        .filter(|child| !closed || ElementRef::wrap(*child).is_some_and(|child| child.value().name() == "summary"));
    work.extend(children.map(|child| Work::Node(child, inside)));
}

fn in_table(parent: ElementRef<'_>) -> bool {
    matches!(parent.value().name(), "table" | "tbody" | "thead" | "tfoot")
}

/// Whether a box of the same kind comes after `element`, in a later part of the table as well.
fn follows(element: ElementRef<'_>, styles: &Styles, kind: Display) -> bool {
    let after = |element: ElementRef<'_>| {
        element.next_siblings().filter_map(ElementRef::wrap).any(|next| {
            styles.display(next) == kind
                || (kind == Display::Row
                    && in_table(next)
                    && next.children().filter_map(ElementRef::wrap).any(|row| styles.display(row) == kind))
        })
    };
    let part = element.parent().and_then(ElementRef::wrap);
    after(element) || (kind == Display::Row && part.is_some_and(|part| in_table(part) && after(part)))
}

/// Text as it is put together.
#[derive(Default)]
struct Out {
    text: String,
    /// Line ends that must come before the next text.
    lines: usize,
    /// A space that comes if text follows on the line.
    space: bool,
    /// Something without text stands last on the line: a space after it counts.
    object: bool,
    /// A box of its own begins: a space at its start does not count.
    box_begins: bool,
}

impl Out {
    fn lines(&mut self, count: usize) {
        (self.space, self.object) = (false, false);
        self.lines = self.lines.max(count);
    }

    fn at_line_start(&self) -> bool {
        self.lines > 0 || self.text.is_empty() || self.text.ends_with(['\n', '\t'])
    }

    /// Something that has a place in the line, and no text.
    fn object(&mut self) {
        if self.space {
            self.flush();
        }
        self.object = true;
    }

    fn enter_box(&mut self) {
        self.object();
        self.box_begins = true;
    }

    fn leave_box(&mut self) {
        (self.space, self.object, self.box_begins) = (false, true, false);
    }

    fn put(&mut self, character: char) {
        (self.space, self.object) = (false, false);
        self.flush();
        self.text.push(character);
    }

    fn flush(&mut self) {
        let lines = std::mem::take(&mut self.lines);
        if !self.text.is_empty() {
            self.text.extend(std::iter::repeat_n('\n', lines));
        }
        if std::mem::take(&mut self.space) {
            self.text.push(' ');
        }
    }

    fn text(&mut self, text: &str, inherited: Inherited) {
        if inherited.keeps_space {
            if !text.is_empty() {
                self.flush();
                self.text.push_str(text);
            }
            return;
        }
        let mut word_begins = true;
        for character in text.chars() {
            if matches!(character, ' ' | '\t' | '\n' | '\r' | '\u{c}') {
                self.space = self.space || (!self.box_begins && (self.object || !self.at_line_start()));
                word_begins = true;
                continue;
            }
            self.flush();
            (self.object, self.box_begins) = (false, false);
            match inherited.transform {
                Transform::Uppercase => self.text.extend(character.to_uppercase()),
                Transform::Lowercase => self.text.extend(character.to_lowercase()),
                Transform::Capitalize if word_begins => self.text.extend(character.to_uppercase()),
                _ => self.text.push(character),
            }
            word_begins = false;
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use scraper::Html;

    use super::*;

    fn text(page: &str) -> String {
        let html = Html::parse_document(page);
        let body = html.root_element().children().filter_map(ElementRef::wrap).find(|e| e.value().name() == "body");
        visible_text(body.unwrap(), &Styles::of(&html))
    }

    #[test]
    fn lines_are_those_that_are_seen() {
        assert_eq!(
            text("<h1> Not \n found</h1>\n<p>a <b>b</b> c</p><p>d<br>e</p><div>f</div>g"),
            "Not found\n\na b c\n\nd\ne\n\nf\ng"
        );
        assert_eq!(text("<table><tr><th>a<th>b</tr><tr><td>1<td>2</table>x"), "a\tb\n1\t2\nx");
        assert_eq!(
            text("<style>nav{display:flex}h2{text-transform:uppercase}</style><nav><a>x</a><a>y</a></nav><h2>z</h2>"),
            "x\ny\nZ"
        );
        assert_eq!(text("<pre> a\n  b</pre>"), " a\n  b");
    }

    #[test]
    fn what_is_not_seen_is_no_text() {
        let page = "<script>s</script><noscript>n</noscript><p hidden>h</p><textarea>t</textarea><input value=v>
            <details><summary>more</summary>inside</details><b style='visibility:hidden'>i<i style='visibility:visible'>j</i></b>";
        assert_eq!(text(page), "more\nj");
    }

    #[test]
    fn depth_is_no_trouble() {
        assert_eq!(text(&format!("{}deep", "<b>".repeat(100_000))), "deep");
    }
}
