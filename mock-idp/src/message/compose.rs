//! From settings and a person to the Response that vouches for them.

use jiff::{SignedDuration, Timestamp};
use openssl::error::ErrorStack;

use super::response::{Attribute, Response};
use crate::clock::xs_date_time;
use crate::directory::{ApplicationSettings, SubjectField, User};
use crate::random;

/// What a Response is made from.
#[derive(Clone, Copy, Debug)]
pub struct Vouching<'a> {
    /// Of the application that asks.
    pub settings: &'a ApplicationSettings,
    /// Whom the IdP vouches for.
    pub user: &'a User,
    /// Names of the groups through which the user may use the application.
    pub groups: &'a [String],
    /// Where the Response goes.
    pub acs_url: &'a str,
    /// ID of the AuthnRequest; absent for an unsolicited response.
    pub in_response_to: Option<&'a str>,
    /// The moment at which it is made.
    pub now: Timestamp,
}

impl Vouching<'_> {
    /// The Response under fresh IDs.
    pub fn response(&self) -> Result<Response, ErrorStack> {
        let Self { settings, user, now, .. } = *self;
        Ok(Response {
            id: random::id()?,
            assertion_id: random::id()?,
            acs_url: self.acs_url.to_owned(),
            in_response_to: self.in_response_to.map(str::to_owned),
            issue_instant: xs_date_time(now),
            issuer: settings.idp_entity_id.clone(),
            name_id: name_id(settings, user).to_owned(),
            name_id_format: settings.name_id_format.clone(),
            not_before: xs_date_time(shifted(now, settings.not_before_seconds.saturating_neg())),
            not_on_or_after: xs_date_time(shifted(now, settings.not_on_or_after_seconds)),
            audience: settings.sp_entity_id.clone(),
            session_index: random::id()?,
            authn_context_class: settings.authn_context_class.clone(),
            attributes: self.attributes(),
        })
    }

    /// Constant attributes, user attributes, groups: in the order of the page.
    fn attributes(&self) -> Vec<Attribute> {
        let Self { settings, user, groups, .. } = *self;
        let one = |name: &str, value: &str| Attribute { name: name.to_owned(), values: vec![value.to_owned()] };
        let mut attributes: Vec<_> =
            settings.constant_attributes.iter().map(|row| one(&row.name, &row.value)).collect();
        for row in &settings.user_attributes {
            // A property that the user record does not have has no value to send.
            let Some(value) = property(user, &row.value) else { continue };
            attributes.push(one(&row.name, value));
        }
        if settings.include_groups && !settings.groups_attribute_name.is_empty() {
            attributes.push(Attribute { name: settings.groups_attribute_name.clone(), values: groups.to_vec() });
        }
        attributes
    }
}

fn shifted(instant: Timestamp, seconds: i64) -> Timestamp {
    let limit = if seconds < 0 { Timestamp::MIN } else { Timestamp::MAX };
    instant.checked_add(SignedDuration::from_secs(seconds)).unwrap_or(limit)
}

fn property<'a>(user: &'a User, name: &str) -> Option<&'a str> {
    Some(match name {
        "email" => &user.company_email,
        "username" => &user.username,
        "firstname" => &user.first_name,
        "lastname" => &user.last_name,
        "description" => &user.description,
        _ => return None,
    })
}

/// All that an application with `settings` is told of `user` and of nobody else, the NameID first: for each user the same
/// facts in the same order.
pub(crate) fn facts_sent<'a>(settings: &'a ApplicationSettings, user: &'a User) -> impl Iterator<Item = &'a str> {
    let attributes = settings.user_attributes.iter().filter_map(|row| property(user, &row.value));
    std::iter::once(name_id(settings, user)).chain(attributes)
}

/// What the application calls `user`.
pub fn name_id<'a>(settings: &ApplicationSettings, user: &'a User) -> &'a str {
    match settings.subject_field {
        SubjectField::Email => &user.company_email,
        SubjectField::Username => &user.username,
        SubjectField::Firstname => &user.first_name,
        SubjectField::Lastname => &user.last_name,
        SubjectField::Description => &user.description,
    }
}
