//! Which placeholders a file may use.

use crate::fixture;

/// What every file may use.
const EVERYWHERE: &[&str] = &[
    "port",
    "company",
    "sp.base_url",
    "sp.entity_id",
    "sp.acs_url",
    "sp.metadata_url",
    "sp.certificate_file",
    "sp.certificate_pem",
    "idp.metadata_file",
    "idp.metadata_xml",
    "idp.metadata_url",
    "idp.entity_id",
    "idp.sso_url",
    "idp.certificate_pem",
    "idp.certificate_file",
    "idp.admin_url",
    "idp.portal_url",
    "user.email",
    "user.name",
    "user.first_name",
    "user.last_name",
    "user.password",
];

/// What texts of a recipe may use besides: the message in hand, and what is drawn or made for it.
const OF_MESSAGE: &[&str] = &[
    "value",
    "request.id",
    "relay_state",
    "response.id",
    "assertion.id",
    NOW,
    "random",
    "canary",
    "organization.certificate",
    "stranger.certificate",
];

/// The organization's time; `{now-1h}` and the like are known with it.
const NOW: &str = "now";

/// Whether `text` is a sign, a number and a unit, as `-90s`, `+10m`, `+1h`, `-3650d`.
pub(crate) fn is_offset(text: &str) -> bool {
    let number = text.strip_prefix(['+', '-']).and_then(|rest| rest.strip_suffix(['s', 'm', 'h', 'd']));
    number.is_some_and(|digits| !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()))
}

/// Names known where a template stands; `env.ANYTHING` always is.
#[derive(Clone, Debug)]
pub struct Names(Vec<String>);

impl Names {
    /// What target files and scenarios may use.
    pub fn target() -> Self {
        let everywhere = EVERYWHERE.iter().map(|name| (*name).to_owned());
        let people = fixture::personas("").into_iter().map(|persona| format!("{}.email", persona.name));
        Self(everywhere.chain(people).collect())
    }

    /// What texts of a recipe may use.
    pub fn recipe() -> Self {
        Self::target().with(OF_MESSAGE.iter().map(|name| (*name).to_owned()))
    }

    /// These and `more`.
    #[must_use]
    pub fn with(mut self, more: impl IntoIterator<Item = String>) -> Self {
        self.0.extend(more);
        self
    }

    /// Whether `name` may be used.
    pub fn contains(&self, name: &str) -> bool {
        let known = |name: &str| self.0.iter().any(|n| n == name);
        let of_environment = name.strip_prefix("env.").is_some_and(|variable| !variable.is_empty());
        of_environment || known(name) || name.strip_prefix(NOW).is_some_and(is_offset) && known(NOW)
    }

    /// All names, but for those of the environment.
    pub fn iter(&self) -> impl Iterator<Item = &str> + Clone {
        self.0.iter().map(String::as_str)
    }
}
