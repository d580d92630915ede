//! What a recipe is carried out on.

use std::sync::Arc;

use jiff::Timestamp;

use super::Fault;
use crate::directory::{ApplicationSettings, User};
use crate::key::KeyPair;
use crate::message::compose::Vouching;
use crate::message::response::Response;

/// A person, with the groups through which they may use the application.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// The user record.
    pub user: User,
    /// Names of groups.
    pub groups: Vec<String>,
}

/// Whom the IdP knows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum People {
    /// These.
    Known(Vec<Person>),
    /// Anybody: on a sample, whoever is named is made up.
    Anybody,
}

/// One answer of the IdP: everything that the message is made from, as plain values.
#[derive(Clone, Debug)]
pub struct Scene {
    /// Settings of the application.
    pub settings: ApplicationSettings,
    /// The application's key pair, called `organization` in recipes.
    pub key_pair: Arc<KeyPair>,
    /// The application's IdP metadata, unsigned.
    pub metadata: String,
    /// Whom the IdP vouches for.
    pub person: Person,
    /// Everybody else.
    pub people: People,
    /// Where the Response goes.
    pub acs_url: String,
    /// ID of the AuthnRequest; absent for an unsolicited response.
    pub in_response_to: Option<String>,
    /// RelayState that travels along.
    pub relay_state: Option<String>,
    /// The organization's present moment.
    pub now: Timestamp,
    /// Responses sent before, oldest first, each as its octets were before encoding.
    pub earlier: Vec<Vec<u8>>,
    /// A URL at the IdP whose callers are noted.
    pub canary: String,
}

impl Scene {
    /// The typed Response for `person` at `now`, under fresh IDs.
    pub fn response(&self, person: &Person, now: Timestamp) -> Result<Response, Fault> {
        let vouching = Vouching {
            settings: &self.settings,
            user: &person.user,
            groups: &person.groups,
            acs_url: &self.acs_url,
            in_response_to: self.in_response_to.as_deref(),
            now,
        };
        Ok(vouching.response()?)
    }

    /// The person with this company e-mail.
    pub fn person(&self, email: &str) -> Result<Person, Fault> {
        match &self.people {
            People::Known(people) => people
                .iter()
                .find(|person| person.user.company_email.eq_ignore_ascii_case(email))
                .cloned()
                .ok_or_else(|| Fault::new(format!("the organization has no user `{email}`"))),
            People::Anybody => {
                let mut person = self.person.clone();
                let name = email.split('@').next().unwrap_or(email);
                let (first, rest) = name.split_at(name.chars().next().map_or(0, char::len_utf8));
                person.user.company_email = email.to_owned();
                person.user.username = name.to_owned();
                person.user.first_name = format!("{}{rest}", first.to_uppercase());
                person.user.last_name = format!("{name}-family");
                Ok(person)
            }
        }
    }
}
