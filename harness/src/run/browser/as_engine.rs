//! The browser as the rest of a run sees it.

use std::time::{Duration, Instant};

use async_trait::async_trait;
use serde_json::{Value, json};

use super::Browser;
use super::obedience::not_loaded;
use super::page::{REST, TEXTS, texts};
use super::selector::read;
use crate::evidence::{Cookie, Document, Page};
use crate::run::engine::{AtRest, Glance, Source, Wanted};
use crate::run::error::BrowserError;
use crate::run::{Engine, Gesture, Progress, RunError};

#[async_trait]
impl Engine for Browser {
    fn name(&self) -> &str {
        &self.name
    }

    fn take_waited(&mut self) -> Duration {
        std::mem::take(&mut self.waited)
    }

    async fn open(&mut self, url: &str) -> Result<(), RunError> {
        match self.goto(url).await {
            // A page that did not load is an outcome (`no-answer`), not trouble of ours: the browser shows it as such.
            Err(error) if !not_loaded(&error) => return Err(error.into()),
            _ => {}
        }
        self.settle().await
    }

    async fn ask_anew(&mut self, on: bool) -> Result<(), RunError> {
        if self.told.is_some() {
            return Ok(());
        }
        self.cdp("Network.setCacheDisabled", json!({"cacheDisabled": on})).await.map(|_| ())
    }

    async fn perform(&mut self, gestures: &[Gesture], watched: &[String]) -> Result<Progress, RunError> {
        self.gestures(gestures, watched).await
    }

    async fn press(&mut self, key: &str) -> Result<(), RunError> {
        let key = match key {
            "Enter" => '\u{E007}',
            "Tab" => '\u{E004}',
            "Escape" => '\u{E00C}',
            other => return Err(BrowserError::NoSuchKey { key: other.to_owned() }.into()),
        };
        let begun = Instant::now();
        let pressed = match self.client.active_element().await {
            Ok(element) => element.send_keys(&key.to_string()).await,
            Err(error) => Err(error),
        };
        self.waited += begun.elapsed();
        pressed?;
        self.settle().await
    }

    async fn download(&mut self, selector: &str) -> Result<String, RunError> {
        self.download_link(selector).await
    }

    async fn reload(&mut self) -> Result<(), RunError> {
        let begun = Instant::now();
        // The driver's own refresh asks the browser's cache nothing and repeats a POST without a question.
        let reloaded = self.client.refresh().await;
        self.waited += begun.elapsed();
        reloaded?;
        self.settle().await
    }

    async fn back(&mut self) -> Result<(), RunError> {
        let begun = Instant::now();
        let gone = self.client.back().await;
        self.waited += begun.elapsed();
        gone?;
        self.settle().await
    }

    async fn new_tab(&mut self) -> Result<(), RunError> {
        self.settled = None;
        let window = self.client.new_window(true).await?;
        self.turn_to(window.handle).await?;
        self.know_windows().await
    }

    async fn tab(&mut self, index: usize) -> Result<(), RunError> {
        self.settled = None;
        let windows = self.client.windows().await?;
        let count = windows.len();
        let Some(window) = windows.into_iter().nth(index) else {
            return Err(BrowserError::NoSuchTab { index, count }.into());
        };
        self.turn_to(window).await
    }

    async fn look(&mut self) -> Result<Page, RunError> {
        let answer = self.read_page(Vec::new()).await?;
        Ok(self.page(&answer))
    }

    async fn glance(&mut self, wanted: &[Wanted]) -> Result<Glance, RunError> {
        self.glance_at(wanted).await
    }

    fn source(&self) -> Option<Source> {
        self.source.clone()
    }

    async fn texts_of(&mut self, selector: &str, attribute: Option<&str>) -> Result<Vec<String>, RunError> {
        Ok(texts(&self.ask(TEXTS, vec![read(selector)?, json!(attribute), Value::Null]).await?))
    }

    async fn served_texts_of(
        &mut self,
        selector: &str,
        attribute: Option<&str>,
    ) -> Result<Option<Vec<String>>, RunError> {
        let Some(source) = self.served_source().await? else { return Ok(None) };
        Ok(Some(texts(&self.ask(TEXTS, vec![read(selector)?, json!(attribute), json!(source)]).await?)))
    }

    async fn value_of(&mut self, script: &str) -> Result<Option<String>, RunError> {
        // An expression that fails says no more than one that comes to nothing: without a user there may be nothing to
        // ask.
        let script = format!(
            "return (async () => {{ try {{ return (await ({script})) ?? null; }} catch {{ return null; }} }})()"
        );
        Ok(match self.ask(&script, Vec::new()).await? {
            Value::String(text) => Some(text).filter(|text| !text.is_empty()),
            Value::Number(number) => Some(number.to_string()),
            _ => None,
        })
    }

    async fn on_every_page(&mut self, script: &str) -> Result<(), RunError> {
        if self.told.is_some() {
            return self.told_on_every_page(script).await;
        }
        self.cdp("Page.addScriptToEvaluateOnNewDocument", json!({"source": script})).await?;
        Ok(())
    }

    async fn at_rest(&mut self) -> Result<AtRest, RunError> {
        let answer = self.ask(REST, Vec::new()).await?;
        self.drain_log().await?;
        self.rest(&answer).await
    }

    async fn answer(&mut self) -> Result<String, RunError> {
        // What is no markup is shown as one `pre`.
        let script = "return (document.querySelector('body > pre') ?? document.documentElement)?.textContent ?? '';";
        Ok(self.ask(script, Vec::new()).await?.as_str().unwrap_or_default().to_owned())
    }

    fn pages_change(&self) -> bool {
        true
    }

    fn likeness(&self) -> Option<String> {
        self.likeness.clone()
    }

    async fn screenshot(&mut self) -> Result<Option<Vec<u8>>, RunError> {
        if self.told.is_some() {
            return Ok(Some(self.client.screenshot().await?));
        }
        // WebDriver's own command packs the picture tighter, which takes the browser as long as drawing it.
        let answer = self.cdp("Page.captureScreenshot", json!({"format": "png", "optimizeForSpeed": true})).await?;
        let data = answer["data"].as_str().unwrap_or_default();
        Ok(Some(openssl::base64::decode_block(data).map_err(BrowserError::Screenshot)?))
    }

    fn documents(&mut self) -> Vec<Document> {
        self.wire.drain()
    }

    async fn empty(&mut self) -> Result<(), RunError> {
        self.forget().await
    }

    fn whole(&self) -> Result<(), RunError> {
        self.parts.lost().map_or(Ok(()), |what| Err(BrowserError::PartLost { what }.into()))
    }

    async fn stop(self: Box<Self>) {
        let Self { client, driver, .. } = *self;
        // A browser that hangs must not hold up the end: the driver's process group goes anyway. Nobody else ends a session
        // elsewhere, and a driver that has one session at a time gives no other before.
        let limit = Duration::from_secs(if driver.is_some() { 2 } else { 10 });
        let _ = tokio::time::timeout(limit, client.close()).await;
        if let Some(driver) = driver {
            driver.stop().await;
        }
    }

    async fn cookies(&mut self) -> Result<Vec<Cookie>, RunError> {
        self.all_cookies().await
    }

    async fn run_scripts(&mut self, on: bool) -> Result<(), RunError> {
        self.switch_scripts(on).await
    }
}
