//! A scenario: one login, described in a file; what the customer set, what the person does, what must happen.

mod draft;
mod expect;
mod flow;
mod load;
mod settings;

use std::path::PathBuf;

use mock_idp::organization::SettingsPatch;
use serde::{Deserialize, Serialize};

pub(crate) use draft::nothing_demanded;
pub(crate) use expect::read_expect;
pub use expect::{Expect, Level};
pub use load::{CATEGORIES, load_catalogue};
pub(crate) use load::{SEVERITIES, toml_files};

/// How bad it is when the demand is not met.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs)]
pub enum Severity {
    Low,
    Medium,
    High,
    Critical,
}

/// Where a login starts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Start {
    /// Company Login at the SP.
    #[default]
    Sp,
    /// The tile in the User Portal.
    Idp,
}

/// One thing the person does. `user` names a persona; absent: the flow's user.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "do")]
#[allow(missing_docs)]
pub enum FlowStep {
    /// The target's login steps. `deep_link`: the SP's protected page (target file: `login.deep_link`, `{path}`)
    /// is opened instead of `login.start`. `twice`: the last click is a double click. `company`: 0 is the lane's own.
    CompanyLogin {
        user: Option<String>,
        deep_link: Option<String>,
        #[serde(default)]
        twice: bool,
        #[serde(default)]
        company: usize,
    },
    /// E-mail, Continue, password, Login, if the IdP asks; nothing when a live session made the IdP answer at once.
    IdpLogin {
        user: Option<String>,
        #[serde(default)]
        company: usize,
    },
    /// The same with a wrong password; stays at the IdP's page.
    IdpWrongPassword { user: Option<String> },
    /// Opens the User Portal (logs in if asked) and clicks the application's tile.
    Tile { user: Option<String> },
    /// Ends the session at the IdP.
    IdpSignOut,
    /// The target's sign-out.
    SignOut,
    /// Opens a URL or path (template).
    Open { url: String },
    /// Opens the IdP URL that Company Login led to, again (a stale bookmark of an AuthnRequest).
    OpenBookmark,
    /// Reloads the page, form data sent again.
    Reload,
    /// The browser's Back button.
    Back,
    /// Opens a new tab and goes there.
    NewTab,
    /// Goes to tab `tab` (0 is the first).
    Tab { tab: usize },
    /// Looks up who is signed in now and holds it against `signed_in`: a persona, or `nobody`.
    Check { signed_in: String },
    /// Changes a persona's state at the IdP: `active`, `suspended`, `staged`.
    SetUserState { user: Option<String>, state: String },
    /// Changes settings of the application while it all runs.
    Configure { idp: Box<SettingsPatch> },
}

/// What the person does.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Flow {
    /// SP or IdP.
    pub start: Start,
    /// Persona; `employee` unless said.
    pub user: String,
    /// In order; empty in the file means the plain ones for `start` (filled in by the loader).
    pub steps: Vec<FlowStep>,
}

/// A variant: the same scenario with other values.
#[derive(Clone, Debug)]
pub struct Variant {
    /// Kebab-case, after the `@`.
    pub name: String,
    /// Settings, over the scenario's.
    pub idp: SettingsPatch,
    /// Flow, where it differs.
    pub flow: Option<Flow>,
    /// Demand, where it differs.
    pub expect: Option<Expect>,
    /// How the SP is to be set up, over the scenario's.
    pub sp: SpSettings,
}

/// How the SP itself must be set up for a scenario: names of settings that the target file lists under
/// `[provision.settings]`, each with the value wanted. Empty for nearly all.
pub type SpSettings = std::collections::BTreeMap<String, String>;

/// A scenario as meant: `extends` resolved, defaults filled in.
#[derive(Clone, Debug)]
pub struct Scenario {
    /// `<category>/<name>`: the path below the catalogue without `.toml`.
    pub id: String,
    /// The file.
    pub path: PathBuf,
    /// One line.
    pub title: String,
    /// Why it matters.
    pub why: String,
    /// Ids of requirements, clauses, CVEs.
    pub refs: Vec<String>,
    /// How bad.
    pub severity: Severity,
    /// The baseline, also the control of a scenario that demands a refusal.
    pub extends: Option<String>,
    /// Settings that differ from the guide's.
    pub idp: SettingsPatch,
    /// Settings of the SP that differ from its plain ones.
    pub sp: SpSettings,
    /// What the person does.
    pub flow: Flow,
    /// Variants; empty: the scenario is one case.
    pub variants: Vec<Variant>,
    /// What must happen.
    pub expect: Expect,
    /// The weakness of the reference SP that this catches.
    pub detects: Option<String>,
}
