//! How a login ended, as a recording shows it or as somebody says.

use jiff::SignedDuration;
use saml_artefact::{Exchange, Message};

use super::customer::{Customer, End, Place};
use super::{claims, told};
use crate::symptom::{Library, status_in};

/// Words of a page, or of somebody, that something went wrong.
const BAD: [&str; 22] = [
    "not found",
    "error",
    "denied",
    "failed",
    "cannot",
    "can't",
    "unable",
    "not authorized",
    "invalid",
    "does not work",
    "doesn't work",
    "nothing happens",
    "fehler",
    "geht nicht",
    "funktioniert nicht",
    "erreur",
    "impossible",
    "ne fonctionne pas",
    "introuvable",
    "no puede",
    "no funciona",
    "no podemos",
];

impl Customer<'_> {
    /// How it ended; none when nothing says so.
    pub(super) fn ended(&self, library: &Library) -> Option<End> {
        let pages: Vec<&&Exchange> = self.exchanges.iter().filter(|exchange| is_page(exchange)).collect();
        // A redirect address alone that somebody copied is no recording: it has no answer.
        if !pages.iter().any(|exchange| exchange.status.is_some()) {
            return self.said(library);
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
        let last_ask = pages.iter().rposition(|exchange| asks(exchange));
        // A recorder that leaves out what was posted still shows where: at another site than the IdP's.
        let lost = |exchange: &Exchange| {
            exchange.is_form_left_out
                && last_ask.and_then(|ask| pages.get(ask)).is_some_and(|ask| site(ask) != site(exchange))
        };
        // Whoever tries the ACS by hand posts what nobody recorded.
        let tried = |exchange: &Exchange| exchange.method == "POST" && self.is_acs(&exchange.url);
        let last_post = pages.iter().rposition(|exchange| posts(exchange) || lost(exchange) || tried(exchange));
        let place = match (last_post, last_ask) {
            // The IdP's own redirects carry the request along; only an answer after it counts.
            (Some(post), ask) if ask.is_none_or(|ask| ask < post) => Place::Acs,
            (_, Some(_)) => Place::Idp,
            _ => Place::Start,
        };
        let from = if place == Place::Acs { last_post.unwrap_or_default() } else { 0 };
        let pages = match place {
            Place::Acs => up_to_the_landing(&pages, from),
            Place::Start | Place::Idp => pages.as_slice(),
        };
        let last = pages.iter().skip(from).rfind(|exchange| exchange.status.is_some())?;
        let words = pages.iter().skip(from).filter_map(|exchange| exchange.page.as_ref()).next_back();
        let words = words.map(|page| format!("{} {}", page.title, page.words)).unwrap_or_default();
        // Many SPs answer a refusal by 200, or lead back to their login page.
        let regrets = ["try again", "went wrong", "login failed", "log in failed", "sign-in failed", "login error"];
        let names_error = |exchange: &&&Exchange| {
            exchange.url.split_once('?').is_some_and(|(_, names)| names.split('&').any(|one| one.contains("error")))
        };
        let is_back = pages.iter().skip(from).next_back().is_some_and(names_error)
            || pages.iter().skip(from + 1).next_back().is_some_and(|exchange| is_login_page(exchange));
        let refuses = || told::read(&words, library).iter().any(|told| told.place == Some(Place::Acs));
        let is_refused = is_back || regrets.iter().any(|word| words.to_lowercase().contains(word)) || refuses();
        // Whoever goes round and round is nowhere at the end.
        let is_loop = self.goes_round();
        let is_good = place == Place::Acs && !is_refused && !is_loop && last.status.is_some_and(|status| status < 400);
        Some(End { place: Some(place).filter(|_| !is_loop), status: last.status, words, is_recorded: true, is_good })
    }

    /// Whether it is the ACS URL that the application, a request or the service provider names.
    fn is_acs(&self, url: &str) -> bool {
        let plain = |url: &str| url.split(['?', '#']).next().unwrap_or_default().trim_end_matches('/').to_owned();
        let listed = self.applications.iter().filter_map(|one| one.acs_urls.as_ref()).flatten().map(String::as_str);
        let mut known = listed.chain(self.sp.acs_url.as_deref());
        known.any(|one| plain(one) == plain(url))
    }

    /// What people write: a status, and perhaps where; an error sentence has a place of its own.
    fn said(&self, library: &Library) -> Option<End> {
        let pages: Vec<String> = self.pages.iter().map(|page| format!("{} {}", page.title, page.words)).collect();
        let words = format!("{}\n{}", self.words, pages.join("\n"));
        let complaints = format!("{}\n{}", claims::complaints(&self.words), pages.join("\n"));
        let status = status_in(&complaints);
        let mut told = told::read(&complaints, library);
        // Who sends the IdP's answer to a request of the SP came past both: what is said is said after it.
        let answered = self.response().is_some_and(|one| one.is_success() && one.in_response_to.is_some());
        if answered {
            told.iter_mut().filter(|one| one.place == Some(Place::Idp)).for_each(|one| one.place = Some(Place::Acs));
        }
        if status.is_none() && told.is_empty() && claims::works_now(&self.words) {
            return Some(End { place: None, status, words, is_recorded: false, is_good: true });
        }
        let low = complaints.to_lowercase().replace('\u{2019}', "'");
        if status.is_none() && told.is_empty() && !BAD.iter().any(|word| low.contains(word)) {
            return None;
        }
        let place = told.iter().find_map(|one| one.place).or_else(|| claims::place(&complaints));
        let place = place.or_else(|| answered.then_some(Place::Acs));
        Some(End { place, status, words, is_recorded: false, is_good: false })
    }
}

/// How long after the page on which somebody arrived what comes next is no part of the login.
const SETTLED: SignedDuration = SignedDuration::from_secs(5);

/// The pages up to the one on which the person arrived; what they clicked there, and what its scripts ask for, is the
/// application's. `from` is the post to the ACS.
fn up_to_the_landing<'a, 'b>(pages: &'b [&'b &'a Exchange], from: usize) -> &'b [&'b &'a Exchange] {
    let is_landing = |at: &usize| {
        let is_one = |one: &Exchange| one.method == "GET" && one.status == Some(200) && one.page.is_some();
        pages.get(*at).is_some_and(|one| is_one(one))
    };
    let Some(landing) = (from + 1..pages.len()).find(is_landing) else { return pages };
    let began = |at: usize| pages.get(at).and_then(|one| one.started);
    let is_later = |at: &usize| {
        let both = began(landing).zip(began(*at));
        both.is_some_and(|(landed, clicked)| clicked.duration_since(landed) > SETTLED)
    };
    let end = (landing + 1..pages.len()).find(is_later).unwrap_or(pages.len());
    &pages[..end]
}

/// The last two parts of the host: an IdP has several hosts, as `sso.` and `console.`.
fn site(exchange: &Exchange) -> String {
    let host = exchange.host();
    let mut parts: Vec<&str> = host.rsplit('.').take(2).collect();
    parts.reverse();
    parts.join(".")
}

/// Whether it is a page of the login: pictures and the like that a recorder did not mark say nothing.
pub(super) fn is_page(exchange: &Exchange) -> bool {
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
