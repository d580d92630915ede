//! A page as somebody reads it who looks for something: its elements, what they are called, and how they are named so that
//! they are found again.

use scraper::{ElementRef, Html, Selector};
use url::Url;

/// A page's source, read.
pub(crate) struct Dom {
    html: Html,
    url: Url,
}

/// What a person can press.
const PRESSABLE: &str = "a[href], button, input[type=submit], input[type=button], input[type=image], summary, [role=button], [role=link], [role=menuitem]";

impl Dom {
    /// Reads `source`, which is the page at `url`.
    pub(crate) fn new(source: &str, url: Url) -> Self {
        Self { html: Html::parse_document(source), url }
    }

    /// Where it is.
    pub(crate) fn url(&self) -> &Url {
        &self.url
    }

    /// All elements that fit `css`, but those that are hidden.
    pub(crate) fn all(&self, css: &str) -> Vec<ElementRef<'_>> {
        let Ok(selector) = Selector::parse(css) else { return Vec::new() };
        self.html.select(&selector).filter(|element| !is_hidden(*element)).collect()
    }

    /// The same, and those that are hidden as well: a tab may hide them for now.
    pub(crate) fn all_there(&self, css: &str) -> Vec<ElementRef<'_>> {
        let Ok(selector) = Selector::parse(css) else { return Vec::new() };
        self.html.select(&selector).collect()
    }

    /// What a person can press.
    pub(crate) fn pressable(&self) -> Vec<ElementRef<'_>> {
        self.all(PRESSABLE)
    }

    /// Where `href` leads; none where that is no page of this SP.
    pub(crate) fn own_page(&self, href: &str) -> Option<Url> {
        let url = self.url.join(href).ok()?;
        (url.origin() == self.url.origin()).then_some(url)
    }

    /// How a target file names `element`: the first name that is its alone and will still be its in the next release.
    pub(crate) fn selector(&self, element: ElementRef<'_>) -> String {
        if let Some(own) = self.own_name(element) {
            return own;
        }
        let tag = element.value().name();
        if matches!(tag, "nav" | "main" | "header" | "footer" | "aside") && self.is_alone(tag) {
            return tag.to_owned();
        }
        let Some(parent) = element.parent().and_then(ElementRef::wrap) else { return tag.to_owned() };
        if tag == "body" || tag == "html" {
            return tag.to_owned();
        }
        let same = |other: &ElementRef<'_>| other.value().name() == tag;
        let before = element.prev_siblings().filter_map(ElementRef::wrap).filter(same).count();
        let of_type = match parent.child_elements().filter(same).count() {
            1 => tag.to_owned(),
            _ => format!("{tag}:nth-of-type({})", before + 1),
        };
        let within = self.selector(parent);
        let short = format!("{within} {of_type}");
        if self.is_alone(&short) { short } else { format!("{within} > {of_type}") }
    }

    /// How a step that clicks names `element`: as people call it, where it has no name of its own.
    pub(crate) fn click_selector(&self, element: ElementRef<'_>) -> String {
        if let Some(own) = self.own_name(element) {
            return own;
        }
        let text = text_of(element);
        let same = self.pressable().into_iter().filter(|other| text_of(*other) == text).count();
        if !text.is_empty() && text.chars().count() <= 60 && same == 1 && !text.contains(['{', '}']) {
            return format!("text={text}");
        }
        self.selector(element)
    }

    /// The name that `element` alone has, wherever it is on the page.
    pub(crate) fn own_name(&self, element: ElementRef<'_>) -> Option<String> {
        self.own_names(element).into_iter().find(|name| self.is_alone(name))
    }

    fn own_names(&self, element: ElementRef<'_>) -> Vec<String> {
        let tag = element.value().name();
        let attribute = |name: &str| element.attr(name).filter(|value| is_stable(value));
        let mut names = Vec::new();
        names.extend(attribute("id").filter(|id| is_identifier(id)).map(|id| format!("#{id}")));
        for name in ["data-testid", "data-test", "data-test-id", "data-qa", "data-cy"] {
            names.extend(attribute(name).map(|value| format!("[{name}={}]", quoted(value))));
        }
        if let Some(name) = attribute("name") {
            names.push(format!("{tag}[name={}]", quoted(name)));
        }
        if matches!(tag, "input" | "button")
            && let Some(kind) = element.attr("type").filter(|kind| matches!(*kind, "email" | "submit"))
        {
            names.push(format!("{tag}[type={kind}]"));
        }
        let classes = element.attr("class").unwrap_or_default().split_whitespace();
        names.extend(classes.filter(|class| is_identifier(class) && is_stable(class)).map(|it| format!("{tag}.{it}")));
        names
    }

    fn is_alone(&self, css: &str) -> bool {
        Selector::parse(css).is_ok_and(|selector| self.html.select(&selector).take(2).count() == 1)
    }
}

/// What can be read in `element`, white space made one; of a button that is a field, its value.
pub(crate) fn text_of(element: ElementRef<'_>) -> String {
    let mut text = String::new();
    for node in element.descendants() {
        let is_read = !node.ancestors().take_while(|above| above.id() != element.id()).any(|above| {
            above.value().as_element().is_some_and(|e| matches!(e.name(), "script" | "style" | "template" | "noscript"))
        });
        if let Some(part) = node.value().as_text().filter(|_| is_read) {
            text.push_str(part);
        }
    }
    if element.value().name() == "input" {
        text = element.attr("value").unwrap_or_default().to_owned();
    }
    one_space(&text)
}

/// What a person would call `element`: its text, or what stands in for it.
pub(crate) fn name_of(element: ElementRef<'_>) -> String {
    let text = text_of(element);
    if !text.is_empty() {
        return text;
    }
    let own = ["aria-label", "title", "alt", "value"].into_iter().find_map(|name| element.attr(name));
    let picture = || {
        let images = element.descendants().filter_map(ElementRef::wrap).find(|e| e.value().name() == "img");
        images.and_then(|image| image.attr("alt"))
    };
    own.or_else(picture).map(one_space).unwrap_or_default()
}

/// All by which a field says what it wants: its names, its label, its hint; in lower case.
pub(crate) fn wants(dom: &Dom, field: ElementRef<'_>) -> String {
    let mut said: Vec<String> = Vec::new();
    for name in ["name", "id", "placeholder", "aria-label", "autocomplete", "title", "inputmode"] {
        said.extend(field.attr(name).map(str::to_owned));
    }
    said.extend(label_of(dom, field));
    said.join(" ").to_lowercase()
}

/// The text of a field's label.
pub(crate) fn label_of(dom: &Dom, field: ElementRef<'_>) -> Option<String> {
    let by_id = field
        .attr("id")
        .and_then(|id| dom.all("label[for]").into_iter().find(|label| label.attr("for") == Some(id)).map(text_of));
    let around = || {
        let label = field.ancestors().filter_map(ElementRef::wrap).find(|above| above.value().name() == "label")?;
        Some(text_of(label))
    };
    by_id.or_else(around).filter(|text| !text.is_empty())
}

/// The form around `element`.
pub(crate) fn form_of(element: ElementRef<'_>) -> Option<ElementRef<'_>> {
    element.ancestors().filter_map(ElementRef::wrap).find(|above| above.value().name() == "form")
}

/// White space made one.
pub(crate) fn one_space(text: impl AsRef<str>) -> String {
    text.as_ref().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The part of `url` that a target file holds: the path with its query.
pub(crate) fn path_of(url: &Url) -> String {
    match url.query() {
        Some(query) => format!("{}?{query}", url.path()),
        None => url.path().to_owned(),
    }
}

fn is_hidden(element: ElementRef<'_>) -> bool {
    let own_and_above = std::iter::once(element).chain(element.ancestors().filter_map(ElementRef::wrap));
    let mut all = own_and_above.map(|e| e.value());
    all.any(|e| {
        let style = e.attr("style").unwrap_or_default().replace(' ', "");
        e.attr("hidden").is_some()
            || (e.name() == "input" && e.attr("type") == Some("hidden"))
            || matches!(e.name(), "template" | "noscript")
            || style.contains("display:none")
            || style.contains("visibility:hidden")
    })
}

/// Whether a name looks as if it were written by a person and not drawn by a program.
fn is_stable(name: &str) -> bool {
    let digits = name.chars().filter(char::is_ascii_digit).count();
    let is_drawn = name.starts_with("css-") || name.starts_with("sc-") || name.starts_with("jss") || name.contains(':');
    !name.is_empty() && name.len() <= 60 && digits < 4 && !is_drawn && !name.contains('@')
}

fn is_identifier(name: &str) -> bool {
    let plain = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_') && name.chars().all(plain)
}

fn quoted(value: &str) -> String {
    if is_identifier(value) { value.to_owned() } else { format!("\"{}\"", value.replace(['\\', '"'], "")) }
}

#[cfg(test)]
pub(crate) fn dom(source: &str) -> Dom {
    Dom::new(source, Url::parse("http://sp.test/here").unwrap())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn selector(source: &str) -> String {
        let dom = dom(source);
        let element = dom.all("[x]")[0];
        dom.selector(element)
    }

    #[test]
    fn an_element_is_named_by_what_stays() {
        assert_eq!(selector("<p id=user x>e</p>"), "#user");
        assert_eq!(selector("<p id=user-83726 class=mail x>e</p>"), "p.mail");
        assert_eq!(selector("<p data-testid='who am i' x>e</p>"), "[data-testid=\"who am i\"]");
        assert_eq!(selector("<nav><b>a</b><b x>e</b></nav>"), "nav b:nth-of-type(2)");
        assert_eq!(selector("<div id=top><p><b x>e</b></p></div><p><b>f</b></p>"), "#top p b");
        assert_eq!(selector("<p class='css-1abc' x>e</p><p>f</p>"), "body p:nth-of-type(1)");
    }

    #[test]
    fn what_is_pressed_is_called_by_its_text() {
        let dom = dom(
            "<a href=/a class=b>Log out</a><a href=/b class=b>Home</a><button>Home</button><button hidden>x</button>",
        );
        let names: Vec<String> = dom.pressable().into_iter().map(|e| dom.click_selector(e)).collect();
        assert_eq!(names, ["text=Log out", "body a:nth-of-type(2)", "body button:nth-of-type(1)"]);
    }

    #[test]
    fn a_field_says_what_it_wants() {
        let dom = dom("<label for=a>Work E-mail</label><input id=a><label>Company <input name=c></label>");
        let fields = dom.all("input");
        assert_eq!(wants(&dom, fields[0]), "a work e-mail");
        assert_eq!(wants(&dom, fields[1]), "c company");
    }

    #[test]
    fn hidden_things_are_not_seen() {
        assert!(dom("<div style='display: none'><a href=x>y</a></div>").pressable().is_empty());
        assert!(dom("<script>var a = '<a href=x>'</script>").pressable().is_empty());
    }
}
