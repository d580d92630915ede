//! A text with things pasted in: a mail, a ticket, a redirect URL, base64, PEM. What is found is cut out; words are left.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::certificate::Certificate;
use crate::exchange::{Raw, Recording};
use crate::limit::{MESSAGE_LIMIT, MIXED_LIMIT};
use crate::page::Page;
use crate::pattern::pattern;
use crate::recognise::{Content, Options, of_json, of_xml};
use crate::secret::Secrets;
use crate::{
    code_settings, decode, printed_certificate, raw_http, secret_text, settings_page, sp_settings, wrapped, xml,
};

/// A place in the text with what stands there.
type Place = (Range<usize>, Vec<Content>);
type Found = Vec<Place>;
type Finder<'a> = &'a dyn Fn(&str, &mut Secrets) -> Result<Found, String>;

static QUOTE: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?m)^[ \t]*(?:[>|][ \t]?)+"));
static ROOT: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"<((?:[A-Za-z0-9_.-]+:)?(?:EntityDescriptor|EntitiesDescriptor|Response|AuthnRequest))[\s>/]")
});
static ESCAPED_ROOT: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"&lt;(?:[A-Za-z0-9_.-]+:)?(?:EntityDescriptor|EntitiesDescriptor|Response|AuthnRequest)[\s&]")
});
static URL_WITH_SAML: LazyLock<Regex> =
    LazyLock::new(|| pattern(r#"https?://[^\s<>"']*[?&]SAML(?:Request|Response)=[^\s<>"']+(?:\r?\n[^\s<>"':]{20,})*"#));
static FIELD: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r#"SAML(?:Request|Response)["']?\s*(?:=|:|\bvalue=|"\s+value=)\s*["']?([A-Za-z0-9+/=_%\s-]{40,})"#)
});
static PEM: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\s\\]+-----END CERTIFICATE-----"));
static PRIVATE: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"-----BEGIN [A-Z ]*PRIVATE KEY-----[^-]*(?:-----END [A-Z ]*PRIVATE KEY-----)?"));
static BLOCK: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?:[A-Za-z0-9+/_%-]{20,}=*[ \t]*\r?\n?[ \t]*)+[A-Za-z0-9+/_%=-]*"));
/// Where an object of JSON, or a list of objects, may begin.
static BRACE: LazyLock<Regex> = LazyLock::new(|| pattern(r#"\{\s*"|\[\s*\{\s*""#));
static HTML: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?is)<(?:!doctype\s+html|html)\b.*?(?:</html>|\z)"));

/// Things in the text, each with its line, and the words that are left.
pub(crate) fn parts(text: &str, options: &Options, secrets: &mut Secrets) -> Result<Vec<(usize, Content)>, String> {
    if text.len() > MIXED_LIMIT {
        return Err(format!(
            "it is a text of {} bytes that is none of the known files; at most {MIXED_LIMIT} are searched",
            text.len()
        ));
    }
    let mut left = decode::without_quoted_printable(&QUOTE.replace_all(text, ""));
    if ESCAPED_ROOT.is_match(&left) {
        left = decode::unescaped(&left);
    }
    secret_text::fields(&left, secrets);
    let mut parts: Vec<(usize, usize, Content)> = Vec::new();
    let steps: [Finder<'_>; 9] = [
        &|text, secrets| Ok(dumps(text, options, secrets)),
        &|text, secrets| json(text, options, secrets),
        &|text, _| xmls(text, options),
        &|text, _| pages(text, options),
        &|text, _| urls(text, options),
        &|text, _| fields(text, options),
        &|text, _| certificates(text),
        &|text, _| Ok(printed_certificate::all(text)),
        &|text, _| blocks(text, options),
    ];
    for step in steps {
        for (range, contents) in step(&left, secrets)? {
            let line = 1 + left[..range.start].matches('\n').count();
            parts.extend(contents.into_iter().map(|content| (range.start, line, content)));
            blank(&mut left, range);
        }
    }
    for range in PRIVATE.find_iter(&left.clone()).map(|found| found.range()) {
        blank(&mut left, range);
    }
    if let Some((page, taken)) = settings_page::read(&left) {
        parts.push(cut(&mut left, &taken, Content::Application(Box::new(page))));
    }
    if let Some((page, taken)) = sp_settings::read(&left) {
        parts.push(cut(&mut left, &taken, Content::SpSettings(Box::new(page))));
    }
    let code = code_settings::read(&left);
    let of_application = code.application.map(|page| Content::Application(Box::new(page)));
    if let Some(settings) = of_application.or(code.sp_settings.map(|page| Content::SpSettings(Box::new(page)))) {
        parts.push(cut(&mut left, &code.taken, settings));
    }
    let words: Vec<&str> = left.lines().map(str::trim_end).collect();
    let words = words.join("\n").trim().to_owned();
    parts.sort_by_key(|(at, ..)| *at);
    let mut parts: Vec<(usize, Content)> = parts.into_iter().map(|(_, line, content)| (line, content)).collect();
    if words.chars().filter(|letter| letter.is_alphanumeric()).count() > 2 {
        let before = left.len() - left.trim_start().len();
        parts.push((1 + left[..before].matches('\n').count(), Content::Words { text: words }));
    }
    Ok(parts)
}

/// Takes these lines, counted from 0, out of the text: `content` was read from them.
fn cut(text: &mut String, taken: &[usize], content: Content) -> (usize, usize, Content) {
    let first = taken.first().copied().unwrap_or_default();
    let before = text.lines().take(first).map(|line| line.len() + 1).sum();
    let rest = text.lines().enumerate().map(|(at, line)| if taken.contains(&at) { "" } else { line });
    *text = rest.collect::<Vec<_>>().join("\n");
    (before, 1 + first, content)
}

/// What was taken is replaced by blanks of the same length: places and lines stay.
fn blank(text: &mut String, range: Range<usize>) {
    let blanks: String = text[range.clone()].bytes().map(|byte| if byte == b'\n' { '\n' } else { ' ' }).collect();
    text.replace_range(range, &blanks);
}

/// Requests and answers as a tool wrote them down, together one recording.
fn dumps(text: &str, options: &Options, secrets: &mut Secrets) -> Found {
    let mut found = Vec::new();
    let mut recording = Recording { made_by: "requests on the wire".to_owned(), ..Recording::default() };
    for (range, exchange) in raw_http::all(text, options, secrets) {
        recording.exchanges.push(exchange);
        found.push((range, Vec::new()));
    }
    if let Some(first) = found.first_mut() {
        first.1.push(Content::Recording(recording));
    }
    found
}

/// Recordings and applications that were pasted whole, with anything around them.
fn json(text: &str, options: &Options, secrets: &mut Secrets) -> Result<Found, String> {
    let (mut found, mut from, mut looked_at) = (Found::new(), 0, 0);
    for begin in BRACE.find_iter(text).map(|one| one.start()) {
        if begin < from {
            continue;
        }
        // What is no JSON of a login is looked through anew for each object in it.
        looked_at += text.len() - begin;
        if looked_at > 4 * MIXED_LIMIT {
            break;
        }
        let mut values = serde_json::Deserializer::from_str(&text[begin..]).into_iter::<serde::de::IgnoredAny>();
        let Some(Ok(_)) = values.next() else { continue };
        let range = begin..begin + values.byte_offset();
        if let Some(contents) = of_json(&text[range.clone()], options, secrets)? {
            from = range.end;
            found.push((range, contents));
        }
    }
    Ok(found)
}

fn xmls(text: &str, options: &Options) -> Result<Found, String> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(root) = ROOT.captures_at(text, from).filter(|_| found.len() < 50) {
        let (Some(whole), name) = (root.get(0), &root[1]) else { break };
        let close = format!("</{name}");
        let opening = text[whole.start()..].find('>').map(|at| whole.start() + at);
        let is_empty = opening.is_some_and(|at| text[..at].ends_with('/'));
        let end = match opening {
            Some(at) if is_empty => Some(at + 1),
            _ => text[whole.end()..].find(&close).and_then(|at| {
                let at = whole.end() + at;
                text[at..].find('>').map(|end| at + end + 1)
            }),
        };
        let short = name.rsplit(':').next().unwrap_or(name);
        let Some(end) = end else {
            let range = whole.start()..end_of_fragment(text, whole.start());
            if let Some(contents) = of_wrapped(&text[range.clone()], options) {
                from = range.end;
                found.push((range, contents));
                continue;
            }
            let why =
                format!("it begins with `<{name}` and has no `</{name}>`: it was cut off; ask for the whole file");
            from = range.end;
            found.push((range, vec![Content::Broken { looks_like: short.to_owned(), why }]));
            continue;
        };
        let range = with_head(text, whole.start())..end;
        let content = match xml::parse(&text[range.clone()]) {
            Ok(document) => of_xml(&document, Vec::new(), options),
            Err(why) => match xml::parse(&with_straight_quotes(&text[range.clone()])) {
                Ok(document) => of_xml(&document, vec!["quotation marks of a word processor".to_owned()], options),
                Err(_) => of_wrapped(&text[range.clone()], options)
                    .unwrap_or_else(|| vec![Content::Broken { looks_like: short.to_owned(), why }]),
            },
        };
        from = end;
        if content.is_empty() {
            let why = format!(
                "its root `{name}` has not the namespace of SAML 2.0, or it describes neither an IdP nor an SP"
            );
            found.push((range, vec![Content::Broken { looks_like: short.to_owned(), why }]));
        } else {
            found.push((range, content));
        }
    }
    Ok(found)
}

/// The document whose lines were broken in the middle of words.
fn of_wrapped(text: &str, options: &Options) -> Option<Vec<Content>> {
    let whole = wrapped::unwrapped(text)?;
    let document = xml::parse(&whole).ok()?;
    let contents = of_xml(&document, vec!["lines broken in the middle of words".to_owned()], options);
    (!contents.is_empty()).then_some(contents)
}

/// Where a document that was cut off ends: at the next line that is no part of one.
fn end_of_fragment(text: &str, start: usize) -> usize {
    let (mut end, mut in_tag) = (start, false);
    for (at, line) in text[start..].split_inclusive('\n').enumerate() {
        let trimmed = line.trim();
        // A name that stands alone between `<` and `>` is part of a tag.
        let is_name = in_tag && !trimmed.is_empty() && !trimmed.contains(' ');
        let is_word = !is_name && trimmed.len() < 60 && !line.contains(['<', '>', '"']);
        if at > 0 && is_word {
            break;
        }
        if let Some(last) = line.rfind(['<', '>']) {
            in_tag = line[last..].starts_with('<');
        }
        end += line.len();
    }
    end
}

/// Word processors make typographic quotation marks of straight ones when XML is pasted into a document.
fn with_straight_quotes(text: &str) -> String {
    text.replace(['\u{201c}', '\u{201d}', '\u{201e}', '\u{201f}', '\u{ab}', '\u{bb}'], "\"")
}

/// Where the document begins whose root is at `root`: its declaration or its document type, if only blanks are between.
fn with_head(text: &str, root: usize) -> usize {
    let before = &text[..root];
    let begin = before.rfind("<!DOCTYPE").or_else(|| before.rfind("<?xml"));
    let head = before.rfind("<?xml").filter(|_| before.contains("<!DOCTYPE")).or(begin);
    match head {
        Some(at) if before[at..].trim_end().ends_with('>') && !before[at..].contains("</") => at,
        _ => root,
    }
}

/// Pages that were saved; the page with which an IdP posts its answer is that answer.
fn pages(text: &str, options: &Options) -> Result<Found, String> {
    let mut found = Vec::new();
    for page in HTML.find_iter(text).take(20) {
        let html = decode::unescaped(page.as_str());
        let messages = fields(&html, options)?;
        let contents: Vec<Content> = messages.into_iter().flat_map(|(_, contents)| contents).collect();
        let is_message = contents.iter().any(|one| matches!(one, Content::Response(_) | Content::Request(_)));
        found.push((page.range(), if is_message { contents } else { vec![Content::Page(Page::of(page.as_str()))] }));
    }
    Ok(found)
}

fn urls(text: &str, options: &Options) -> Result<Found, String> {
    let found = URL_WITH_SAML.find_iter(text).take(50).map(|one| {
        let address: String = one.as_str().split_whitespace().collect();
        let address = decode::unescaped(&address);
        let raw = Raw { method: "GET", url: &address, ..Raw::default() };
        let made_by = "an address".to_owned();
        let recording = Recording { made_by, exchanges: vec![raw.read(options)], remarks: Vec::new() };
        (one.range(), vec![Content::Recording(recording)])
    });
    Ok(found.collect())
}

/// `SAMLResponse=...` of a form body or of a developer's tool.
fn fields(text: &str, options: &Options) -> Result<Found, String> {
    let mut found = Vec::new();
    for one in FIELD.captures_iter(text).take(50) {
        let Some(value) = one.get(1) else { continue };
        found.extend(message(text, value.range(), options)?);
    }
    Ok(found)
}

fn certificates(text: &str) -> Result<Found, String> {
    let found = PEM.find_iter(text).take(50).map(|one| {
        let content = Certificate::of_text(one.as_str()).map(Content::Certificate).unwrap_or_else(|| Content::Broken {
            looks_like: "certificate".to_owned(),
            why: "the base64 between the lines BEGIN and END is damaged; ask for the file itself".to_owned(),
        });
        (one.range(), vec![content])
    });
    Ok(found.collect())
}

/// Base64 that nothing announces.
fn blocks(text: &str, options: &Options) -> Result<Found, String> {
    let mut found = Vec::new();
    for one in BLOCK.find_iter(text).filter(|one| one.len() >= 120).take(50) {
        found.extend(message(text, one.range(), options)?);
    }
    Ok(found)
}

/// The SAML in these letters; the end is sought line by line, since words may follow.
fn message(text: &str, range: Range<usize>, options: &Options) -> Result<Option<Place>, String> {
    if range.len() > MESSAGE_LIMIT {
        return Ok(None);
    }
    let mut ends = vec![range.end];
    ends.extend(text[range.clone()].match_indices('\n').map(|(at, _)| range.start + at).rev().take(8));
    for end in ends {
        let part = &text[range.start..end];
        if let Some(certificate) = decode::base64(part).and_then(|der| Certificate::of_der(&der)) {
            return Ok(Some((range.start..end, vec![Content::Certificate(certificate)])));
        }
        let Some(unwrapped) = decode::unwrap(part)? else { continue };
        let wrapping = unwrapped.wrapping.iter().map(|word| (*word).to_owned()).collect();
        let contents = match xml::parse(&unwrapped.xml) {
            Ok(document) => of_xml(&document, wrapping, options),
            Err(why) => vec![Content::Broken { looks_like: "message".to_owned(), why }],
        };
        if !contents.is_empty() {
            return Ok(Some((range.start..end, contents)));
        }
    }
    Ok(None)
}
