//! What a case demands, checked against its evidence: each disagreement in words.

use url::Url;

use super::blocked::blocked_form;
use super::people::{
    email, fill, is_beyond_attacker, is_forged_nameless, is_in_a_name_id, is_left_open_by_idp, is_one_of_several,
    is_person, is_vouched, vouched,
};
use super::person::is_unsent;
use super::sign_out::judges_sign_out;
use super::who::{Named, is_tidied};
use super::{outcome, rule};
use crate::evidence::{Arrived, CaseEvidence, Identity, Page};
use crate::outcome::Phase;
use crate::outcome::{Outcome, OutcomeKind};
use crate::placeholder::PlaceholderError;
use crate::plan::{Case, Stage};
use crate::scenario::{Attacker, Expect, FlowStep, Genuine};

/// What may be so at an SP at which one company's IdP names a person of another.
const OWN_ACCOUNTS: &str = "; where each company has accounts of its own, so that this is another account of that name, say \
                            `shared_accounts = false` under `[supports]`";

/// What may be so where the name that is shown is a name that the IdP vouched for, without what cannot be seen in it.
const TIDIED: &str = "; where the page only tidies the names that it shows, and these are two accounts, name an element under \
                      `[signed_in]` that shows names as they are kept, or declare a departure";

/// Rules about what pages hold. The name that shows who is signed in may be what breaks them, and then nobody can read it.
const WHOEVER: [&str; 2] = ["markup-escaped", "no-script-ran"];

/// All that is not as demanded; empty when all is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Disagreements {
    /// In words.
    pub(super) texts: Vec<String>,
    /// Somebody was signed in whom the IdP did not vouch for, by an attacker who does not hold that person's IdP's key.
    pub(super) critical: bool,
    /// What a reader should know although all is as demanded.
    pub(super) remark: String,
    /// Those of the texts that are so whoever is signed in: what an SP lets into its pages.
    pub(super) whoever: Vec<String>,
    /// Why nobody can tell who was signed in, at one of the look-ups.
    pub(super) unclear: Option<String>,
    /// Rules that had nothing to judge, with the reason, when that is true of all.
    pub(super) nothing_to_judge: Option<String>,
}

/// Checks `evidence` against what `case` demands; in words why that cannot be done.
pub(super) fn disagreements(case: &Case, evidence: &CaseEvidence, seen: &Outcome) -> Result<Disagreements, String> {
    let mut found = Disagreements::default();
    if let Some(expect) = first_login(case) {
        match outcome::checkpoint(evidence) {
            None => found.texts.push("the first login was not done".to_owned()),
            Some(outcome) => {
                let mut on_the_way = Disagreements::default();
                let identity = evidence.checkpoint.as_ref().map(|checkpoint| &checkpoint.identity);
                check_outcome(case, expect, &outcome?, identity, evidence, &mut on_the_way)?;
                found.critical |= on_the_way.critical;
                found.unclear = found.unclear.or(on_the_way.unclear);
                found.texts.extend(on_the_way.texts.into_iter().map(|text| format!("at the first login: {text}")));
            }
        }
    }
    check_outcome(case, &case.expect, seen, evidence.identity.as_ref(), evidence, &mut found)?;
    if let (Some(true), Some(user)) = (evidence.seen_without_cookies, &seen.user) {
        found.texts.push(format!("the protected page names {user} to somebody without any cookie"));
    }
    check_page(case, evidence, &mut found).map_err(|error| error.to_string())?;
    check_rules(&case.expect.rules, evidence, &mut found);
    for check in &evidence.checks {
        let user = Named::of(&check.identity, evidence);
        if user.is_none() {
            outcome::check_nobody(&check.identity, &format!("the page of the check `{}`", check.name))?;
        }
        if let Some(why) = user.as_ref().and_then(Named::unclear) {
            found.unclear.get_or_insert(format!("check `{}` during the flow: {why}", check.name));
            continue;
        }
        let right = match (&check.demanded, &user) {
            (Some(demanded), Some(user)) => is_person(user, demanded, evidence),
            (None, None) => true,
            _ => false,
        };
        if !right {
            let demanded = check.demanded.as_deref().unwrap_or("nobody");
            let seen = user.as_ref().map_or("nobody", |user| &user.name);
            found.texts.push(format!("check `{}` during the flow: expected {demanded}, found {seen}", check.name));
            let is_critical =
                |user: &Named| is_forged(user, case, evidence) && is_beyond_attacker(user, case, evidence);
            found.critical |= user.as_ref().is_some_and(is_critical);
        }
    }
    Ok(found)
}

/// What must happen, in words.
pub fn demanded_in_words(case: &Case) -> String {
    let mut text = expect_in_words(&case.expect, &case.flow.user);
    if let Some(first) = first_login(case) {
        text = format!("first {}, then {text}", expect_in_words(first, &case.flow.user));
    }
    text
}

fn expect_in_words(expect: &Expect, flow_user: &str) -> String {
    let mut text = expect.outcome.word().to_owned();
    if expect.outcome == OutcomeKind::SignedIn {
        text += &format!(" as {}", expect.user.as_deref().unwrap_or(flow_user));
    }
    if expect.genuine == Genuine::Allowed {
        text += ", or signed-in as whom the IdP vouched for";
    }
    if let Some(phase) = expect.phase {
        text += &format!(" at phase `{}`", phase.word());
    }
    if let Some(page) = &expect.lands_at {
        text += &format!(", landing at {page}");
    }
    for shown in &expect.shows {
        text += &format!(", showing \"{shown}\"");
    }
    if !expect.rules.is_empty() {
        text += &format!(", holding to {}", expect.rules.join(", "));
    }
    text
}

fn first_login(case: &Case) -> Option<&Expect> {
    case.guide.as_ref()?.stages.iter().find_map(|stage| match stage {
        Stage::Login(expect) => Some(expect),
        Stage::Follow(_) => None,
    })
}

fn check_outcome(
    case: &Case,
    expect: &Expect,
    seen: &Outcome,
    identity: Option<&Identity>,
    evidence: &CaseEvidence,
    found: &mut Disagreements,
) -> Result<(), String> {
    let persona = expect.user.as_deref().unwrap_or(&case.flow.user);
    let Some(named) = identity.and_then(|identity| Named::of(identity, evidence)) else {
        // Where people were seen signed in, the sign of nobody was not there.
        let is_proven = evidence.surroundings.shown.as_ref().is_some_and(|shown| shown.learned);
        if expect.outcome == OutcomeKind::SignedIn && !is_proven {
            found.unclear = found.unclear.take().or_else(|| identity.and_then(nobody_and_somebody));
        }
        if !accepts(expect.outcome, seen.kind) && !left_for_idp(case, expect.outcome, seen.kind) {
            found.texts.push(format!("expected {}, found {}", expect.outcome.word(), seen.in_words()));
            found.texts.extend(blocked_form(evidence));
        }
        found.texts.extend(kept_page(case, expect.outcome, identity, evidence));
        check_phase(expect.phase, seen.phase, found);
        return Ok(());
    };
    // Whose account it is that shows no name cannot be told: it may be that of somebody who may be signed in.
    let nobody_may_be = expect.outcome != OutcomeKind::SignedIn && expect.genuine != Genuine::Allowed;
    if let Some(why) = named.is_nameless().filter(|_| nobody_may_be) {
        let demanded = expect.outcome.word();
        found.texts.push(format!("somebody without a name is signed in, where `{demanded}` was expected: {why}"));
        found.critical |= is_forged_nameless(case, evidence);
        return Ok(());
    }
    if let Some(why) = named.unclear() {
        found.unclear.get_or_insert(why.to_owned());
        return Ok(());
    }
    let user = &named.name;
    let vouched_for = vouched(case, evidence).join(", ");
    if expect.outcome != OutcomeKind::SignedIn {
        if expect.genuine == Genuine::Allowed && is_vouched(&named, case, evidence) {
            found.remark = format!("the forgery was ignored: signed in as {user}, whom the IdP vouched for");
            if case.attacker.is_some() && !is_in_a_name_id(&named, evidence) {
                // Whoever reads the NameID could not have come to that person.
                found.remark += "; the forged name was not what this SP reads: no NameID that was sent names that person, so it \
                                 reads an attribute, which the recipe left as it was";
            }
            return Ok(());
        }
        if case.recipe.steps.is_empty() && is_vouched(&named, case, evidence) && outcome::began_anew(evidence) {
            found.remark = format!(
                "the SP did not take that response and began the login anew: signed in as {user} by another one, which the \
                 session at the IdP gave"
            );
            return Ok(());
        }
        found.texts.push(if is_vouched(&named, case, evidence) {
            format!("signed in as {user}, whom the IdP vouched for, where `{}` was expected", expect.outcome.word())
        } else if is_one_of_several(&named, case, evidence) {
            format!("signed in as {user}, one of several names that the IdP signed for one subject")
        } else if is_left_open_by_idp(case) {
            format!("signed in as {user}, whose name the IdP's own signature left open to any change")
        } else {
            found.critical |= is_beyond_attacker(&named, case, evidence);
            let nobody = if vouched_for.is_empty() { "nobody" } else { &vouched_for };
            let may_be = match case.attacker {
                Some(Attacker::AnotherCompany) => OWN_ACCOUNTS,
                _ if vouched(case, evidence).iter().any(|name| is_tidied(name, user)) => TIDIED,
                _ => "",
            };
            format!("signed in as {user}, whom the IdP did not vouch for (it vouched for {nobody}){may_be}")
        });
        return Ok(());
    }
    if seen.kind == OutcomeKind::SignedInLate {
        let text = format!(
            "signed in as {user}, but only once a page was opened anew: the login itself ended on a page that showed nobody, \
             as with a session cookie that is `SameSite=Strict`"
        );
        // It is the same at every login of this SP: the cases that are about logins say so.
        if case.category == "login" { found.texts.push(text) } else { found.remark = text }
    }
    let demanded = email(persona, &evidence.surroundings)
        .ok_or_else(|| format!("the demand names `{persona}`, who is no persona of the fixture"))?;
    if !is_person(&named, &demanded, evidence) {
        let is_forged = is_forged(&named, case, evidence);
        found.critical |= is_forged && is_beyond_attacker(&named, case, evidence);
        let vouched = if is_forged { ", whom the IdP did not vouch for" } else { "" };
        found.texts.push(format!("expected signed-in as {demanded}, found signed-in as {user}{vouched}"));
    }
    check_phase(expect.phase, seen.phase, found);
    Ok(())
}

/// Why a page that has both a user and the sign of nobody cannot tell that somebody was not let in.
pub(super) fn nobody_and_somebody(identity: &Identity) -> Option<String> {
    let text = identity.beside_nobody()?.trim();
    Some(format!(
        "`{text}` stands where the user would, and the page has the sign of nobody, too; `nobody` under `[signed_in]` must name \
         what is there only when nobody is signed in"
    ))
}

/// A refusal may be shown in any way in which the SP answers: its HTTP status never decides.
fn accepts(demanded: OutcomeKind, seen: OutcomeKind) -> bool {
    demanded == seen || demanded == OutcomeKind::Refused && seen.is_refusal()
}

/// Whether nobody was to be signed in, and the last that was done led to the IdP's page for a good reason: a sign-out that
/// goes on there, or a step back in the browser's history to where an SP whose pages are all one has none of its own.
fn left_for_idp(case: &Case, demanded: OutcomeKind, seen: OutcomeKind) -> bool {
    let is_meant = goes_back(case) || case.flow.steps.contains(&FlowStep::SignOut) && judges_sign_out(case);
    is_meant && demanded == OutcomeKind::Refused && seen == OutcomeKind::StaysAtIdp
}

/// What a page of the browser's own memory still shows of somebody whom the SP does not know any more, after a step back in
/// the history.
fn kept_page(
    case: &Case,
    demanded: OutcomeKind,
    identity: Option<&Identity>,
    evidence: &CaseEvidence,
) -> Option<String> {
    let Arrived { user, texts, sign } = identity?.arrived.clone().filter(|_| demanded == OutcomeKind::Refused)?;
    let shown = Identity { user, texts, sign, ..Identity::default() };
    let named = Named::of(&shown, evidence).filter(|named| goes_back(case) && named.unclear().is_none())?;
    Some(format!(
        "the page that the back button brings still names {}, out of what the browser has kept; the SP itself shows nobody \
         (`Cache-Control: no-store` keeps such pages from being kept)",
        named.name
    ))
}

/// Whether the last that is done is a step back in the browser's history.
fn goes_back(case: &Case) -> bool {
    case.flow.steps.iter().rev().take_while(|step| step.only_looks()).any(|step| *step == FlowStep::Back)
}

fn check_phase(demanded: Option<Phase>, seen: Phase, found: &mut Disagreements) {
    if let Some(demanded) = demanded.filter(|demanded| *demanded != seen) {
        found.texts.push(format!("expected phase `{}`, found phase `{}`", demanded.word(), seen.word()));
    }
}

fn check_page(case: &Case, evidence: &CaseEvidence, found: &mut Disagreements) -> Result<(), PlaceholderError> {
    let last = evidence.steps.iter().rev().find(|step| step.is_of_login()).map(|step| &step.page);
    let user = case.expect.user.as_deref().unwrap_or(&case.flow.user);
    if let Some(demanded) = &case.expect.lands_at {
        let demanded = fill(demanded, user, &evidence.surroundings)?;
        let seen = last.map(|page| path_and_query(&page.url)).unwrap_or_default();
        if path_and_query(&demanded) != seen {
            found.texts.push(format!("expected to land at {demanded}, landed at {seen}"));
        }
    }
    let pages: Vec<&Page> = last.into_iter().chain(evidence.identity.as_ref().map(|identity| &identity.page)).collect();
    for shown in &case.expect.shows {
        let shown = fill(shown, user, &evidence.surroundings)?;
        if pages.iter().any(|page| page.text.contains(&shown) || page.title.contains(&shown)) {
            continue;
        }
        if is_unsent(&shown, evidence) {
            found.nothing_to_judge = Some(format!(
                "no response carried \"{shown}\", which the page was to show: the target's `[idp]` leaves it out"
            ));
        } else {
            found.texts.push(format!("no page at the end shows \"{shown}\""));
        }
    }
    Ok(())
}

/// The rules that the demand names, one by one.
fn check_rules(rules: &[String], evidence: &CaseEvidence, found: &mut Disagreements) {
    let mut idle = Vec::new();
    for name in rules {
        match rule::check(name, evidence) {
            Ok(broken) => {
                let texts: Vec<String> = broken.into_iter().map(|text| format!("{name}: {text}")).collect();
                found.whoever.extend(texts.iter().filter(|_| WHOEVER.contains(&name.as_str())).cloned());
                found.texts.extend(texts);
            }
            Err(reason) => idle.push(format!("{name}: {reason}")),
        }
    }
    if !rules.is_empty() && idle.len() == rules.len() {
        found.nothing_to_judge.get_or_insert(idle.join("; "));
    }
}

fn is_forged(user: &Named, case: &Case, evidence: &CaseEvidence) -> bool {
    !is_vouched(user, case, evidence) && !is_one_of_several(user, case, evidence) && !is_left_open_by_idp(case)
}

/// Path and query of an absolute URL; a path stands for itself.
fn path_and_query(url: &str) -> String {
    match Url::parse(url) {
        Ok(url) => url.query().map_or_else(|| url.path().to_owned(), |query| format!("{}?{query}", url.path())),
        Err(_) => url.to_owned(),
    }
}
