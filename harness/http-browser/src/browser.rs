//! One person's browser: what is done goes in, pages and documents come out.

mod navigation;

use std::time::{Duration, Instant};

use ego_tree::NodeId;
use http::HeaderMap;
use scraper::ElementRef;
use url::Url;

pub(crate) use navigation::HOPS;
use navigation::Way;

use crate::alone::lacks_something;
use crate::control::{hindrance, hindrance_to_fill};
use crate::decode::decode;
use crate::error::{Error, Unsettled};
use crate::form::destination;
use crate::jar::Jar;
use crate::loaded::{Held, Loaded, Upload};
use crate::request::Request;
use crate::seen::{Cookie, Document, Download, Page};
use crate::site::bare;
use crate::tab::{Entry, Tab};
use crate::trust::Trust;
use crate::wire::Wire;

/// What a person waits before they give up.
const SETTLE: Duration = Duration::from_secs(20);

/// Cookies, tabs and connections of one person. It is new: one empty tab, no cookies.
#[derive(Debug)]
pub struct Browser {
    wire: Wire,
    tabs: Vec<Tab>,
    tab: usize,
    /// Pages that would send themselves by script stay as they are.
    scripts_off: bool,
    unsettled: Option<Unsettled>,
    /// How long a page may take to settle, with all that it leads to.
    patience: Duration,
}

impl Browser {
    /// A browser that calls itself `user_agent` and takes what `trust` takes. The proxies of the environment are used for
    /// everything that is not on loopback.
    pub fn new(user_agent: &str, trust: &Trust) -> Result<Self, Error> {
        let wire = Wire::new(user_agent, trust)?;
        Ok(Self { wire, tabs: vec![Tab::new()], tab: 0, scripts_off: false, unsettled: None, patience: SETTLE })
    }

    /// Waits no longer than `limit` for a page, with all that it leads to; 20 s unless this says otherwise.
    pub fn wait_at_most(&mut self, limit: Duration) {
        self.patience = limit;
    }

    /// Goes to the absolute URL `url`. A page that cannot be loaded is no error: it shows in the documents.
    pub async fn open(&mut self, url: &str) -> Result<(), Error> {
        let url = Url::parse(url).map_err(|source| Error::Address { url: url.to_owned(), source })?;
        // The same address but for its fragment is no new document.
        if url.fragment().is_some() && bare(&url) == bare(&self.loaded().url) {
            self.loaded_mut().url = url;
            return Ok(());
        }
        if url.as_str() == "about:blank" {
            self.show(Entry::blank(), Way::Next);
            return Ok(());
        }
        self.go(Request::typed(url), Way::Next).await;
        Ok(())
    }

    /// Whether an element is there; [`Error::NoElement`] when it is not.
    pub fn expect(&self, selector: &str) -> Result<(), Error> {
        self.find(selector).map(|_| ())
    }

    /// Whether an element is there for people to see.
    pub fn is_shown(&self, selector: &str) -> Result<bool, Error> {
        let page = self.loaded();
        Ok(page.find(selector)?.and_then(|id| page.element(id)).is_some_and(|element| page.shown(element)))
    }

    /// Types `text` in place of what a field holds; turns a checkbox or radio on.
    pub fn fill(&mut self, selector: &str, text: &str) -> Result<(), Error> {
        let id = self.find_ready(selector, hindrance_to_fill)?;
        self.loaded_mut().fill(id, text);
        Ok(())
    }

    /// Chooses an option of a select by its value or text.
    pub fn select(&mut self, selector: &str, option: &str) -> Result<(), Error> {
        let id = self.find_ready(selector, hindrance)?;
        let page = self.loaded_mut();
        let found = page.element(id).map(|element| page.control(element));
        let chosen = found.and_then(|select| Some((select.id(), page.option_called(select, option)?)));
        let (select, option) = chosen.ok_or_else(|| self.missing(&format!("no option `{option}` in {selector}")))?;
        self.loaded_mut().held.insert(select, Held::Chosen(option));
        Ok(())
    }

    /// Chooses a file called `name` for a file input.
    pub fn upload(&mut self, selector: &str, name: &str, content: Vec<u8>) -> Result<(), Error> {
        let id = self.find_ready(selector, hindrance)?;
        let page = self.loaded_mut();
        if let Some(control) = page.element(id).map(|element| page.control(element).id()) {
            page.held.insert(control, Held::Files(vec![Upload { name: name.to_owned(), content }]));
        }
        Ok(())
    }

    /// Clicks an element; afterwards the page is there that it led to. A tab that it opens is turned to.
    pub async fn click(&mut self, selector: &str) -> Result<(), Error> {
        self.clicks(selector, 1).await
    }

    /// Clicks an element twice in a row, before anything comes of the first click.
    pub async fn click_twice(&mut self, selector: &str) -> Result<(), Error> {
        self.clicks(selector, 2).await
    }

    async fn clicks(&mut self, selector: &str, count: usize) -> Result<(), Error> {
        let id = self.find_ready(selector, hindrance)?;
        if !self.scripts_off && self.loaded().pressed_by_script(id) {
            return Err(Error::NeedsScript { selector: selector.to_owned(), url: self.loaded().url.to_string() });
        }
        let mut leads = None;
        for _ in 0..count {
            // Of two navigations that are asked for at once a browser drops the first.
            leads = self.loaded_mut().click(id).or(leads);
        }
        self.follow(leads).await;
        Ok(())
    }

    /// Presses Enter in the focused element.
    pub async fn enter(&mut self) {
        let leads = self.loaded_mut().enter();
        self.follow(leads).await;
    }

    /// What a link leads to, fetched with the cookies, and not shown.
    pub async fn download(&mut self, selector: &str) -> Result<Download, Error> {
        let page = self.loaded();
        let link = page.find_link(selector)?.and_then(|id| page.element(id));
        let url = link.and_then(|link| destination(page, link)).ok_or_else(|| self.missing(selector))?;
        let request = Request::by(page.initiator(), url);
        let answer = self.wire.fetch(request, Instant::now() + self.patience).await;
        Ok(match answer {
            Some(answer) => {
                let text = decode(&answer.body, answer.content_type().as_deref());
                Download { status: Some(answer.status), text }
            }
            None => Download { status: None, text: String::new() },
        })
    }

    /// Reloads, form data sent again.
    pub async fn reload(&mut self) {
        if let Some(request) = self.current().entry().request.clone() {
            self.go(request, Way::InPlace).await;
        }
    }

    /// The Back button.
    pub async fn back(&mut self) {
        if !self.current_mut().back() {
            return;
        }
        // Files that a script chose are not chosen again.
        self.loaded_mut().held.retain(|_, held| !matches!(held, Held::Files(_)));
        let entry = self.current().entry();
        let (Some(request), Some(document)) = (entry.request.clone(), entry.document.clone()) else { return };
        if entry.keeps {
            self.wire.note(document);
            self.lead_on(Instant::now() + self.patience).await;
        } else if request.method == "GET" {
            self.go(request, Way::InPlace).await;
        } else {
            // Browsers ask before they send a form again, and show a page of their own until then.
            let (status, error) = (None, Some("net::ERR_CACHE_MISS".to_owned()));
            self.wire.note(Document { status, error, headers: HeaderMap::new(), ..document.clone() });
            let page = Loaded::failed(&request.url);
            let entry = Entry { page, request: Some(request), document: Some(document), keeps: false };
            self.show(entry, Way::InPlace);
        }
    }

    /// Opens a tab and goes there.
    pub fn new_tab(&mut self) {
        self.tabs.push(Tab::new());
        self.tab = self.tabs.len() - 1;
    }

    /// Goes to tab `index`, in the order of opening.
    pub fn switch_to(&mut self, index: usize) -> Result<(), Error> {
        let count = self.tabs.len();
        if index >= count {
            return Err(Error::NoTab { index, count });
        }
        self.tab = index;
        Ok(())
    }

    /// Whether pages that post themselves do so from now on; until [`Browser::empty`]. They do at first.
    pub fn run_scripts(&mut self, on: bool) {
        self.scripts_off = !on;
    }

    /// Forgets everything but open connections: one empty tab, no cookies.
    pub fn empty(&mut self) {
        self.wire.jar = Jar::default();
        self.wire.take_documents();
        self.wire.take_blocked();
        self.tabs = vec![Tab::new()];
        self.tab = 0;
        self.scripts_off = false;
        self.unsettled = None;
    }

    /// What the tab shows now.
    pub fn page(&self) -> Page {
        let page = self.loaded();
        Page { url: page.url.to_string(), status: page.status, title: page.title(), text: page.text() }
    }

    /// The page's source as the parser understood it.
    pub fn source(&self) -> String {
        self.loaded().source()
    }

    /// Of every element that `selector` matches, in order: its text (`textContent`), or the value of a field; byte for
    /// byte.
    pub fn texts_of(&self, selector: &str) -> Result<Vec<String>, Error> {
        let page = self.loaded();
        let text = |element: ElementRef<'_>| match element.value().name() {
            "input" | "textarea" | "select" => page.value(element),
            _ => element.text().collect(),
        };
        Ok(page.find_all(selector)?.into_iter().map(text).collect())
    }

    /// An attribute of every element that `selector` matches and that has it, in order and as it stands.
    pub fn attributes_of(&self, selector: &str, attribute: &str) -> Result<Vec<String>, Error> {
        let name = attribute.to_ascii_lowercase();
        Ok(self
            .loaded()
            .find_all(selector)?
            .into_iter()
            .filter_map(|element| element.attr(&name))
            .map(str::to_owned)
            .collect())
    }

    /// All text of the page, be it seen or not, white space made one.
    pub fn all_text(&self) -> String {
        self.loaded().all_text()
    }

    /// Whether the page shows next to nothing without its scripts, or has a frame of its own site: what it would show is
    /// not known here.
    pub fn lacks_something(&self) -> bool {
        !self.scripts_off && lacks_something(self.loaded())
    }

    /// Why the page that is shown may not be where a browser would end; none when it is.
    pub fn unsettled(&self) -> Option<Unsettled> {
        self.unsettled
    }

    /// Documents asked for since the last call, in order.
    pub fn take_documents(&mut self) -> Vec<Document> {
        self.wire.take_documents()
    }

    /// What the policies of pages have stopped since the last call, in the words of Chromium's console.
    pub fn take_blocked(&mut self) -> Vec<String> {
        self.wire.take_blocked()
    }

    /// All cookies, by domain, name and path.
    pub fn cookies(&self) -> Vec<Cookie> {
        self.wire.jar.cookies()
    }

    /// How long was spent waiting for answers since the last call.
    pub fn take_waited(&mut self) -> Duration {
        self.wire.take_waited()
    }

    fn current(&self) -> &Tab {
        &self.tabs[self.tab]
    }

    fn current_mut(&mut self) -> &mut Tab {
        &mut self.tabs[self.tab]
    }

    fn loaded(&self) -> &Loaded {
        self.current().page()
    }

    fn loaded_mut(&mut self) -> &mut Loaded {
        self.current_mut().page_mut()
    }

    fn show(&mut self, entry: Entry, way: Way) {
        match way {
            Way::Next => self.current_mut().show(entry),
            Way::InPlace => self.current_mut().replace(entry),
        }
    }

    fn find(&self, selector: &str) -> Result<NodeId, Error> {
        self.loaded().find(selector)?.ok_or_else(|| self.missing(selector))
    }

    /// The element, if a person could do something to it.
    fn find_ready(
        &self,
        selector: &str,
        hindrance: fn(ElementRef<'_>) -> Option<&'static str>,
    ) -> Result<NodeId, Error> {
        let id = self.find(selector)?;
        let page = self.loaded();
        let why = page.element(id).and_then(|element| hindrance(page.control(element)));
        let url = || page.url.to_string();
        why.map_or(Ok(id), |why| Err(Error::NotReady { selector: selector.to_owned(), why, url: url() }))
    }

    fn missing(&self, selector: &str) -> Error {
        let page = self.loaded();
        let frames = page.elements().filter(|element| matches!(element.value().name(), "iframe" | "frame")).count();
        Error::NoElement { selector: selector.to_owned(), url: page.url.to_string(), title: page.title(), frames }
    }
}
