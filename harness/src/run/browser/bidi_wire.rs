//! BiDi's events, as the entries of the performance log that [`Wire`](super::wire::Wire) reads: so one reader has both.

use std::collections::HashMap;

use serde_json::{Map, Value, json};

/// What of the events so far is needed to read the next.
#[derive(Debug, Default)]
pub(super) struct BidiWire {
    /// Each frame's parent; none of a tab.
    parents: HashMap<String, Option<String>>,
    /// What each request that was redirected was answered.
    redirects: HashMap<String, Value>,
    /// The navigation under way in a frame.
    navigations: HashMap<String, Value>,
    /// Errors that pages wrote to the console, since they were taken.
    console: Vec<String>,
}

/// An entry of the log: the tab, the event's name, and its parameters.
pub(super) type Entry = (String, &'static str, Value);

/// What BiDi is asked to tell.
pub(super) const EVENTS: [&str; 6] = [
    // All of a module, as no browser has all of its events.
    "browsingContext",
    "log.entryAdded",
    "network.beforeRequestSent",
    "network.fetchError",
    "network.responseCompleted",
    "network.responseStarted",
];

/// Firefox's own pages on what could not be loaded; they are never told to be complete.
const ERROR_PAGES: [&str; 3] = ["about:neterror", "about:certerror", "about:blocked"];

/// What Firefox says of a request that leads to no page, as after a status of 204.
const NO_PAGE: &str = "NS_BINDING_ABORTED";

impl BidiWire {
    /// What the log would have said of `event`.
    pub fn entries(&mut self, event: &Value) -> Vec<Entry> {
        let parameters = &event["params"];
        let method = event["method"].as_str().unwrap_or_default();
        if method == "log.entryAdded" {
            if parameters["level"] == "error" {
                self.console.extend(parameters["text"].as_str().map(str::to_owned));
            }
            return Vec::new();
        }
        let Some(context) = parameters["context"].as_str() else { return Vec::new() };
        let tab = self.tab_of(context);
        let frame = json!({"frameId": context});
        let entries = match method {
            "browsingContext.contextCreated" => {
                let parent = parameters["parent"].as_str().map(str::to_owned);
                self.parents.insert(context.to_owned(), parent);
                vec![]
            }
            "browsingContext.contextDestroyed" => {
                self.parents.remove(context);
                self.navigations.remove(context);
                vec![("Page.frameStoppedLoading", frame)]
            }
            "browsingContext.navigationStarted" => {
                self.navigations.insert(context.to_owned(), parameters["navigation"].clone());
                vec![("Page.frameStartedNavigating", frame)]
            }
            "browsingContext.load"
            | "browsingContext.navigationAborted"
            | "browsingContext.navigationFailed"
            | "browsingContext.downloadWillBegin" => self.stopped(context, parameters),
            "browsingContext.domContentLoaded" if is_error_page(&parameters["url"]) => {
                self.stopped(context, parameters)
            }
            "browsingContext.fragmentNavigated" => {
                vec![("Page.navigatedWithinDocument", frame.clone()), ("Page.frameStoppedLoading", frame)]
            }
            "browsingContext.historyUpdated" => vec![("Page.navigatedWithinDocument", frame)],
            "network.beforeRequestSent" if parameters["navigation"].is_null() => {
                vec![("Network.requestWillBeSent", self.request(context, parameters))]
            }
            "network.beforeRequestSent" => {
                // A second click asks anew within the same navigation, after the first request was given up.
                self.navigations.insert(context.to_owned(), parameters["navigation"].clone());
                let request = self.request(context, parameters);
                vec![("Page.frameStartedNavigating", frame), ("Network.requestWillBeSent", request)]
            }
            "network.responseStarted" => vec![("Network.responseReceived", response_of(parameters))],
            "network.responseCompleted" => self.response(parameters),
            "network.fetchError" => {
                let said = &parameters["errorText"];
                let mut entries =
                    vec![("Network.loadingFailed", json!({"requestId": id(parameters), "errorText": said}))];
                if said == NO_PAGE && !parameters["navigation"].is_null() {
                    entries.extend(self.stopped(context, parameters));
                }
                entries
            }
            _ => vec![],
        };
        entries.into_iter().map(|(method, parameters)| (tab.clone(), method, parameters)).collect()
    }

    /// Errors that pages wrote to the console since the last call.
    pub fn take_console(&mut self) -> Vec<String> {
        std::mem::take(&mut self.console)
    }

    /// The tab that `context` is in.
    fn tab_of(&self, context: &str) -> String {
        let mut context = context;
        while let Some(Some(parent)) = self.parents.get(context) {
            context = parent;
        }
        context.to_owned()
    }

    /// The end of a navigation. One that gave way to the next ends nothing.
    fn stopped(&self, context: &str, parameters: &Value) -> Vec<(&'static str, Value)> {
        match self.navigations.get(context) {
            Some(navigation) if *navigation != parameters["navigation"] => vec![],
            _ => vec![("Page.frameStoppedLoading", json!({"frameId": context}))],
        }
    }

    fn request(&mut self, context: &str, parameters: &Value) -> Value {
        let request = &parameters["request"];
        let id = id(parameters);
        let kind = if parameters["navigation"].is_null() { "Fetch" } else { "Document" };
        let mut said = json!({
            "requestId": id, "type": kind, "frameId": context,
            "request": {"method": request["method"], "url": request["url"], "headers": headers(&request["headers"])},
        });
        if let Some(redirect) = self.redirects.remove(&id) {
            said["redirectResponse"] = redirect;
        }
        said
    }

    /// A request that is redirected goes on by the same name, with the next event of it.
    fn response(&mut self, parameters: &Value) -> Vec<(&'static str, Value)> {
        let said = response_of(parameters);
        let response = &said["response"];
        let names = response["headers"].as_object().into_iter().flat_map(Map::keys);
        let is_redirect = matches!(response["status"].as_u64(), Some(301 | 302 | 303 | 307 | 308));
        if is_redirect && names.into_iter().any(|name| name.eq_ignore_ascii_case("location")) {
            self.redirects.insert(id(parameters), response.clone());
            return vec![("Network.responseReceived", said)];
        }
        vec![("Network.responseReceived", said), ("Network.loadingFinished", json!({"requestId": id(parameters)}))]
    }
}

fn is_error_page(url: &Value) -> bool {
    ERROR_PAGES.iter().any(|page| url.as_str().is_some_and(|url| url.starts_with(page)))
}

/// What the log says of the answer that an event is of.
fn response_of(parameters: &Value) -> Value {
    let answer = &parameters["response"];
    json!({
        "requestId": id(parameters),
        "response": {"status": answer["status"], "headers": headers(&answer["headers"])},
    })
}

/// The request that an event is of.
fn id(parameters: &Value) -> String {
    parameters["request"]["request"].as_str().unwrap_or_default().to_owned()
}

/// Headers as the log has them: by name, values of the same name on lines of their own.
fn headers(list: &Value) -> Map<String, Value> {
    let mut headers: Map<String, Value> = Map::new();
    for header in list.as_array().into_iter().flatten() {
        let (Some(name), Some(value)) = (header["name"].as_str(), header["value"]["value"].as_str()) else { continue };
        match headers.get_mut(name) {
            Some(Value::String(known)) => *known = format!("{known}\n{value}"),
            _ => drop(headers.insert(name.to_owned(), json!(value))),
        }
    }
    headers
}

#[cfg(test)]
mod tests {
    use super::super::wire::Wire;
    use super::*;

    fn took(events: &[(&str, Value)]) -> Wire {
        let (mut bidi, mut wire) = (BidiWire::default(), Wire::default());
        for (method, parameters) in events {
            for (tab, method, parameters) in bidi.entries(&json!({"method": method, "params": parameters})) {
                wire.event(&tab, method, &parameters);
            }
        }
        wire
    }

    fn request(context: &str, url: &str) -> (&'static str, Value) {
        let headers = json!([{"name": "Referer", "value": {"type": "string", "value": "http://idp/"}}]);
        let request = json!({"request": "1", "method": "POST", "url": url, "headers": headers});
        ("network.beforeRequestSent", json!({"context": context, "navigation": "n", "request": request}))
    }

    fn response(status: u16, location: Option<&str>) -> (&'static str, Value) {
        let location = location.map(|to| json!({"name": "location", "value": {"type": "string", "value": to}}));
        let response = json!({"status": status, "headers": location.into_iter().collect::<Vec<_>>()});
        let parameters = json!({"context": "T", "navigation": "n", "request": {"request": "1"}, "response": response});
        ("network.responseCompleted", parameters)
    }

    #[test]
    fn a_redirect_chain_keeps_each_status() {
        let events = [
            request("T", "http://sp/acs"),
            response(303, Some("/b")),
            request("T", "http://sp/b"),
            response(404, None),
        ];
        let mut wire = took(&events);
        assert!(!wire.documents_settled(), "the page is still to come");
        let documents = wire.drain();
        let seen: Vec<_> = documents.iter().map(|d| (d.url.as_str(), d.status, d.location.as_deref())).collect();
        assert_eq!(seen, [("http://sp/acs", Some(303), Some("/b")), ("http://sp/b", Some(404), None)]);
        assert_eq!(documents[0].referer.as_deref(), Some("http://idp/"));
    }

    #[test]
    fn a_frame_inside_the_page_is_no_document_of_the_tab() {
        let created = ("browsingContext.contextCreated", json!({"context": "F", "parent": "T"}));
        let mut wire = took(&[created, request("F", "http://ad/")]);
        assert!(wire.drain().is_empty() && !wire.quiet());
    }

    #[test]
    fn a_navigation_that_gave_way_to_the_next_leaves_the_page_unsettled() {
        let event = |name: &'static str, navigation: &str| (name, json!({"context": "T", "navigation": navigation}));
        let started = "browsingContext.navigationStarted";
        let mut events =
            vec![event(started, "a"), event(started, "b"), event("browsingContext.navigationAborted", "a")];
        assert!(!took(&events).documents_settled());
        events.push(event("browsingContext.load", "b"));
        assert!(took(&events).documents_settled());
    }

    #[test]
    fn an_answer_that_is_no_page_leaves_the_page_settled() {
        let started = ("browsingContext.navigationStarted", json!({"context": "T", "navigation": "n"}));
        let (_, answer) = response(204, None);
        let aborted = json!({"context": "T", "navigation": "n", "request": {"request": "1"}, "errorText": NO_PAGE});
        let events =
            [started, request("T", "http://sp/"), ("network.responseStarted", answer), ("network.fetchError", aborted)];
        let mut wire = took(&events);
        assert!(wire.quiet());
        let documents = wire.drain();
        assert_eq!((documents[0].status, documents[0].error.as_deref()), (Some(204), None));
    }

    #[test]
    fn a_second_click_goes_on_where_the_first_was_given_up() {
        let aborted = json!({"context": "T", "navigation": "n", "request": {"request": "1"}, "errorText": NO_PAGE});
        let mut events = vec![request("T", "http://sp/"), ("network.fetchError", aborted), request("T", "http://sp/")];
        assert!(!took(&events).documents_settled());
        events.push(("browsingContext.load", json!({"context": "T", "navigation": "n"})));
        assert!(took(&events).documents_settled());
    }

    #[test]
    fn a_page_of_the_browser_s_own_ends_the_navigation() {
        let event = |name: &'static str, url: &str| (name, json!({"context": "T", "navigation": "n", "url": url}));
        let mut events = vec![event("browsingContext.navigationStarted", "http://sp/")];
        events.push(event("browsingContext.domContentLoaded", "http://sp/"));
        assert!(!took(&events).documents_settled());
        events.push(event("browsingContext.domContentLoaded", "about:neterror?e=netReset"));
        assert!(took(&events).documents_settled());
    }

    #[test]
    fn what_cannot_be_loaded_says_why() {
        let failed = (
            "network.fetchError",
            json!({"context": "T", "navigation": "n", "request": {"request": "1"},
            "errorText": "NS_ERROR_CONNECTION_REFUSED"}),
        );
        let documents = took(&[request("T", "http://sp/"), failed]).drain();
        assert_eq!(documents[0].error.as_deref(), Some("NS_ERROR_CONNECTION_REFUSED"));
    }

    #[test]
    fn errors_of_the_console_are_kept_and_nothing_else_of_it() {
        let mut bidi = BidiWire::default();
        for (level, text) in [("error", "x is not defined"), ("info", "hello")] {
            let logged = json!({"method": "log.entryAdded", "params": {"level": level, "text": text}});
            assert!(bidi.entries(&logged).is_empty());
        }
        assert_eq!(bidi.take_console(), ["x is not defined"]);
        assert!(bidi.take_console().is_empty());
    }
}
