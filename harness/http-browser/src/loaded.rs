//! A page as it stands in a tab: the parsed document, and what was typed into its controls.

use std::collections::HashMap;

use ego_tree::NodeId;
use http::HeaderMap;
use scraper::{ElementRef, Html, Node, Selector};
use url::Url;

use crate::decode::decode;
use crate::request::{Initiator, Policy};
use crate::text::{Hidden, visible_text};
use crate::wire::Answer;

/// How much text of a page is given, in characters.
const TEXT_LIMIT: usize = 20_000;

/// A file that was chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Upload {
    pub(crate) name: String,
    pub(crate) content: Vec<u8>,
}

/// What a control holds once somebody touched it.
#[derive(Clone, Debug)]
pub(crate) enum Held {
    Text(String),
    Checked(bool),
    Chosen(NodeId),
    Files(Vec<Upload>),
}

/// A page.
#[derive(Debug)]
pub(crate) struct Loaded {
    pub(crate) url: Url,
    pub(crate) status: Option<u16>,
    pub(crate) html: Html,
    pub(crate) headers: HeaderMap,
    pub(crate) held: HashMap<NodeId, Held>,
    /// Where the keyboard writes to.
    pub(crate) focus: Option<NodeId>,
    hidden: Hidden,
    /// False: the answer was no HTML, and is shown as it is.
    marked_up: bool,
    source: String,
}

impl Loaded {
    /// The empty page of a new tab.
    pub(crate) fn blank() -> Self {
        Self::made("about:blank", None, "", true)
    }

    /// The browser's own page for an answer that did not come.
    pub(crate) fn failed(url: &Url) -> Self {
        let title = url.host_str().unwrap_or_default().replace(['<', '&'], "");
        let source = format!("<title>{title}</title><h1>This site can\u{2019}t be reached</h1>");
        Self::made("chrome-error://chromewebdata/", None, &source, true)
    }

    /// The page that an answer of `url` makes.
    pub(crate) fn of(url: Url, answer: Answer) -> Self {
        let content_type = answer.content_type();
        let source = decode(&answer.body, content_type.as_deref());
        drop(answer.body);
        let marked_up = match essence(content_type.as_deref()).as_str() {
            "text/html" | "application/xhtml+xml" => true,
            // Nothing said: browsers look for the first tag.
            "" => source.trim_start().starts_with('<'),
            _ => false,
        };
        let mut page = Self::made("about:blank", Some(answer.status), &source, marked_up);
        (page.url, page.headers) = (url, answer.headers);
        page
    }

    fn made(url: &str, status: Option<u16>, source: &str, marked_up: bool) -> Self {
        // Browsers show what is no markup as the text of one `pre`.
        let shown = || format!("<pre>\n{}</pre>", source.replace('&', "&amp;").replace('<', "&lt;"));
        let html = if marked_up { Html::parse_document(source) } else { Html::parse_document(&shown()) };
        let hidden = Hidden::of(&html);
        let url = Url::parse(url).expect("both addresses are constants");
        let focus = elements(&html).find(|element| element.attr("autofocus").is_some()).map(|element| element.id());
        let headers = HeaderMap::new();
        let source = if marked_up { String::new() } else { source.to_owned() };
        Self { url, status, html, headers, held: HashMap::new(), focus, hidden, marked_up, source }
    }

    /// `document.title`.
    pub(crate) fn title(&self) -> String {
        let title = self.first("title").map(|title| title.text().collect::<String>()).unwrap_or_default();
        title.split_ascii_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// The text that is seen.
    pub(crate) fn text(&self) -> String {
        let text = if self.marked_up {
            self.first("body").map(|body| self.text_of(body)).unwrap_or_default()
        } else {
            self.source.clone()
        };
        text.chars().take(TEXT_LIMIT).collect()
    }

    /// The page's source.
    pub(crate) fn source(&self) -> String {
        if !self.marked_up {
            return self.source.clone();
        }
        let mut source = self.html.root_element().html();
        // What noscript holds is text to a parser that minds scripts, and browsers write it as it was.
        for noscript in self.elements().filter(|element| element.value().name() == "noscript") {
            let text: String = noscript.text().collect();
            if !text.is_empty() {
                source = source.replace(&noscript.inner_html(), &text);
            }
        }
        source
    }

    /// `innerText` of an element.
    pub(crate) fn text_of(&self, element: ElementRef<'_>) -> String {
        visible_text(element, &self.hidden)
    }

    /// Whether the element is on the page for people to see.
    pub(crate) fn shown(&self, element: ElementRef<'_>) -> bool {
        self.hidden.shown(element)
    }

    /// All elements in order.
    pub(crate) fn elements(&self) -> impl Iterator<Item = ElementRef<'_>> {
        elements(&self.html)
    }

    /// The element with this id of the tree.
    pub(crate) fn element(&self, id: NodeId) -> Option<ElementRef<'_>> {
        self.html.tree.get(id).and_then(ElementRef::wrap)
    }

    /// The first element of this name.
    pub(crate) fn first(&self, name: &str) -> Option<ElementRef<'_>> {
        self.elements().find(|element| element.value().name() == name)
    }

    /// The first element that `selector` matches; an error when it cannot be read.
    pub(crate) fn query(&self, selector: &str) -> Result<Option<ElementRef<'_>>, String> {
        let parsed = Selector::parse(selector).map_err(|e| e.to_string())?;
        Ok(self.html.select(&parsed).next())
    }

    /// Every element that `selector` matches, in order; an error when it cannot be read. What a template holds is no part
    /// of the page, unless it is an open shadow root.
    pub(crate) fn query_all(&self, selector: &str) -> Result<Vec<ElementRef<'_>>, String> {
        let parsed = Selector::parse(selector).map_err(|e| e.to_string())?;
        let is_inert = |element: ElementRef<'_>| {
            element.value().name() == "template" && element.attr("shadowrootmode") != Some("open")
        };
        let in_page = |element: &ElementRef<'_>| !element.ancestors().filter_map(ElementRef::wrap).any(is_inert);
        Ok(self.html.select(&parsed).filter(in_page).collect())
    }

    /// All text, be it seen or not, white space made one.
    pub(crate) fn all_text(&self) -> String {
        if !self.marked_up {
            return one_space(&self.source);
        }
        let Some(body) = self.first("body") else { return String::new() };
        let unsaid = |node: ego_tree::NodeRef<'_, Node>| {
            let mut around = node.ancestors().filter_map(ElementRef::wrap);
            around.any(|element| matches!(element.value().name(), "script" | "style" | "noscript"))
        };
        let texts = body.descendants().filter(|node| node.value().is_text() && !unsaid(*node));
        let texts = texts.filter_map(|node| node.value().as_text().map(|text| text.to_string()));
        one_space(&texts.collect::<Vec<_>>().join(" "))
    }

    /// The element with this `id`.
    pub(crate) fn by_id(&self, id: &str) -> Option<ElementRef<'_>> {
        self.elements().find(|element| element.attr("id") == Some(id))
    }

    /// What relative addresses are taken relative to.
    pub(crate) fn base(&self) -> Url {
        let href = self.elements().filter(|e| e.value().name() == "base").find_map(|base| base.attr("href"));
        href.and_then(|href| self.url.join(href).ok()).unwrap_or_else(|| self.url.clone())
    }

    /// An address on the page, made absolute.
    pub(crate) fn address(&self, reference: &str) -> Option<Url> {
        self.base().join(reference.trim()).ok()
    }

    /// The page as the one who asks for the next.
    pub(crate) fn initiator(&self) -> Initiator {
        let header = self.headers.get_all("referrer-policy").iter();
        let header = header.filter_map(|value| Policy::parse(value.to_str().ok()?)).next_back();
        let named = |element: &ElementRef<'_>| {
            element.value().name() == "meta"
                && element.attr("name").is_some_and(|name| name.eq_ignore_ascii_case("referrer"))
        };
        let meta = self.elements().filter(named).filter_map(|meta| Policy::parse(meta.attr("content")?)).last();
        Initiator { url: self.url.clone(), policy: meta.or(header).unwrap_or_default() }
    }
}

fn elements(html: &Html) -> impl Iterator<Item = ElementRef<'_>> {
    html.tree.root().descendants().filter_map(ElementRef::wrap)
}

fn one_space(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Type and subtype of a `Content-Type`, in lower case.
pub(crate) fn essence(content_type: Option<&str>) -> String {
    content_type.and_then(|text| text.split([';', ',']).next()).unwrap_or_default().trim().to_ascii_lowercase()
}

#[cfg(test)]
pub(crate) fn sample(source: &str) -> Loaded {
    let mut page = Loaded::made("about:blank", Some(200), source, true);
    page.url = Url::parse("http://127.0.0.1:8000/folder/page?x=1").unwrap();
    page
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(content_type: &'static str, body: &str) -> Answer {
        let mut headers = HeaderMap::new();
        if !content_type.is_empty() {
            headers.insert("content-type", content_type.parse().unwrap());
        }
        Answer { status: 200, headers, body: body.as_bytes().to_vec() }
    }

    fn page(content_type: &'static str, body: &str) -> Loaded {
        Loaded::of(Url::parse("http://127.0.0.1/").unwrap(), answer(content_type, body))
    }

    #[test]
    fn only_html_is_marked_up() {
        assert_eq!(page("text/html; charset=utf-8", "<title> a\n b</title><p>c").title(), "a b");
        assert_eq!(page("text/html", "<p>c").text(), "c");
        assert_eq!(page("", " <p>c").text(), "c");
        assert_eq!(page("text/plain", "<p>c").text(), "<p>c");
        assert!(page("text/plain", "<form>").first("form").is_none());
    }

    #[test]
    fn the_source_has_what_is_for_browsers_without_scripts() {
        let form = "<form><noscript><button>On &amp; on</button></noscript></form>";
        assert!(page("text/html", form).source().contains(form));
    }

    #[test]
    fn addresses_are_taken_relative_to_the_base() {
        assert_eq!(sample("<a href=x>").address("y z").unwrap().as_str(), "http://127.0.0.1:8000/folder/y%20z");
        assert_eq!(sample("<base href=/other/>").address("y").unwrap().as_str(), "http://127.0.0.1:8000/other/y");
        assert_eq!(sample("<base href='http://['>").address("y").unwrap().as_str(), "http://127.0.0.1:8000/folder/y");
    }

    #[test]
    fn odd_html_is_read() {
        for source in
            ["", "<", "<!--", "<html><html>", "</p>", "<frameset>", "\0", "<table><form><input></table>", "<svg><a>"]
        {
            let page = sample(source);
            assert_eq!(page.base(), page.url, "{source}");
            assert!(page.source().starts_with("<html"), "{source}");
        }
        let page = sample("<title>a</p>b</title><table><form>c<input></table>");
        assert_eq!((page.title().as_str(), page.text().as_str()), ("a</p>b", "c"));
    }
}
