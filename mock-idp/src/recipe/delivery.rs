//! How a message travels.

use std::time::Duration;

use serde::{Deserialize, Serialize};

/// Which binding carries the message.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Route {
    /// HTTP-POST (SAML bindings 3.5).
    #[default]
    Post,
    /// HTTP-Redirect (SAML bindings 3.4): deflated, in the query.
    Redirect,
    /// A redirect without any message, as if the artifact of the HTTP-Artifact binding (3.6) were lost.
    ArtifactLess,
}

/// How a form's fields are written (HTML, `enctype`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Enctype {
    /// `application/x-www-form-urlencoded`, the one that SAML bindings 3.5.4 has.
    #[default]
    Urlencoded,
    /// `multipart/form-data`
    Multipart,
    /// `text/plain`
    Text,
}

impl Enctype {
    /// As HTML writes it.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Urlencoded => "application/x-www-form-urlencoded",
            Self::Multipart => "multipart/form-data",
            Self::Text => "text/plain",
        }
    }
}

/// A field of the form, or parameter of the query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// Its name.
    pub name: String,
    /// Its value.
    pub value: String,
}

/// Everything that the IdP's page does with a message.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Delivery {
    /// By which binding.
    pub route: Route,
    /// Where the form goes; for a redirect, where its query is added.
    pub url: String,
    /// How fields are written.
    pub enctype: Enctype,
    /// The fields, in order.
    pub fields: Vec<Field>,
    /// How often in a row the form is posted; 0 counts as once.
    pub times: usize,
    /// How long the IdP takes to answer.
    pub delay: Duration,
    /// The page posts nothing.
    pub hold: bool,
}

impl Delivery {
    /// The plain one: a form with `message` and the RelayState that came along.
    pub(super) fn post(acs_url: &str, message: &str, relay_state: Option<&str>) -> Self {
        Self { url: acs_url.to_owned(), fields: plain_fields(message, relay_state), times: 1, ..Self::default() }
    }

    /// Where a redirect leads.
    pub fn location(&self) -> String {
        let mut query = url::form_urlencoded::Serializer::new(String::new());
        query.extend_pairs(self.fields.iter().map(|field| (&field.name, &field.value)));
        with_query(&self.url, &query.finish())
    }

    /// The RelayState that goes along.
    pub fn relay_state(&self) -> Option<&str> {
        self.fields.iter().find(|field| field.name == RELAY_STATE).map(|field| field.value.as_str())
    }

    /// The same with another RelayState.
    #[must_use]
    pub fn with_relay_state(mut self, text: &str) -> Self {
        match self.fields.iter_mut().find(|field| field.name == RELAY_STATE) {
            Some(field) => text.clone_into(&mut field.value),
            None => self.fields.push(Field { name: RELAY_STATE.to_owned(), value: text.to_owned() }),
        }
        self
    }
}

const RELAY_STATE: &str = "RelayState";

/// SAMLResponse, and RelayState when there is one.
pub(super) fn plain_fields(message: &str, relay_state: Option<&str>) -> Vec<Field> {
    let field = |name: &str, value: &str| Field { name: name.to_owned(), value: value.to_owned() };
    let relay_state = relay_state.map(|text| field(RELAY_STATE, text));
    std::iter::once(field("SAMLResponse", message)).chain(relay_state).collect()
}

/// `url` with `query` added to its own.
pub(super) fn with_query(url: &str, query: &str) -> String {
    if query.is_empty() {
        return url.to_owned();
    }
    format!("{url}{}{query}", if url.contains('?') { '&' } else { '?' })
}
