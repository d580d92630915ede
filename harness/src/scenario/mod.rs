//! A scenario: one login, described in a file; what the customer set, what the person does, what must happen.

mod attacker;
mod draft;
mod dry_run;
mod expect;
mod flow;
mod keeps;
mod load;
mod recipe;
mod resolve;
mod serde_error;
mod settings;
mod step;
mod values;
mod variant;

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use mock_idp::organization::SettingsPatch;
use mock_idp::recipe::{Recipe, Span};
use serde::{Deserialize, Serialize};
use strum::{IntoStaticStr, VariantArray, VariantNames};

use crate::case_id::CaseId;

pub use attacker::Attacker;
pub(crate) use draft::nothing_demanded;
pub use dry_run::{dry_run, recipe_values, sample_scene, try_recipe};
pub(crate) use expect::read_expect;
pub use expect::{Expect, Genuine, Level};
pub use keeps::{Keeps, Kept};
pub use load::{CATEGORIES, load_catalogue, load_over};
pub(crate) use load::{GUIDES, toml_files};
pub(crate) use settings::read_settings_besides;

use recipe::RecipeDraft;

/// How bad it is when the demand is not met.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, IntoStaticStr, VariantArray)]
#[serde(rename_all = "lowercase")]
#[strum(serialize_all = "lowercase")]
#[allow(missing_docs)]
pub enum Severity {
    Low,
    Medium,
    High,
    Critical,
}

impl Severity {
    /// As scenario files and reports write it.
    pub fn word(self) -> &'static str {
        self.into()
    }
}

/// Where a login starts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, IntoStaticStr, VariantArray)]
#[serde(rename_all = "lowercase")]
#[strum(serialize_all = "lowercase")]
pub enum Start {
    /// Company Login at the SP.
    #[default]
    Sp,
    /// The tile in the User Portal.
    Idp,
}

/// One thing the person does. `user` names a persona; absent: the flow's user.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, VariantNames)]
#[serde(rename_all = "kebab-case", tag = "do")]
#[strum(serialize_all = "kebab-case")]
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
    /// Looks up who is signed in now, which must be `signed_in`: a persona, or `nobody`.
    Check {
        /// A persona, or `nobody`.
        signed_in: String,
        /// The company that the persona belongs to: 0 is the lane's own, 1 the other.
        company: usize,
    },
    /// Changes a persona's state at the IdP: `active`, `suspended`, `staged`.
    SetUserState { user: Option<String>, state: String },
    /// Changes settings of the application while it all runs.
    Configure { idp: Box<SettingsPatch> },
    /// Posts a form to a URL (template) from a page of the IdP's site. In `fields` (templates) `{message}` is the last
    /// SAMLResponse that the IdP sent in this case, as it was sent.
    Post { url: String, fields: BTreeMap<String, String> },
    /// Posts a message of this case again, octet for octet: the n-th that the IdP sent, from 1; absent: the last.
    PostAgain { message: Option<usize>, relay_state: Option<String> },
    /// Half a POST to the ACS, whose connection is closed then. No browser takes part.
    CutOffPost,
    /// Another browser: all cookies and storage are gone.
    FreshBrowser,
    /// From now on the IdP sends what the recipe makes. Without any `arm` it does so from the start.
    Arm,
    /// From now on the IdP sends plain responses.
    Disarm,
    /// Sets the organization's clock off the true time: `-1h`, `+10m`, `0`.
    SetClock { offset: Span },
    /// From now on the person's browser runs scripts, or runs none.
    Scripts { on: bool },
    /// Waits, where time itself is tested.
    Wait { seconds: usize },
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
    /// Whether only a browser can show it: scripts, storage, what is drawn.
    #[serde(default)]
    pub needs_browser: bool,
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
    /// What an attacker has in hand.
    pub attacker: Option<Attacker>,
    /// The whole recipe, values filled in.
    pub recipe: Recipe,
    /// The same as the file says it, to point at.
    recipe_draft: Option<Arc<RecipeDraft>>,
    /// The genuine signature that the recipe keeps.
    pub keeps: Option<Keeps>,
    /// Its values, as texts.
    pub with: BTreeMap<String, String>,
    /// What it cites besides.
    pub refs: Vec<String>,
    /// The weaknesses that it catches, where they differ.
    pub detects: Option<Vec<String>>,
}

/// How the SP itself must be set up for a scenario: names of settings that the target file lists under
/// `[provision.settings]`, each with the value wanted. Empty for nearly all.
pub type SpSettings = BTreeMap<String, String>;

/// A scenario as meant: `extends` resolved, defaults filled in.
#[derive(Clone, Debug)]
pub struct Scenario {
    /// `<category>/<name>`: the path below the catalogue without `.toml`.
    pub id: CaseId,
    /// The file.
    pub path: PathBuf,
    /// One line.
    pub title: String,
    /// Why it matters.
    pub why: String,
    /// What the customer has to correct; of misconfigurations alone.
    pub fix: Option<String>,
    /// The sentence by which the SP's page could tell it from what looks the same; of misconfigurations alone.
    pub says: Option<String>,
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
    /// What an attacker has in hand; of attacks alone.
    pub attacker: Option<Attacker>,
    /// The steps that turn the plain response into the one that is sent; empty: it is sent as it is.
    pub recipe: Recipe,
    /// The same as the file says it, to point at; variants have their own.
    recipe_draft: Option<Arc<RecipeDraft>>,
    /// The genuine signature that the recipe keeps; variants have their own.
    pub keeps: Option<Keeps>,
    /// The weaknesses of the reference SP that this catches.
    pub detects: Vec<String>,
}
