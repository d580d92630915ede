//! The Assertion Consumer Service: from a posted response to a session, or to the bare 404.

use axum::body::Bytes;
use axum::extract::State;
use axum::extract::rejection::BytesRejection;
use axum::http::header::SET_COOKIE;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{AppendHeaders, IntoResponse, Response};
use jiff::Timestamp;
use url::form_urlencoded;

use super::company_login::known_browser;
use super::{internal, not_found, see_other};
use crate::app::{App, log};
use crate::checks::{self, Expected, SKEW, instant};
use crate::keys::random_hex;
use crate::people::{self, COMPANIES, Company};
use crate::refusal::Refusal;
use crate::response::{self, VerifiedResponse};
use crate::settings::CompanySettings;
use crate::store::{Pending, Session, Taken};
use crate::{cookies, landing, pages};

/// Takes a response by HTTP-POST.
pub async fn consume(State(app): State<App>, headers: HeaderMap, body: Result<Bytes, BytesRejection>) -> Response {
    let (Ok(fresh_browser), Ok(session)) = (random_hex(16), random_hex(32)) else {
        return internal(&"no random bytes");
    };
    let browser = known_browser(&headers).unwrap_or(fresh_browser);
    let old_session = cookies::value(&headers, cookies::SESSION);
    match sign_in(&app, body, &browser, &session, old_session.as_deref()) {
        Ok(landing) => {
            let cookies = [(SET_COOKIE, cookies::browser(&browser)), (SET_COOKIE, cookies::session(&session))];
            (AppendHeaders(cookies), see_other(&landing)).into_response()
        }
        Err(Ending::AgainTheSame) => see_other(landing::HOME),
        Err(Ending::NoAccount(refusal)) => {
            log(&format!("refused: {refusal}"));
            let page = pages::message("No account", "There is no account for this e-mail.");
            (StatusCode::FORBIDDEN, page).into_response()
        }
        Err(Ending::Refused(refusal)) => {
            log(&format!("refused: {refusal}"));
            not_found().await
        }
    }
}

/// How it ends without a new session.
enum Ending {
    /// The response does not hold.
    Refused(Refusal),
    /// The response holds, the person has no account here.
    NoAccount(Refusal),
    /// The browser posted once more what has already signed it in (reload, back button).
    AgainTheSame,
}

impl From<Refusal> for Ending {
    fn from(refusal: Refusal) -> Self {
        Ending::Refused(refusal)
    }
}

/// One post of one browser.
struct Attempt<'a> {
    app: &'a App,
    xml: &'a str,
    relay_state: Option<&'a str>,
    browser: &'a str,
    /// The ID that a new session gets. Always a new one: whoever planted a cookie before sign-in has nothing.
    session: &'a str,
    old_session: Option<&'a str>,
    now: Timestamp,
}

fn sign_in(
    app: &App,
    body: Result<Bytes, BytesRejection>,
    browser: &str,
    session: &str,
    old_session: Option<&str>,
) -> Result<String, Ending> {
    let body = body.map_err(|error| Refusal::new("encoding", error.body_text()))?;
    let fields: Vec<(String, String)> = form_urlencoded::parse(&body).into_owned().collect();
    let encoded = field(&fields, "SAMLResponse")?;
    let encoded = encoded.ok_or_else(|| Refusal::new("encoding", "no field SAMLResponse"))?;
    let relay_state = field(&fields, "RelayState")?;
    let xml = &response::decode(encoded)?;
    let attempt = Attempt { app, xml, relay_state, browser, session, old_session, now: Timestamp::now() };

    let mut first = None;
    for (company, settings) in attempt.candidates()? {
        match attempt.judge(company, &settings) {
            Ok(landing) => return Ok(landing),
            Err(ending) => first = first.or(Some(ending)),
        }
    }
    Err(first.unwrap_or_else(|| Refusal::new("issuer", "no company with SSO has this issuer").into()))
}

impl Attempt<'_> {
    /// The companies that the response may be for: the one that the request was made for, else all whose
    /// settings name its issuer, for one issuer may serve several companies.
    fn candidates(&self) -> Result<Vec<(&'static Company, CompanySettings)>, Refusal> {
        let outline = response::outline(self.xml)?;
        let store = self.app.store();
        let open = store.open_requests(self.browser, self.now);
        let asked = open.iter().find(|pending| Some(&pending.request_id) == outline.in_response_to.as_ref());
        let mut found = Vec::new();
        for company in COMPANIES {
            let Some(settings) = store.settings.get(company.name).filter(|settings| settings.enabled) else { continue };
            let meant = match asked {
                Some(pending) => pending.company == company.name,
                None => Some(&settings.issuer) == outline.issuer.as_ref(),
            };
            if meant {
                found.push((company, settings.clone()));
            }
        }
        if found.is_empty() {
            let issuer = outline.issuer.unwrap_or_default();
            return Err(Refusal::new("issuer", format!("no company with SSO has the issuer `{issuer}`")));
        }
        Ok(found)
    }

    /// Verifies, checks, and begins the session: all under one lock, so that of two posts at once one is a replay.
    fn judge(&self, company: &Company, settings: &CompanySettings) -> Result<String, Ending> {
        let verified = response::verify(self.xml, &settings.idp.certificates)?;
        let person = people::subject(company, &verified.assertion);
        let (entity_id, acs_url) = (self.app.entity_id(), self.app.acs_url());
        let mut store = self.app.store();
        let mut open = store.open_requests(self.browser, self.now);
        open.retain(|pending| pending.company == company.name);
        let expected = Expected {
            now: self.now,
            entity_id: &entity_id,
            acs_url: &acs_url,
            issuer: &settings.issuer,
            accepts: settings.accepts,
            allow_sha1: settings.allow_sha1,
            allow_idp_initiated: settings.allow_idp_initiated,
            pending: open.iter().map(|pending| pending.request_id.clone()).collect(),
            seen: store.seen(self.now),
        };
        if let Err(refusal) = checks::all(&verified, &expected) {
            let before = store.session_of(&verified.assertion.id, self.browser, self.now);
            let same = before.is_some_and(|session| person.as_ref().is_ok_and(|person| session.person == *person));
            let again = refusal.check == "replay" && same;
            return Err(if again { Ending::AgainTheSame } else { Ending::Refused(refusal) });
        }
        let person = person.map_err(Ending::NoAccount)?;
        let asked = open.into_iter().find(|one| Some(&one.request_id) == verified.response.in_response_to.as_ref());
        if let Some(pending) = &asked {
            store.close(self.browser, &pending.request_id);
        }
        let taken = Taken {
            until: replayable_until(&verified, &acs_url, self.now),
            browser: self.browser.to_owned(),
            session: self.session.to_owned(),
        };
        store.take(&verified.assertion.id, taken);
        if let Some(old) = self.old_session {
            store.end(old);
        }
        let statements = verified.assertion.authn_statements.iter();
        let until = statements.filter_map(|statement| instant(statement.session_not_on_or_after.as_deref()?)).min();
        let attributes = verified.assertion.attributes;
        store.begin(self.session.to_owned(), Session { person, attributes, until });
        Ok(self.landing(asked))
    }

    /// The page that was asked for before sign-in, when our handle came back with the response; for a response
    /// that came unasked, the RelayState if it is a path of this site.
    fn landing(&self, asked: Option<Pending>) -> String {
        let wanted = match asked {
            Some(pending) => pending.next.filter(|_| self.relay_state == Some(pending.relay_state.as_str())),
            None => self.relay_state.and_then(landing::same_origin),
        };
        wanted.unwrap_or_else(|| landing::HOME.to_owned())
    }
}

/// Until when the check of time would let the assertion through once more.
fn replayable_until(verified: &VerifiedResponse, acs_url: &str, now: Timestamp) -> Timestamp {
    let end = verified.bearer(acs_url).and_then(|bearer| instant(bearer.not_on_or_after.as_deref()?));
    end.unwrap_or(now).saturating_add(SKEW).unwrap_or(Timestamp::MAX)
}

/// A field of the form, which may be there once.
fn field<'a>(fields: &'a [(String, String)], name: &str) -> Result<Option<&'a str>, Refusal> {
    let mut values = fields.iter().filter(|(key, _)| key == name).map(|(_, value)| value.as_str());
    let value = values.next();
    if values.next().is_some() {
        return Err(Refusal::new("encoding", format!("the field {name} is there twice")));
    }
    Ok(value)
}
