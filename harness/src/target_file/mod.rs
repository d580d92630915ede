//! A target as meant: how to start an SP, hand it IdP metadata, log in, and tell who is signed in.

mod load;
mod pace;
mod procedure;
pub(crate) mod steps;
mod trust;

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::Duration;

use http_browser::Trust;
pub use load::{duration, load, load_from, load_text};
use mock_idp::organization::SettingsPatch;
pub use pace::Pace;
pub use procedure::{HttpRequest, Procedure};
use serde::{Deserialize, Serialize};
pub use trust::{CaError, authorities};

use crate::action::Step;
use crate::diagnostic::Diagnostic;
use crate::fixture::{self, Fact};
use crate::outcome::Verdict;
use crate::scenario::SpSettings;

/// When a launched SP is ready.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Ready {
    /// A line on stdout that starts so.
    Line(String),
    /// A URL (template) that answers with a status of 200 to 399, or 401 or 403.
    Url(String),
}

/// How the harness starts and stops the SP.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Launch {
    /// Run once a run, in the target file's folder.
    pub setup: Option<Vec<String>>,
    /// Program and arguments (templates); a relative program is taken from the target file's folder.
    pub command: Vec<String>,
    /// Environment (templates).
    pub env: BTreeMap<String, String>,
    /// How readiness shows.
    pub ready: Ready,
    /// How long that may take.
    pub timeout: Duration,
}

/// Provisioning.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Provision {
    /// How the SP is given IdP metadata.
    pub procedure: Procedure,
    /// Steps at the SP for readers of a guide who set it up in another way: by the guide's name.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub guides: BTreeMap<String, Vec<Step>>,
    /// Companies of an SP with several customers.
    pub companies: Vec<String>,
    /// Settings a scenario may ask for (`[sp]` table of a scenario): the steps that make each value so,
    /// done before the step that carries the guide's `update`, or at the end. Key: `name=value`.
    pub settings: BTreeMap<String, Vec<Step>>,
    /// What the SP is set to without asking, as `name -> value`.
    pub plain: SpSettings,
}

impl Provision {
    /// What the reader of the guide `name` does at the SP: its own steps, else the steps that everybody does; none where nothing
    /// is done in the browser.
    pub fn steps_of_guide(&self, name: &str) -> Option<&[Step]> {
        match (self.guides.get(name), &self.procedure) {
            (Some(steps), _) | (None, Procedure::Browser(steps)) => Some(steps),
            (None, _) => None,
        }
    }
}

/// Company Login.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Login {
    /// Page it starts at.
    pub start: String,
    /// What is done there.
    pub steps: Vec<Step>,
    /// A protected page with `{path}` in it, for deep links.
    pub deep_link: Option<String>,
    /// What is done there; absent: `steps`.
    #[serde(default)]
    pub deep_link_steps: Option<Vec<Step>>,
}

/// What stands in the way wherever it shows, and how it is answered.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Interruption {
    /// The element that shows it.
    pub when: String,
    /// What is done about it, once for each page that shows it.
    pub steps: Vec<Step>,
}

/// Who is signed in.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct SignedIn {
    /// Page to open first.
    pub open: Option<String>,
    /// What is done on the page before it shows the user, as opening a menu.
    #[serde(default)]
    pub steps: Vec<Step>,
    /// Element whose text, or field whose value, is the user; empty where `json` or `script` says who it is.
    pub user: String,
    /// Attribute of that element that is the user, in place of its text.
    #[serde(default)]
    pub attribute: Option<String>,
    /// JSON pointer (RFC 6901) to the user in what `open` answers.
    #[serde(default)]
    pub json: Option<String>,
    /// Which fact of the person is shown; none: that is learned.
    #[serde(default)]
    pub shows: Option<Fact>,
    /// An expression that comes to the user in the page; for the browser engine alone.
    #[serde(default)]
    pub script: Option<String>,
    /// Element that shows that nobody is signed in.
    #[serde(default)]
    pub nobody: Option<String>,
    /// How long the user or the sign of nobody may take to come.
    #[serde(default = "look_up_within")]
    pub timeout: Duration,
}

impl SignedIn {
    /// The look-up that opens `open` and reads the text of the element `user`.
    pub fn of_element(open: Option<String>, user: String) -> Self {
        Self {
            open,
            steps: Vec::new(),
            user,
            attribute: None,
            json: None,
            shows: None,
            script: None,
            nobody: None,
            timeout: look_up_within(),
        }
    }
}

/// How long a look-up may take, unless the target file says otherwise.
fn look_up_within() -> Duration {
    Duration::from_secs(5)
}

/// Known and accepted.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Departure {
    /// Case or scenario id.
    pub scenario: String,
    /// The verdict that is accepted.
    pub verdict: Verdict,
    /// Whether a forged sign-in is accepted, too.
    pub critical: bool,
    /// Why.
    pub reason: String,
    /// Reported when no scenario has this id. The target file alone does not show whether one has.
    #[serde(skip)]
    pub unknown: Option<Diagnostic>,
}

/// A target.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Target {
    /// Its name; also the folder of its snapshots.
    pub name: String,
    /// Folder of the target file.
    pub folder: PathBuf,
    /// The target file.
    pub path: PathBuf,
    /// Mail domain of the people, a template; absent: `{company}.test`.
    #[serde(default)]
    pub mail_domain: Option<String>,
    /// Absent: it runs already.
    pub launch: Option<Launch>,
    /// `base_url`, `entity_id`, `acs_url`, `metadata_url`, `certificate` (a file): templates, as in the file.
    pub sp: BTreeMap<String, String>,
    /// Which certificates are taken of an SP on https, by the browser, the HTTP engine and the harness alike.
    #[serde(default)]
    pub trust: Trust,
    /// A file with certificates that are trusted, too; it is read once the SP is set up.
    #[serde(default)]
    pub ca: Option<PathBuf>,
    /// Whether the customer's IdP is on https.
    #[serde(default)]
    pub idp_tls: bool,
    /// How the customer's IdP is set for this SP, where that differs from the fixture.
    pub idp: SettingsPatch,
    /// How it gets metadata.
    pub provision: Provision,
    /// What takes a company's connection away again when a lane ends.
    #[serde(default)]
    pub teardown: Procedure,
    /// What makes the account of a person who must have one before they log in.
    #[serde(default)]
    pub accounts: Procedure,
    /// Company Login.
    pub login: Login,
    /// What may stand in the way.
    #[serde(default)]
    pub interruptions: Vec<Interruption>,
    /// Who is signed in.
    pub signed_in: SignedIn,
    /// What signs out.
    pub sign_out: Option<Vec<Step>>,
    /// What it says it can do, as `idp_initiated -> true`, `sign_response -> false`.
    pub supports: BTreeMap<String, bool>,
    /// How many logins it takes in a while; absent: as many as there are, until it limits them.
    #[serde(default)]
    pub pace: Option<Pace>,
    /// Known departures.
    pub departures: Vec<Departure>,
}

impl Target {
    /// The mail domain of the people of `company`. Where the target file names one for all companies, it is that of the
    /// first, and the others have domains below it: people of two companies must not have the same addresses.
    pub fn mail_domain_of(&self, company: &str) -> String {
        let Some(template) = &self.mail_domain else { return fixture::mail_domain(company) };
        if template.contains("{company}") {
            return template.replace("{company}", company);
        }
        let first = self.provision.companies.first().map_or("acme", String::as_str);
        if company == first { template.clone() } else { format!("{company}.{template}") }
    }
}
