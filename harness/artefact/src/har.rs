//! HTTP archives (HAR 1.1 and 1.2) as Chromium, Firefox and Safari write them.

use serde::Deserialize;

use crate::decode;
use crate::exchange::{self, Cookies, Raw, Recording, SetCookie};
use crate::page::Page;
use crate::recognise::Options;
use crate::secret::Secrets;

#[derive(Deserialize)]
struct Har {
    log: Log,
}

#[derive(Deserialize)]
struct Log {
    #[serde(default)]
    creator: Creator,
    #[serde(default)]
    entries: Vec<Entry>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Creator {
    name: String,
}

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct Entry {
    started_date_time: Option<String>,
    request: Request,
    response: Response,
}

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct Request {
    method: String,
    url: String,
    headers: Vec<Header>,
    cookies: Vec<Header>,
    post_data: Option<PostData>,
    body_size: i64,
}

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct PostData {
    text: Option<String>,
    encoding: Option<String>,
    params: Option<Vec<Header>>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Header {
    name: String,
    value: Option<String>,
}

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct Response {
    status: i64,
    headers: Vec<Header>,
    cookies: Vec<Header>,
    content: Body,
    #[serde(rename = "redirectURL")]
    redirect_url: Option<String>,
}

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct Body {
    mime_type: Option<String>,
    text: Option<String>,
    encoding: Option<String>,
}

fn header<'a>(headers: &'a [Header], name: &str) -> Option<&'a str> {
    headers.iter().find(|header| header.name.eq_ignore_ascii_case(name))?.value.as_deref()
}

/// The recording in this JSON; none when it is no HTTP archive, and a reason when it is a broken one.
pub(crate) fn read(json: &str, options: &Options, secrets: &mut Secrets) -> Option<Result<Recording, String>> {
    let begin = json.get(..json.len().min(4096)).unwrap_or(json);
    if !(begin.contains("\"log\"") || json.contains("\"entries\"")) {
        return None;
    }
    let har: Har = match serde_json::from_str(json) {
        Ok(har) => har,
        Err(error) if begin.contains("\"log\"") && json.contains("\"entries\"") => {
            return Some(Err(format!("this HTTP archive cannot be read: {error}; save it again")));
        }
        Err(_) => return None,
    };
    let mut recording = Recording { made_by: format!("HAR, {}", har.log.creator.name), ..Recording::default() };
    for entry in &har.log.entries {
        note_secrets(entry, secrets);
        let kind = entry.response.content.mime_type.as_deref().unwrap_or_default().to_ascii_lowercase();
        let post = entry.request.post_data.as_ref();
        let form = post.map(form_of).unwrap_or_default();
        form.iter().for_each(|(key, value)| secrets.field(key, value));
        post.iter().for_each(|post| secrets.body(&body_of(post)));
        exchange::query(&entry.request.url).iter().for_each(|(key, value)| secrets.field(key, value));
        if is_decoration(&kind) && form.is_empty() {
            continue;
        }
        // What an IdP's own page asks for by script comes back as JSON; a refusal says why.
        let is_refusal = kind.contains("json") && entry.response.status >= 400;
        let body = entry.response.content.text.as_deref().filter(|_| kind.contains("html") || is_refusal);
        let decoded =
            body.filter(|_| entry.response.content.encoding.as_deref() == Some("base64")).and_then(decode::base64);
        let decoded = decoded.map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
        let body = decoded.as_deref().or(body);
        let is_post = entry.request.method.eq_ignore_ascii_case("post");
        let posted = post.and_then(|post| post.text.as_deref()).unwrap_or_default();
        let is_form = header(&entry.request.headers, "content-type").is_some_and(|kind| kind.contains("urlencoded"));
        let is_form_left_out =
            is_post && form.is_empty() && posted.is_empty() && (entry.request.body_size > 0 || is_form);
        let location = header(&entry.response.headers, "location").or(entry.response.redirect_url.as_deref());
        let raw = Raw {
            method: &entry.request.method,
            url: &entry.request.url,
            status: u16::try_from(entry.response.status).ok(),
            location: location.filter(|location| !location.is_empty()),
            form,
            started: entry.started_date_time.as_deref().and_then(|time| time.parse().ok()),
            date: header(&entry.response.headers, "date"),
            html: body.filter(|_| !is_refusal),
            page: body.filter(|_| is_refusal).map(Page::of_json),
            cookies: cookies(entry),
            typed: exchange::mail_addresses(posted),
            is_form_left_out,
            ..Raw::default()
        };
        if is_post && raw.form.is_empty() && !recording.remarks.iter().any(|remark| remark.contains("without what")) {
            let remark = "a POST was recorded without what it sent: record again, with contents (`Save all as HAR with content`)";
            recording.remarks.push(remark.to_owned());
        }
        recording.exchanges.push(raw.read(options));
    }
    Some(Ok(recording))
}

/// Browsers write a `Set-Cookie` for each cookie, or join them by line breaks.
fn cookies(entry: &Entry) -> Cookies {
    let of = |headers: &[Header], wanted: &str| -> Vec<String> {
        let values = headers.iter().filter(|header| header.name.eq_ignore_ascii_case(wanted));
        values.filter_map(|header| header.value.clone()).collect()
    };
    let named = entry.request.cookies.iter().map(|cookie| cookie.name.clone());
    let lines = of(&entry.request.headers, "cookie");
    let pairs = lines.iter().flat_map(|line| line.split(';')).filter_map(|pair| pair.split_once('='));
    let sent = named.chain(pairs.map(|(name, _)| name.trim().to_owned())).collect();
    let set = of(&entry.response.headers, "set-cookie")
        .iter()
        .flat_map(|lines| lines.lines())
        .filter_map(SetCookie::of)
        .collect();
    Cookies { sent, set }
}

/// What was sent, decoded.
fn body_of(post: &PostData) -> String {
    let text = post.text.as_deref().unwrap_or_default();
    let decoded = (post.encoding.as_deref() == Some("base64")).then(|| decode::base64(text)).flatten();
    decoded.map_or_else(|| text.to_owned(), |bytes| String::from_utf8_lossy(&bytes).into_owned())
}

fn form_of(post: &PostData) -> Vec<(String, String)> {
    let from_text = exchange::form(&body_of(post));
    let has_saml = |fields: &[(String, String)]| fields.iter().any(|(key, _)| key.starts_with("SAML"));
    let params =
        post.params.iter().flatten().map(|field| (field.name.clone(), field.value.clone().unwrap_or_default()));
    let params: Vec<(String, String)> = params.collect();
    // Firefox decodes the values of `params`, Chromium leaves them as they were sent: unwrapping copes with both.
    if has_saml(&from_text) || params.is_empty() { from_text } else { params }
}

/// Pictures, scripts, styles and fonts say nothing about a login.
fn is_decoration(kind: &str) -> bool {
    ["image/", "font/", "text/css", "javascript", "video/", "audio/", "woff"].iter().any(|part| kind.contains(part))
}

fn note_secrets(entry: &Entry, secrets: &mut Secrets) {
    let headers = entry.request.headers.iter().chain(&entry.response.headers);
    headers.for_each(|header| secrets.header(&header.name, header.value.as_deref().unwrap_or_default()));
    let cookies = entry.request.cookies.iter().chain(&entry.response.cookies);
    cookies.for_each(|cookie| secrets.cookie(cookie.value.as_deref().unwrap_or_default()));
}
