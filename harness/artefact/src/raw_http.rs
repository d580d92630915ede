//! Requests and answers as they stand on the wire: of `curl -v`, Fiddler, Burp and other tools.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::exchange::{Cookies, Exchange, Raw, SetCookie, form, mail_addresses};
use crate::page::Page;
use crate::pattern::pattern;
use crate::recognise::Options;
use crate::secret::Secrets;

static REQUEST: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?m)^(?:> ?)?(GET|POST|PUT|HEAD) (\S+) HTTP/[\d.]+[ \t]*\r?$"));
static ANSWER: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?m)^(?:< ?)?HTTP/[\d.]+ (\d{3})\b[^\n]*$"));

/// Headers and body of one message.
struct Parts<'a> {
    headers: Vec<(String, &'a str)>,
    body: &'a str,
    /// Where the body begins.
    at: usize,
}

impl<'a> Parts<'a> {
    /// Of what follows the first line. `mark` is what a tool writes before each line.
    fn of(text: &'a str, mark: char) -> Self {
        let (mut headers, mut at) = (Vec::new(), 0);
        for line in text.split_inclusive('\n') {
            let plain = line.trim_start_matches(mark).trim();
            match plain.split_once(':') {
                Some((name, value)) if !name.contains(' ') => headers.push((name.to_lowercase(), value.trim())),
                _ if plain.is_empty() && headers.is_empty() && at == 0 => {}
                _ => {
                    at += if plain.is_empty() { line.len() } else { 0 };
                    break;
                }
            }
            at += line.len();
        }
        Self { headers, body: &text[at..], at }
    }

    fn header(&self, name: &str) -> Option<&'a str> {
        self.headers.iter().find(|(known, _)| known == name).map(|(_, value)| *value)
    }

    fn note(&self, secrets: &mut Secrets) {
        self.headers.iter().for_each(|(name, value)| secrets.header(name, value));
    }
}

/// One request with its answer. `url` is given where the tool writes it down; else the request line and `Host` make it.
pub(crate) fn exchange(
    request: &str,
    answer: &str,
    url: Option<&str>,
    options: &Options,
    secrets: &mut Secrets,
) -> Option<Exchange> {
    let line = REQUEST.captures(request)?;
    let sent = Parts::of(&request[line.get(0)?.end()..], '>');
    sent.note(secrets);
    let own = match &line[2] {
        path if path.starts_with("http") => path.to_owned(),
        path => format!("https://{}{path}", sent.header("host")?),
    };
    let fields = if sent.body.contains('=') { form(sent.body) } else { Vec::new() };
    secrets.body(sent.body);
    let status = ANSWER.captures(answer);
    let back =
        Parts::of(status.as_ref().and_then(|found| found.get(0)).map_or("", |found| &answer[found.end()..]), '<');
    back.note(secrets);
    let kind = back.header("content-type").unwrap_or_default();
    let is_page = kind.contains("html") || back.body.trim_start().starts_with("<!") || back.body.contains("<html");
    let status: Option<u16> = status.and_then(|found| found[1].parse().ok());
    let is_refusal = kind.contains("json") && status.is_some_and(|status| status >= 400);
    let names = sent.headers.iter().filter(|(name, _)| name == "cookie").flat_map(|(_, value)| value.split(';'));
    let sent_cookies = names.filter_map(|pair| pair.split_once('=')).map(|(name, _)| name.trim().to_owned()).collect();
    let set =
        back.headers.iter().filter(|(name, _)| name == "set-cookie").filter_map(|(_, value)| SetCookie::of(value));
    let raw = Raw {
        method: &line[1],
        url: url.unwrap_or(&own),
        status,
        location: back.header("location"),
        form: fields,
        date: back.header("date"),
        html: is_page.then_some(back.body),
        page: is_refusal.then(|| Page::of_json(back.body)),
        cookies: Cookies { sent: sent_cookies, set: set.collect() },
        typed: mail_addresses(sent.body.trim()),
        ..Raw::default()
    };
    Some(raw.read(options))
}

/// Requests in a text, each with the place of it and of its answer.
pub(crate) fn all(text: &str, options: &Options, secrets: &mut Secrets) -> Vec<(Range<usize>, Exchange)> {
    let begins: Vec<usize> = REQUEST.find_iter(text).map(|found| found.start()).take(100).collect();
    let mut all = Vec::new();
    for (at, begin) in begins.iter().enumerate() {
        let end = begins.get(at + 1).copied().unwrap_or(text.len());
        let whole = &text[*begin..end];
        let (request, answer) = match ANSWER.find(whole) {
            Some(found) => whole.split_at(found.start()),
            None => (whole, ""),
        };
        let Some(exchange) = exchange(request, answer, None, options, secrets) else { continue };
        // What follows the page, or the headers, may be words again.
        let head = ANSWER.find(answer).map_or(0, |found| found.end() + Parts::of(&answer[found.end()..], '<').at);
        let page = answer.find("</html>").map_or(head, |at| at + "</html>".len());
        let length = if answer.is_empty() { request.len() } else { request.len() + page.max(head) };
        all.push((*begin..begin + length, exchange));
    }
    all
}
