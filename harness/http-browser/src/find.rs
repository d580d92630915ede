//! Finding elements as the browser's script does: by CSS, or by the text of something to click.

use ego_tree::NodeId;
use scraper::ElementRef;

use crate::control::{kind, name_of};
use crate::error::Error;
use crate::loaded::Loaded;

impl Loaded {
    /// What a step's selector means: CSS, or `text=...` for a link, button, label or the like by its text; of several
    /// the first that is seen.
    pub(crate) fn find(&self, selector: &str) -> Result<Option<NodeId>, Error> {
        let Some(wanted) = selector.strip_prefix("text=") else { return self.css(selector) };
        let wanted = wanted.trim();
        let hits: Vec<_> = self.elements().filter(|e| pressable(*e) && self.label(*e) == wanted).collect();
        let shown = hits.iter().find(|element| self.shown(**element));
        Ok(shown.or(hits.first()).map(|element| element.id()))
    }

    /// What a download's selector means: the same, for links alone.
    pub(crate) fn find_link(&self, selector: &str) -> Result<Option<NodeId>, Error> {
        let Some(wanted) = selector.strip_prefix("text=") else { return self.css(selector) };
        let text = |element: ElementRef<'_>| one_space(&element.text().collect::<String>());
        let mut links = self.elements().filter(|e| name_of(*e) == "a" && e.attr("href").is_some());
        Ok(links.find(|link| text(*link) == wanted.trim()).map(|link| link.id()))
    }

    fn css(&self, selector: &str) -> Result<Option<NodeId>, Error> {
        let found =
            self.query(selector).map_err(|error| Error::Selector { selector: selector.to_owned(), reason: error })?;
        Ok(found.map(|element| element.id()))
    }

    fn label(&self, element: ElementRef<'_>) -> String {
        let seen = self.text_of(element);
        if !seen.trim().is_empty() {
            return one_space(&seen);
        }
        let value = if name_of(element) == "input" { self.value(element) } else { String::new() };
        if value.is_empty() { one_space(&element.text().collect::<String>()) } else { one_space(&value) }
    }
}

fn pressable(element: ElementRef<'_>) -> bool {
    match name_of(element) {
        "a" | "button" | "summary" | "label" => true,
        "input" => matches!(kind(element).as_str(), "submit" | "button"),
        _ => matches!(element.attr("role"), Some("button" | "link" | "tab")),
    }
}

fn one_space(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use crate::loaded::sample;

    fn found(page: &str, selector: &str) -> String {
        let page = sample(page);
        let found = page.find(selector).unwrap().and_then(|id| page.element(id));
        found.and_then(|element| element.attr("id")).unwrap_or("nothing").to_owned()
    }

    #[test]
    fn a_text_is_that_of_something_to_press() {
        let page = "<p>Save</p><b id=no>Save</b><button id=hidden hidden>Save</button><a id=a href=x>\n Save </a>
            <input type=submit id=i value='Go on'><label id=l>Name <input></label><i role=tab id=t>Tab</i>
            <button id=n><span>Sign</span> <b>in</b></button><noscript><button id=ns>Continue</button></noscript>";
        for (selector, wanted) in [
            ("text=Save", "a"),
            ("text= Go on", "i"),
            ("text=Name", "l"),
            ("text=Tab", "t"),
            ("text=Sign in", "n"),
            ("text=Sign", "nothing"),
            ("text=Continue", "nothing"),
            ("[role=tab]", "t"),
        ] {
            assert_eq!(found(page, selector), wanted, "{selector}");
        }
        assert_eq!(found("<button id=hidden hidden>Save</button>", "text=Save"), "hidden");
        assert!(sample("").find("p:visible").is_err());
    }
}
