//! The elements of a page, as a browser without scripts finds them: what stands in `noscript` is markup there.

use html5ever::driver::{ParseOpts, parse_document};
use html5ever::tendril::TendrilSink;
use html5ever::tree_builder::TreeBuilderOpts;
use scraper::{ElementRef, Html, HtmlTreeSink};

/// The tree of a page's source. HTML has no syntax errors: whatever there is, browsers make a tree of it.
pub(in crate::judge) fn parse(source: &str) -> Html {
    let tree_builder = TreeBuilderOpts { scripting_enabled: false, ..TreeBuilderOpts::default() };
    let options = ParseOpts { tree_builder, ..ParseOpts::default() };
    parse_document(HtmlTreeSink::new(Html::new_document()), options).one(source)
}

/// All elements of a page in order.
pub(in crate::judge) fn elements(page: &Html) -> impl Iterator<Item = ElementRef<'_>> {
    page.root_element().descendants().filter_map(ElementRef::wrap)
}

/// Whether an attribute of `element` is one of `values`, in any case of letters.
pub(in crate::judge) fn says(element: ElementRef<'_>, attribute: &str, values: &[&str]) -> bool {
    element.attr(attribute).is_some_and(|said| values.iter().any(|value| said.eq_ignore_ascii_case(value)))
}

/// Sources of scripts: the content of script elements, the values of handlers, and `javascript:` addresses.
pub(super) fn scripts(page: &Html) -> Vec<String> {
    let mut scripts = Vec::new();
    for element in elements(page) {
        if element.value().name() == "script" {
            scripts.push(element.text().collect());
        }
        let handlers = element.value().attrs().filter(|(name, value)| {
            name.starts_with("on") || value.trim_start().to_ascii_lowercase().starts_with("javascript:")
        });
        scripts.extend(handlers.map(|(_, value)| value.to_owned()));
    }
    scripts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(source: &str) -> Vec<String> {
        let page = parse(source);
        let names = elements(&page).map(|element| element.value().name().to_owned());
        names.filter(|name| !matches!(name.as_str(), "html" | "head" | "body")).collect()
    }

    #[test]
    fn quotes_comments_and_raw_text_hide_elements_and_noscript_does_not() {
        let source =
            r#"<p title="<b>"><!-- <i> --><script>"<u>"</script><a href=x>1 < 2</A><textarea><s></textarea></p>"#;
        assert_eq!(names(source), ["p", "script", "a", "textarea"]);
        assert_eq!(names("<form><noscript><button>x</button></noscript></form>"), ["form", "noscript", "button"]);
    }

    #[test]
    fn scripts_are_elements_handlers_and_addresses() {
        let page = parse(
            r#"<script>one()</script><img src=x ONERROR="two(&quot;&#x31;&quot;)"><a href=" JavaScript:three()">four()</a>"#,
        );
        assert_eq!(scripts(&page), ["one()", "two(\"1\")", " JavaScript:three()"]);
    }

    #[test]
    fn what_a_browser_makes_an_element_of_is_one() {
        for source in ["<b", "<b x='", "<!-- ", "<ä>", "</b>"] {
            assert_eq!(names(source), [""; 0], "{source}");
        }
        assert_eq!(names("<svg/onload=one()>"), ["svg"]);
        assert_eq!(scripts(&parse("<svg/onload=one()>")), ["one()"]);
    }
}
