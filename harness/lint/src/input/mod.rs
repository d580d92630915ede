//! What was given: recognised, taken out of its wrapping, decoded, and read as far as it goes.

mod encoding;
mod kind;
mod mend;
mod unwrap;

pub use encoding::{Encoding, EncodingFault};
pub use kind::{Kind, Role};
pub use mend::{Harm, HarmKind};
pub(crate) use unwrap::base64;
pub use unwrap::{Layer, WrapFault};

use crate::xml::{Document, Fault, FaultKind, parse};

/// The largest file that is read.
pub const LARGEST: usize = 16 << 20;

/// A file, made ready for the rules.
#[derive(Clone, Debug)]
pub struct Input {
    /// What it is.
    pub kind: Kind,
    /// What was taken off to get at the text: outermost first.
    pub layers: Vec<Layer>,
    /// What was wrong with the wrapping.
    pub wrap_fault: Option<WrapFault>,
    /// Fields of the URL or the form that the message was in.
    pub fields: Vec<(String, String)>,
    /// Whether that was a URL.
    pub from_url: bool,
    /// How the text is encoded.
    pub encoding: Encoding,
    /// What was wrong with that.
    pub encoding_fault: Option<EncodingFault>,
    /// The text. Places of findings are places in it.
    pub text: String,
    /// What happened to the text on its way, such as quotes that a word processor changed.
    pub harms: Vec<Harm>,
    /// What is not well-formed in the text as it stands.
    pub faults: Vec<Fault>,
    /// The tree, where there are elements: of the text as it stands, or, where that is not well-formed, of the text with
    /// the harm undone, which has the same length.
    pub document: Option<Document>,
    /// For a binary file: the bytes of the certificate or key.
    pub der: Option<Vec<u8>>,
    /// The size as it was given.
    pub size: usize,
}

impl Input {
    /// Takes a file as it is. It never fails: what cannot be read is of a kind that says so.
    pub fn read(bytes: &[u8]) -> Self {
        let mut input = Self {
            kind: Kind::Unknown,
            layers: Vec::new(),
            wrap_fault: None,
            fields: Vec::new(),
            from_url: false,
            encoding: Encoding::Utf8,
            encoding_fault: None,
            text: String::new(),
            harms: Vec::new(),
            faults: Vec::new(),
            document: None,
            der: None,
            size: bytes.len(),
        };
        if bytes.len() > LARGEST {
            input.kind = Kind::TooLarge;
            return input;
        }
        if let Some(kind) = kind::binary(bytes) {
            input.kind = kind;
            input.der = matches!(kind, Kind::Certificate | Kind::PrivateKey).then(|| bytes.to_vec());
            return input;
        }
        let decoded = encoding::decode(bytes);
        input.encoding = decoded.encoding;
        input.encoding_fault = decoded.fault;
        input.text = decoded.text;
        if let Some(decoded) = mend::quoted_printable(&input.text) {
            input.layers.push(Layer::QuotedPrintable);
            input.text = decoded;
        }
        let plain = kind::plain(&input.text);
        let is_form = plain == Some(Kind::Html) && unwrap::holds_message(&input.text);
        if let Some(kind) = plain.filter(|_| !is_form) {
            input.kind = kind;
            return input;
        }
        if is_form || !kind::looks_like_xml(&input.text) {
            let unwrapped = unwrap::unwrap(&input.text);
            input.from_url = input.text.trim_start().starts_with("http") && !unwrapped.fields.is_empty();
            input.fields = unwrapped.fields;
            input.wrap_fault = unwrapped.fault;
            input.layers.extend(unwrapped.layers);
            if let Some(inner) = unwrapped.bytes {
                if let Some(kind) = kind::binary(&inner) {
                    input.kind = kind;
                    input.der = matches!(kind, Kind::Certificate | Kind::PrivateKey).then_some(inner);
                    return input;
                }
                let decoded = encoding::decode(&inner);
                input.encoding_fault = input.encoding_fault.or(decoded.fault);
                input.text = decoded.text;
                if let Some(kind) = kind::plain(&input.text) {
                    input.kind = kind;
                    return input;
                }
            }
        }
        input.understand();
        input
    }

    fn understand(&mut self) {
        let (harms, mended) = mend::mend(&self.text);
        self.harms = harms;
        if !kind::looks_like_xml(mended.as_deref().unwrap_or(&self.text)) {
            self.kind = kind::otherwise(&self.text);
            return;
        }
        let mut document = parse(self.text.clone());
        self.faults = document.faults.clone();
        if let Some(mended) = mended.filter(|_| !self.faults.is_empty()) {
            document = parse(mended);
        }
        if document.roots.is_empty() {
            // Of a tag that is cut off nothing can be told but that.
            let cut = document.faults.iter().any(|fault| matches!(fault.kind, FaultKind::EndsInside(_)));
            self.kind = if cut { Kind::OtherXml } else { kind::otherwise(&self.text) };
            return;
        }
        self.kind = kind::of_document(&document);
        self.document = Some(document);
    }

    /// Whether the text is XML without any fault.
    pub fn is_well_formed(&self) -> bool {
        self.document.is_some() && self.faults.is_empty()
    }
}
