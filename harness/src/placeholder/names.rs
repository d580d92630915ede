//! Which placeholders a file may use.

use mock_idp::recipe::{is_message_placeholder, message_placeholders};

use crate::fixture;

/// What every file may use.
const EVERYWHERE: &[&str] = &[
    "harness",
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
    "second.idp.entity_id",
    "idp.sso_url",
    "idp.certificate_pem",
    "idp.certificate_file",
    "idp.ca_file",
    "idp.ca_pem",
    "idp.admin_url",
    "idp.portal_url",
    "user.email",
    "user.name",
    "user.username",
    "user.name_id",
    "user.first_name",
    "user.last_name",
    "user.password",
];

/// Names known where a template stands; `env.ANYTHING` always is.
#[derive(Clone, Debug)]
pub struct Names {
    names: Vec<String>,
    of_message: bool,
}

impl Names {
    /// What target files and scenarios may use.
    pub fn target() -> Self {
        let everywhere = EVERYWHERE.iter().map(|name| (*name).to_owned());
        let emails = |company: &'static str| fixture::persona_names().map(move |name| format!("{company}{name}.email"));
        let name_ids = fixture::persona_names().map(|name| format!("{name}.name_id"));
        let people = emails("").chain(emails(fixture::SECOND)).chain(name_ids);
        Self { names: everywhere.chain(people).collect(), of_message: false }
    }

    /// What texts of a recipe may use.
    pub fn recipe() -> Self {
        Self { of_message: true, ..Self::target().with(message_placeholders().iter().map(|name| (*name).to_owned())) }
    }

    /// These and `more`.
    #[must_use]
    pub fn with(mut self, more: impl IntoIterator<Item = String>) -> Self {
        self.names.extend(more);
        self
    }

    /// Whether `name` may be used.
    pub fn contains(&self, name: &str) -> bool {
        let of_environment = name.strip_prefix("env.").is_some_and(|variable| !variable.is_empty());
        let known = self.names.iter().any(|n| n == name);
        let made = || {
            is_message_placeholder(name)
                || name.starts_with("digest:")
                || name.starts_with("repeat:")
                || name.starts_with("rest:")
        };
        of_environment || known || self.of_message && made()
    }

    /// All names, but for those of the environment.
    pub fn iter(&self) -> impl Iterator<Item = &str> + Clone {
        self.names.iter().map(String::as_str)
    }
}
