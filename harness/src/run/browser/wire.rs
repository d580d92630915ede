//! The browser's performance log, read as what went over the wire: each document with the status the
//! browser got, each redirect, and whether a page is still on its way. (BiDi was measured to report wrong
//! statuses in redirect chains on Chromium; this log was right every time.)

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use serde_json::Value;

use super::cookie_log::CookieLog;
use crate::evidence::{Document, headers};

/// What the log showed so far.
#[derive(Debug, Default)]
pub struct Wire {
    documents: Vec<Document>,
    /// What became of cookies.
    cookies: CookieLog,
    /// Document requests under way, with their index in `documents`.
    open: HashMap<String, usize>,
    /// Requests of pages (scripts, images, fetches) under way.
    other: HashSet<String>,
    /// Main frames that are loading, or were asked to go somewhere.
    loading: HashSet<String>,
    requested: HashSet<String>,
    /// Origins of documents, those in frames as well.
    origins: BTreeSet<String>,
    frames: bool,
    /// The request of the last document.
    latest: Option<String>,
    /// How many documents each tab has asked for.
    asked: HashMap<String, usize>,
    /// How many requests and changes of the address there were.
    activity: usize,
}

impl Wire {
    /// Takes in one entry of the log: the JSON text of its `message`.
    pub fn take(&mut self, entry: &str) {
        let Ok(entry) = serde_json::from_str::<Value>(entry) else { return };
        let tab = entry["webview"].as_str().unwrap_or_default();
        let message = &entry["message"];
        self.event(tab, message["method"].as_str().unwrap_or_default(), &message["params"]);
    }

    /// Takes in an event of `tab`.
    pub fn event(&mut self, tab: &str, method: &str, parameters: &Value) {
        match method {
            "Network.requestWillBeSent" => self.request(tab, parameters),
            "Network.requestWillBeSentExtraInfo" => self.cookies.asked(parameters),
            "Network.responseReceived" => self.response(parameters),
            "Network.responseReceivedExtraInfo" => self.cookies.answered(parameters),
            "Network.loadingFinished" => self.finished(parameters),
            "Network.loadingFailed" => self.failed(parameters),
            method => self.lifecycle(tab, method, parameters),
        }
    }

    fn request(&mut self, tab: &str, parameters: &Value) {
        self.activity += 1;
        let id = parameters["requestId"].as_str().unwrap_or_default().to_owned();
        let kind = parameters["type"].as_str().unwrap_or_default();
        if kind == "Document" {
            self.frames |= parameters["frameId"].as_str() != Some(tab);
            self.visit(parameters["request"]["url"].as_str().unwrap_or_default());
        }
        if kind != "Document" || parameters["frameId"].as_str() != Some(tab) {
            self.cookies.forget(&id);
            if !matches!(kind, "EventSource" | "WebSocket" | "Ping" | "Preflight" | "Media") {
                self.other.insert(id);
            }
            return;
        }
        if let Some(redirect) = parameters.get("redirectResponse")
            && let Some(document) = self.open.remove(&id).and_then(|i| self.documents.get_mut(i))
        {
            document.status = status(redirect);
            document.location = header(redirect, "location");
            document.headers = answered(redirect);
            if parameters["redirectHasExtraInfo"] == false {
                self.cookies.not_on_the_wire(&id);
            }
        }
        let request = &parameters["request"];
        let text = |key: &str| request[key].as_str().unwrap_or_default().to_owned();
        self.latest = Some(id.clone());
        self.cookies.document(&id, self.documents.len());
        self.open.insert(id, self.documents.len());
        self.documents.push(Document {
            method: text("method"),
            url: text("url"),
            referer: header(request, "referer"),
            ..Document::default()
        });
        self.requested.remove(tab);
        *self.asked.entry(tab.to_owned()).or_default() += 1;
    }

    fn response(&mut self, parameters: &Value) {
        let id = parameters["requestId"].as_str().unwrap_or_default();
        if let Some(document) = self.open.get(id).and_then(|i| self.documents.get_mut(*i)) {
            document.status = status(&parameters["response"]);
            document.headers = answered(&parameters["response"]);
            if parameters["hasExtraInfo"] == false {
                self.cookies.not_on_the_wire(id);
            }
        }
    }

    fn finished(&mut self, parameters: &Value) {
        let id = parameters["requestId"].as_str().unwrap_or_default();
        self.other.remove(id);
        self.open.remove(id);
    }

    /// Follows a 404 without a body as well, so a status that is known stays.
    fn failed(&mut self, parameters: &Value) {
        let id = parameters["requestId"].as_str().unwrap_or_default();
        self.other.remove(id);
        let Some(document) = self.open.remove(id).and_then(|i| self.documents.get_mut(i)) else { return };
        if document.status.is_none() {
            document.error = parameters["errorText"].as_str().map(str::to_owned);
        }
    }

    fn lifecycle(&mut self, tab: &str, method: &str, parameters: &Value) {
        if parameters["frameId"].as_str() != Some(tab) {
            return;
        }
        match method {
            "Page.frameStartedLoading" | "Page.frameStartedNavigating" => {
                self.loading.insert(tab.to_owned());
                self.requested.remove(tab);
            }
            "Page.frameStoppedLoading" => {
                self.loading.remove(tab);
            }
            "Page.frameRequestedNavigation" | "Page.frameScheduledNavigation" => {
                self.requested.insert(tab.to_owned());
            }
            "Page.navigatedWithinDocument" => self.activity += 1,
            "Page.frameClearedScheduledNavigation" => {
                self.requested.remove(tab);
            }
            _ => {}
        }
    }

    fn visit(&mut self, url: &str) {
        let Ok(url) = url::Url::parse(url) else { return };
        let origin = url.origin();
        if origin.is_tuple() {
            self.origins.insert(origin.ascii_serialization());
        }
    }

    /// Origins whose documents were asked for, as the browser's storage is cleared by them. A frame has a storage for each
    /// site that it is shown in, which has no name here: then it is `*`, every origin, which takes ten times as long.
    pub fn visited(&self) -> Vec<String> {
        if self.frames { vec!["*".to_owned()] } else { self.origins.iter().cloned().collect() }
    }

    /// How many requests and changes of the address there were so far.
    pub fn activity(&self) -> usize {
        self.activity
    }

    /// How many documents the tab has asked for.
    pub fn documents_of(&self, tab: Option<&str>) -> usize {
        tab.and_then(|tab| self.asked.get(tab)).copied().unwrap_or_default()
    }

    /// Whether a tab that is none of these has asked for a document.
    pub fn saw_other_than(&self, tabs: &[String]) -> bool {
        self.asked.keys().any(|tab| !tabs.contains(tab))
    }

    /// Forgets what is under way in a tab that was closed.
    pub fn forget_tab(&mut self, tab: &str) {
        self.loading.remove(tab);
        self.requested.remove(tab);
        self.asked.remove(tab);
        // Nobody tells any more how these end; which tab asked for them is not known.
        self.other.clear();
    }

    /// Whether no main frame is on its way to another page.
    pub fn documents_settled(&self) -> bool {
        self.loading.is_empty() && self.requested.is_empty()
    }

    /// Whether pages fetch nothing more either.
    pub fn quiet(&self) -> bool {
        self.documents_settled() && self.other.is_empty()
    }

    /// A page that never comes must not block what follows: forgets what is under way.
    pub fn give_up(&mut self) {
        self.loading.clear();
        self.requested.clear();
        self.other.clear();
    }

    /// The request that the last document came by.
    pub fn latest(&self) -> Option<&str> {
        self.latest.as_deref()
    }

    /// How many documents were asked for since they were taken.
    pub fn count(&self) -> usize {
        self.documents.len()
    }

    /// The documents since the last call, in order.
    pub fn drain(&mut self) -> Vec<Document> {
        self.open.clear();
        self.cookies.tell(&mut self.documents);
        std::mem::take(&mut self.documents)
    }
}

fn status(response: &Value) -> Option<u16> {
    response["status"].as_u64().and_then(|s| u16::try_from(s).ok()).filter(|s| *s > 0)
}

/// A header of a request or response; the log has values of the same name on lines of their own.
fn header(of: &Value, name: &str) -> Option<String> {
    let headers = of["headers"].as_object()?;
    let value = headers.iter().find(|(key, _)| key.eq_ignore_ascii_case(name))?.1.as_str()?;
    Some(value.replace('\n', ", "))
}

fn answered(response: &Value) -> BTreeMap<String, String> {
    let all = response["headers"].as_object().into_iter().flatten();
    headers(all.filter_map(|(name, value)| Some((name.as_str(), value.as_str()?.to_owned()))))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evidence::{named, set_cookies, without_value};

    fn entry(method: &str, parameters: &Value) -> String {
        serde_json::json!({"webview": "T", "message": {"method": method, "params": parameters}}).to_string()
    }

    fn request(id: &str, url: &str, redirect: Option<(u16, &str)>) -> String {
        let mut parameters = serde_json::json!({"requestId": id, "type": "Document", "frameId": "T",
            "request": {"method": "GET", "url": url, "headers": {"Referer": "http://idp/"}}});
        if let Some((status, location)) = redirect {
            let headers =
                serde_json::json!({"Location": location, "Cache-Control": "no-cache\nno-store", "X-Other": "1"});
            parameters["redirectResponse"] = serde_json::json!({"status": status, "headers": headers});
        }
        entry("Network.requestWillBeSent", &parameters)
    }

    #[test]
    fn a_redirect_chain_keeps_each_status() {
        let mut wire = Wire::default();
        wire.take(&request("1", "http://sp/a", None));
        wire.take(&request("1", "http://sp/b", Some((307, "/b"))));
        wire.take(&entry(
            "Network.responseReceived",
            &serde_json::json!({"requestId": "1", "response": {"status": 404}}),
        ));
        wire.take(&entry("Network.loadingFailed", &serde_json::json!({"requestId": "1", "errorText": "net::ERR_X"})));
        let documents = wire.drain();
        assert_eq!(documents.iter().map(|d| d.status).collect::<Vec<_>>(), [Some(307), Some(404)]);
        assert_eq!(documents[0].location.as_deref(), Some("/b"));
        assert_eq!(documents[0].referer.as_deref(), Some("http://idp/"));
        let kept: Vec<_> = documents[0].headers.iter().map(|(name, value)| format!("{name}: {value}")).collect();
        assert_eq!(kept, ["cache-control: no-cache, no-store", "location: /b", "x-other: 1"]);
        assert_eq!(documents[1].error, None);
        assert!(wire.drain().is_empty());
    }

    fn asked(id: &str, cookies: &Value) -> String {
        let parameters = serde_json::json!({"requestId": id, "associatedCookies": cookies});
        entry("Network.requestWillBeSentExtraInfo", &parameters)
    }

    #[test]
    fn each_document_gets_its_own_cookies_whenever_the_log_tells_of_them() {
        let mut wire = Wire::default();
        let cookie = |name: &str, why: &[&str]| {
            serde_json::json!({"cookie": {"name": name, "value": "v", "path": "/"},
            "blockedReasons": why})
        };
        // Of the second nothing is said: it came from the browser itself.
        wire.take(&asked("1", &serde_json::json!([cookie("a", &[])])));
        wire.take(&request("1", "http://sp/a", None));
        let answer = serde_json::json!({"requestId": "1", "headers": {"Set-Cookie": "s=1; Secure\nt=2"},
            "blockedCookies": [{"cookieLine": "s=1; Secure", "blockedReasons": ["SecureOnly"]}]});
        wire.take(&entry("Network.responseReceivedExtraInfo", &answer));
        wire.take(&request("1", "http://sp/b", Some((307, "/b"))));
        wire.take(&asked("1", &serde_json::json!([cookie("b", &["SameSiteLax", "NotOnPath"])])));
        let redirected = request("1", "https://sp/b", Some((307, "https://sp/b")));
        wire.take(&redirected.replace("\"redirectResponse\"", "\"redirectHasExtraInfo\":false,\"redirectResponse\""));
        // Of what is no document nothing is kept.
        wire.take(&asked("2", &serde_json::json!([cookie("c", &[])])));
        wire.take(&entry("Network.requestWillBeSent", &serde_json::json!({"requestId": "2", "type": "Image"})));
        let documents = wire.drain();
        let traces: Vec<_> = documents.iter().map(|document| document.cookies.as_ref()).collect();
        let first = traces[0].unwrap();
        assert_eq!((first.sent.as_slice(), first.withheld.len()), (&[named("a", "v")][..], 0));
        assert_eq!(
            (first.refused[0].line.as_str(), &first.refused[0].why[..]),
            (&*without_value("s=1; Secure"), &["SecureOnly".to_owned()][..])
        );
        assert_eq!(set_cookies(&documents[0].headers), ["s=1; Secure", "t=2"].map(without_value));
        assert_eq!(traces[1], None);
        let third = traces[2].unwrap();
        assert_eq!((third.sent.len(), third.withheld[0].cookie.name.as_str()), (0, "b"));
        assert_eq!(third.withheld[0].why, ["NotOnPath", "SameSiteLax"]);
    }

    #[test]
    fn a_frame_inside_the_page_is_no_document() {
        let mut wire = Wire::default();
        let parameters = serde_json::json!({"requestId": "9", "type": "Document", "frameId": "inner",
            "request": {"method": "GET", "url": "http://ad/"}});
        wire.take(&entry("Network.requestWillBeSent", &parameters));
        assert!(wire.drain().is_empty() && !wire.quiet());
        assert_eq!(wire.visited(), ["*"]);
    }

    #[test]
    fn every_origin_on_the_way_was_visited() {
        let mut wire = Wire::default();
        wire.take(&request("1", "http://sp/a", None));
        wire.take(&request("1", "http://idp:81/b?c", Some((307, "/b"))));
        wire.take(&request("2", "about:blank", None));
        assert_eq!(wire.visited(), ["http://idp:81", "http://sp"]);
    }

    #[test]
    fn a_requested_navigation_is_not_settled_until_it_stopped_loading() {
        let mut wire = Wire::default();
        let frame = serde_json::json!({"frameId": "T"});
        wire.take(&entry("Page.frameRequestedNavigation", &frame));
        assert!(!wire.documents_settled());
        wire.take(&entry("Page.frameStartedLoading", &frame));
        assert!(!wire.documents_settled());
        wire.take(&entry("Page.frameStoppedLoading", &frame));
        assert!(wire.documents_settled());
    }
}
