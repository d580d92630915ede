//! What WebDriver has no word for: the browser's logs, its cookies, and whether it runs scripts.

use std::time::Instant;

use fantoccini::error::{CmdError, ErrorStatus};
use fantoccini::wd::WebDriverCompatibleCommand;
use http::Method;
use serde_json::{Value, json};

use super::Browser;
use super::cookie_log::{cookie_of, key};
use super::obedience::{unless_navigated, unless_not_kept};
use super::windows::is_gone;
use crate::evidence::Cookie;
use crate::run::RunError;
use crate::run::error::BrowserError;

/// An endpoint below `/session/{id}/` that fantoccini has no method for.
#[derive(Debug)]
struct Raw(Method, String, Value);

impl WebDriverCompatibleCommand for Raw {
    fn endpoint(&self, base: &url::Url, session: Option<&str>) -> Result<url::Url, url::ParseError> {
        base.join(&format!("session/{}/{}", session.unwrap_or_default(), self.1))
    }

    fn method_and_body(&self, _: &url::Url) -> (Method, Option<String>) {
        (self.0.clone(), Some(self.2.to_string()))
    }
}

impl Browser {
    /// All cookies of the browser, without values.
    pub(super) async fn all_cookies(&mut self) -> Result<Vec<Cookie>, RunError> {
        let mut cookies =
            if self.told.is_some() { self.told_cookies().await? } else { self.cookies_of_devtools().await? };
        cookies.sort_by(|a, b| key(a).cmp(&key(b)));
        Ok(cookies)
    }

    async fn cookies_of_devtools(&mut self) -> Result<Vec<Cookie>, RunError> {
        let answer = self.cdp("Network.getAllCookies", json!({})).await?;
        let empty = Vec::new();
        let cookies = answer["cookies"].as_array().unwrap_or(&empty);
        Ok(cookies.iter().map(cookie_of).collect())
    }

    /// An error where the driver at `url` has no DevTools, or no log of what goes over the wire.
    pub(super) async fn has_devtools(&mut self, url: &str) -> Result<(), RunError> {
        let (version, log) = (json!({"cmd": "Browser.getVersion", "params": {}}), json!({"type": "performance"}));
        for (path, body, what) in
            [("goog/cdp/execute", version, "DevTools (`goog/cdp/execute`)"), ("se/log", log, "its logs (`se/log`)")]
        {
            match self.command(Method::POST, path.to_owned(), body).await {
                Err(CmdError::Standard(error)) if lacks_the_command(&error.error) => {
                    return Err(BrowserError::NoDevTools { url: url.to_owned(), what }.into());
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// Ends a page's loading, and its way to the next one.
    pub(super) async fn stop_loading(&mut self) -> Result<(), RunError> {
        if self.told.is_some() {
            unless_navigated(self.script("window.stop()", Vec::new()).await)?;
        } else {
            self.cdp("Page.stopLoading", json!({})).await?;
        }
        Ok(())
    }

    /// Runs scripts of pages from now on, or none; until it is emptied.
    pub(super) async fn switch_scripts(&mut self, on: bool) -> Result<(), RunError> {
        if self.told.is_some() {
            return Err(BrowserError::ScriptsStayOn.into());
        }
        self.scripts_off = !on;
        self.cdp("Emulation.setScriptExecutionDisabled", json!({"value": !on})).await?;
        Ok(())
    }

    /// Goes to an absolute URL. fantoccini's own command asks for the page's URL first, to resolve relative ones.
    pub(super) async fn goto(&mut self, url: &str) -> Result<(), CmdError> {
        let begun = Instant::now();
        let gone = self.in_some_window("url", json!({"url": url})).await;
        self.waited += begun.elapsed();
        gone?;
        Ok(())
    }

    pub(super) async fn drain_log(&mut self) -> Result<(), RunError> {
        let begun = Instant::now();
        if self.told.is_some() {
            let taken = self.take_events().await;
            self.waited += begun.elapsed();
            return taken;
        }
        let entries = self.in_some_window("se/log", json!({"type": "performance"})).await;
        self.waited += begun.elapsed();
        for entry in entries?.as_array().into_iter().flatten() {
            self.wire.take(entry["message"].as_str().unwrap_or_default());
        }
        Ok(())
    }

    /// Errors that pages wrote to the console since the last call; a driver without that log has none.
    pub(super) async fn console(&mut self) -> Result<Vec<String>, RunError> {
        if self.told.is_some() {
            return Ok(self.told_console());
        }
        let entries = self.in_some_window("se/log", json!({"type": "browser"})).await;
        let entries = match entries {
            Err(CmdError::Standard(error)) if lacks_the_command(&error.error) => return Ok(Vec::new()),
            entries => entries?,
        };
        let severe = entries.as_array().into_iter().flatten().filter(|e| e["level"] == "SEVERE");
        Ok(severe.filter_map(|e| e["message"].as_str().map(str::to_owned)).collect())
    }

    /// The page's source as the server sent it; none where the browser does not keep it.
    pub(super) async fn served_source(&mut self) -> Result<Option<String>, RunError> {
        let Some(request) = self.wire.latest().map(str::to_owned) else { return Ok(None) };
        if let Some((_, source)) = self.served.as_ref().filter(|(known, _)| *known == request) {
            return Ok(Some(source.clone()));
        }
        let source = self.source_of(&request).await?;
        // What is still on its way is longer the next time.
        self.served = source.clone().filter(|_| self.wire.documents_settled()).map(|source| (request, source));
        Ok(source)
    }

    async fn source_of(&mut self, request: &str) -> Result<Option<String>, RunError> {
        if self.told.is_some() {
            return self.told_source(request).await;
        }
        let body = self.devtools("Network.getResponseBody", json!({"requestId": request})).await;
        let Some(body) = unless_not_kept(body)? else { return Ok(None) };
        let text = body["body"].as_str().unwrap_or_default();
        if body["base64Encoded"] == true {
            // Which encoding it was is for browsers to find out.
            return Ok(openssl::base64::decode_block(text).ok().and_then(|bytes| String::from_utf8(bytes).ok()));
        }
        Ok(Some(text.to_owned()))
    }

    /// A command below the session that fantoccini has no method for.
    pub(super) async fn command(&mut self, method: Method, path: String, body: Value) -> Result<Value, CmdError> {
        self.client.issue_cmd(Raw(method, path, body)).await
    }

    /// A command that means the same in any window: where this one has closed itself, in the one from which it was opened.
    async fn in_some_window(&mut self, path: &str, body: Value) -> Result<Value, CmdError> {
        match self.command(Method::POST, path.to_owned(), body.clone()).await {
            Err(error) if is_gone(&error) && self.return_to_a_window().await? => {
                self.command(Method::POST, path.to_owned(), body).await
            }
            answer => answer,
        }
    }

    /// Whether the page's source, as the server sent it, has scripts or frames; one that is not known may have.
    pub(super) async fn was_served_with_scripts(&mut self) -> Result<bool, RunError> {
        let Some(source) = self.served_source().await? else { return Ok(true) };
        let source = source.to_ascii_lowercase();
        Ok(["<script", "<iframe", "<frame", " onload=", " onerror="].iter().any(|sign| source.contains(sign)))
    }

    pub(super) async fn cdp(&mut self, command: &str, parameters: Value) -> Result<Value, RunError> {
        Ok(self.devtools(command, parameters).await?)
    }

    async fn devtools(&mut self, command: &str, parameters: Value) -> Result<Value, CmdError> {
        let begun = Instant::now();
        let body = json!({"cmd": command, "params": parameters});
        let answer = self.in_some_window("goog/cdp/execute", body).await;
        self.waited += begun.elapsed();
        answer
    }
}

fn lacks_the_command(status: &ErrorStatus) -> bool {
    matches!(status, ErrorStatus::UnknownCommand | ErrorStatus::UnknownMethod | ErrorStatus::UnknownPath)
}
