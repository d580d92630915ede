//! What the browser's log says of cookies. It does so in entries of their own, which come before or after the request or
//! answer that they are about: which belongs to which is known once all are there.

use std::collections::HashMap;

use serde_json::Value;

use crate::evidence::{
    Cookie, CookieTrace, Document, RefusedCookie, WithheldCookie, digest, headers, named, without_value,
};

/// What was said so far, by the id that a request has in the log; a redirect keeps it.
#[derive(Debug, Default)]
pub(super) struct CookieLog(HashMap<String, Chain>);

/// A request with all that it was redirected to.
#[derive(Debug, Default)]
struct Chain {
    /// The documents that went over the wire, by their index, in order.
    documents: Vec<usize>,
    /// What was said of each of these requests.
    asked: Vec<CookieTrace>,
    /// What was said of each of their answers.
    answered: Vec<Answered>,
}

#[derive(Debug)]
struct Answered {
    refused: Vec<RefusedCookie>,
    /// The header, as evidence keeps it.
    set: Option<String>,
}

impl CookieLog {
    /// `Network.requestWillBeSentExtraInfo`.
    pub(super) fn asked(&mut self, parameters: &Value) {
        let (mut sent, mut withheld) = (Vec::new(), Vec::new());
        for one in list(&parameters["associatedCookies"]) {
            let (cookie, why) = (&one["cookie"], words(&one["blockedReasons"]));
            if why.is_empty() {
                sent.push(named(text(&cookie["name"]), text(&cookie["value"])));
            } else {
                withheld.push(WithheldCookie { cookie: cookie_of(cookie), why });
            }
        }
        withheld.sort_by(|a: &WithheldCookie, b| key(&a.cookie).cmp(&key(&b.cookie)));
        self.chain(parameters).asked.push(CookieTrace { sent, withheld, refused: Vec::new() });
    }

    /// `Network.responseReceivedExtraInfo`.
    pub(super) fn answered(&mut self, parameters: &Value) {
        let refused = list(&parameters["blockedCookies"]);
        let refused = refused.map(|one| RefusedCookie {
            line: without_value(text(&one["cookieLine"])),
            why: words(&one["blockedReasons"]),
        });
        let all = parameters["headers"].as_object().into_iter().flatten();
        let all = all.filter(|(name, _)| name.eq_ignore_ascii_case("set-cookie"));
        let mut kept = headers(all.filter_map(|(name, value)| Some((name.as_str(), value.as_str()?.to_owned()))));
        let answered = Answered { refused: refused.collect(), set: kept.remove("set-cookie") };
        self.chain(parameters).answered.push(answered);
    }

    /// The request `id` asks for the document with this index.
    pub(super) fn document(&mut self, id: &str, index: usize) {
        self.0.entry(id.to_owned()).or_default().documents.push(index);
    }

    /// Nothing is said of the last document of the request `id`: it did not go over the wire.
    pub(super) fn not_on_the_wire(&mut self, id: &str) {
        if let Some(chain) = self.0.get_mut(id) {
            chain.documents.pop();
        }
    }

    /// The request `id` asks for no document.
    pub(super) fn forget(&mut self, id: &str) {
        self.0.remove(id);
    }

    /// Tells `documents` what was said of them, and forgets it.
    pub(super) fn tell(&mut self, documents: &mut [Document]) {
        for (_, chain) in self.0.drain() {
            let Chain { documents: indices, asked, answered } = chain;
            let mut answered = answered.into_iter();
            for (index, asked) in indices.into_iter().zip(asked) {
                let answered = answered.next();
                let Some(document) = documents.get_mut(index) else { continue };
                let (refused, set) = answered.map(|one| (one.refused, one.set)).unwrap_or_default();
                document.cookies = Some(CookieTrace { refused, ..asked });
                document.headers.extend(set.map(|set| ("set-cookie".to_owned(), set)));
            }
        }
    }

    fn chain(&mut self, parameters: &Value) -> &mut Chain {
        self.0.entry(text(&parameters["requestId"]).to_owned()).or_default()
    }
}

fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

fn words(value: &Value) -> Vec<String> {
    // That the scheme is part of a site goes without saying: Chromium says it of sites that differ otherwise, too.
    let plain = |word: &Value| text(word).trim_start_matches("Schemeful").to_owned();
    let mut words: Vec<String> = list(value).map(plain).collect();
    words.sort();
    words
}

pub(super) fn key(cookie: &Cookie) -> (&str, &str, &str) {
    (&cookie.domain, &cookie.name, &cookie.path)
}

/// A cookie as the log and DevTools describe it.
pub(super) fn cookie_of(cookie: &Value) -> Cookie {
    let of = |key: &str| text(&cookie[key]).to_owned();
    Cookie {
        name: of("name"),
        domain: of("domain"),
        path: of("path"),
        secure: cookie["secure"].as_bool().unwrap_or_default(),
        http_only: cookie["httpOnly"].as_bool().unwrap_or_default(),
        same_site: cookie["sameSite"].as_str().map(str::to_owned),
        digest: digest(text(&cookie["value"])),
    }
}
