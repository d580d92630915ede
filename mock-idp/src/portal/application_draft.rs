//! What the form of a custom SAML application holds: read from a submission, checked, saved.

use std::collections::BTreeSet;

use openssl::x509::X509;

use super::form::{Submission, choice_from_name};
use crate::organization::{Application, ApplicationId, ApplicationSettings, GroupId, NamedValue, Sign};

/// An application as its form shows it, saved or not.
pub(super) struct ApplicationDraft {
    /// Absent: not created yet.
    pub(super) id: Option<ApplicationId>,
    pub(super) active: bool,
    pub(super) settings: ApplicationSettings,
    pub(super) groups: BTreeSet<GroupId>,
    /// The rows as typed, `name=value` on each line.
    pub(super) constant_attributes: String,
    /// The rows as typed, `name=property` on each line.
    pub(super) user_attributes: String,
}

impl ApplicationDraft {
    /// A new Custom SAML App with the defaults.
    pub(super) fn new() -> Self {
        Self {
            id: None,
            active: false,
            settings: ApplicationSettings::default(),
            groups: BTreeSet::new(),
            constant_attributes: String::new(),
            user_attributes: String::new(),
        }
    }

    /// The form of a stored application.
    pub(super) fn of(application: &Application) -> Self {
        Self {
            id: Some(application.id),
            active: application.active,
            settings: application.settings.clone(),
            groups: application.groups.clone(),
            constant_attributes: rows(&application.settings.constant_attributes),
            user_attributes: rows(&application.settings.user_attributes),
        }
    }

    /// Takes over what was submitted and gives what is wrong with it. A text that the form did not have
    /// stays as it is; entity IDs keep their blanks, as at JumpCloud, where a pasted blank is a real mistake.
    pub(super) fn read(&mut self, submission: &Submission) -> Vec<String> {
        let mut problems = Vec::new();
        let settings = &mut self.settings;
        let text = |name: &str, into: &mut String| {
            if let Some(value) = submission.get(name) {
                value.clone_into(into);
            }
        };
        text("display_label", &mut settings.display_label);
        settings.display_label = settings.display_label.trim().to_owned();
        text("description", &mut settings.description);
        settings.description = settings.description.replace("\r\n", "\n").trim().to_owned();
        text("idp_entity_id", &mut settings.idp_entity_id);
        text("sp_entity_id", &mut settings.sp_entity_id);
        text("groups_attribute_name", &mut settings.groups_attribute_name);
        text("default_relay_state", &mut settings.default_relay_state);
        text("login_url", &mut settings.login_url);
        text("name_id_format", &mut settings.name_id_format);
        text("authn_context_class", &mut settings.authn_context_class);
        if submission.get("acs_urls").is_some() {
            settings.acs_urls =
                submission.all("acs_urls").filter(|url| !url.trim().is_empty()).map(ToOwned::to_owned).collect();
        }
        settings.show_in_portal = submission.ticked("show_in_portal");
        settings.include_groups = submission.ticked("include_groups");
        settings.declare_redirect_endpoint = submission.ticked("declare_redirect_endpoint");
        settings.include_key_info = submission.ticked("include_key_info");
        settings.sign = read_sign(submission, settings.sign);
        choice(submission, "subject_field", "SAMLSubject NameID", &mut settings.subject_field, &mut problems);
        choice(
            submission,
            "signature_algorithm",
            "Signature Algorithm",
            &mut settings.signature_algorithm,
            &mut problems,
        );
        choice(
            submission,
            "unverifiable_request",
            "Unverifiable Request",
            &mut settings.unverifiable_request,
            &mut problems,
        );
        number(submission, "not_before_seconds", "NotBefore", &mut settings.not_before_seconds, &mut problems);
        number(
            submission,
            "not_on_or_after_seconds",
            "NotOnOrAfter",
            &mut settings.not_on_or_after_seconds,
            &mut problems,
        );
        if self.id.is_none() {
            submission.text("idp_url_suffix").trim().clone_into(&mut settings.idp_url_suffix);
            if settings.idp_url_suffix.is_empty() {
                settings.idp_url_suffix = suffix_from_label(&settings.display_label);
            } else if !settings.idp_url_suffix.chars().all(allowed_in_suffix) {
                problems.push("IDP URL may only hold letters, digits, -, ., _ and ~".to_owned());
            }
        }
        if submission.get("sp_certificate").or(submission.get("sp_certificate_pem")).is_some() {
            settings.sp_certificate = submission.file_or_text("sp_certificate", "sp_certificate_pem");
        }
        self.groups = submission.all("group").filter_map(|id| id.parse().ok()).map(GroupId).collect();
        text("constant_attributes", &mut self.constant_attributes);
        text("user_attributes", &mut self.user_attributes);
        attributes(&self.constant_attributes, "Constant Attributes", &mut settings.constant_attributes, &mut problems);
        attributes(&self.user_attributes, "User Attributes", &mut settings.user_attributes, &mut problems);
        let mut all = self.missing();
        all.append(&mut problems);
        all
    }

    fn missing(&self) -> Vec<String> {
        let settings = &self.settings;
        let mut problems: Vec<String> = [
            ("Display Label", settings.display_label.as_str()),
            ("IdP Entity ID", &settings.idp_entity_id),
            ("SP Entity ID", &settings.sp_entity_id),
            ("ACS URL", settings.acs_urls.first().map_or("", String::as_str)),
        ]
        .into_iter()
        .filter(|(_, value)| value.trim().is_empty())
        .map(|(field, _)| format!("{field} is required"))
        .collect();
        if !settings.sp_certificate.is_empty() && X509::from_pem(settings.sp_certificate.as_bytes()).is_err() {
            problems.push("SP Certificate is not a PEM certificate".to_owned());
        }
        problems
    }
}

/// The radio decides when it was moved away from what the page showed; else the older checkbox, which
/// knows only "assertion" and "response", when it was.
fn read_sign(submission: &Submission, stored: Sign) -> Sign {
    let shown = submission.get("sign_shown").and_then(choice_from_name).unwrap_or(stored);
    if let Some(radio) = submission.get("sign").and_then(choice_from_name::<Sign>)
        && radio != shown
    {
        return radio;
    }
    match (shown.assertion(), submission.ticked("sign_assertion")) {
        (false, true) => Sign::Assertion,
        (true, false) => Sign::Response,
        _ => shown,
    }
}

fn choice<T: serde::de::DeserializeOwned>(
    submission: &Submission,
    name: &str,
    label: &str,
    into: &mut T,
    problems: &mut Vec<String>,
) {
    if let Some(text) = submission.get(name) {
        match choice_from_name(text) {
            Some(value) => *into = value,
            None => problems.push(format!("{label} has no choice {text}")),
        }
    }
}

fn number(submission: &Submission, name: &str, label: &str, into: &mut i64, problems: &mut Vec<String>) {
    if let Some(text) = submission.get(name) {
        match text.trim().parse() {
            Ok(value) => *into = value,
            Err(_) => problems.push(format!("{label} must be a whole number of seconds")),
        }
    }
}

fn attributes(text: &str, label: &str, into: &mut Vec<NamedValue>, problems: &mut Vec<String>) {
    into.clear();
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        match line.split_once('=') {
            Some((name, value)) if !name.trim().is_empty() => {
                into.push(NamedValue { name: name.trim().to_owned(), value: value.trim().to_owned() });
            }
            _ => problems.push(format!("{label} must be name=value on each line, not {line}")),
        }
    }
}

fn rows(attributes: &[NamedValue]) -> String {
    attributes.iter().map(|row| format!("{}={}", row.name, row.value)).collect::<Vec<_>>().join("\n")
}

fn allowed_in_suffix(c: char) -> bool {
    c.is_ascii_alphanumeric() || "-._~".contains(c)
}

/// The label in lower case with `-` for blanks, less what would have to be escaped in a URL's path.
fn suffix_from_label(label: &str) -> String {
    let joined = label.to_lowercase().split_whitespace().collect::<Vec<_>>().join("-");
    let suffix: String = joined.chars().filter(|c| allowed_in_suffix(*c)).collect();
    // A path segment of dots alone would be taken for a relative reference.
    if suffix.chars().all(|c| c == '.') { "application".to_owned() } else { suffix }
}
