//! An SP in the test of a feature: what it is, and what is done with it.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use axum::Router;
use mock_idp::organization::KeyPool;
use toml::Value;

use super::cases::{Subject, Tests};
use super::description::{Description, Origin, signed_in};
use super::error::Error;
use super::execution::Execution;
use super::login::CompanyLogin;
use super::place;
use super::scenario_run::ScenarioRun;
use crate::case_id::CaseId;
use crate::cli::catalogue::{self, Catalogue};
use crate::cli::key_cache;
use crate::judgement::Judgement;
use crate::placeholder::{PlaceholderError, Values};
use crate::plan::{Case, Plan, Selection, plan};
use crate::record::{Call, Snapshots};
use crate::run::{EngineName, IdpOptions, IdpServer, InProcess, ProvisionedSp, RunOptions, with_causes};
use crate::target::Target;

/// What an SP of [`Sp::router`] is told of the customer's IdP, as the customer would paste it into the SSO settings.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Idp {
    /// Its metadata.
    pub metadata_xml: String,
    /// Its entity ID.
    pub entity_id: String,
    /// Its single sign-on URL.
    pub sso_url: String,
    /// The certificate of its key, PEM.
    pub certificate_pem: String,
    /// Where browsers reach the SP itself, as `http://127.0.0.1:40123`.
    pub sp_base_url: String,
}

impl Idp {
    fn of(values: &Values) -> Result<Self, PlaceholderError> {
        Ok(Self {
            metadata_xml: values.expand("{idp.metadata_xml}")?,
            entity_id: values.expand("{idp.entity_id}")?,
            sso_url: values.expand("{idp.sso_url}")?,
            certificate_pem: values.expand("{idp.certificate_pem}")?,
            sp_base_url: values.expand("{sp.base_url}")?,
        })
    }
}

/// A service provider under test, ready for logins.
///
/// ```no_run
/// use saml_harness::{Engine, Sp, Verdict};
/// # fn my_app(idp_metadata: String, base_url: String) -> axum::Router { axum::Router::new() }
///
/// # /*
/// #[tokio::test]
/// # */
/// async fn sales_sees_orders() -> Result<(), saml_harness::Error> {
///     let sp = Sp::router(|idp| my_app(idp.metadata_xml, idp.sp_base_url)).login("/company-login").start().await?;
///
///     let login = sp.company_login().persona("employee").engine(Engine::Http).and_open("/orders").run().await?;
///     assert_eq!(login.signed_in(), Some("employee@acme.test"));
///     assert!(login.page_text().contains("Orders"));
///
///     let forged = sp.scenario("attack/forged-before-signed").engine(Engine::Http).run().await?;
///     forged.assert_verdict(Verdict::Pass);
///     Ok(())
/// }
/// ```
///
/// Each login and each scenario has a fresh IdP and, unless the SP runs already, a fresh SP: nothing that one test did is
/// left for the next.
#[derive(Clone, Debug)]
pub struct Sp {
    pub(super) target: Target,
    pub(super) engine: EngineName,
    target_file: Option<PathBuf>,
    in_process: Option<InProcess>,
    catalogues: Vec<PathBuf>,
    loaded: Arc<Catalogue>,
}

impl Sp {
    /// An SP that is an [`axum`] router (0.8), served in the process of the test on a free port of loopback. `make` is given
    /// what the SP has to know of the IdP; it is called once for each login and each scenario.
    ///
    /// ```no_run
    /// # async fn test() -> Result<(), saml_harness::Error> {
    /// use axum::{Router, routing::get};
    ///
    /// let sp = saml_harness::Sp::router(|idp| Router::new().route("/metadata", get(|| async { idp.entity_id })))
    ///     .entity_id("{sp.base_url}/metadata")
    ///     .acs_url("{sp.base_url}/saml/acs")
    ///     .login("/company-login")
    ///     .fill("input[name=email]", "{user.email}")
    ///     .click("button[type=submit]")
    ///     .signed_in("/me", "#user")
    ///     .start()
    ///     .await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn router(make: impl Fn(Idp) -> Router + Send + Sync + 'static) -> SpBuilder {
        let make = InProcess::new(move |values: &Values| Ok(make(Idp::of(values)?)));
        SpBuilder::new(Origin::Router, Some(make))
    }

    /// An SP that a program serves: its name and its arguments, started in the folder of the package. Its environment has
    /// `PORT`, `SP_BASE_URL` and `IDP_METADATA`, a file, and what [`SpBuilder::env`] adds.
    ///
    /// ```no_run
    /// # async fn test() -> Result<(), saml_harness::Error> {
    /// let sp = saml_harness::Sp::command(["node", "server.js"]).ready("listening").start().await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn command<W: Into<String>>(words: impl IntoIterator<Item = W>) -> SpBuilder {
        SpBuilder::new(Origin::Command(words.into_iter().map(Into::into).collect()), None)
    }

    /// An SP that runs already, at this base URL. How it is given the IdP's metadata has to be said, with [`SpBuilder::toml`].
    ///
    /// ```no_run
    /// # async fn test() -> Result<(), saml_harness::Error> {
    /// let sp = saml_harness::Sp::url("http://127.0.0.1:3000")
    ///     .toml("[provision]\nvia = \"command\"\ncommand = [\"./use-idp\", \"{idp.metadata_file}\"]")
    ///     .start()
    ///     .await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn url(base_url: impl Into<String>) -> SpBuilder {
        SpBuilder::new(Origin::Url(base_url.into()), None)
    }

    /// The SP that a target file describes; a path is taken from the folder of the package, in which Cargo runs tests.
    ///
    /// ```no_run
    /// # async fn test() -> Result<(), saml_harness::Error> {
    /// let sp = saml_harness::Sp::target("sso/target.toml").start().await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn target(file: impl Into<PathBuf>) -> SpOfFile {
        SpOfFile { file: file.into(), manner: Manner::default() }
    }

    /// A login through the customer's IdP, of the employee unless another persona is named.
    pub fn company_login(&self) -> CompanyLogin<'_> {
        CompanyLogin::new(self)
    }

    /// The scenario of the catalogue, or one case of it, with this id: `saml-harness list` names them all.
    pub fn scenario(&self, id: impl Into<String>) -> ScenarioRun<'_> {
        ScenarioRun::new(self, id.into())
    }

    /// The cases with this id, or of the scenario with this id, and what they need beside them.
    pub(super) fn plan(&self, id: &str) -> Result<Plan, Error> {
        let selection = Selection { filters: vec![id.to_owned()], ..Selection::default() };
        let Catalogue { scenarios, guides } = &*self.loaded;
        let plan = plan(scenarios, guides, &self.target, &selection).map_err(|error| Error::new(error.to_string()))?;
        if let Some(other) = plan.cases.iter().find(|case| *case.id != *id && case.id.scenario() != id) {
            let message =
                format!("`{id}` is no scenario and no case; `{}` begins so: name one, or use `tests()`", other.id);
            return Err(Error::new(message));
        }
        let scenarios: Vec<_> = scenarios
            .iter()
            .filter(|scenario| plan.cases.iter().any(|case| case.id.scenario() == &*scenario.id))
            .collect();
        crate::scenario::dry_run(&scenarios).map_err(|error| Error::new(error.to_string()))?;
        Ok(plan)
    }

    /// Runs `plan`, with a report in `report`.
    pub(super) async fn judged(&self, plan: Plan, engine: EngineName, report: &Path) -> Result<Judgement, Error> {
        let mut options = Vec::new();
        if engine == EngineName::Http {
            options.extend(["--engine".to_owned(), "http".to_owned()]);
        }
        for folder in &self.catalogues {
            options.extend(["--catalogue".to_owned(), folder.display().to_string()]);
        }
        let call = Call {
            program: "saml-harness".to_owned(),
            target_file: self.target_file.clone(),
            options,
            snapshots: Snapshots::Off,
            // No command line has an SP that is described in a test.
            repeat: self.target_file.is_none().then(place::repeat),
        };
        let (target, in_process) = (self.target.clone(), self.in_process.clone());
        let run = Execution { plan, target, engine, jobs: 1, in_process, call };
        run.judged(report).await.map_err(Error::new)
    }
}

/// How SPs are run, whatever they are.
#[derive(Clone, Debug, Default)]
struct Manner {
    engine: EngineName,
    catalogues: Vec<PathBuf>,
}

/// The SP of a target file; made by [`Sp::target`].
#[derive(Clone, Debug)]
#[must_use = "nothing is started before `start()`"]
pub struct SpOfFile {
    file: PathBuf,
    manner: Manner,
}

impl SpOfFile {
    /// What drives the SP, unless a login or a scenario says otherwise; absent: a browser.
    pub fn engine(mut self, engine: EngineName) -> Self {
        self.manner.engine = engine;
        self
    }

    /// Adds the scenarios of a folder, as `--catalogue` does.
    pub fn catalogue(mut self, folder: impl Into<PathBuf>) -> Self {
        self.manner.catalogues.push(folder.into());
        self
    }

    /// Reads the target file, and starts the SP once to see that it comes up.
    pub async fn start(self) -> Result<Sp, Error> {
        let target = crate::target::load(&self.file).map_err(|faults| Error::new(faults.to_string()))?;
        start(target, Some(self.file), None, self.manner).await
    }
}

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
    manner: Manner,
}

impl SpBuilder {
    fn new(origin: Origin, in_process: Option<InProcess>) -> Self {
        Self { description: Description::new(origin), in_process, manner: Manner::default() }
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
        self.manner.engine = engine;
        self
    }

    /// Adds the scenarios of a folder, as `--catalogue` does.
    pub fn catalogue(mut self, folder: impl Into<PathBuf>) -> Self {
        self.manner.catalogues.push(folder.into());
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
        let Manner { engine, catalogues } = self.manner;
        let tests = Tests::new(Subject::Described(Box::new(self.description), self.in_process)).engine(engine);
        catalogues.into_iter().fold(tests, Tests::catalogue)
    }

    /// Reads what was said, and starts the SP once to see that it comes up.
    pub async fn start(self) -> Result<Sp, Error> {
        start(self.description.target()?, None, self.in_process, self.manner).await
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

async fn start(
    target: Target,
    target_file: Option<PathBuf>,
    in_process: Option<InProcess>,
    manner: Manner,
) -> Result<Sp, Error> {
    let loaded = Arc::new(catalogue::load(&manner.catalogues)?);
    let Manner { engine, catalogues } = manner;
    comes_up(&target, &in_process).await?;
    Ok(Sp { target, engine, target_file, in_process, catalogues, loaded })
}

/// Starts an SP that is launched, and ends it again.
async fn comes_up(target: &Target, in_process: &Option<InProcess>) -> Result<(), Error> {
    if target.launch.is_none() {
        return Ok(());
    }
    let tried = async {
        let options = IdpOptions { tls: target.idp_tls, ..IdpOptions::default() };
        let idp = IdpServer::start(KeyPool::new(4096, key_cache()), &options).await?;
        crate::run::set_up(target, &|_| ()).await?;
        let case = Case::plain_login(CaseId::of_scenario("login", "start"), "The SP comes up", "");
        let options =
            RunOptions { in_process: in_process.clone(), ..RunOptions::new(EngineName::Http, PathBuf::new()) };
        ProvisionedSp::prepare(target, &idp, &case, &options, 0, 1).await
    };
    let provisioned = tried.await.map_err(|error| Error::new(with_causes(&error)))?;
    if let Some(sp) = provisioned.sp {
        sp.stop().await;
    }
    Ok(())
}
