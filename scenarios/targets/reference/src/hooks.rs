//! Where a [weakness](crate::weakness) or a [manner](crate::manner) takes hold of the SP: each hook is a function that
//! the sound SP has too.
#![allow(clippy::type_complexity, reason = "a hook is named by its field")]

use axum::response::{Html, Response};
use jiff::Timestamp;
use maud::Markup;
use uppsala::Document;

use crate::app::App;
use crate::binding::{self, Arrival, Message};
use crate::checks::{self, Expected};
use crate::keys::{KEY_PEM, Keys};
use crate::people::{self, Company, Person};
use crate::refusal::Refusal;
use crate::request::{self, AuthnRequest, Outgoing};
use crate::response::{self, AssertionFields, Attribute, Opened, Signed, VerifiedResponse};
use crate::routes::{answer, candidates};
use crate::settings::{CompanySettings, RequestBinding};
use crate::store::{Pending, Session, Store};
use crate::xml::Element;
use crate::{cookies, landing, pages, sp_metadata};

/// All hooks. [`Hooks::SOUND`] is the SP as it should be; a weakness or a [manner](crate::manner) replaces one of them,
/// or a few.
#[derive(Clone, Copy)]
pub struct Hooks {
    /// The binding undone.
    pub take: fn(&Arrival) -> Result<Message, Refusal>,
    /// The document before anything else happens to it.
    pub document: fn(String) -> Result<String, Refusal>,
    /// The document parsed.
    pub parse: for<'x> fn(&'x str) -> Result<Document<'x>, Refusal>,
    /// The Response in it.
    pub response: for<'d, 'x> fn(&'d Document<'x>) -> Result<Element<'d, 'x>, Refusal>,
    /// Encrypted assertions decrypted, if there are any; certificates (DER) are for the Response's signature.
    pub open: for<'d, 'x> fn(
        &'d Document<'x>,
        Element<'d, 'x>,
        certificates: &[Vec<u8>],
        &Keys,
    ) -> Result<Option<Opened>, Refusal>,
    /// Which elements are read, and which of them the certificates (DER) vouch for.
    pub signed: for<'d, 'x> fn(&'d Document<'x>, &[Vec<u8>]) -> Result<Signed<'d, 'x>, Refusal>,
    /// The text of an element.
    pub text: fn(Element<'_, '_>) -> Result<String, Refusal>,
    /// The NameID of the subject of an assertion.
    pub name_id: for<'d, 'x> fn(Element<'d, 'x>) -> Result<Option<Element<'d, 'x>>, Refusal>,
    /// The Conditions of an assertion.
    pub conditions: for<'d, 'x> fn(Element<'d, 'x>) -> Result<Option<Element<'d, 'x>>, Refusal>,
    /// The SubjectConfirmations of an assertion.
    pub confirmations: for<'d, 'x> fn(Element<'d, 'x>) -> Result<Vec<Element<'d, 'x>>, Refusal>,
    /// The attributes of an assertion.
    pub attributes: for<'d, 'x> fn(Element<'d, 'x>) -> Vec<Element<'d, 'x>>,
    /// The checks.
    pub checks: fn(&VerifiedResponse, &Expected<'_>) -> Result<(), Refusal>,

    /// The companies, with their people.
    pub companies: &'static [Company],
    /// The companies that a response may be for.
    pub candidates: fn(&candidates::Question<'_>) -> Vec<(&'static Company, CompanySettings)>,
    /// Settings as they are stored, or the message that the page shows.
    pub stored: fn(CompanySettings) -> Result<CompanySettings, String>,
    /// The certificates that may vouch for a company's people, DER.
    pub certificates: fn(&Store, &CompanySettings) -> Vec<Vec<u8>>,
    /// The person whom an assertion means.
    pub person: fn(&Company, &AssertionFields) -> Result<Person, Refusal>,
    /// The requests that a response from this browser may answer.
    pub open_requests: fn(&Store, browser: &str, Timestamp) -> Vec<Pending>,
    /// A request is sent.
    pub remember: fn(&mut Store, browser: &str, Pending),
    /// A request is answered.
    pub close: fn(&mut Store, browser: &str, request_id: &str),
    /// What a response is remembered under, so that it is taken once.
    pub replay_key: fn(&VerifiedResponse, browser: &str) -> String,

    /// Whether the RelayState that came back is the one that was sent.
    pub same_way_back: fn(sent: &str, came: Option<&str>) -> bool,

    /// The attributes that a session keeps.
    pub kept: fn(Vec<Attribute>) -> Vec<Attribute>,
    /// Name of the session, from a fresh one and that of the session before.
    pub session_id: fn(fresh: &str, before: Option<&str>) -> String,
    /// Whether a person who comes unasked goes before the one who is signed in.
    pub goes_before: fn(present: &Person, coming: &Person) -> bool,
    /// A session begins, and takes the place of what the browser had.
    pub begin: fn(&mut Store, id: &str, Session),
    /// The session of that name, if it lasts.
    pub session: fn(&Store, id: &str, Timestamp) -> Option<Session>,
    /// A person signs out.
    pub end: fn(&mut Store, id: &str),
    /// `Set-Cookie` of the browser's name.
    pub browser_cookie: fn(&str) -> String,
    /// `Set-Cookie` of the session.
    pub session_cookie: fn(&str) -> String,
    /// `Set-Cookie` that takes the session away.
    pub no_session_cookie: fn() -> String,

    /// A path where a person may land, or nothing.
    pub same_origin: fn(&str) -> Option<String>,
    /// The answer to a person who is signed in now.
    pub landed: fn(&answer::Landed<'_>) -> Response,
    /// The answer when a response does not hold.
    pub refused: fn(&answer::Refused<'_>) -> Response,
    /// The answer to the same response once more, from the browser that it has signed in.
    pub again: fn(&answer::Refused<'_>) -> Response,
    /// The answer when the person has no account.
    pub no_account: fn(&answer::Refused<'_>) -> Response,
    /// The answer when the Assertion Consumer Service is opened without a message.
    pub no_message: fn() -> Response,
    /// A message to the Assertion Consumer Service breaks off.
    pub broke_off: fn(),
    /// Whether responses are taken at any address.
    pub acs_anywhere: bool,
    /// What is said on every answer.
    pub every_answer: fn(Response) -> Response,
    /// What is said on every answer of the Assertion Consumer Service.
    pub acs_answer: fn(Response) -> Response,
    /// A text that came from outside, on a page.
    pub shown: fn(&str) -> Markup,
    /// The signed-in person, on a page.
    pub who: fn(&Session) -> Markup,
    /// What signs out, on a page.
    pub way_out: fn(&Session) -> Markup,
    /// The page of Company Login.
    pub company_login: fn(next: Option<&str>, error: Option<&str>) -> Html<String>,

    /// Company Login, before a request is made: an answer of its own, if it has one.
    pub start: fn(&App, email: &str, browser: &str) -> Option<Response>,
    /// The RelayState, from a fresh handle, the way back and the typed address.
    pub relay_state: fn(handle: &str, next: Option<&str>, email: &str) -> String,
    /// What an AuthnRequest says.
    pub request: fn(AuthnRequest) -> AuthnRequest,
    /// The document of an AuthnRequest; the second text is the typed address.
    pub request_document: fn(String, email: &str) -> String,
    /// How an AuthnRequest is packed and signed.
    pub outgoing: Outgoing,
    /// The settings of a company that a request is made by.
    pub settings_of: fn(&Store, company: &str) -> Option<CompanySettings>,
    /// The binding by which a request goes.
    pub request_binding: fn(RequestBinding) -> RequestBinding,
    /// The page that carries a request by HTTP-POST.
    pub post_page: fn(String) -> String,
    /// The answer that carries an AuthnRequest.
    pub request_answer: fn(Response) -> Response,
    /// This SP's metadata, from entity ID and ACS.
    pub metadata: fn(entity_id: &str, acs_url: &str) -> String,
    /// Media type of the metadata.
    pub metadata_type: &'static str,
    /// Private key that opens what was encrypted to this SP, PEM.
    pub decryption_key: &'static str,
}

impl Hooks {
    /// The SP without a weakness.
    pub const SOUND: Hooks = Hooks {
        take: binding::take,
        document: Ok,
        parse: response::parse,
        response: response::root,
        open: response::encrypted::open,
        signed: response::signed,
        text: |element| element.text().map_err(|reason| Refusal::new("structure", reason)),
        name_id: response::name_id,
        conditions: response::conditions,
        confirmations: response::confirmations,
        attributes: response::attributes,
        checks: checks::all,
        companies: people::COMPANIES,
        candidates: candidates::of,
        stored: |settings| match settings.idp.without_certificate {
            Some(reason) => Err(reason.to_owned()),
            None => Ok(settings),
        },
        certificates: |_, settings| settings.idp.certificates.clone(),
        person: people::subject,
        open_requests: Store::open_requests,
        remember: Store::open,
        close: Store::close,
        replay_key: |response, _| response.assertion.id.clone(),
        same_way_back: |sent, came| came == Some(sent),
        kept: |attributes| attributes,
        session_id: |fresh, _| fresh.to_owned(),
        goes_before: |present, coming| present == coming,
        begin: |store, id, session| {
            store.end_all_in(&session.browser);
            store.begin(id.to_owned(), session);
        },
        session: |store, id, now| store.session(id, now).cloned(),
        end: Store::end,
        browser_cookie: cookies::browser,
        session_cookie: cookies::session,
        no_session_cookie: cookies::no_session,
        same_origin: landing::same_origin,
        landed: answer::landed,
        refused: answer::refused,
        again: answer::again,
        no_account: answer::no_account,
        no_message: answer::no_message,
        broke_off: || {},
        acs_anywhere: false,
        every_answer: answer::no_store,
        acs_answer: |answer| answer,
        shown: pages::shown,
        who: pages::who,
        way_out: pages::way_out,
        company_login: pages::company_login,
        start: |_, _, _| None,
        relay_state: |handle, _, _| handle.to_owned(),
        request: |request| request,
        request_document: |document, _| document,
        outgoing: request::OUTGOING,
        settings_of: |store, company| store.settings.get(company).cloned(),
        request_binding: |binding| binding,
        post_page: |page| page,
        request_answer: |answer| answer,
        metadata: sp_metadata::document,
        metadata_type: "application/samlmetadata+xml",
        decryption_key: KEY_PEM,
    };
}
