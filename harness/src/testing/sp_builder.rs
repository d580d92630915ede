//! An SP that a test describes, with the words of a target file.

use std::path::PathBuf;

use toml::Value;

use super::cases::{Subject, Tests};
use super::description::{Description, Origin, signed_in};
use super::error::Error;
use super::sp::{RunSettings, Sp, start};
use crate::run::{EngineName, InProcess};

/// An SP that is being described; made by [`Sp::router`], [`Sp::command`] and [`Sp::url`].
///
/// The words are those of a target file, and so are the texts: `{sp.base_url}`, `{user.email}` and the like are filled in.
/// What is not said is usual:
///
/// | | |
/// |---|---|
/// | base URL | `http://127.0.0.1:{port}` |
/// | entity ID, ACS URL | `{sp.base_url}/metadata`, `{sp.base_url}/acs`; with a `metadata_url` they come from there |
/// | Company Login | begins at `/login`, with nothing to fill in |
/// | who is signed in | the text of `#user` at `/me` |
/// | a command is ready | when that page answers |
#[derive(Clone, Debug)]
#[must_use = "nothing is started before `start()`"]
pub struct SpBuilder {
    description: Description,
    in_process: Option<InProcess>,
    settings: RunSettings,
}

impl SpBuilder {
    pub(super) fn new(origin: Origin, in_process: Option<InProcess>) -> Self {
        Self { description: Description::new(origin), in_process, settings: RunSettings::default() }
    }

    /// Its name in reports.
    pub fn name(self, name: &str) -> Self {
        self.set("", "name", name)
    }

    /// Its entity ID.
    pub fn entity_id(self, id: &str) -> Self {
        self.set("sp", "entity_id", id)
    }

    /// Its assertion consumer service.
    pub fn acs_url(self, url: &str) -> Self {
        self.set("sp", "acs_url", url)
    }

    /// Where its metadata is; entity ID and ACS URL come from there, unless they are said.
    pub fn metadata_url(self, url: &str) -> Self {
        self.set("sp", "metadata_url", url)
    }

    /// The file with its certificate, for an SP that signs its requests or takes encrypted assertions.
    pub fn certificate(self, file: &str) -> Self {
        self.set("sp", "certificate", file)
    }

    /// A variable in the environment of its program; only for [`Sp::command`].
    pub fn env(mut self, name: &str, value: &str) -> Self {
        self.description.add(&format!("[launch.env]\n{} = {}", Value::from(name), Value::from(value)));
        self
    }

    /// The beginning of the line on stdout that says that its program is ready; only for [`Sp::command`].
    pub fn ready(self, line: &str) -> Self {
        self.set("launch", "ready", line)
    }

    /// The page where Company Login begins.
    pub fn login(self, start: &str) -> Self {
        self.set("login", "start", start)
    }

    /// Then: fills in a field of that page.
    pub fn fill(self, selector: &str, with: &str) -> Self {
        self.step(&[("fill", selector), ("with", with)])
    }

    /// Then: clicks something there.
    pub fn click(self, selector: &str) -> Self {
        self.step(&[("click", selector)])
    }

    /// A protected page, with `{path}` in it, for deep links.
    pub fn deep_link(self, page: &str) -> Self {
        self.set("login", "deep_link", page)
    }

    /// Who is signed in: the page `open`, and the element there whose text is the user.
    pub fn signed_in(mut self, open: &str, user: &str) -> Self {
        self.description.replace("signed_in", signed_in(open, "user", user));
        self
    }

    /// Who is signed in, of an SP that says it in JSON: the address `open`, and the pointer (RFC 6901) to the user there.
    pub fn signed_in_json(mut self, open: &str, pointer: &str) -> Self {
        self.description.replace("signed_in", signed_in(open, "json", pointer));
        self
    }

    /// The page that signs out.
    pub fn sign_out(self, open: &str) -> Self {
        self.set("sign_out", "open", open)
    }

    /// What it can do, or cannot, as `idp_initiated`; what is not said is tried.
    pub fn supports(self, what: &str, can: bool) -> Self {
        self.set("supports", what, can)
    }

    /// Anything else that a target file can say, as its text: tables are added to, and what is said twice is as it was said
    /// last.
    pub fn toml(mut self, text: &str) -> Self {
        self.description.add(text);
        self
    }

    /// What drives the SP, unless a login or a scenario says otherwise; absent: a browser.
    pub fn engine(mut self, engine: EngineName) -> Self {
        self.settings.engine = engine;
        self
    }

    /// Adds the scenarios of a folder, as `--catalogue` does.
    pub fn catalogue(mut self, folder: impl Into<PathBuf>) -> Self {
        self.settings.catalogues.push(folder.into());
        self
    }

    /// You own this host, or have its owner's permission: the SP there may be attacked, as with `--i-own`. An SP on this machine
    /// needs no such word.
    pub fn i_own(mut self, host: impl Into<String>) -> Self {
        self.settings.owned.push(host.into());
        self
    }

    /// Its cases as tests, each of its own, as [`tests()`](super::tests) has them of a target file.
    ///
    /// ```no_run
    /// // tests/company_login.rs, with `harness = false`
    /// # fn my_app(idp_metadata: String) -> axum::Router { axum::Router::new() }
    /// fn main() {
    ///     saml_harness::Sp::router(|idp| my_app(idp.metadata_xml)).tests().filter("attack").without_browser().run()
    /// }
    /// ```
    #[allow(clippy::needless_doctest_main, reason = "the example is a whole file")]
    pub fn tests(self) -> Tests {
        let RunSettings { engine, catalogues, owned } = self.settings;
        let tests = Tests::new(Subject::Described(Box::new(self.description), self.in_process)).engine(engine);
        let tests = catalogues.into_iter().fold(tests, Tests::catalogue);
        owned.into_iter().fold(tests, Tests::i_own)
    }

    /// Reads what was said, and starts the SP once to see that it comes up.
    pub async fn start(self) -> Result<Sp, Error> {
        start(self.description.target()?, None, self.in_process, self.settings).await
    }

    fn set(mut self, section: &str, key: &str, value: impl Into<Value>) -> Self {
        self.description.set(section, key, value);
        self
    }

    fn step(mut self, words: &[(&str, &str)]) -> Self {
        let step = words.iter().map(|(key, value)| ((*key).to_owned(), Value::from(*value))).collect();
        self.description.push("login", "steps", step);
        self
    }
}
