//! What Firefox gives by BiDi in the place of Chromium's DevTools and logs.

use std::time::Duration;

use fantoccini::Client;
use http_browser::Trust;
use serde_json::{Value, json};

use super::Browser;
use super::bidi::Bidi;
use super::bidi_wire::{BidiWire, EVENTS};
use super::find::Found;
use super::session::BrowserOptions;
use crate::evidence::{Cookie, digest};
use crate::run::RunError;
use crate::run::error::BrowserError;

/// The largest source of a page that is kept.
const SOURCE: u64 = 16 << 20;

/// How long after a page is ready it is waited for what it may lead to. A script's navigation begins in another process, and
/// nothing tells of it before it does: no sooner than this does the page count as settled.
pub(super) const BEGINS: Duration = Duration::from_millis(40);

/// What a session of Firefox is asked for. Firefox can be told of no authority for one session: where any is to be trusted,
/// the mock IdP's too, it takes every certificate.
pub(super) fn capabilities(found: Option<&Found>, options: &BrowserOptions, trust: &Trust) -> Value {
    let mut arguments = vec!["--width=1280".to_owned(), "--height=900".to_owned()];
    if !options.headed {
        arguments.push("-headless".to_owned());
    }
    arguments.extend(options.arguments.iter().cloned());
    let mut firefox = json!({
        "args": arguments,
        "prefs": {
            // A page's text is what the server sent, also where that is JSON.
            "devtools.jsonview.enabled": false,
            "browser.chrome.site_icons": false,
            "dom.security.https_first": false,
            "intl.accept_languages": "en-US",
        },
    });
    if let Some(found) = found {
        firefox["binary"] = json!(found.browser);
    }
    json!({
        "browserName": "firefox",
        "webSocketUrl": true,
        "moz:firefoxOptions": firefox,
        "unhandledPromptBehavior": "accept",
        "acceptInsecureCerts": trust.any || !trust.authorities.is_empty() || options.idp_authority.is_some(),
    })
}

/// One session's BiDi, and what was read of its events.
#[derive(Debug)]
pub(super) struct Told {
    bidi: Bidi,
    wire: BidiWire,
    /// The user context that the windows are in; none before the browser was emptied first.
    user_context: Option<String>,
}

impl Told {
    /// Connects to the session of `client`, and asks to be told what happens.
    pub async fn of(client: &Client) -> Result<Self, RunError> {
        let url = client.capabilities().and_then(|all| all.get("webSocketUrl")).and_then(Value::as_str);
        let Some(url) = url else {
            let reason = "the session has no `webSocketUrl`".to_owned();
            return Err(BrowserError::NoBidi { url: String::new(), reason }.into());
        };
        let mut bidi = Bidi::connect(url).await?;
        bidi.call("session.subscribe", json!({"events": EVENTS})).await?;
        let collected = json!({"dataTypes": ["response"], "maxEncodedDataSize": SOURCE});
        bidi.call("network.addDataCollector", collected).await?;
        // Files that an SP sends must not pile up. A Firefox that does not know the command keeps them in its profile's folder.
        let _ = bidi.call("browser.setDownloadBehavior", json!({"downloadBehavior": {"type": "denied"}})).await;
        Ok(Self { bidi, wire: BidiWire::default(), user_context: None })
    }
}

impl Browser {
    fn told(&mut self) -> Result<&mut Told, RunError> {
        self.told.as_mut().ok_or_else(|| BrowserError::NotInChromium.into())
    }

    /// Takes in what the browser has told by now.
    pub(super) async fn take_events(&mut self) -> Result<(), RunError> {
        let Some(told) = &mut self.told else { return Ok(()) };
        for event in told.bidi.events().await? {
            if event["method"] == "browsingContext.userPromptOpened" {
                // A person who sends a form again, or is asked anything else, says yes. It may have gone by itself.
                let yes = json!({"context": event["params"]["context"], "accept": true});
                let _ = told.bidi.call("browsingContext.handleUserPrompt", yes).await;
            }
            for (tab, method, parameters) in told.wire.entries(&event) {
                self.wire.event(&tab, method, &parameters);
            }
        }
        Ok(())
    }

    /// Errors that pages wrote to the console since the last call.
    pub(super) fn told_console(&mut self) -> Vec<String> {
        self.told.as_mut().map(|told| told.wire.take_console()).unwrap_or_default()
    }

    /// All cookies that were set since the browser was emptied.
    pub(super) async fn told_cookies(&mut self) -> Result<Vec<Cookie>, RunError> {
        let told = self.told()?;
        let user_context = told.user_context.as_deref().unwrap_or("default");
        let of = json!({"partition": {"type": "storageKey", "userContext": user_context}});
        let answer = told.bidi.call("storage.getCookies", of).await?;
        let text = |cookie: &Value, key: &str| cookie[key].as_str().unwrap_or_default().to_owned();
        let cookies = answer["cookies"].as_array().into_iter().flatten();
        Ok(cookies
            .map(|cookie| Cookie {
                name: text(cookie, "name"),
                domain: text(cookie, "domain"),
                path: text(cookie, "path"),
                secure: cookie["secure"].as_bool().unwrap_or_default(),
                http_only: cookie["httpOnly"].as_bool().unwrap_or_default(),
                same_site: match cookie["sameSite"].as_str() {
                    Some("strict") => Some("Strict".to_owned()),
                    Some("lax") => Some("Lax".to_owned()),
                    Some("none") => Some("None".to_owned()),
                    _ => None,
                },
                digest: digest(cookie["value"]["value"].as_str().unwrap_or_default()),
            })
            .collect())
    }

    /// What the server sent as the answer to `request`; none where the browser did not keep it, or it is no text.
    pub(super) async fn told_source(&mut self, request: &str) -> Result<Option<String>, RunError> {
        let asked = json!({"dataType": "response", "request": request});
        let answer = match self.told()?.bidi.call("network.getData", asked).await {
            Ok(answer) => answer,
            Err(BrowserError::Bidi { .. }) => return Ok(None),
            Err(error) => return Err(error.into()),
        };
        let value = answer["bytes"]["value"].as_str().unwrap_or_default();
        if answer["bytes"]["type"] == "base64" {
            return Ok(openssl::base64::decode_block(value).ok().and_then(|bytes| String::from_utf8(bytes).ok()));
        }
        Ok(Some(value.to_owned()))
    }

    /// Runs `script` in every page from now on, before its own scripts.
    pub(super) async fn told_on_every_page(&mut self, script: &str) -> Result<(), RunError> {
        let declared = json!({"functionDeclaration": format!("() => {{ {script}\n}}")});
        self.told()?.bidi.call("script.addPreloadScript", declared).await?;
        Ok(())
    }

    /// Leaves all windows, with all that sites have stored, for a new one in a user context of its own: what was kept before,
    /// cookies, storage, caches and permissions, belongs to the old one, and goes with it.
    pub(super) async fn leave_for_a_new_context(&mut self) -> Result<(), RunError> {
        let before = self.client.windows().await?;
        let told = self.told()?;
        let made = told.bidi.call("browser.createUserContext", json!({})).await?;
        let new = made["userContext"].as_str().unwrap_or_default().to_owned();
        let tab = told.bidi.call("browsingContext.create", json!({"type": "tab", "userContext": new})).await?;
        match told.user_context.replace(new) {
            Some(old) => {
                told.bidi.call("browser.removeUserContext", json!({"userContext": old})).await?;
            }
            // Those that the browser began with are in the context that cannot be removed.
            None => {
                for window in before {
                    told.bidi.call("browsingContext.close", json!({"context": String::from(window)})).await?;
                }
            }
        }
        let tab = tab["context"].as_str().unwrap_or_default().to_owned();
        let window = tab.try_into().map_err(|_| BrowserError::NoWindow)?;
        self.turn_to(window).await?;
        self.know_windows().await
    }
}
