//! Who is signed in, as the look-up read it.

use serde::{Deserialize, Serialize};

use super::Page;

/// Who is signed in, looked up on the target's protected page in the same browser: what was read, and no interpretation.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Identity {
    /// What the target's `signed_in` says is the user, byte for byte; absent: no user is shown.
    pub user: Option<String>,
    /// The same of every element that the selector matches, in the page's order, where that is more than one, or where the
    /// target's sign of nobody is there, too, so that none is the user.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub texts: Vec<String>,
    /// By what the look-up was decided.
    #[serde(default)]
    pub sign: Sign,
    /// The page it was read from.
    pub page: Page,
    /// What the last page of the login itself showed, before any page was opened anew; absent: that was not read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub arrived: Option<Arrived>,
}

impl Identity {
    /// What stands where the user would, on a page that has the target's sign of nobody.
    pub fn beside_nobody(&self) -> Option<&str> {
        let text = self.texts.iter().find(|text| !text.trim().is_empty())?;
        (self.sign == Sign::Nobody).then_some(text)
    }
}

/// What the last page of a login shows of who is signed in.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Arrived {
    /// As [`Identity::user`].
    pub user: Option<String>,
    /// As [`Identity::texts`].
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub texts: Vec<String>,
    /// By what that was decided. [`Sign::Absent`] says nothing here: the page after a login need not show the user.
    pub sign: Sign,
}

/// By what a look-up was decided; written in kebab-case.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Sign {
    /// A user is shown.
    User,
    /// A sign that nobody is signed in: the target's `nobody` element, `null` in JSON, HTTP 401 or 403.
    Nobody,
    /// The page led to the IdP, which lets nobody in during a look-up: nobody is signed in.
    LedToIdp,
    /// The page is at rest and shows no user where it would show one: nobody is signed in.
    #[default]
    Absent,
    /// Somebody without a name is signed in: what shows the user is there, which nobody is shown, and it is empty. In words.
    Nameless(String),
    /// Nobody can tell whether somebody is signed in: the reason, in words.
    Unclear(String),
}

impl Sign {
    /// Why nobody can tell whether somebody is signed in, or who.
    pub fn unclear(&self) -> Option<&str> {
        match self {
            Self::Unclear(reason) | Self::Nameless(reason) => Some(reason),
            _ => None,
        }
    }
}

impl Identity {
    /// The user as a person reads it: without the white space around it.
    pub fn shown(&self) -> Option<&str> {
        self.user.as_deref().map(str::trim).filter(|user| !user.is_empty())
    }

    /// Who is signed in, for a reader.
    pub fn in_words(&self) -> &str {
        match (self.shown(), &self.sign) {
            (Some(user), _) => user,
            (None, Sign::Nameless(_)) => "somebody without a name",
            (None, _) => "nobody",
        }
    }
}
