//! From a message to a session.

use jiff::Timestamp;

use super::candidates::Question;
use crate::app::App;
use crate::binding::Message;
use crate::checks::{self, Expected, SKEW, instant};
use crate::landing;
use crate::people::{Company, Person};
use crate::refusal::Refusal;
use crate::response::{self, VerifiedResponse};
use crate::settings::CompanySettings;
use crate::store::{Pending, Session, Taken};

/// How it ends without a new session.
#[derive(Debug)]
pub enum Ending {
    /// The response does not hold.
    Refused(Refusal),
    /// The response holds, the person has no account here.
    NoAccount(Refusal),
    /// The browser posted once more what has already signed it in (reload, back button).
    AgainTheSame(Refusal),
    /// It came unasked, and another person is signed in.
    SomebodyElse(Person),
}

impl From<Refusal> for Ending {
    fn from(refusal: Refusal) -> Self {
        Ending::Refused(refusal)
    }
}

/// One message from one browser.
pub struct Attempt<'a> {
    app: &'a App,
    message: &'a Message,
    browser: &'a str,
    /// The name that a new session gets. Always a new one: whoever planted a cookie before sign-in has nothing.
    session: &'a str,
    /// The session that the browser brought along.
    before: Option<&'a str>,
    now: Timestamp,
}

impl<'a> Attempt<'a> {
    /// An attempt of now.
    pub fn new(
        app: &'a App,
        message: &'a Message,
        browser: &'a str,
        session: &'a str,
        before: Option<&'a str>,
    ) -> Self {
        Attempt { app, message, browser, session, before, now: Timestamp::now() }
    }

    /// Signs the person in and tells where they land.
    pub fn sign_in(&self) -> Result<String, Ending> {
        let xml = (self.app.hooks.document)(self.message.xml.clone())?;
        let mut first = None;
        for (company, settings) in self.candidates(&xml)? {
            match self.judge(&xml, company, &settings) {
                Ok(landing) => return Ok(landing),
                Err(ending) => first = first.or(Some(ending)),
            }
        }
        Err(first.unwrap_or_else(|| Refusal::new("issuer", "no company with SSO has this issuer").into()))
    }

    fn candidates(&self, xml: &str) -> Result<Vec<(&'static Company, CompanySettings)>, Refusal> {
        let outline = &response::outline(xml, self.app.hooks)?;
        let store = self.app.store();
        let open = (self.app.hooks.open_requests)(&store, self.browser, self.now);
        let asked = open.iter().find(|pending| Some(&pending.request_id) == outline.in_response_to.as_ref());
        let companies = self.app.hooks.companies;
        Ok((self.app.hooks.candidates)(&Question { companies, store: &store, outline, asked }))
    }

    /// Verifies, checks, and begins the session: all under one lock, so that of two posts at once one is a replay.
    fn judge(&self, xml: &str, company: &Company, settings: &CompanySettings) -> Result<String, Ending> {
        let hooks = self.app.hooks;
        let certificates = (hooks.certificates)(&self.app.store(), settings);
        let verified = response::verify(xml, &certificates, &self.app.keys, hooks)?;
        let person = (hooks.person)(company, &verified.assertion);
        let (entity_id, acs_url) = (self.app.entity_id(), self.app.acs_url());
        let mut store = self.app.store();
        let mut open = (hooks.open_requests)(&store, self.browser, self.now);
        open.retain(|pending| pending.company == company.name);
        let expected = Expected {
            now: self.now,
            entity_id: &entity_id,
            acs_url: &acs_url,
            issuer: &settings.issuer,
            accepts: settings.accepts,
            allow_sha1: settings.allow_sha1,
            allow_idp_initiated: settings.allow_idp_initiated,
            pending: open.iter().map(|pending| (pending.request_id.clone(), pending.sent)).collect(),
            replay_key: (hooks.replay_key)(&verified, self.browser),
            seen: store.seen(self.now),
        };
        if let Err(refusal) = (hooks.checks)(&verified, &expected) {
            let before = store.session_of(&expected.replay_key, self.browser, self.now);
            let same = before.is_some_and(|session| person.as_ref().is_ok_and(|person| session.person == *person));
            let again = refusal.check == "replay" && same;
            return Err(if again { Ending::AgainTheSame(refusal) } else { Ending::Refused(refusal) });
        }
        let person = person.map_err(Ending::NoAccount)?;
        let asked = open.into_iter().find(|one| Some(&one.request_id) == verified.response.in_response_to.as_ref());
        match &asked {
            Some(pending) => (hooks.close)(&mut store, self.browser, &pending.request_id),
            None => {
                let mut present = store.sessions_in(self.browser, self.now).map(|session| session.person);
                if let Some(present) = present.find(|present| !(hooks.goes_before)(present, &person)) {
                    return Err(Ending::SomebodyElse(present));
                }
            }
        }
        let taken = Taken {
            until: replayable_until(&verified, &expected),
            browser: self.browser.to_owned(),
            session: self.session.to_owned(),
        };
        store.take(expected.replay_key, taken);
        let statements = verified.assertion.authn_statements.iter();
        let until = statements.filter_map(|statement| instant(statement.session_not_on_or_after.as_deref()?)).min();
        let attributes = (hooks.kept)(verified.assertion.attributes);
        let session = Session { person, browser: self.browser.to_owned(), attributes, until };
        (hooks.begin)(&mut store, self.session, session);
        if let Some(before) = self.before.filter(|before| *before != self.session) {
            store.end(before);
        }
        Ok(self.landing(asked))
    }

    /// The page that was asked for before sign-in, when our handle came back with the response; for a response
    /// that came unasked, the RelayState if it is a path of this site.
    fn landing(&self, asked: Option<Pending>) -> String {
        let relay_state = self.message.relay_state.as_deref();
        let wanted = match asked {
            Some(pending) => pending.next.filter(|_| (self.app.hooks.same_way_back)(&pending.relay_state, relay_state)),
            None => relay_state.and_then(self.app.hooks.same_origin),
        };
        wanted.unwrap_or_else(|| landing::HOME.to_owned())
    }
}

/// Until when the check of time would let the assertion through once more.
fn replayable_until(verified: &VerifiedResponse, expected: &Expected<'_>) -> Timestamp {
    let end = checks::bearer(verified, expected).and_then(|bearer| instant(bearer.not_on_or_after.as_deref()?));
    end.unwrap_or(expected.now).saturating_add(SKEW).unwrap_or(Timestamp::MAX)
}
