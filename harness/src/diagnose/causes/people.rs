//! Who is signed in, and how long it took: what the person at the browser did, held against the answer.

use jiff::SignedDuration;

use super::super::cause::{Cause, Certainty, Found, Side};
use super::super::customer::{Customer, Place};

/// Longer than this nobody reads a login page; service providers forget what they asked.
const LONG: SignedDuration = SignedDuration::from_mins(15);

/// The address that was typed at the service provider, and the one that the IdP vouched for, where they are two people's
/// and the person got in.
fn another_person(customer: &Customer<'_>) -> Option<(String, String)> {
    customer.end.as_ref().filter(|end| end.is_recorded && end.is_good)?;
    let post = customer.post()?;
    let before = || customer.exchanges.iter().take_while(|one| !std::ptr::eq(**one, post));
    let typed = before().filter(|one| one.host() == post.host()).flat_map(|one| &one.typed).last()?;
    let assertion = customer.assertion()?;
    let values = assertion.attributes.iter().flat_map(|attribute| &attribute.values);
    let vouched: Vec<String> = assertion
        .name_id
        .iter()
        .chain(values)
        .filter(|value| value.contains('@'))
        .map(|one| one.to_lowercase())
        .collect();
    // An alias at another domain is the same person's.
    let name = |address: &str| address.split('@').next().unwrap_or_default().to_owned();
    let is_same = vouched.iter().any(|one| one == typed || name(one) == name(typed));
    vouched.first().filter(|_| !is_same).map(|first| (typed.clone(), first.clone()))
}

/// Whether that address was typed at the IdP as well.
fn is_typed_at_idp(customer: &Customer<'_>, typed: &str) -> bool {
    let sp = customer.post().map(|post| post.host()).unwrap_or_default();
    customer.exchanges.iter().filter(|one| one.host() != sp).any(|one| one.typed.iter().any(|one| one == typed))
}

/// The IdP knew the browser.
pub const SESSION_OF_ANOTHER: Cause = Cause {
    id: "idp-session-of-another",
    sentence: "Somebody else was signed in at the IdP in this browser, and the IdP vouched for them: the person who typed another address got into their account.",
    field: "the session at the IdP in this browser",
    place: Place::Acs,
    side: Side::Person,
    mend: &[],
    also: "Sign out at the IdP in this browser, close it, and open Company Login again. On a shared computer use a private window. If it happens in a private window too, the user's e-mail address at the IdP is somebody else's.",
    support: "Treat it as an incident: somebody saw another person's data. Show after the login who is signed in, and compare the address that was typed with the one of the answer.",
    cases: &[],
    settings: "",
    find: |customer| {
        let (typed, vouched) = another_person(customer)?;
        (!is_typed_at_idp(customer, &typed)).then(|| Found::certain(typed, vouched))
    },
};

/// The IdP's record is another's.
pub const EMAIL_OF_ANOTHER: Cause = Cause {
    id: "company-email-of-another",
    sentence: "The person logged in at the IdP with their own address, and the IdP sent somebody else's: the field of which NameID is made holds another person's address.",
    field: "Company Email",
    place: Place::Acs,
    side: Side::Customer,
    mend: &["company-email", "save-user"],
    also: "Until it is mended, suspend the application for this user: they get into another person's account.",
    support: "Treat it as an incident: somebody saw another person's data.",
    cases: &[],
    settings: "",
    find: |customer| {
        let (typed, vouched) = another_person(customer)?;
        is_typed_at_idp(customer, &typed).then(|| Found::certain(typed, vouched))
    },
};

/// Too slow.
pub const TOOK_TOO_LONG: Cause = Cause {
    id: "login-took-too-long",
    sentence: "So much time passed between the service provider's request and the IdP's answer that the service provider had forgotten its request.",
    field: "the time between Company Login and the IdP's answer",
    place: Place::Acs,
    side: Side::Person,
    mend: &[],
    also: "Open Company Login again and log in without a pause; no page of the IdP that was left open. Nothing is to be changed at the IdP.",
    support: "Keep a login that was begun for an hour, and lead whoever comes too late back to Company Login by themselves.",
    cases: &[],
    settings: "",
    find: |customer| {
        let post = customer.post()?;
        let asked = customer.exchanges.iter().rev().find(|one| one.request().is_some())?;
        let times = asked.started.zip(post.started).or_else(|| asked.date.zip(post.date))?;
        let took = times.1.duration_since(times.0);
        let is_long = took > LONG && customer.may_have_failed();
        is_long.then(|| {
            let found = Found::certain("some minutes", format!("{} minutes", took.as_secs() / 60));
            let is_told = customer.told_of("login-took-too-long").is_some();
            found.at(if is_told { Certainty::Certain } else { Certainty::Likely })
        })
    },
};
