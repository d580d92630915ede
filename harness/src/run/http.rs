//! The engine without a browser: [`http_browser::Browser`], and what it shows as evidence keeps it.

use std::time::Duration;

use async_trait::async_trait;
use http_browser::{Browser, Trust};

use super::engine::{AtRest, Source};
use super::error::{BrowserError, ProvisionError};
use super::{Deed, Engine, Gesture, Progress, RunError};
use crate::evidence::{
    Cookie, CookieTrace, Document, HTML_LIMIT, Page, RefusedCookie, WithheldCookie, digest, headers, named,
    without_value,
};

/// An HTTP client that keeps cookies, follows redirects and sends forms as a browser does.
#[derive(Debug)]
pub struct HttpEngine(Browser);

impl HttpEngine {
    /// An empty one, which takes the certificates that the machine trusts.
    pub fn start() -> Result<Self, RunError> {
        Self::trusting(&Trust::default())
    }

    /// An empty one, which takes the certificates that `trust` takes.
    pub fn trusting(trust: &Trust) -> Result<Self, RunError> {
        Ok(Self(Browser::new(concat!("Mozilla/5.0 saml-harness/", env!("CARGO_PKG_VERSION")), trust)?))
    }
}

impl HttpEngine {
    /// Which of these elements is on the page for people to see.
    fn seen(&self, watched: &[String]) -> Result<Option<usize>, RunError> {
        for (index, selector) in watched.iter().enumerate() {
            if self.0.is_shown(selector)? {
                return Ok(Some(index));
            }
        }
        Ok(None)
    }

    async fn one(&mut self, gesture: &Gesture) -> Result<(), RunError> {
        let selector = &gesture.selector;
        if gesture.frame.is_some() {
            return Err(BrowserError::FrameNeedsBrowser { selector: selector.clone() }.into());
        }
        if gesture.optional && matches!(self.0.expect(selector), Err(http_browser::Error::NoElement { .. })) {
            return Ok(());
        }
        match &gesture.deed {
            Deed::WaitFor => self.0.expect(selector)?,
            Deed::Fill { text } => self.0.fill(selector, text)?,
            Deed::Select { option } => self.0.select(selector, option)?,
            Deed::Upload { name, content } => self.0.upload(selector, name, content.clone())?,
            Deed::Click { twice: false } => self.0.click(selector).await?,
            Deed::Click { twice: true } => self.0.click_twice(selector).await?,
        }
        Ok(())
    }
}

#[async_trait]
impl Engine for HttpEngine {
    fn name(&self) -> &str {
        concat!("no browser (HTTP client of saml-harness ", env!("CARGO_PKG_VERSION"), ")")
    }

    fn take_waited(&mut self) -> Duration {
        self.0.take_waited()
    }

    async fn open(&mut self, url: &str) -> Result<(), RunError> {
        Ok(self.0.open(url).await?)
    }

    async fn perform(&mut self, gestures: &[Gesture], watched: &[String]) -> Result<Progress, RunError> {
        for (done, gesture) in gestures.iter().enumerate() {
            if let Some(seen) = self.seen(watched)? {
                return Ok(Progress { done, seen: Some(seen) });
            }
            self.one(gesture).await?;
        }
        Ok(Progress { done: gestures.len(), seen: self.seen(watched)? })
    }

    async fn press(&mut self, key: &str) -> Result<(), RunError> {
        match key {
            "Enter" => self.0.enter().await,
            "Tab" | "Escape" => {}
            other => return Err(BrowserError::NoSuchKey { key: other.to_owned() }.into()),
        }
        Ok(())
    }

    async fn download(&mut self, selector: &str) -> Result<String, RunError> {
        let download = self.0.download(selector).await?;
        match download.status {
            Some(200..=299) => Ok(download.text),
            status => Err(ProvisionError::Download {
                selector: selector.to_owned(),
                status: status.map(u64::from),
                text: download.text.chars().take(200).collect(),
            }
            .into()),
        }
    }

    async fn reload(&mut self) -> Result<(), RunError> {
        self.0.reload().await;
        Ok(())
    }

    async fn back(&mut self) -> Result<(), RunError> {
        self.0.back().await;
        Ok(())
    }

    async fn new_tab(&mut self) -> Result<(), RunError> {
        self.0.new_tab();
        Ok(())
    }

    async fn tab(&mut self, index: usize) -> Result<(), RunError> {
        Ok(self.0.switch_to(index)?)
    }

    async fn look(&mut self) -> Result<Page, RunError> {
        let http_browser::Page { url, status, title, text } = self.0.page();
        let unsettled = self.0.unsettled().map(|reason| reason.to_string());
        Ok(Page { url, status, title, text, unsettled, console: self.0.take_blocked(), ..Page::default() })
    }

    fn source(&self) -> Option<Source> {
        let mut html = self.0.source();
        let end = (0..=HTML_LIMIT.min(html.len())).rev().find(|end| html.is_char_boundary(*end)).unwrap_or_default();
        let left_out = html[end..].chars().count();
        html.truncate(end);
        Some(Source { html, left_out })
    }

    async fn texts_of(&mut self, selector: &str, attribute: Option<&str>) -> Result<Vec<String>, RunError> {
        Ok(match attribute {
            Some(attribute) => self.0.attributes_of(selector, attribute)?,
            None => self.0.texts_of(selector)?,
        })
    }

    async fn served_texts_of(
        &mut self,
        selector: &str,
        attribute: Option<&str>,
    ) -> Result<Option<Vec<String>>, RunError> {
        Ok(Some(self.texts_of(selector, attribute).await?))
    }

    async fn value_of(&mut self, _: &str) -> Result<Option<String>, RunError> {
        Ok(None)
    }

    async fn on_every_page(&mut self, _: &str) -> Result<(), RunError> {
        Ok(())
    }

    async fn at_rest(&mut self) -> Result<AtRest, RunError> {
        let text = self.0.all_text();
        let (has_scripts, is_blank) = (self.0.lacks_something(), text.is_empty());
        Ok(AtRest { is_quiet: true, has_scripts, is_blank, text })
    }

    async fn answer(&mut self) -> Result<String, RunError> {
        Ok(self.0.source())
    }

    fn pages_change(&self) -> bool {
        false
    }

    fn likeness(&self) -> Option<String> {
        None
    }

    async fn screenshot(&mut self) -> Result<Option<Vec<u8>>, RunError> {
        Ok(None)
    }

    fn documents(&mut self) -> Vec<Document> {
        self.0.take_documents().into_iter().map(document).collect()
    }

    async fn cookies(&mut self) -> Result<Vec<Cookie>, RunError> {
        Ok(self.0.cookies().into_iter().map(cookie).collect())
    }

    async fn run_scripts(&mut self, on: bool) -> Result<(), RunError> {
        self.0.run_scripts(on);
        Ok(())
    }

    async fn empty(&mut self) -> Result<(), RunError> {
        self.0.empty();
        Ok(())
    }

    async fn stop(self: Box<Self>) {}
}

fn document(seen: http_browser::Document) -> Document {
    let values = seen.headers.iter();
    let values = values.map(|(name, value)| (name.as_str(), String::from_utf8_lossy(value.as_bytes()).into_owned()));
    let headers = headers(values);
    let cookies = seen.cookies.map(trace);
    let http_browser::Document { method, url, status, location, error, referer, .. } = seen;
    Document { method, url, status, location, error, referer, headers, cookies }
}

fn trace(cookies: http_browser::Cookies) -> CookieTrace {
    let words = |why: &[&str]| why.iter().map(|word| (*word).to_owned()).collect();
    let withheld = cookies.withheld.into_iter();
    let refused = cookies.refused.into_iter();
    CookieTrace {
        sent: cookies.sent.iter().map(|one| named(&one.name, &one.value)).collect(),
        withheld: withheld.map(|one| WithheldCookie { why: words(&one.why), cookie: cookie(one.cookie) }).collect(),
        refused: refused.map(|one| RefusedCookie { line: without_value(&one.line), why: words(&[one.why]) }).collect(),
    }
}

fn cookie(kept: http_browser::Cookie) -> Cookie {
    Cookie {
        digest: digest(&kept.value),
        name: kept.name,
        domain: kept.domain,
        path: kept.path,
        secure: kept.secure,
        http_only: kept.http_only,
        same_site: kept.same_site.map(|same_site| same_site.to_string()),
    }
}

impl From<http_browser::Error> for RunError {
    fn from(error: http_browser::Error) -> Self {
        match error {
            http_browser::Error::NoElement { selector, url, title, frames } => {
                let hint = if frames == 0 { "" } else { "; the page has frames, which need the browser engine" };
                Self::Selector { selector, url, title, waited_ms: 0, hint: hint.to_owned() }
            }
            http_browser::Error::NotReady { selector, why, url } => {
                Self::NotReady { selector, why: why.to_owned(), url, waited_ms: 0 }
            }
            other => BrowserError::Http(other).into(),
        }
    }
}
