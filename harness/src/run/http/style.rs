//! As much of CSS as it takes to tell what is shown and which texts stand on a line of their own: `display`,
//! `visibility`, `text-transform` and `white-space`, by the rules of the page's own `<style>` elements.

use std::collections::HashMap;

use ego_tree::NodeId;
use scraper::{ElementRef, Html, Selector};

/// How a box takes part in the layout.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Display {
    /// Not at all.
    None,
    /// In the line.
    Inline,
    /// In the line, with lines of its own inside.
    InlineBlock,
    /// On lines of its own.
    Block,
    /// The same, and so are its children.
    Flex,
    /// In the line, with children on lines of their own.
    InlineFlex,
    /// Row of a table.
    Row,
    /// Cell of a table.
    Cell,
}

impl Display {
    /// Whether children stand on lines of their own, whatever they are.
    pub(super) fn lays_out_children(self) -> bool {
        matches!(self, Self::Flex | Self::InlineFlex)
    }

    fn parse(value: &str) -> Option<Self> {
        Some(match value {
            "none" => Self::None,
            "inline" | "contents" => Self::Inline,
            "inline-block" | "inline-table" => Self::InlineBlock,
            "flex" | "grid" => Self::Flex,
            "inline-flex" | "inline-grid" => Self::InlineFlex,
            "table-row" => Self::Row,
            "table-cell" => Self::Cell,
            "block" | "list-item" | "flow-root" | "table" | "table-caption" => Self::Block,
            _ => return None,
        })
    }

    /// What browsers' own style sheet says (HTML 15.3).
    fn of_tag(element: ElementRef<'_>) -> Self {
        let value = element.value();
        match value.name() {
            "head" | "script" | "style" | "template" | "noscript" | "title" | "meta" | "link" | "base" | "datalist"
            | "area" | "param" | "rp" | "source" | "track" | "noembed" | "noframes" => Self::None,
            "dialog" if value.attr("open").is_none() => Self::None,
            "input" if value.attr("type").is_some_and(|kind| kind.eq_ignore_ascii_case("hidden")) => Self::None,
            "address" | "article" | "aside" | "blockquote" | "body" | "caption" | "center" | "dd" | "details"
            | "dialog" | "dir" | "div" | "dl" | "dt" | "fieldset" | "figcaption" | "figure" | "footer" | "form"
            | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "header" | "hgroup" | "hr" | "html" | "legend" | "li"
            | "listing" | "main" | "menu" | "nav" | "ol" | "optgroup" | "option" | "p" | "plaintext" | "pre"
            | "search" | "section" | "summary" | "table" | "ul" | "xmp" => Self::Block,
            "button" | "input" | "select" | "textarea" | "meter" | "progress" => Self::InlineBlock,
            "tr" => Self::Row,
            "td" | "th" => Self::Cell,
            _ => Self::Inline,
        }
    }
}

/// Change of letters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub(super) enum Transform {
    None,
    Uppercase,
    Lowercase,
    Capitalize,
}

/// What rules say of an element; absent: nothing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Declared {
    display: Option<Display>,
    pub(super) invisible: Option<bool>,
    pub(super) transform: Option<Transform>,
    pub(super) keeps_space: Option<bool>,
}

impl Declared {
    fn read(declarations: &str) -> Self {
        let mut declared = Self::default();
        for declaration in declarations.split(';') {
            let Some((name, value)) = declaration.split_once(':') else { continue };
            let value = value.trim().to_ascii_lowercase();
            let value = value.trim_end_matches("!important").trim();
            match name.trim().to_ascii_lowercase().as_str() {
                "display" => declared.display = Display::parse(value).or(declared.display),
                "visibility" => declared.invisible = Some(matches!(value, "hidden" | "collapse")),
                "white-space" => declared.keeps_space = Some(value.starts_with("pre") || value == "break-spaces"),
                "text-transform" => {
                    declared.transform = Some(match value {
                        "uppercase" => Transform::Uppercase,
                        "lowercase" => Transform::Lowercase,
                        "capitalize" => Transform::Capitalize,
                        _ => Transform::None,
                    });
                }
                _ => {}
            }
        }
        declared
    }

    fn over(self, below: Self) -> Self {
        Self {
            display: self.display.or(below.display),
            invisible: self.invisible.or(below.invisible),
            transform: self.transform.or(below.transform),
            keeps_space: self.keeps_space.or(below.keeps_space),
        }
    }
}

/// What the page's rules say, by element.
#[derive(Clone, Debug, Default)]
pub(super) struct Styles(HashMap<NodeId, Declared>);

impl Styles {
    /// Reads all `<style>` elements.
    pub(super) fn of(html: &Html) -> Self {
        let mut rules = Vec::new();
        let sheets = html.root_element().descendants().filter_map(ElementRef::wrap);
        for sheet in sheets.filter(|element| element.value().name() == "style") {
            read_sheet(&sheet.text().collect::<String>(), &mut rules);
        }
        // A stable sort: of equals the later wins.
        rules.sort_by_key(|(weight, ..)| *weight);
        let mut found = HashMap::<NodeId, Declared>::new();
        for (_, selector, declared) in rules {
            for element in html.select(&selector) {
                let below = found.get(&element.id()).copied().unwrap_or_default();
                found.insert(element.id(), declared.over(below));
            }
        }
        Self(found)
    }

    /// What is said of `element`, its own `style` first.
    pub(super) fn declared(&self, element: ElementRef<'_>) -> Declared {
        let below = self.0.get(&element.id()).copied().unwrap_or_default();
        element.value().attr("style").map_or(below, |own| Declared::read(own).over(below))
    }

    /// How `element` is laid out.
    pub(super) fn display(&self, element: ElementRef<'_>) -> Display {
        let hidden = element.value().attr("hidden").is_some().then_some(Display::None);
        self.declared(element).display.or(hidden).unwrap_or_else(|| Display::of_tag(element))
    }

    /// Whether neither `element` nor anything around it is taken off the page.
    pub(super) fn shown(&self, element: ElementRef<'_>) -> bool {
        let around = element.ancestors().filter_map(ElementRef::wrap);
        std::iter::once(element).chain(around).all(|element| self.display(element) != Display::None)
    }
}

type Rule = (u32, Selector, Declared);

/// The rules of a sheet; what stands under an at-rule is left out, as it may not apply.
fn read_sheet(sheet: &str, rules: &mut Vec<Rule>) {
    let sheet = without_comments(sheet);
    let mut rest = sheet.as_str();
    while let Some(open) = rest.find('{') {
        let (prelude, after) = rest.split_at(open);
        let prelude = prelude.rsplit(';').next().unwrap_or_default().trim();
        let Some(length) = block_length(after) else { return };
        let (block, after) = after.split_at(length);
        rest = after;
        if prelude.starts_with('@') {
            continue;
        }
        let declared = Declared::read(block.trim_matches(['{', '}']));
        if declared == Declared::default() {
            continue;
        }
        for selector in split_list(prelude) {
            if let Ok(parsed) = Selector::parse(selector) {
                rules.push((weight(selector), parsed, declared));
            }
        }
    }
}

/// Length of the block at the start of `text`, braces included.
fn block_length(text: &str) -> Option<usize> {
    let mut depth = 0_usize;
    for (index, character) in text.char_indices() {
        match character {
            '{' => depth += 1,
            '}' => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return Some(index + 1);
                }
            }
            _ => {}
        }
    }
    None
}

fn without_comments(text: &str) -> String {
    let mut kept = String::new();
    let mut rest = text;
    while let Some((before, comment)) = rest.split_once("/*") {
        kept.push_str(before);
        rest = comment.split_once("*/").map_or("", |(_, after)| after);
    }
    kept + rest
}

/// The members of a selector list.
fn split_list(list: &str) -> Vec<&str> {
    let (mut members, mut start, mut depth) = (Vec::new(), 0, 0_usize);
    for (index, character) in list.char_indices() {
        match character {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            ',' if depth == 0 => {
                members.extend(list.get(start..index));
                start = index + 1;
            }
            _ => {}
        }
    }
    members.extend(list.get(start..));
    members
}

/// Specificity, near enough: ids, then classes, attributes and pseudo-classes, then names.
fn weight(selector: &str) -> u32 {
    let mut weight = 0;
    let mut fresh = true;
    for character in selector.trim().chars() {
        match character {
            '#' => weight += 10_000,
            '.' | '[' | ':' => weight += 100,
            c if fresh && c.is_ascii_alphabetic() => weight += 1,
            _ => {}
        }
        fresh = matches!(character, ' ' | '>' | '+' | '~' | '(');
    }
    weight
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    fn display(page: &str, selector: &str) -> Display {
        let html = Html::parse_document(page);
        let element = html.select(&Selector::parse(selector).unwrap()).next().unwrap();
        Styles::of(&html).display(element)
    }

    #[test]
    fn rules_of_the_page_say_what_is_shown() {
        let page = "<style>/* a{b} */ .bar > p, div.x { color: red; display:none } @media print { p { display: block } }
            #it { display: flex } p { display: inline } [hidden].show{display:block!important}</style>
            <div class=bar><p>1</p></div><p id=it>2</p><b hidden>3</b><b hidden class=show>4</b><b style='display: grid'>5</b>";
        assert_eq!(display(page, ".bar p"), Display::None);
        assert_eq!(display(page, "#it"), Display::Flex);
        assert_eq!(display(page, "b"), Display::None);
        assert_eq!(display(page, ".show"), Display::Block);
        assert_eq!(display(page, "[style]"), Display::Flex);
    }

    #[test]
    fn a_broken_sheet_is_no_trouble() {
        for sheet in ["", "}", "{", "p {", "@import 'x'; p { display: none }", "p[ { display: none }", "/*"] {
            display(&format!("<style>{sheet}</style><p>x"), "p");
        }
        assert_eq!(display("<style>@import 'x'; p { display: none }</style><p>x", "p"), Display::None);
    }
}
