//! All that the artefacts say about one customer, side by side.

use jiff::{SignedDuration, Timestamp};
use saml_artefact::{
    Application, Artefact, Assertion, Certificate, Content, Exchange, Message, Metadata, Page, Reading, Request,
    Response,
};

/// What two clocks may differ by, and the time that a message is on its way.
const CLOCK_SLACK: SignedDuration = SignedDuration::from_secs(45);

/// How often an address is asked for by whoever goes round in a loop. Two tabs, and a second try, ask twice.
const ROUNDS: usize = 3;

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
    /// How the login ended; absent: nothing says so.
    pub end: Option<End>,
    /// When it is read.
    pub now: Timestamp,
}

impl<'a> Customer<'a> {
    /// Of all files. `sp` is what the target says of itself; what the artefacts say comes first.
    pub fn of(readings: &'a [Reading], sp: &KnownSp, now: Timestamp) -> Self {
        let mut customer = Self {
            metadata: Vec::new(),
            sp_metadata: Vec::new(),
            responses: Vec::new(),
            requests: Vec::new(),
            applications: Vec::new(),
            broken: Vec::new(),
            pages: Vec::new(),
            certificates: Vec::new(),
            exchanges: Vec::new(),
            encodings: readings.iter().filter_map(|reading| reading.encoding.as_deref()).collect(),
            words: String::new(),
            sp: sp.clone(),
            end: None,
            now,
        };
        readings.iter().flat_map(|reading| &reading.artefacts).for_each(|artefact| customer.add(artefact));
        // Of an IdP that is an SP, too, as ADFS is, the other role says nothing of the service provider.
        let idps = &customer.metadata;
        customer.sp_metadata.retain(|sp| !idps.iter().any(|idp| idp.entity_id == sp.entity_id && idp.xml == sp.xml));
        customer.know_sp();
        customer.end = customer.ended();
        customer
    }

    fn add(&mut self, artefact: &'a Artefact) {
        match &artefact.content {
            Content::IdpMetadata(metadata) => self.metadata.push(metadata),
            Content::SpMetadata(metadata) => self.sp_metadata.push(metadata),
            Content::Response(response) => self.responses.push(response),
            Content::Request(request) => self.requests.push(request),
            Content::Application(application) => self.applications.push(application),
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

    /// What the SP says of itself in its metadata or its requests is nearer than what the target file says.
    fn know_sp(&mut self) {
        let metadata = self.sp_metadata.first();
        let request = self.requests.last();
        let entity_id = metadata.map(|one| one.entity_id.clone()).or_else(|| request?.issuer.clone());
        let acs_url = metadata
            .and_then(|one| one.endpoints.iter().find(|endpoint| endpoint.binding == "HTTP-POST"))
            .map(|endpoint| endpoint.location.clone())
            .or_else(|| request?.acs_url.clone());
        self.sp.wants_assertions_signed |= metadata.is_some_and(|one| one.wants_signed.as_deref() == Some("true"));
        // Values of another SP than the target's are not mixed with the target's.
        if entity_id.is_some() || acs_url.is_some() {
            self.sp.entity_id = entity_id;
            self.sp.acs_url = acs_url;
        }
    }

    fn ended(&self) -> Option<End> {
        let pages: Vec<&&Exchange> = self.exchanges.iter().filter(|exchange| is_page(exchange)).collect();
        // A redirect address alone that somebody copied is no recording: it has no answer.
        if !pages.iter().any(|exchange| exchange.status.is_some()) {
            return self.said();
        }
        let carries = |exchange: &Exchange, name: &str| {
            exchange.url.split_once('?').is_some_and(|(_, names)| names.split('&').any(|one| one == name))
        };
        let posts = |exchange: &Exchange| {
            exchange.response().is_some()
                || carries(exchange, "SAMLResponse")
                || exchange
                    .messages
                    .iter()
                    .any(|message| matches!(message, Message::Unreadable(why) if why.starts_with("SAMLResponse")))
        };
        let asks = |exchange: &Exchange| exchange.request().is_some() || carries(exchange, "SAMLRequest");
        let last_post = pages.iter().rposition(|exchange| posts(exchange));
        let last_ask = pages.iter().rposition(|exchange| asks(exchange));
        let place = match (last_post, last_ask) {
            // The IdP's own redirects carry the request along; only an answer after it counts.
            (Some(post), ask) if ask.is_none_or(|ask| ask < post) => Place::Acs,
            (_, Some(_)) => Place::Idp,
            _ => Place::Start,
        };
        let from = if place == Place::Acs { last_post.unwrap_or_default() } else { 0 };
        let last = pages.iter().skip(from).rfind(|exchange| exchange.status.is_some())?;
        let words = pages.iter().skip(from).filter_map(|exchange| exchange.page.as_ref()).next_back();
        let words = words.map(|page| format!("{} {}", page.title, page.words)).unwrap_or_default();
        // Many SPs answer a refusal by 200, or lead back to their login page.
        let regrets = ["try again", "went wrong", "login failed", "log in failed", "sign-in failed", "login error"];
        let is_back = pages.iter().skip(from + 1).next_back().is_some_and(|exchange| is_login_page(exchange));
        let is_refused = is_back || regrets.iter().any(|word| words.to_lowercase().contains(word));
        // Whoever goes round and round is nowhere at the end.
        let is_loop = self.goes_round();
        let is_good = place == Place::Acs && !is_refused && !is_loop && last.status.is_some_and(|status| status < 400);
        Some(End { place: Some(place).filter(|_| !is_loop), status: last.status, words, is_recorded: true, is_good })
    }

    /// What people write: a status, and perhaps where.
    fn said(&self) -> Option<End> {
        let pages: Vec<String> = self.pages.iter().map(|page| format!("{} {}", page.title, page.words)).collect();
        let words = format!("{}\n{}", self.words, pages.join("\n"));
        let low = words.to_lowercase();
        // `saml.go:518` in a log is a line of a program.
        let tokens =
            words.split_whitespace().filter(|token| !token.split_once(':').is_some_and(|(file, _)| file.contains('.')));
        let numbers = tokens.flat_map(|token| token.split(|letter: char| !letter.is_ascii_digit()));
        let mut statuses = numbers.filter(|part| part.len() == 3).filter_map(|part| part.parse().ok());
        let status = statuses.find(|status| (400..600).contains(status));
        let says = |words: &[&str]| words.iter().any(|word| low.contains(word));
        let is_bad = status.is_some()
            || says(&[
                "not found",
                "error",
                "denied",
                "failed",
                "cannot",
                "can't",
                "unable",
                "not authorized",
                "invalid",
            ]);
        if !is_bad {
            return None;
        }
        let place = if says(&["before jumpcloud", "before the idp", "never get to", "before i", "as soon as"]) {
            Some(Place::Start)
        } else if says(&[
            "after jumpcloud",
            "after the idp",
            "after log",
            "after sign",
            "after i log",
            "after i sign",
            "after enter",
            "after my password",
            "once i log",
        ]) {
            Some(Place::Acs)
        } else {
            // Who sends the IdP's answer to a request of the SP came past both.
            self.response().filter(|one| one.is_success() && one.in_response_to.is_some()).map(|_| Place::Acs)
        };
        Some(End { place, status, words, is_recorded: false, is_good: false })
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

/// Whether it is a page of the login: pictures and the like that a recorder did not mark say nothing.
fn is_page(exchange: &Exchange) -> bool {
    let path = exchange.url.split(['?', '#']).next().unwrap_or_default().to_lowercase();
    let decoration = [".ico", ".js", ".css", ".png", ".svg", ".jpg", ".gif", ".woff", ".woff2", ".map", ".webmanifest"];
    exchange.method != "OPTIONS" && !decoration.iter().any(|end| path.ends_with(end))
}

/// Whether its address is that of a page where people log in.
fn is_login_page(exchange: &Exchange) -> bool {
    let path = exchange.url.split(['?', '#']).next().unwrap_or_default().trim_end_matches('/').to_lowercase();
    let last = path.rsplit('/').next().unwrap_or_default();
    exchange.method == "GET" && ["login", "log-in", "signin", "sign-in", "sign_in"].contains(&last)
}
