//! What a customer with a case's settings would send, made of what a run saw.

use saml_artefact::{Options, Reading, read};
use saml_harness::evidence::{CaseEvidence, Document, Message, Step};
use serde_json::{Value, json};

/// One customer's files.
#[derive(Clone, Debug, Default)]
pub struct Files {
    pub metadata: Option<String>,
    pub har: Option<String>,
    pub response: Option<String>,
}

/// The files of one case; of a course with a login on the way, of its last login.
pub fn of(evidence: &CaseEvidence) -> Files {
    let from = evidence.checkpoint.as_ref().map_or(0, |checkpoint| checkpoint.steps.end);
    let steps: Vec<&Step> = evidence.steps.iter().skip(from).filter(|step| step.is_of_login()).collect();
    let sent: Vec<&Message> = evidence.messages.iter().filter(|message| word(message) == "out").collect();
    let posts =
        |document: &Document| document.method == "POST" && sent.iter().any(|message| message.url == document.url);
    let how_many = steps.iter().flat_map(|step| &step.documents).filter(|document| posts(document)).count();
    // What was sent in an earlier login is not in this recording; what was posted twice was sent once.
    let mut own = sent[sent.len().saturating_sub(how_many.max(1))..].iter();
    let mut last = None;
    let mut entries = Vec::new();
    for step in &steps {
        for (at, document) in step.documents.iter().enumerate() {
            let is_page = at + 1 == step.documents.len();
            let message = posts(document).then(|| own.next().copied().or(last)).flatten();
            last = message.or(last);
            entries.push(entry(document, message, is_page.then_some(*step)));
        }
    }
    let har = json!({"log": {"version": "1.2", "creator": {"name": "WebInspector"}, "entries": entries}});
    Files {
        metadata: evidence.idp_metadata.clone(),
        har: (!entries.is_empty()).then(|| har.to_string()),
        response: sent.last().map(|message| message.raw.clone()),
    }
}

fn word(message: &Message) -> String {
    let direction = serde_json::to_value(message.direction).unwrap();
    direction.as_str().unwrap().to_owned()
}

fn entry(document: &Document, message: Option<&Message>, page: Option<&Step>) -> Value {
    let html = page
        .map(|step| format!("<title>{}</title><body>{}</body>", step.page.title, step.page.text.replace('<', "&lt;")));
    let mut entry = json!({
        "request": {"method": document.method, "url": document.url, "headers": []},
        "response": {
            "status": document.status.unwrap_or_default(), "headers": [],
            "redirectURL": document.location.clone().unwrap_or_default(),
            "content": {"mimeType": "text/html", "text": html},
        },
    });
    if let Some(message) = message {
        let params = [("SAMLResponse", Some(&message.raw)), ("RelayState", message.relay_state.as_ref())];
        let params = params.into_iter().filter_map(|(name, value)| Some(json!({"name": name, "value": value?})));
        entry["request"]["postData"] = json!({"params": params.collect::<Vec<_>>()});
        entry["startedDateTime"] = message.at.map(|at| at.to_string()).into();
    }
    entry
}

/// Which files are sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sent {
    MetadataAndHar,
    All,
    Har,
    Response,
    Metadata,
}

impl Sent {
    pub const ALL: [Self; 5] = [Self::MetadataAndHar, Self::All, Self::Har, Self::Response, Self::Metadata];

    pub fn in_words(self) -> &'static str {
        match self {
            Self::MetadataAndHar => "metadata and HAR",
            Self::All => "metadata, HAR and response",
            Self::Har => "HAR",
            Self::Response => "response",
            Self::Metadata => "metadata",
        }
    }
}

impl Files {
    /// The files that are sent, read; what there is none of is not sent.
    pub fn read(&self, sent: Sent) -> Vec<Reading> {
        let takes = |kinds: &[Sent]| kinds.contains(&sent);
        let chosen = [
            ("metadata.xml", &self.metadata, takes(&[Sent::MetadataAndHar, Sent::All, Sent::Metadata])),
            ("login.har", &self.har, takes(&[Sent::MetadataAndHar, Sent::All, Sent::Har])),
            ("response.txt", &self.response, takes(&[Sent::All, Sent::Response])),
        ];
        let texts =
            chosen.into_iter().filter(|(.., taken)| *taken).filter_map(|(name, text, _)| Some((name, text.as_ref()?)));
        texts.filter_map(|(name, text)| read(name, text.as_bytes(), &Options::default()).ok()).collect()
    }
}
