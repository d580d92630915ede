//! One exchange after the other over kept connections, each written down as the browser's log would.

use std::collections::{HashMap, HashSet};
use std::time::{Duration, Instant};

use http::HeaderMap;
use http::header::{CONTENT_TYPE, COOKIE, LOCATION, SET_COOKIE};
use jiff::Timestamp;
use url::Url;

use crate::client;
use crate::error::Error;
use crate::jar::{Asked, Jar};
use crate::request::{Policy, Request};
use crate::seen::{Cookie, Cookies, Document, Refused};
use crate::site::bare;
use crate::trust::Trust;

/// How much of an answer is read.
const BODY_LIMIT: usize = 10 * 1024 * 1024;
/// How many answers a chain of redirects may have.
const REDIRECTS: usize = 20;
/// How long a connection may take to come about.
const CONNECT: Duration = Duration::from_secs(10);

/// What came in the end.
#[derive(Debug)]
pub(crate) struct Arrival {
    /// The request that was answered: the last one of a chain of redirects.
    pub(crate) request: Request,
    pub(crate) came: Came,
}

/// What the last request of a chain brought.
#[derive(Debug)]
pub(crate) enum Came {
    /// An answer.
    Answer(Answer),
    /// Trouble, which the browser shows a page of its own for.
    Trouble,
    /// Nothing to show: the page stays as it is.
    Nothing,
}

/// An answer with its body.
#[derive(Clone, Debug, Default)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Vec<u8>,
}

impl Answer {
    /// A header's values in order, between commas.
    pub(crate) fn header(&self, name: &str) -> Option<String> {
        header(&self.headers, name)
    }

    /// `Content-Type`.
    pub(crate) fn content_type(&self) -> Option<String> {
        self.header(CONTENT_TYPE.as_str())
    }
}

/// The client with its cookies, and what went over the wire.
#[derive(Debug)]
pub(crate) struct Wire {
    client: reqwest::Client,
    pub(crate) jar: Jar,
    documents: Vec<Document>,
    /// What the policies of pages have stopped.
    blocked: Vec<String>,
    /// Whether an answer since the last call of [`Wire::take_late`] took too long.
    late: bool,
    waited: Duration,
    /// Who has answered: connections to them may be kept.
    answered: HashSet<url::Origin>,
    /// Name and password for whoever asks for HTTP authentication, as an address had them.
    passwords: HashMap<url::Origin, (String, Option<String>)>,
}

impl Wire {
    pub(crate) fn new(user_agent: &str, trust: &Trust) -> Result<Self, Error> {
        let made = client::client(trust).and_then(|builder| {
            let builder = builder.redirect(reqwest::redirect::Policy::none()).connect_timeout(CONNECT);
            builder.user_agent(user_agent).build()
        });
        let client = made.map_err(Error::Client)?;
        Ok(Self {
            client,
            jar: Jar::default(),
            documents: Vec::new(),
            blocked: Vec::new(),
            late: false,
            waited: Duration::ZERO,
            answered: HashSet::new(),
            passwords: HashMap::new(),
        })
    }

    /// Documents since the last call, in order.
    pub(crate) fn take_documents(&mut self) -> Vec<Document> {
        std::mem::take(&mut self.documents)
    }

    /// Writes down that the policy of a page has stopped something.
    pub(crate) fn note_blocked(&mut self, said: String) {
        self.blocked.push(said);
    }

    /// What was stopped since the last call.
    pub(crate) fn take_blocked(&mut self) -> Vec<String> {
        std::mem::take(&mut self.blocked)
    }

    /// The document that was asked for last.
    pub(crate) fn last_document(&self) -> Option<&Document> {
        self.documents.last()
    }

    /// Writes a document down that was not asked for on the wire: a page from the history.
    pub(crate) fn note(&mut self, document: Document) {
        let mut headers = document.headers;
        headers.remove(SET_COOKIE);
        self.documents.push(Document { headers, cookies: None, ..document });
    }

    /// Whether an answer took too long since the last call.
    pub(crate) fn take_late(&mut self) -> bool {
        std::mem::take(&mut self.late)
    }

    /// How long was waited since the last call.
    pub(crate) fn take_waited(&mut self) -> Duration {
        std::mem::take(&mut self.waited)
    }

    /// Asks for a document and follows redirects until `deadline`; each answer is a document of its own.
    pub(crate) async fn navigate(&mut self, request: Request, deadline: Instant) -> Arrival {
        let mut request = request;
        let mut chain = Vec::new();
        loop {
            self.keep_password(&mut request.url);
            self.documents.push(Document {
                method: request.method.to_owned(),
                url: bare(&request.url).to_string(),
                referer: request.referer(),
                ..Document::default()
            });
            let headers = request.headers(&chain);
            let mut cookies = Cookies::default();
            let result = self.exchange(&request, headers, &mut cookies, deadline).await;
            let Some(document) = self.documents.last_mut() else { return Arrival { request, came: Came::Trouble } };
            document.cookies = Some(cookies);
            let answer = match result {
                Ok(answer) => answer,
                Err(error) => {
                    document.error = Some(error);
                    return Arrival { request, came: Came::Trouble };
                }
            };
            document.headers.clone_from(&answer.headers);
            let Some(location) = location(&answer, &request.url) else {
                document.status = Some(answer.status);
                return Arrival { request, came: Came::Answer(answer) };
            };
            if chain.len() + 1 >= REDIRECTS {
                document.error = Some("net::ERR_TOO_MANY_REDIRECTS".to_owned());
                return Arrival { request, came: Came::Trouble };
            }
            // The page that the form is on may forbid where the answer leads; then the person stays there.
            if let (Some(policy), Ok(url)) = (&request.leaves, &location)
                && !policy.allows_form_to(url)
            {
                document.headers.clear();
                document.error = Some("net::ERR_ABORTED".to_owned());
                self.blocked.push(policy.keeps_form_from(url, &request.url));
                return Arrival { request, came: Came::Nothing };
            }
            document.status = Some(answer.status);
            document.location = header(&answer.headers, LOCATION.as_str());
            let policy = answer.header("referrer-policy").and_then(|text| Policy::parse(&text));
            let next = match location {
                Ok(url) if matches!(url.scheme(), "http" | "https") => request.redirected(answer.status, url, policy),
                Ok(url) => {
                    self.documents.push(Document {
                        method: "GET".to_owned(),
                        url: url.to_string(),
                        error: Some("net::ERR_UNSAFE_REDIRECT".to_owned()),
                        ..Document::default()
                    });
                    return Arrival { request, came: Came::Trouble };
                }
                Err(()) => {
                    document.status = None;
                    document.error = Some("net::ERR_INVALID_REDIRECT".to_owned());
                    return Arrival { request, came: Came::Trouble };
                }
            };
            chain.push(std::mem::replace(&mut request, next).url);
        }
    }

    /// Takes name and password out of an address, which no page shows, and keeps them for its origin.
    fn keep_password(&mut self, url: &mut Url) {
        let clear = |text: &str| percent_encoding::percent_decode_str(text).decode_utf8_lossy().into_owned();
        if !url.username().is_empty() || url.password().is_some() {
            self.passwords.insert(url.origin(), (clear(url.username()), url.password().map(clear)));
            // A URL that has them can be without them.
            let _ = (url.set_username(""), url.set_password(None));
        }
    }

    /// Fetches something for a page that is no document of its own: with cookies, redirects followed, not written down.
    pub(crate) async fn fetch(&mut self, request: Request, deadline: Instant) -> Option<Answer> {
        let documents = std::mem::take(&mut self.documents);
        let arrival = self.navigate(request, deadline).await;
        self.documents = documents;
        match arrival.came {
            Came::Answer(answer) => Some(answer),
            _ => None,
        }
    }

    /// One request and its answer; in a browser's words why there is none. What becomes of cookies is told to `cookies`.
    async fn exchange(
        &mut self,
        request: &Request,
        headers: HeaderMap,
        cookies: &mut Cookies,
        deadline: Instant,
    ) -> Result<Answer, String> {
        let begun = Instant::now();
        let mut url = request.url.clone();
        url.set_fragment(None);
        let method = if request.method == "POST" { http::Method::POST } else { http::Method::GET };
        let mut sent = self.client.request(method, url).headers(headers);
        let asked = Asked::by(request.initiator.as_ref().map(|i| &i.url), request.method, &request.url);
        (cookies.sent, cookies.withheld) = self.jar.going(&request.url, asked, Timestamp::now());
        // A browser that was given a password once sends it to that origin from then on (RFC 7617, 2.2).
        if let Some((name, password)) = self.passwords.get(&request.url.origin()) {
            sent = sent.basic_auth(name, password.as_ref());
        }
        if !cookies.sent.is_empty() {
            sent = sent.header(COOKIE, cookie_header(&cookies.sent));
        }
        if let Some(body) = &request.body {
            sent = sent.body(body.bytes.clone());
        } else if request.method == "POST" {
            sent = sent.body(Vec::new());
        }
        let limit = tokio::time::Instant::from_std(deadline);
        let again = sent.try_clone().filter(|_| self.answered.contains(&request.url.origin()));
        let mut answered = tokio::time::timeout_at(limit, sent.send()).await;
        // A server may close a connection that was kept just when the next request comes. Browsers send that once more.
        if let (Some(again), Ok(Err(error))) = (again, &answered)
            && is_closed(error)
        {
            let second = tokio::time::timeout_at(limit, again.send()).await;
            if !matches!(&second, Ok(Err(error)) if error.is_connect()) {
                answered = second;
            }
        }
        let result = match answered {
            Err(_) => {
                self.late = true;
                Err("net::ERR_TIMED_OUT".to_owned())
            }
            Ok(Err(error)) => Err(words(&error)),
            Ok(Ok(mut response)) => {
                self.answered.insert(request.url.origin());
                let now = Timestamp::now();
                for cookie in response.headers().get_all(SET_COOKIE) {
                    let line = String::from_utf8_lossy(cookie.as_bytes());
                    if let Err(why) = self.jar.take(&line, &request.url, now) {
                        cookies.refused.push(Refused { line: line.into_owned(), why });
                    }
                }
                let mut body = Vec::new();
                // A body that breaks off, like one that never ends, is shown as far as it came.
                while let Ok(Ok(Some(chunk))) = tokio::time::timeout_at(limit, response.chunk()).await {
                    let room = BODY_LIMIT.saturating_sub(body.len());
                    body.extend_from_slice(chunk.get(..room.min(chunk.len())).unwrap_or_default());
                    if room <= chunk.len() {
                        break;
                    }
                }
                Ok(Answer { status: response.status().as_u16(), headers: response.headers().clone(), body })
            }
        };
        self.waited += begun.elapsed();
        result
    }
}

fn cookie_header(sent: &[Cookie]) -> String {
    sent.iter().map(|cookie| format!("{}={}", cookie.name, cookie.value)).collect::<Vec<_>>().join("; ")
}

/// Where the answer redirects to, with the fragment that goes along; an address that cannot be read is an error.
fn location(answer: &Answer, from: &Url) -> Option<Result<Url, ()>> {
    if !matches!(answer.status, 301 | 302 | 303 | 307 | 308) {
        return None;
    }
    let value = answer.headers.get(LOCATION)?;
    let Ok(mut url) = from.join(&String::from_utf8_lossy(value.as_bytes())) else { return Some(Err(())) };
    if url.fragment().is_none() {
        url.set_fragment(from.fragment());
    }
    Some(Ok(url))
}

fn header(headers: &HeaderMap, name: &str) -> Option<String> {
    let values = headers.get_all(name).iter().map(|value| String::from_utf8_lossy(value.as_bytes()));
    let joined = values.collect::<Vec<_>>().join(", ");
    headers.contains_key(name).then_some(joined)
}

/// Whether the connection was closed before anything came by it.
fn is_closed(error: &reqwest::Error) -> bool {
    matches!(words(error).as_str(), "net::ERR_EMPTY_RESPONSE" | "net::ERR_CONNECTION_RESET")
}

/// The network's trouble as Chromium names it.
fn words(error: &reqwest::Error) -> String {
    let mut causes = String::new();
    let mut cause = std::error::Error::source(error);
    while let Some(error) = cause {
        causes += &format!("{error}; ").to_lowercase();
        cause = error.source();
    }
    let is = |text: &str| causes.contains(text);
    let name = if is("dns") || is("lookup") {
        "net::ERR_NAME_NOT_RESOLVED"
    } else if error.is_timeout() {
        "net::ERR_CONNECTION_TIMED_OUT"
    } else if is("refused") {
        "net::ERR_CONNECTION_REFUSED"
    } else if is("reset") {
        "net::ERR_CONNECTION_RESET"
    } else if is("certificate verify failed") {
        "net::ERR_CERT_AUTHORITY_INVALID"
    } else if is("ssl") || is("tls") || is("certificate") {
        "net::ERR_SSL_PROTOCOL_ERROR"
    } else if error.is_connect() {
        "net::ERR_CONNECTION_FAILED"
    } else if is("closed") || is("incomplete") {
        "net::ERR_EMPTY_RESPONSE"
    } else {
        "net::ERR_INVALID_HTTP_RESPONSE"
    };
    name.to_owned()
}
