//! All that the artefacts say about one customer, side by side.

use jiff::{SignedDuration, Timestamp};
use saml_artefact::{
    Application, Artefact, Assertion, Certificate, Content, Exchange, Message, Metadata, Page, Reading, Request,
    Response, SpSettings,
};

use super::claims;
use super::end::is_page;
use super::told::{self, Told};
use crate::symptom::Library;

/// What two clocks may differ by, and the time that a message is on its way.
const CLOCK_SLACK: SignedDuration = SignedDuration::from_secs(45);

/// How often an address is asked for by whoever goes round in a loop. Two tabs, and a second try, ask twice.
const ROUNDS: usize = 3;

/// Causes of which people complain though the login went through.
pub(super) const ANOTHER_PERSON: [&str; 2] = ["idp-session-of-another", "company-email-of-another"];

/// Where a login ended, as the artefacts show it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Place {
    /// Company Login, before the IdP.
    Start,
    /// At the IdP.
    Idp,
    /// At the SP's ACS, after the IdP.
    Acs,
}

impl Place {
    /// In words.
    pub fn in_words(self) -> &'static str {
        match self {
            Self::Start => "at the service provider, before the IdP",
            Self::Idp => "at the IdP",
            Self::Acs => "at the service provider, after the IdP",
        }
    }
}

/// How a login ended.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct End {
    /// Where; absent: the artefacts do not say.
    pub place: Option<Place>,
    /// HTTP status of the last page.
    pub status: Option<u16>,
    /// Its words.
    pub words: String,
    /// Whether a recording shows it; else somebody said it.
    pub is_recorded: bool,
    /// Whether the person got in, as far as statuses tell.
    pub is_good: bool,
}

/// What the SP is called, as far as it is known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct KnownSp {
    /// Entity ID.
    pub entity_id: Option<String>,
    /// ACS URL.
    pub acs_url: Option<String>,
    /// `WantAssertionsSigned` of its metadata.
    pub wants_assertions_signed: bool,
}

/// One customer's artefacts, by kind.
#[derive(Debug)]
pub struct Customer<'a> {
    /// Metadata of an IdP, as it was sent.
    pub metadata: Vec<&'a Metadata>,
    /// Metadata of an SP.
    pub sp_metadata: Vec<&'a Metadata>,
    /// Responses, in order.
    pub responses: Vec<&'a Response>,
    /// AuthnRequests, in order.
    pub requests: Vec<&'a Request>,
    /// Applications of JumpCloud.
    pub applications: Vec<&'a Application>,
    /// What the service provider has stored, as it shows.
    pub sp_settings: Vec<&'a SpSettings>,
    /// What was begun and cannot be read: what it looks like, and why.
    pub broken: Vec<(&'a str, &'a str)>,
    /// Pages that were sent by themselves.
    pub pages: Vec<&'a Page>,
    /// Certificates that were sent by themselves.
    pub certificates: Vec<&'a Certificate>,
    /// Everything that was recorded, in order.
    pub exchanges: Vec<&'a Exchange>,
    /// How files are written, where that is out of the common.
    pub encodings: Vec<&'a str>,
    /// Words that were sent.
    pub words: String,
    /// What the SP is called.
    pub sp: KnownSp,
    /// Error sentences that the last page, a log or somebody says, the one that says most first.
    pub told: Vec<Told>,
    /// Whether somebody says that others get in.
    pub hits_some: bool,
    /// How the login ended; absent: nothing says so.
    pub end: Option<End>,
    /// When it is read.
    pub now: Timestamp,
}

impl<'a> Customer<'a> {
    /// Of all files. `sp` is what the target says of itself; what the artefacts say comes first.
    /// `library` holds the error sentences.
    pub fn of(readings: &'a [Reading], sp: &KnownSp, library: &Library, now: Timestamp) -> Self {
        let mut customer = Self {
            metadata: Vec::new(),
            sp_metadata: Vec::new(),
            responses: Vec::new(),
            requests: Vec::new(),
            applications: Vec::new(),
            sp_settings: Vec::new(),
            broken: Vec::new(),
            pages: Vec::new(),
            certificates: Vec::new(),
            exchanges: Vec::new(),
            encodings: readings.iter().filter_map(|reading| reading.encoding.as_deref()).collect(),
            words: String::new(),
            sp: sp.clone(),
            told: Vec::new(),
            hits_some: false,
            end: None,
            now,
        };
        readings.iter().flat_map(|reading| &reading.artefacts).for_each(|artefact| customer.add(artefact));
        // Of an IdP that is an SP, too, as ADFS is, the other role says nothing of the service provider.
        let idps = &customer.metadata;
        customer.sp_metadata.retain(|sp| !idps.iter().any(|idp| idp.entity_id == sp.entity_id && idp.xml == sp.xml));
        customer.know_sp();
        customer.end = customer.ended(library);
        customer.listen(library);
        customer
    }

    fn add(&mut self, artefact: &'a Artefact) {
        match &artefact.content {
            Content::IdpMetadata(metadata) => self.metadata.push(metadata),
            Content::SpMetadata(metadata) => self.sp_metadata.push(metadata),
            Content::Response(response) => self.responses.push(response),
            Content::Request(request) => self.requests.push(request),
            Content::Application(application) => self.applications.push(application),
            Content::SpSettings(settings) => self.sp_settings.push(settings),
            Content::Certificate(certificate) => self.certificates.push(certificate),
            Content::Page(page) => self.pages.push(page),
            Content::Broken { looks_like, why } => self.broken.push((looks_like, why)),
            Content::Words { text } => {
                self.words.push_str(text);
                self.words.push('\n');
            }
            Content::Recording(recording) => {
                for exchange in up_to_the_trouble(&recording.exchanges) {
                    for message in &exchange.messages {
                        match message {
                            Message::Request(request) => self.requests.push(request),
                            Message::Response(response) => self.responses.push(response),
                            Message::Unreadable(_) => {}
                        }
                    }
                    self.exchanges.push(exchange);
                }
            }
        }
    }

    /// Error sentences; a login that went through has none, but that it is somebody else who was signed in.
    fn listen(&mut self, library: &Library) {
        let end = self.end.as_ref();
        let page = end.filter(|end| end.is_recorded).map(|end| end.words.as_str()).unwrap_or_default();
        let pages: Vec<String> = self.pages.iter().map(|page| format!("{} {}", page.title, page.words)).collect();
        let said = format!("{page}\n{}\n{}", pages.join("\n"), claims::complaints(&self.words));
        self.told = told::read(&said, library);
        if end.is_some_and(|end| end.is_good) {
            self.told.retain(|told| told.causes.iter().any(|id| ANOTHER_PERSON.contains(&id.as_str())));
        }
        let place = end.and_then(|end| end.place);
        if place == Some(Place::Idp) {
            self.told.iter_mut().flat_map(|told| &mut told.causes).for_each(at_the_idp);
        }
        if place == Some(Place::Acs) && self.response().is_some_and(|one| one.is_success()) {
            self.told.iter_mut().flat_map(|told| &mut told.causes).for_each(at_the_sp);
        }
        // A session that is not there is why a request is not remembered.
        self.told.sort_by_key(|told| {
            let is_first = |id: &str| told.causes.first().is_some_and(|first| first == id);
            is_first("answer-to-another-request") && said.to_lowercase().contains("samesite")
        });
        self.hits_some = claims::hits_some(&self.words);
    }

    /// What speaks of the cause `id`, and how much else says more.
    pub fn told_of(&self, id: &str) -> Option<(usize, &Told)> {
        self.told.iter().enumerate().find(|(_, told)| told.causes.iter().any(|one| one == id))
    }

    /// What the SP says of itself in its metadata or its requests is nearer than what the target file says.
    fn know_sp(&mut self) {
        let metadata = self.sp_metadata.first();
        let request = self.requests.last();
        let entity_id = metadata.map(|one| one.entity_id.clone()).or_else(|| request?.issuer.clone());
        let page = self.sp_settings.iter().find(|one| one.entity_id.is_some() || one.acs_url.is_some());
        let entity_id = entity_id.or_else(|| page?.entity_id.clone());
        let acs_url = metadata
            .and_then(|one| one.endpoints.iter().find(|endpoint| endpoint.binding == "HTTP-POST"))
            .map(|endpoint| endpoint.location.clone())
            .or_else(|| request?.acs_url.clone())
            .or_else(|| page?.acs_url.clone());
        self.sp.wants_assertions_signed |= metadata.is_some_and(|one| one.wants_signed.as_deref() == Some("true"));
        // Values of another SP than the target's are not mixed with the target's.
        if entity_id.is_some() || acs_url.is_some() {
            self.sp.entity_id = entity_id;
            self.sp.acs_url = acs_url;
        }
    }

    /// Whether the person may not have got in: they did not, or nothing says so.
    pub fn may_have_failed(&self) -> bool {
        self.end.as_ref().is_none_or(|end| !end.is_good)
    }

    /// Whether the login may have ended there: it did, or nothing says where it ended.
    pub fn may_end(&self, place: Place) -> bool {
        self.end.as_ref().and_then(|end| end.place).is_none_or(|at| at == place)
    }

    /// The last page's words in lower case, with the words that were sent.
    pub fn said_words(&self) -> String {
        let end = self.end.as_ref().map(|end| end.words.as_str()).unwrap_or_default();
        // Pages write typographic apostrophes, the sentences that are sought do not.
        let said = format!("{end}\n{}", self.words).to_lowercase().replace('\u{2019}', "'");
        // Browsers and programs have names for errors, as ERR_TOO_MANY_REDIRECTS.
        let spelled = said.replace('_', " ");
        if spelled == said { said } else { format!("{said}\n{spelled}") }
    }

    /// Identifiers of the requests, in the order in which the SP made them: on its way through the IdP's pages one shows up
    /// again and again.
    pub fn asked(&self) -> Vec<&'a str> {
        let mut ids: Vec<&str> = Vec::new();
        for id in self.requests.iter().filter_map(|request| request.id.as_deref()) {
            if !ids.contains(&id) {
                ids.push(id);
            }
        }
        ids
    }

    /// Whether the recording shows one address being asked for, and leading on, again and again.
    pub fn goes_round(&self) -> bool {
        let leads_on = |one: &&&Exchange| {
            one.method == "GET" && one.status.is_some_and(|status| (300..400).contains(&status)) && is_page(one)
        };
        let mut urls: Vec<&str> = self.exchanges.iter().filter(leads_on).map(|one| one.url.as_str()).collect();
        urls.sort_unstable();
        let answers = self.exchanges.iter().filter(|one| one.response().is_some()).count();
        urls.chunk_by(|one, next| one == next).any(|same| same.len() >= ROUNDS) && (answers == 0 || answers >= ROUNDS)
    }

    /// The last response: what decided.
    pub fn response(&self) -> Option<&'a Response> {
        self.responses.last().copied()
    }

    /// Its first assertion.
    pub fn assertion(&self) -> Option<&'a Assertion> {
        self.response()?.assertions.first()
    }

    /// Issuer of the response, else of its assertion.
    pub fn issuer(&self) -> Option<&'a str> {
        let response = self.response()?;
        response.issuer.as_deref().or_else(|| response.assertions.first()?.issuer.as_deref())
    }

    /// The exchange that posted the last response.
    pub fn post(&self) -> Option<&'a Exchange> {
        self.exchanges.iter().rev().find(|exchange| exchange.response().is_some()).copied()
    }

    /// How far the IdP's clock is ahead, where a recording tells the time at which a response arrived.
    pub fn clock_ahead(&self) -> Option<SignedDuration> {
        if self.sp_clock_ahead().is_some() {
            return None;
        }
        let post = self.post()?;
        let arrived = post.date.or(post.started)?;
        Some(self.issued()?.duration_since(arrived))
    }

    /// How far the SP's clock is ahead: it differs from the browser's, and the IdP's does not.
    pub fn sp_clock_ahead(&self) -> Option<SignedDuration> {
        let post = self.post()?;
        let (date, started) = (post.date?, post.started?);
        let ahead = date.duration_since(started);
        let of_idp = self.issued()?.duration_since(started);
        (ahead.abs() > CLOCK_SLACK && of_idp.abs() <= CLOCK_SLACK).then_some(ahead)
    }

    fn issued(&self) -> Option<Timestamp> {
        self.response()?.issue_instant.or_else(|| self.assertion()?.issue_instant)
    }
}

/// A page of the IdP that speaks of an issuer or a signature speaks of the service provider's request.
fn at_the_idp(cause: &mut String) {
    let meant = [
        ("issuer-at-sp-differs", "sp-entity-id-not-the-issuer"),
        ("certificate-differs", "sp-certificate-of-another"),
        ("acs-url-differs", "acs-url-not-listed"),
    ];
    if let Some((_, meant)) = meant.iter().find(|(id, _)| id == cause) {
        *cause = (*meant).to_owned();
    }
}

/// After the IdP's answer, a sentence about the state of an account is about the one at the service provider.
fn at_the_sp(cause: &mut String) {
    if matches!(cause.as_str(), "user-suspended" | "user-not-activated" | "user-not-bound") {
        *cause = "not-authorised-at-sp".to_owned();
    }
}

/// The exchanges up to the answer that the SP refused, where a later one got in: whoever sends a recording complains of what
/// went wrong in it.
fn up_to_the_trouble(exchanges: &[Exchange]) -> &[Exchange] {
    let posts = || exchanges.iter().enumerate().filter(|(_, one)| one.response().is_some());
    let is_refused = |one: &Exchange| one.status.is_some_and(|status| status >= 400);
    let got_in = posts().next_back().is_some_and(|(_, one)| one.status.is_some_and(|status| status < 400));
    match posts().rfind(|(_, one)| is_refused(one)) {
        Some((at, _)) if got_in => &exchanges[..=at],
        _ => exchanges,
    }
}
