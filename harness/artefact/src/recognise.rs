//! What a file is, and its parts in order.

use openssl::pkey::{PKey, Private};
use roxmltree::Document;
use serde::Serialize;

use crate::application::Application;
use crate::certificate::Certificate;
use crate::exchange::Recording;
use crate::limit::{ARTEFACTS, FILE_LIMIT};
use crate::metadata::{Metadata, Role};
use crate::page::Page;
use crate::request::Request;
use crate::response::Response;
use crate::secret::{Secret, Secrets};
use crate::sp_settings::SpSettings;
use crate::xml::{METADATA, PROTOCOL};
use crate::{archive, burp, har, mixed, rtf, tracer, xml};

/// What helps to read a file.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The SP's private key, for encrypted assertions.
    pub sp_key: Option<PKey<Private>>,
}

/// One thing that a customer sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case", tag = "kind")]
pub enum Content {
    /// Metadata of an IdP.
    IdpMetadata(Box<Metadata>),
    /// Metadata of an SP.
    SpMetadata(Box<Metadata>),
    /// A SAML response.
    Response(Box<Response>),
    /// An AuthnRequest.
    Request(Box<Request>),
    /// A recording of the browser.
    Recording(Recording),
    /// JumpCloud's application, as JSON or as its page reads.
    Application(Box<Application>),
    /// What the service provider has stored, as a page or a tool of it shows.
    SpSettings(Box<SpSettings>),
    /// A certificate.
    Certificate(Certificate),
    /// An HTML page.
    Page(Page),
    /// Something that was begun as one of these and cannot be read.
    Broken {
        /// What it looks like.
        looks_like: String,
        /// Why it cannot be read, and what to ask for.
        why: String,
    },
    /// Words: of a mail, or of a screenshot.
    Words {
        /// As they are written.
        text: String,
    },
}

impl Content {
    /// In words, as `metadata of an IdP`.
    pub fn name(&self) -> &'static str {
        match self {
            Self::IdpMetadata(_) => "metadata of an IdP",
            Self::SpMetadata(_) => "metadata of an SP",
            Self::Response(_) => "a SAML response",
            Self::Request(_) => "an AuthnRequest",
            Self::Recording(_) => "a recording of the browser",
            Self::Application(_) => "JumpCloud's application",
            Self::SpSettings(_) => "the service provider's SSO settings",
            Self::Certificate(_) => "a certificate",
            Self::Page(_) => "an HTML page",
            Self::Broken { .. } => "something that cannot be read",
            Self::Words { .. } => "words",
        }
    }
}

/// A thing with where it came from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Artefact {
    /// Name of the file.
    pub file: String,
    /// Line of the file at which it begins, from 1.
    pub line: usize,
    /// What it is.
    #[serde(flatten)]
    pub content: Content,
}

/// A file, taken apart.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Reading {
    /// Name of the file.
    pub file: String,
    /// SHA-256 of its bytes, hex digits in lower case.
    pub sha256: String,
    /// How its bytes are written, where that is out of the common: `a byte order mark`, `UTF-16`, `not UTF-8`.
    pub encoding: Option<String>,
    /// Parts, in order.
    pub artefacts: Vec<Artefact>,
    /// Secrets in it.
    pub secrets: Vec<Secret>,
}

/// Why a file cannot be read, and what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// Name of the file.
    pub file: String,
    /// What is wrong with it.
    pub why: String,
}

impl std::fmt::Display for Refusal {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "`{}` cannot be read: {}", self.file, self.why)
    }
}

impl std::error::Error for Refusal {}

/// Beginnings of files that hold no text.
const BINARY: [(&[u8], &str); 6] = [
    (b"%PDF", "it is a PDF; copy the text out of it, or ask for the file itself"),
    (b"\x89PNG", "it is a picture; type the words that it shows into a text file, as `404 Not Found`"),
    (b"\xff\xd8\xff", "it is a picture; type the words that it shows into a text file, as `404 Not Found`"),
    (b"GIF8", "it is a picture; type the words that it shows into a text file, as `404 Not Found`"),
    (b"RIFF", "it is a picture or a film; type the words that it shows into a text file"),
    (b"\xd0\xcf\x11\xe0", "it is an Office or Outlook file; copy its text out, or save the attachment by itself"),
];

/// Takes the file `name` with these bytes apart. No bytes of a stranger make it fail in another way than by [`Refusal`].
pub fn read(name: &str, bytes: &[u8], options: &Options) -> Result<Reading, Refusal> {
    let refusal = |why: String| Refusal { file: name.to_owned(), why };
    let refuse = |why: String| Err(refusal(why));
    if bytes.len() > FILE_LIMIT {
        let limit = FILE_LIMIT / (1024 * 1024);
        return refuse(format!(
            "it has more than {limit} MiB, which is the limit; record the login alone, in a new window"
        ));
    }
    let sha256 = openssl::sha::sha256(bytes).iter().map(|byte| format!("{byte:02x}")).collect();
    let encoding = encoding(bytes).map(str::to_owned);
    let mut reading = Reading { file: name.to_owned(), sha256, encoding, artefacts: Vec::new(), secrets: Vec::new() };
    let mut secrets = Secrets::default();
    let unpacked = archive::files(bytes).transpose().map_err(refusal)?;
    let files: Vec<&[u8]> = match &unpacked {
        Some(files) => files.iter().map(Vec::as_slice).collect(),
        None => vec![bytes],
    };
    // An archive's own bytes are no text.
    reading.encoding = reading.encoding.filter(|_| unpacked.is_none());
    let mut refused = None;
    for file in files {
        match of_bytes(file, options, &mut secrets) {
            Ok(parts) => reading.artefacts.extend(parts.into_iter().map(|(line, content)| Artefact {
                file: name.to_owned(),
                line,
                content,
            })),
            Err(why) => drop(refused.get_or_insert(why)),
        }
    }
    reading.artefacts.truncate(ARTEFACTS);
    // Of an archive, what can be read is enough.
    match refused.filter(|_| reading.artefacts.is_empty()) {
        Some(why) => refuse(why),
        None => {
            reading.secrets = secrets.found();
            Ok(reading)
        }
    }
}

/// The parts of one file that is no archive.
fn of_bytes(bytes: &[u8], options: &Options, secrets: &mut Secrets) -> Result<Parts, String> {
    if let Some((_, why)) = BINARY.iter().find(|(begin, _)| bytes.starts_with(begin)) {
        return Err((*why).to_owned());
    }
    // A certificate is the one binary file that is of use.
    if let Some(certificate) = Certificate::of_der(bytes) {
        return Ok(vec![(1, Content::Certificate(certificate))]);
    }
    let text = text_of(bytes)?;
    let text = rtf::text(text.trim_start()).unwrap_or(text);
    if text.trim().is_empty() {
        return Err("it is empty".to_owned());
    }
    secrets.text(&text);
    parts(&text, options, secrets)
}

/// How the bytes are written, where that is out of the common.
fn encoding(bytes: &[u8]) -> Option<&'static str> {
    match bytes {
        [0xef, 0xbb, 0xbf, ..] => Some("a byte order mark"),
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => Some("UTF-16"),
        _ if std::str::from_utf8(bytes).is_err() => Some("not UTF-8"),
        _ => None,
    }
}

/// The text of a file: UTF-8, or UTF-16 with its mark; single bytes that are no UTF-8 are replaced. A file that is no text
/// gives the reason.
pub fn text_of(bytes: &[u8]) -> Result<String, String> {
    let wide = |bytes: &[u8], of: fn([u8; 2]) -> u16| {
        let units = bytes.chunks_exact(2).map(|pair| of([pair[0], pair[1]]));
        char::decode_utf16(units).map(|letter| letter.unwrap_or('\u{fffd}')).collect::<String>()
    };
    if let Some(rest) = bytes.strip_prefix(b"\xff\xfe") {
        return Ok(wide(rest, u16::from_le_bytes));
    }
    if let Some(rest) = bytes.strip_prefix(b"\xfe\xff") {
        return Ok(wide(rest, u16::from_be_bytes));
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    match std::str::from_utf8(bytes) {
        Ok(text) if !text.contains('\0') => Ok(text.to_owned()),
        Ok(_) => Err("it holds NUL bytes, so it is no text; send the file as it was exported".to_owned()),
        Err(error) => {
            let sample = &bytes[..bytes.len().min(4096)];
            let odd = sample.iter().filter(|byte| **byte < 9 || (14..32).contains(*byte)).count();
            if odd > 0 {
                let at = error.valid_up_to();
                return Err(format!("it is no text (byte {at} is no UTF-8); send the file as it was exported"));
            }
            // Old mail programs write Latin-1: what is no ASCII is only in words.
            Ok(String::from_utf8_lossy(bytes).into_owned())
        }
    }
}

type Parts = Vec<(usize, Content)>;

fn parts(text: &str, options: &Options, secrets: &mut Secrets) -> Result<Parts, String> {
    let trimmed = text.trim();
    if trimmed.starts_with('{') || trimmed.starts_with('[') {
        if let Some(contents) = of_json(trimmed, options, secrets)? {
            return Ok(contents.into_iter().map(|content| (1, content)).collect());
        }
    } else if let Some(recording) = burp::read(trimmed, options, secrets) {
        return Ok(vec![(1, Content::Recording(recording))]);
    } else if trimmed.starts_with('<')
        && let Ok(document) = xml::parse(trimmed)
    {
        let contents = of_xml(&document, Vec::new(), options);
        if !contents.is_empty() {
            return Ok(contents.into_iter().map(|content| (1, content)).collect());
        }
    }
    mixed::parts(text, options, secrets)
}

/// What a JSON text holds; none when it is nothing that is known here.
pub(crate) fn of_json(json: &str, options: &Options, secrets: &mut Secrets) -> Result<Option<Vec<Content>>, String> {
    match har::read(json, options, secrets) {
        Some(Ok(recording)) => return Ok(Some(vec![Content::Recording(recording)])),
        Some(Err(why)) => return Err(why),
        None => {}
    }
    if let Some(recording) = tracer::read(json, options, secrets) {
        return Ok(Some(vec![Content::Recording(recording)]));
    }
    // An application has some kilobytes; a `Value` takes many times the text.
    if json.len() > 4 * 1024 * 1024 {
        return Ok(None);
    }
    let Ok(value) = serde_json::from_str(json) else { return Ok(None) };
    let found = Application::all(&value);
    Ok((!found.is_empty()).then(|| found.into_iter().map(|one| Content::Application(Box::new(one))).collect()))
}

/// What an XML document holds; empty when it is not SAML.
pub(crate) fn of_xml(document: &Document<'_>, wrapping: Vec<String>, options: &Options) -> Vec<Content> {
    let root = document.root_element();
    let (namespace, name) = (root.tag_name().namespace().unwrap_or_default(), root.tag_name().name());
    match (namespace, name) {
        (PROTOCOL, "Response") => {
            vec![Content::Response(Box::new(Response::of(document, wrapping, options.sp_key.as_ref())))]
        }
        (PROTOCOL, "AuthnRequest") => vec![Content::Request(Box::new(Request::of(document, wrapping)))],
        (METADATA, "EntityDescriptor" | "EntitiesDescriptor") => {
            let all = Metadata::all(document).into_iter().map(|metadata| match metadata.role {
                Role::Idp => Content::IdpMetadata(Box::new(metadata)),
                Role::Sp => Content::SpMetadata(Box::new(metadata)),
            });
            all.collect()
        }
        _ => Vec::new(),
    }
}
