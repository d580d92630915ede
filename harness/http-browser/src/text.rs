//! The text that a page shows: near enough to `innerText` for people and their tests, not to the letter. What is hidden is
//! left out, blocks and cells stand apart, spaces are made one.

use std::collections::HashSet;

use ego_tree::{NodeId, NodeRef};
use scraper::{ElementRef, Html, Node, Selector};

/// Elements without a box (HTML 15.3.1), and those whose content is no text of the page.
const UNSEEN: [&str; 18] = [
    "area", "base", "datalist", "head", "iframe", "link", "meta", "noembed", "noframes", "noscript", "object",
    "script", "source", "style", "svg", "template", "textarea", "title",
];

/// Elements on lines of their own.
const BLOCKS: [&str; 39] = [
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "br",
    "caption",
    "center",
    "dd",
    "details",
    "dialog",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "legend",
    "li",
    "main",
    "nav",
    "ol",
    "optgroup",
    "option",
    "pre",
    "section",
    "summary",
    "table",
    "ul",
];

/// Elements that a rule of the page's own `<style>` takes off the page; rules under an at-rule may not apply, and are
/// left out.
#[derive(Clone, Debug, Default)]
pub(crate) struct Hidden(HashSet<NodeId>);

impl Hidden {
    pub(crate) fn of(html: &Html) -> Self {
        let sheets = html.root_element().descendants().filter_map(ElementRef::wrap);
        let sheets = sheets.filter(|element| element.value().name() == "style");
        let mut hidden = HashSet::new();
        for sheet in sheets {
            let sheet: String = sheet.text().collect();
            // Few rules hide anything, and reading a selector takes far longer than finding that out.
            for (selector, _) in rules(&sheet).into_iter().filter(|(_, declarations)| hides(declarations)) {
                // A selector that scraper does not know (`:hover`, `:has`) says nothing about the page as it is loaded.
                let Ok(selector) = Selector::parse(selector) else { continue };
                hidden.extend(html.select(&selector).map(|element| element.id()));
            }
        }
        Self(hidden)
    }

    /// Whether neither `element` nor anything around it is hidden.
    pub(crate) fn shown(&self, element: ElementRef<'_>) -> bool {
        let around = element.ancestors().filter_map(ElementRef::wrap);
        std::iter::once(element).chain(around).all(|element| !self.hides(element))
    }

    fn hides(&self, element: ElementRef<'_>) -> bool {
        let value = element.value();
        let closed = value.name() == "dialog" && value.attr("open").is_none();
        UNSEEN.contains(&value.name())
            || closed
            || value.attr("hidden").is_some()
            || value.attr("type").is_some_and(|kind| kind.eq_ignore_ascii_case("hidden"))
            || value.attr("style").is_some_and(hides)
            || self.0.contains(&element.id())
    }
}

fn hides(declarations: &str) -> bool {
    declarations.split(';').any(|declaration| {
        let Some((name, value)) = declaration.split_once(':') else { return false };
        let (value, importance) = value.split_once('!').unwrap_or((value, "important"));
        let is = |property: &str, hidden: &str| {
            name.trim().eq_ignore_ascii_case(property) && value.trim().eq_ignore_ascii_case(hidden)
        };
        importance.trim().eq_ignore_ascii_case("important") && (is("display", "none") || is("visibility", "hidden"))
    })
}

/// Selector and declarations of each rule of a sheet.
fn rules(sheet: &str) -> Vec<(&str, &str)> {
    let mut found = Vec::new();
    let (mut depth, mut begun, mut selector) = (0_usize, 0, "");
    for (at, brace) in sheet.match_indices(['{', '}']) {
        if brace == "{" {
            if depth == 0 {
                (selector, begun) = (&sheet[begun..at], at + 1);
            }
            depth += 1;
        } else {
            depth = depth.saturating_sub(1);
            let selector = selector.rsplit([';', '/']).next().unwrap_or_default().trim();
            if depth == 0 && !selector.starts_with('@') {
                found.push((selector, &sheet[begun..at]));
            }
            begun = at + 1;
        }
    }
    found
}

/// What is still to be done, last first: a tree may be deeper than any call stack.
enum Work<'a> {
    Node(NodeRef<'a, Node>),
    /// So many line ends, at least, before the next text.
    Lines(usize),
    Space,
}

/// The text that is seen of `root`; of an element that is not shown, all of its text.
pub(crate) fn visible_text(root: ElementRef<'_>, hidden: &Hidden) -> String {
    if !hidden.shown(root) {
        return root.text().collect();
    }
    let mut out = String::new();
    let (mut lines, mut space) = (0, false);
    let mut work = vec![Work::Node(*root)];
    while let Some(next) = work.pop() {
        match next {
            Work::Lines(count) => lines = lines.max(count),
            Work::Space => space = true,
            Work::Node(node) => match node.value() {
                Node::Text(text) => {
                    space |= text.starts_with(|c: char| c.is_ascii_whitespace());
                    for word in text.split_ascii_whitespace() {
                        if !out.is_empty() && lines > 0 {
                            out.extend(std::iter::repeat_n('\n', lines));
                        } else if !out.is_empty() && space {
                            out.push(' ');
                        }
                        out.push_str(word);
                        (lines, space) = (0, true);
                    }
                    space = text.ends_with(|c: char| c.is_ascii_whitespace())
                        || (space && text.split_ascii_whitespace().next().is_none());
                }
                Node::Element(_) => enter(node, hidden, &mut work),
                _ => {}
            },
        }
    }
    out
}

fn enter<'a>(node: NodeRef<'a, Node>, hidden: &Hidden, work: &mut Vec<Work<'a>>) {
    let Some(element) = ElementRef::wrap(node).filter(|element| !hidden.hides(*element)) else { return };
    let name = element.value().name();
    let around = match name {
        "p" => Some(2),
        "tr" => Some(1),
        name if BLOCKS.contains(&name) => Some(1),
        _ => None,
    };
    // Popped in the opposite order: what comes after, the children, what comes before.
    work.extend(around.map(Work::Lines));
    if matches!(name, "td" | "th") {
        work.push(Work::Space);
    }
    // Of closed details only the summary is seen.
    let closed = name == "details" && element.value().attr("open").is_none();
    let seen = |child: &NodeRef<'_, Node>| {
        !closed || ElementRef::wrap(*child).is_some_and(|child| child.value().name() == "summary")
    };
    work.extend(element.children().rev().filter(seen).map(Work::Node));
    work.extend(around.map(Work::Lines));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(page: &str) -> String {
        let html = Html::parse_document(page);
        let body = html.root_element().children().filter_map(ElementRef::wrap).find(|e| e.value().name() == "body");
        visible_text(body.unwrap(), &Hidden::of(&html))
    }

    #[test]
    fn blocks_and_cells_stand_apart() {
        assert_eq!(
            text("<h1> Not \n found</h1>\n<p>a <b>b</b> c</p><p>d<br>e</p><div>f</div>g"),
            "Not found\n\na b c\n\nd\ne\n\nf\ng"
        );
        assert_eq!(text("<table><tr><th>a<th>b</tr><tr><td>1<td>2</table>x"), "a b\n1 2\nx");
        assert_eq!(text("a<b>b</b> <i> c</i>d <span>e</span>"), "ab cd e");
        assert_eq!(text("a<!-- x --> <b></b>b"), "a b");
    }

    #[test]
    fn what_is_not_seen_is_no_text() {
        let page = "<script>s</script><noscript>n</noscript><p hidden>h</p><textarea>t</textarea><input value=v>
            <details><summary>more</summary>inside</details><b style='visibility: hidden'>i</b><i style='DISPLAY:none !important'>j</i>";
        assert_eq!(text(page), "more");
        let page = "<style>/* a */ .off, p > i { color: red; display: none } @media print { b { display: none } } u:hover{display:none}</style>
            <p class=off>1</p><p>2<i>3</i><b>4</b><u>5</u>";
        assert_eq!(text(page), "245");
    }

    #[test]
    fn a_broken_sheet_is_no_trouble() {
        for sheet in ["}", "{", "p {", "p[ { display: none }", "/*", "p { display: none"] {
            assert_eq!(text(&format!("<style>{sheet}</style><p>x")), "x", "{sheet}");
        }
        assert_eq!(text("<style>@import 'x'; p { display: none }</style><p>x"), "");
    }

    #[test]
    fn depth_is_no_trouble() {
        assert_eq!(text(&format!("{}deep", "<b>".repeat(100_000))), "deep");
    }
}
