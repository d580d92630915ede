//! Kind and phase of an outcome, read from what the browser saw and from nothing else.

use url::{Origin, Url};

use super::who::Named;
use crate::evidence::{CaseEvidence, Document, Identity, Page, Sign, Step, Surroundings};
use crate::outcome::Phase;
use crate::outcome::{Outcome, OutcomeKind};

/// What the person ended up with; in words why that is unknown.
///
/// Who is signed in decides. When nobody is, the last document of the login says what was seen instead.
pub fn outcome(evidence: &CaseEvidence) -> Result<Outcome, String> {
    let Some(identity) = &evidence.identity else {
        return Err("who is signed in could not be looked up".to_owned());
    };
    // A course's login on the way has an outcome of its own; the case's is that of the login after it.
    let from = evidence.checkpoint.as_ref().map_or(0, |checkpoint| checkpoint.steps.end);
    of_login(evidence, from..evidence.steps.len(), identity)
}

/// What a course's login on the way ended with.
pub(super) fn checkpoint(evidence: &CaseEvidence) -> Option<Result<Outcome, String>> {
    let checkpoint = evidence.checkpoint.as_ref()?;
    Some(of_login(evidence, checkpoint.steps.clone(), &checkpoint.identity))
}

/// The outcome `kind` of a case by which the SP was lost: where that was is read from the login as for any other.
pub(super) fn outcome_of_lost(evidence: &CaseEvidence, kind: OutcomeKind) -> Outcome {
    let steps = evidence.steps.iter().enumerate().filter(|(_, step)| step.is_of_login());
    let login: Vec<Asked<'_>> =
        steps.flat_map(|(index, step)| step.documents.iter().map(move |document| (index, document))).collect();
    let (http_status, url) = login.last().map_or((None, String::new()), |(_, last)| (last.status, last.url.clone()));
    Outcome { kind, user: None, phase: phase(&login, &evidence.surroundings), http_status, url }
}

/// Whether the SP answered at `phase` and let nobody in. Trouble of ours, and who cannot be told, is no refusal.
pub(super) fn is_refused_at(phase: Phase, login: &CaseEvidence) -> bool {
    let seen = outcome(login).ok().filter(|_| login.incident.is_none());
    seen.is_some_and(|seen| seen.phase == phase && seen.kind.is_refusal())
}

/// A document and the index of the step that asked for it.
type Asked<'a> = (usize, &'a Document);

fn of_login(evidence: &CaseEvidence, steps: std::ops::Range<usize>, identity: &Identity) -> Result<Outcome, String> {
    let all: &[Step] = evidence.steps.get(steps).unwrap_or_default();
    let documents = |provision: bool| -> Vec<Asked<'_>> {
        let steps = all.iter().enumerate().filter(|(_, step)| step.provision == provision && !step.interruption);
        steps.flat_map(|(index, step)| step.documents.iter().map(move |document| (index, document))).collect()
    };
    let login = documents(false);
    let user = Named::of(identity, evidence);
    let kind_of = |user: &Named| match user.unclear() {
        None => OutcomeKind::SignedIn,
        Some(_) => OutcomeKind::Unclear,
    };
    let page = all.iter().rev().find(|step| step.is_of_login()).map(|step| &step.page);
    if user.is_none() {
        check_settled(page, "the login's last page")?;
        check_nobody(identity, "the page that shows who is signed in")?;
    }
    let Some((_, last)) = login.last() else {
        let set_up = documents(true);
        return match (user, set_up.last()) {
            (Some(user), _) => Ok(Outcome {
                kind: kind_of(&user),
                user: Some(user.name),
                phase: Phase::Provision,
                http_status: None,
                url: identity.page.url.clone(),
            }),
            (None, Some((_, document))) => Ok(Outcome {
                kind: kind(document, None, &evidence.surroundings),
                user: None,
                phase: Phase::Provision,
                http_status: document.status,
                url: document.url.clone(),
            }),
            (None, None) => Err("the browser asked for no document at all".to_owned()),
        };
    };
    let phase = phase(&login, &evidence.surroundings);
    let (kind, phase) = match &user {
        Some(user) => {
            let phase = if phase == Phase::After { Phase::After } else { Phase::Acs };
            let is_late = phase == Phase::Acs && is_late(identity, &login, &evidence.surroundings);
            let kind = match kind_of(user) {
                OutcomeKind::SignedIn if is_late => OutcomeKind::SignedInLate,
                kind => kind,
            };
            (kind, phase)
        }
        None => match kind(last, page, &evidence.surroundings) {
            // The SP's answer to the response led back to the IdP: it was refused, and the login begins anew.
            OutcomeKind::StaysAtIdp if comes_from_acs(&login, &evidence.surroundings) => {
                (OutcomeKind::Refused, Phase::Acs)
            }
            kind => (kind, phase),
        },
    };
    let user = user.map(|user| user.name).filter(|name| !name.is_empty());
    Ok(Outcome { kind, user, phase, http_status: last.status, url: last.url.clone() })
}

/// That nobody is signed in cannot be read from a page that was not there yet: a slow machine must not make a verdict.
pub(super) fn check_settled(page: Option<&Page>, what: &str) -> Result<(), String> {
    match page.and_then(|page| page.unsettled.as_ref()) {
        Some(reason) => Err(format!("{what} may not be the one that was to come: {reason}")),
        None => Ok(()),
    }
}

/// Whether the navigation that brought the response to the ACS came to its end with nobody signed in: on a page that says
/// so, or back at the IdP.
fn is_late(identity: &Identity, login: &[Asked<'_>], surroundings: &Surroundings) -> bool {
    let Some((_, last)) = login.last() else { return false };
    let showed_nobody =
        identity.arrived.as_ref().is_some_and(|arrived| matches!(arrived.sign, Sign::Nobody | Sign::LedToIdp));
    comes_from_acs(login, surroundings) && (showed_nobody || at_idp(&last.url, surroundings))
}

/// Whether the last step of `login` brought a response to the ACS.
fn comes_from_acs(login: &[Asked<'_>], surroundings: &Surroundings) -> bool {
    let Some((last_step, _)) = login.last() else { return false };
    login.iter().any(|(step, document)| step == last_step && at_acs(document, surroundings))
}

/// Whether the SP answered a response by leading to the IdP again, from where another response came: who is signed in then
/// was so by that one.
pub(super) fn began_anew(evidence: &CaseEvidence) -> bool {
    let at = &evidence.surroundings;
    let Some(step) = evidence.steps.iter().rev().find(|step| step.is_of_login() && !step.documents.is_empty()) else {
        return false;
    };
    let mut legs = step.documents.iter().skip_while(|document| !at_acs(document, at));
    legs.any(|document| at_idp(&document.url, at)) && legs.any(|document| at_acs(document, at))
}

/// That nobody is signed in can be read from `identity`, whose page `what` names; in words why it cannot.
pub(super) fn check_nobody(identity: &Identity, what: &str) -> Result<(), String> {
    check_settled(Some(&identity.page), what)?;
    match identity.sign.unclear() {
        Some(reason) => Err(format!("{what} does not tell whether somebody is: {reason}")),
        None => Ok(()),
    }
}

/// What the last document shows when nobody is signed in.
fn kind(last: &Document, page: Option<&Page>, surroundings: &Surroundings) -> OutcomeKind {
    let own_error_page = |url: &str| url.starts_with("chrome-error:") || url.starts_with("about:neterror");
    if own_error_page(&last.url) || page.is_some_and(|page| own_error_page(&page.url)) || last.error.is_some() {
        return OutcomeKind::NoAnswer;
    }
    match last.status {
        None => OutcomeKind::NoAnswer,
        Some(_) if at_idp(&last.url, surroundings) => OutcomeKind::StaysAtIdp,
        Some(404) => OutcomeKind::NotFound,
        Some(500..) => OutcomeKind::SpError,
        Some(_) => OutcomeKind::Refused,
    }
}

/// Where the login ended: at which leg of the Web Browser SSO Profile (profiles/4.1.2).
fn phase(login: &[Asked<'_>], surroundings: &Surroundings) -> Phase {
    let Some((last_step, last)) = login.last() else { return Phase::Provision };
    if at_idp(&last.url, surroundings) {
        return Phase::Idp;
    }
    // Where the login page has the ACS's address, what the IdP did not lead to is no ACS.
    let from = match is_login_page(&surroundings.acs_url, surroundings) {
        true => login.iter().position(|(_, document)| at_idp(&document.url, surroundings)).unwrap_or(login.len()),
        false => 0,
    };
    if let Some((step, _)) = login[from..].iter().rev().find(|(_, document)| at_acs(document, surroundings)) {
        return if step == last_step { Phase::Acs } else { Phase::After };
    }
    // The IdP may answer to another address than the target file's ACS URL: a customer may have typed it wrongly.
    match login.iter().rev().find(|(_, document)| at_idp(&document.url, surroundings)) {
        None => Phase::Start,
        Some((step, _)) if step == last_step || last.method == "POST" => Phase::Acs,
        Some(_) => Phase::After,
    }
}

/// Whether `document` was asked of the ACS. Where the login page has the same address, a GET without a message asks for
/// that page.
fn at_acs(document: &Document, surroundings: &Surroundings) -> bool {
    let acs_url = &surroundings.acs_url;
    let is_there = !acs_url.is_empty() && is_within(&document.url, acs_url);
    let carries = document.method == "POST" || document.url.contains("SAMLResponse=");
    is_there && (carries || !is_login_page(acs_url, surroundings))
}

/// Whether the login page has the ACS's address `acs_url`.
fn is_login_page(acs_url: &str, surroundings: &Surroundings) -> bool {
    is_within(&surroundings.login_url, acs_url)
}

/// Whether `url` has the place of `address`, and all that `address` has in its query: some SPs tell their ACS from their other
/// pages by that alone, as `/index.php?acs`.
fn is_within(url: &str, address: &str) -> bool {
    let query = |url: &str| -> Vec<(String, String)> {
        Url::parse(url).map(|url| url.query_pairs().into_owned().collect()).unwrap_or_default()
    };
    let asked = query(url);
    without_query(url) == without_query(address) && query(address).iter().all(|pair| asked.contains(pair))
}

/// Whether `url` is on a host of the mock IdP.
pub(crate) fn at_idp(url: &str, surroundings: &Surroundings) -> bool {
    let Some(asked) = origin(url) else { return false };
    let second = surroundings.second_idp_base_url.as_deref();
    [Some(surroundings.idp_base_url.as_str()), second].into_iter().flatten().filter_map(origin).any(|o| o == asked)
}

fn origin(url: &str) -> Option<Origin> {
    Url::parse(url).ok().map(|url| url.origin()).filter(Origin::is_tuple)
}

/// The path of an address, without a slash at its end; what is no address stands for itself.
pub(crate) fn path(url: &str) -> String {
    Url::parse(url).map_or_else(|_| url.to_owned(), |url| url.path().trim_end_matches('/').to_owned())
}

fn without_query(url: &str) -> &str {
    url.split(['?', '#']).next().unwrap_or(url)
}
