//! How a login ended, as a recording shows it or as somebody says.

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
        let last_post = pages.iter().rposition(|exchange| posts(exchange) || lost(exchange));
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

    /// What people write: a status, and perhaps where; an error sentence has a place of its own.
    fn said(&self, library: &Library) -> Option<End> {
        let pages: Vec<String> = self.pages.iter().map(|page| format!("{} {}", page.title, page.words)).collect();
        let words = format!("{}\n{}", self.words, pages.join("\n"));
        let complaints = format!("{}\n{}", claims::complaints(&self.words), pages.join("\n"));
        let status = status_in(&complaints);
        let told = told::read(&complaints, library);
        if status.is_none() && told.is_empty() && claims::works_now(&self.words) {
            return Some(End { place: None, status, words, is_recorded: false, is_good: true });
        }
        let low = complaints.to_lowercase().replace('\u{2019}', "'");
        if status.is_none() && told.is_empty() && !BAD.iter().any(|word| low.contains(word)) {
            return None;
        }
        // Who sends the IdP's answer to a request of the SP came past both.
        let answered = || self.response().filter(|one| one.is_success() && one.in_response_to.is_some());
        let place = told.iter().find_map(|one| one.place).or_else(|| claims::place(&complaints));
        let place = place.or_else(|| answered().map(|_| Place::Acs));
        Some(End { place, status, words, is_recorded: false, is_good: false })
    }
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
