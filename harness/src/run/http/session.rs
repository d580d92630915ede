//! One person's session: gestures in, pages and documents out, as of a browser.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use ego_tree::NodeId;
use url::Url;

use super::form::{Place, destination};
use super::jar::Jar;
use super::page::{Held, Page, Upload, essence};
use super::press::Leads;
use super::request::Request;
use super::script::{Deed, external_scripts, on_load, refresh};
use super::site::bare;
use super::tab::{Entry, Tab};
use super::wire::{Arrival, Came, Wire};
use crate::evidence::{Cookie, Document, HTML_LIMIT, Page as Seen};
use crate::run::error::{BrowserError, ProvisionError};
use crate::run::{Gesture, RunError};

/// How long a page may take to settle, with all that it leads to.
const SETTLE: Duration = Duration::from_secs(20);
/// How often pages may lead on by themselves before the person looks at what is there.
const HOPS: usize = 30;

/// How the next page comes into the history.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    Next,
    InPlace,
}

/// Cookies, tabs and connections of one person.
#[derive(Debug)]
pub struct Session {
    wire: Wire,
    tabs: Vec<Tab>,
    tab: usize,
    /// Pages that would send themselves by script stay as they are.
    scripts_off: bool,
}

impl Session {
    /// An empty session.
    pub fn start() -> Result<Self, RunError> {
        Ok(Self { wire: Wire::new()?, tabs: vec![Tab::new()], tab: 0, scripts_off: false })
    }

    /// What the report shows in place of a browser.
    pub fn name(&self) -> &'static str {
        concat!("no browser (HTTP client of saml-harness ", env!("CARGO_PKG_VERSION"), ")")
    }

    /// How long was spent waiting for answers since the last call.
    pub fn take_waited(&mut self) -> Duration {
        self.wire.take_waited()
    }

    /// Goes to `url`. A page that cannot be loaded is no error of ours: it shows in the documents.
    pub async fn open(&mut self, url: &str) -> Result<(), RunError> {
        let url = Url::parse(url).map_err(|source| BrowserError::Address { url: url.to_owned(), source })?;
        // The same address but for its fragment is no new document.
        if url.fragment().is_some() && bare(&url) == bare(&self.page().url) {
            self.page_mut().url = url;
            return Ok(());
        }
        if url.as_str() == "about:blank" {
            self.show(Entry::blank(), Way::Next);
            return Ok(());
        }
        self.go(Request::typed(url), Way::Next).await;
        Ok(())
    }

    /// Does the gestures in order; after each click the page is there that it led to.
    pub async fn perform(&mut self, gestures: &[Gesture]) -> Result<(), RunError> {
        for gesture in gestures {
            match gesture {
                Gesture::WaitFor { selector } => {
                    self.find(selector)?;
                }
                Gesture::Fill { selector, text } => {
                    let id = self.find(selector)?;
                    self.page_mut().fill(id, text);
                }
                Gesture::Select { selector, option } => self.select(selector, option)?,
                Gesture::Upload { selector, name, content } => {
                    let id = self.find(selector)?;
                    let page = self.page_mut();
                    let Some(id) = page.element(id).map(|element| page.control(element).id()) else { continue };
                    page.held.insert(id, Held::Files(vec![Upload { name: name.clone(), content: content.clone() }]));
                }
                Gesture::Click { selector, twice } => {
                    let id = self.find(selector)?;
                    let leads = self.page_mut().click(id);
                    // Of two navigations that are asked for at once a browser drops the first.
                    let leads = if *twice { self.page_mut().click(id).or(leads) } else { leads };
                    self.follow(leads).await;
                }
            }
        }
        Ok(())
    }

    /// Presses a named key in the focused element.
    pub async fn press(&mut self, key: &str) -> Result<(), RunError> {
        match key {
            "Enter" => {
                let leads = self.page_mut().enter();
                self.follow(leads).await;
            }
            "Tab" | "Escape" => {}
            other => return Err(BrowserError::NoSuchKey { key: other.to_owned() }.into()),
        }
        Ok(())
    }

    /// What the link leads to, fetched with the session's cookies.
    pub async fn download(&mut self, selector: &str) -> Result<String, RunError> {
        let page = self.page();
        let link = page.find_link(selector)?.and_then(|id| page.element(id));
        let url = link.and_then(|link| destination(page, link)).ok_or_else(|| self.missing(selector))?;
        let request = Request::by(page.initiator(), url);
        let answer = self.wire.fetch(request, Instant::now() + SETTLE).await;
        let text = answer.as_ref().map(|a| super::decode::decode(&a.body, a.content_type().as_deref()));
        match (answer.map(|answer| answer.status), text) {
            (Some(200..=299), Some(text)) => Ok(text),
            (status, text) => Err(ProvisionError::Download {
                selector: selector.to_owned(),
                status: status.unwrap_or_default().into(),
                text: text.unwrap_or_default().chars().take(200).collect(),
            }
            .into()),
        }
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
        self.page_mut().held.retain(|_, held| !matches!(held, Held::Files(_)));
        let entry = self.current().entry();
        let (Some(request), Some(document)) = (entry.request.clone(), entry.document.clone()) else { return };
        if entry.keeps {
            self.wire.note(document);
            self.lead_on(Instant::now() + SETTLE).await;
        } else if request.method == "GET" {
            self.go(request, Way::InPlace).await;
        } else {
            // Browsers ask before they send a form again, and show a page of their own until then.
            let (status, error) = (None, Some("net::ERR_CACHE_MISS".to_owned()));
            let headers = BTreeMap::new();
            self.wire.note(Document { status, error, headers, ..document.clone() });
            let page = Page::failed(&request.url);
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
    pub fn tab(&mut self, index: usize) -> Result<(), RunError> {
        let count = self.tabs.len();
        if index >= count {
            return Err(BrowserError::NoSuchTab { index, count }.into());
        }
        self.tab = index;
        Ok(())
    }

    /// What the page shows now.
    pub fn look(&self) -> Seen {
        let page = self.page();
        let (url, title, text) = (page.url.to_string(), page.title(), page.text());
        Seen { url, status: page.status, title, text, html: None, screenshot: None, console: Vec::new() }
    }

    /// The page's source.
    pub fn html(&self) -> String {
        let mut source = self.page().source();
        let end = (0..=HTML_LIMIT.min(source.len())).rev().find(|end| source.is_char_boundary(*end));
        source.truncate(end.unwrap_or_default());
        source
    }

    /// Text of the element, if it is on the page.
    pub fn text_of(&self, selector: &str) -> Result<Option<String>, RunError> {
        let page = self.page();
        let found = page
            .query(selector)
            .map_err(|error| BrowserError::Selector { selector: selector.to_owned(), reason: error.to_string() })?;
        Ok(found.map(|element| page.text_of(element).trim().to_owned()).filter(|text| !text.is_empty()))
    }

    /// Documents asked for since the last call.
    pub fn documents(&mut self) -> Vec<Document> {
        self.wire.take_documents()
    }

    /// All cookies, without values.
    pub fn cookies(&self) -> Vec<Cookie> {
        self.wire.jar.cookies()
    }

    /// Forgets everything but open connections.
    pub fn empty(&mut self) {
        self.wire.jar = Jar::default();
        self.wire.take_documents();
        self.tabs = vec![Tab::new()];
        self.tab = 0;
        self.scripts_off = false;
    }

    fn current(&self) -> &Tab {
        &self.tabs[self.tab]
    }

    fn current_mut(&mut self) -> &mut Tab {
        &mut self.tabs[self.tab]
    }

    fn page(&self) -> &Page {
        self.current().page()
    }

    fn page_mut(&mut self) -> &mut Page {
        self.current_mut().page_mut()
    }

    fn show(&mut self, entry: Entry, way: Way) {
        match way {
            Way::Next => self.current_mut().show(entry),
            Way::InPlace => self.current_mut().replace(entry),
        }
    }

    fn find(&self, selector: &str) -> Result<NodeId, RunError> {
        self.page().find(selector)?.ok_or_else(|| self.missing(selector))
    }

    /// Nothing comes late on a page that runs no script, so nothing is waited for.
    fn missing(&self, selector: &str) -> RunError {
        let page = self.page();
        let (selector, url, title) = (selector.to_owned(), page.url.to_string(), page.title());
        RunError::Selector { selector, url, title, waited_ms: 0 }
    }

    fn select(&mut self, selector: &str, option: &str) -> Result<(), RunError> {
        let id = self.find(selector)?;
        let page = self.page_mut();
        let found = page.element(id).map(|element| page.control(element));
        let chosen = found.and_then(|select| Some((select.id(), page.option_called(select, option)?)));
        match chosen {
            Some((select, option)) => {
                page.held.insert(select, Held::Chosen(option));
                Ok(())
            }
            None => Err(self.missing(&format!("no option `{option}` in {selector}"))),
        }
    }

    /// Goes where a link or form leads: in this tab, or in a new one that the person does not turn to.
    async fn follow(&mut self, leads: Leads) {
        match leads {
            None => {}
            Some((request, Place::Here)) => self.go(request, Way::Next).await,
            Some((request, Place::NewTab)) => {
                let here = self.tab;
                self.new_tab();
                self.go(request, Way::InPlace).await;
                self.tab = here;
            }
        }
    }

    /// Asks for a document and shows it, and what it leads to by itself.
    async fn go(&mut self, request: Request, way: Way) {
        let deadline = Instant::now() + SETTLE;
        if self.load(request, way, deadline).await {
            self.lead_on(deadline).await;
        }
    }

    /// Shows what came; false when the page stays as it is.
    async fn load(&mut self, request: Request, way: Way, deadline: Instant) -> bool {
        let Arrival { request, came } = self.wire.navigate(request, deadline).await;
        let document = self.wire.last_document().cloned();
        let answer = match came {
            Came::Answer(answer) => answer,
            Came::Nothing => return false,
            Came::Trouble => {
                let page = Page::failed(&request.url);
                self.show(Entry { page, request: Some(request), document, keeps: false }, way);
                return true;
            }
        };
        let disposition = answer.header("content-disposition").unwrap_or_default();
        let attached = disposition.trim_start().to_ascii_lowercase().starts_with("attachment");
        // No content, or a file to keep: the browser stays where it is.
        if matches!(answer.status, 204 | 205) || attached || !shown_in_tab(&essence(answer.content_type().as_deref())) {
            return false;
        }
        let keeps = !answer.header("cache-control").unwrap_or_default().to_ascii_lowercase().contains("no-store");
        let page = Page::of(request.url.clone(), answer);
        self.show(Entry { page, request: Some(request), document, keeps }, way);
        true
    }

    /// Does what pages do by themselves, until one does nothing. Such a page takes no place in the history.
    async fn lead_on(&mut self, deadline: Instant) {
        for _ in 0..HOPS {
            if Instant::now() >= deadline {
                return;
            }
            let Some(deed) = self.deed(deadline).await else { return };
            let leads = match deed {
                Deed::Go(url) => Some((Request::by(self.page().initiator(), url), Place::Here)),
                Deed::Submit(form) => {
                    let leads = self.page().submit(form, None);
                    let times = self.page().element(form).and_then(|form| form.attr("data-times")?.parse().ok());
                    if let Some((request, _)) = &leads {
                        // The IdP's page that posts several times does so in another window first.
                        for _ in 1..times.unwrap_or(1_usize) {
                            self.wire.navigate(request.clone(), deadline).await;
                        }
                    }
                    leads
                }
                Deed::Click(id) => self.page_mut().click(id),
            };
            // A tab that opens by itself is a pop-up, and browsers stop those.
            let Some((request, Place::Here)) = leads else { return };
            if !self.load(request, Way::InPlace, deadline).await {
                return;
            }
        }
    }

    /// Does what scripts of pages would do from now on, or does not.
    pub fn run_scripts(&mut self, on: bool) {
        self.scripts_off = !on;
    }

    async fn deed(&mut self, deadline: Instant) -> Option<Deed> {
        if self.scripts_off {
            return refresh(self.page());
        }
        if let Some(deed) = on_load(self.page(), &[]) {
            return Some(deed);
        }
        let mut external = Vec::new();
        let initiator = self.page().initiator();
        for url in external_scripts(self.page()) {
            let request = Request::by(initiator.clone(), url);
            if let Some(answer) = self.wire.fetch(request, deadline).await {
                external.push(super::decode::decode(&answer.body, answer.content_type().as_deref()));
            }
        }
        if external.is_empty() { None } else { on_load(self.page(), &external) }
    }
}

/// Whether a browser shows such an answer; others it keeps as a file.
fn shown_in_tab(essence: &str) -> bool {
    essence.is_empty()
        || essence.starts_with("text/")
        || essence.starts_with("image/")
        || essence.ends_with("+xml")
        || essence.ends_with("json")
        || matches!(essence, "application/xml" | "application/javascript" | "application/pdf")
}
