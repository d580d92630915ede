//! A recording of the browser: requests and answers in order, with the SAML messages in them.

use jiff::Timestamp;
use serde::Serialize;
use url::{Url, form_urlencoded};

use crate::page::Page;
use crate::recognise::{Content, Options, of_xml};
use crate::request::Request;
use crate::response::Response;
use crate::{decode, xml};

/// A SAML message in an exchange.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Message {
    /// SAMLRequest.
    Request(Box<Request>),
    /// SAMLResponse.
    Response(Box<Response>),
    /// One that could not be read, with the reason.
    Unreadable(String),
}

/// A cookie that an answer set; its value is a secret and not kept.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct SetCookie {
    /// Name.
    pub name: String,
    /// Its `SameSite`, in lower case.
    pub same_site: Option<String>,
}

impl SetCookie {
    /// Of one line of `Set-Cookie`; none when it takes a cookie away.
    pub(crate) fn of(line: &str) -> Option<Self> {
        let mut parts = line.split(';').map(str::trim);
        let (name, value) = parts.next()?.split_once('=')?;
        let mut same_site = None;
        for part in parts {
            let (key, value) = part.split_once('=').unwrap_or((part, ""));
            match key.trim().to_ascii_lowercase().as_str() {
                "samesite" => same_site = Some(value.trim().to_ascii_lowercase()),
                "max-age" if value.trim().parse::<i64>().is_ok_and(|seconds| seconds <= 0) => return None,
                _ => {}
            }
        }
        (!value.is_empty()).then(|| Self { name: name.trim().to_owned(), same_site })
    }
}

/// Names of the cookies of one exchange. Recordings that were saved without secrets have none.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Cookies {
    /// Sent along with the request.
    pub sent: Vec<String>,
    /// Set by the answer.
    pub set: Vec<SetCookie>,
}

/// One request with its answer.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Exchange {
    /// GET or POST.
    pub method: String,
    /// The address, without the values of its query: SAML messages and tokens stand there.
    pub url: String,
    /// HTTP status; absent or 0: no answer.
    pub status: Option<u16>,
    /// Where a redirect leads, without the values of its query.
    pub location: Option<String>,
    /// SAML messages in its query or its form.
    pub messages: Vec<Message>,
    /// RelayState along with it.
    pub relay_state: Option<String>,
    /// When it began.
    pub started: Option<Timestamp>,
    /// `Date` of the answer: the server's clock.
    pub date: Option<Timestamp>,
    /// The page that came back, where it is HTML.
    pub page: Option<Page>,
    /// Cookies, by name.
    pub cookies: Cookies,
    /// Mail addresses that were typed into its form. They are no part of what is told.
    #[serde(skip)]
    pub typed: Vec<String>,
    /// Whether the recorder left out what was posted.
    pub is_form_left_out: bool,
}

impl Exchange {
    /// The response that was posted.
    pub fn response(&self) -> Option<&Response> {
        self.messages.iter().find_map(|message| match message {
            Message::Response(response) => Some(&**response),
            Message::Request(_) | Message::Unreadable(_) => None,
        })
    }

    /// The request that was sent.
    pub fn request(&self) -> Option<&Request> {
        self.messages.iter().find_map(|message| match message {
            Message::Request(request) => Some(&**request),
            Message::Response(_) | Message::Unreadable(_) => None,
        })
    }

    /// The host that it was sent to.
    pub fn host(&self) -> String {
        Url::parse(&self.url).ok().and_then(|url| url.host_str().map(str::to_owned)).unwrap_or_default()
    }
}

/// A recording.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Recording {
    /// What wrote it, as `HAR` or `SAML-tracer`.
    pub made_by: String,
    /// What it holds, in order; pictures, scripts and styles are left out.
    pub exchanges: Vec<Exchange>,
    /// What is odd about it: values were hashed, bodies are missing.
    pub remarks: Vec<String>,
}

/// One request as a recording has it, before SAML is looked for.
#[derive(Default)]
pub(crate) struct Raw<'a> {
    pub(crate) method: &'a str,
    pub(crate) url: &'a str,
    pub(crate) status: Option<u16>,
    pub(crate) location: Option<&'a str>,
    pub(crate) form: Vec<(String, String)>,
    pub(crate) saml: Option<&'a str>,
    pub(crate) started: Option<Timestamp>,
    pub(crate) date: Option<&'a str>,
    pub(crate) html: Option<&'a str>,
    /// What came back, where it is no HTML and says something all the same.
    pub(crate) page: Option<Page>,
    pub(crate) cookies: Cookies,
    pub(crate) typed: Vec<String>,
    pub(crate) is_form_left_out: bool,
}

impl Raw<'_> {
    /// With its messages decoded.
    pub(crate) fn read(self, options: &Options) -> Exchange {
        let query = query(self.url);
        let signed = query.iter().any(|(key, value)| key == "Signature" && !value.is_empty());
        let pairs = || query.iter().chain(&self.form);
        let mut messages: Vec<Message> = pairs()
            .filter(|(key, _)| key == "SAMLRequest" || key == "SAMLResponse")
            .filter_map(|(key, value)| message(key, value, options))
            .collect();
        if !messages.iter().any(|message| !matches!(message, Message::Unreadable(_)))
            && let Some(saml) = self.saml
            && let Ok(document) = xml::parse(saml.trim())
        {
            messages = of_xml(&document, vec!["decoded by the recorder".to_owned()], options)
                .into_iter()
                .filter_map(as_message)
                .collect();
        }
        for message in &mut messages {
            if let Message::Request(request) = message {
                request.signed |= signed;
            }
        }
        let fields = self.form.iter().filter(|(key, _)| !key.starts_with("SAML")).map(|(_, value)| value.as_str());
        let typed = fields.filter_map(mail_address).chain(self.typed).collect();
        Exchange {
            typed,
            is_form_left_out: self.is_form_left_out,
            method: self.method.to_ascii_uppercase(),
            url: without_values(self.url),
            status: self.status.filter(|status| *status > 0),
            location: self.location.map(without_values),
            relay_state: pairs().find(|(key, _)| key == "RelayState").map(|(_, value)| value.clone()),
            messages,
            started: self.started,
            date: self.date.and_then(http_date),
            page: self.page.or_else(|| self.html.map(Page::of)),
            cookies: self.cookies,
        }
    }
}

/// The mail address that a field holds, where it holds one and nothing else.
pub(crate) fn mail_address(value: &str) -> Option<String> {
    let value = percent_encoding::percent_decode_str(value.trim()).decode_utf8_lossy();
    let (name, host) = value.split_once('@')?;
    let is_one = !name.is_empty() && host.contains('.') && value.len() < 255;
    (is_one && !value.contains(|letter: char| letter.is_whitespace() || "<>,;\"".contains(letter)))
        .then(|| value.to_lowercase())
}

/// The same of every text in a JSON body.
pub(crate) fn mail_addresses(json: &str) -> Vec<String> {
    fn collect(value: &serde_json::Value, found: &mut Vec<String>) {
        match value {
            serde_json::Value::String(text) => found.extend(mail_address(text)),
            serde_json::Value::Array(items) => items.iter().for_each(|item| collect(item, found)),
            serde_json::Value::Object(fields) => fields.values().for_each(|field| collect(field, found)),
            _ => {}
        }
    }
    let mut found = Vec::new();
    if json.len() < 64 * 1024
        && let Ok(value) = serde_json::from_str(json)
    {
        collect(&value, &mut found);
    }
    found
}

fn http_date(text: &str) -> Option<Timestamp> {
    jiff::fmt::rfc2822::parse(text).ok().map(|zoned| zoned.timestamp())
}

fn message(key: &str, value: &str, options: &Options) -> Option<Message> {
    let unreadable = |why: String| Some(Message::Unreadable(format!("{key}: {why}")));
    match decode::unwrap(value) {
        Ok(Some(unwrapped)) => match xml::parse(&unwrapped.xml) {
            Ok(document) => {
                let wrapping = unwrapped.wrapping.iter().map(|word| (*word).to_owned()).collect();
                of_xml(&document, wrapping, options).into_iter().find_map(as_message)
            }
            Err(why) => unreadable(why),
        },
        Ok(None) => unreadable("it is no base64 of XML; perhaps the recorder hid it".to_owned()),
        Err(why) => unreadable(why),
    }
}

fn as_message(content: Content) -> Option<Message> {
    match content {
        Content::Response(response) => Some(Message::Response(response)),
        Content::Request(request) => Some(Message::Request(request)),
        _ => None,
    }
}

/// The address with the names of its query only.
pub(crate) fn without_values(address: &str) -> String {
    let Ok(mut url) = Url::parse(address) else {
        return address.split(['?', '#']).next().unwrap_or_default().to_owned();
    };
    let names: Vec<String> = url.query_pairs().map(|(key, _)| key.into_owned()).collect();
    url.set_fragment(None);
    url.set_query(None);
    let _ = url.set_password(None);
    match names.is_empty() {
        true => url.to_string(),
        false => format!("{url}?{}", names.join("&")),
    }
}

/// The fields of an address's query.
pub(crate) fn query(address: &str) -> Vec<(String, String)> {
    let url = Url::parse(address);
    url.map(|url| url.query_pairs().map(|(key, value)| (key.into_owned(), value.into_owned())).collect())
        .unwrap_or_default()
}

/// A form body's fields.
pub(crate) fn form(body: &str) -> Vec<(String, String)> {
    form_urlencoded::parse(body.trim().as_bytes()).map(|(key, value)| (key.into_owned(), value.into_owned())).collect()
}
