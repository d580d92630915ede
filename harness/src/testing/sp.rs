//! An SP in the test of a feature: what it is, and what is done with it.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use axum::Router;
use mock_idp::organization::KeyPool;

use super::description::Origin;
use super::error::Error;
use super::execution::Execution;
use super::login::CompanyLogin;
use super::place;
use super::scenario_run::ScenarioRun;
use super::sp_builder::SpBuilder;
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
    owned: Vec<String>,
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
        SpOfFile { file: file.into(), settings: RunSettings::default() }
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
        for host in &self.owned {
            options.extend(["--i-own".to_owned(), host.clone()]);
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
        let owned = self.owned.clone();
        let run = Execution { plan, target, engine, jobs: 1, in_process, owned, call };
        run.judged(report).await.map_err(Error::new)
    }
}

/// How SPs are run, whatever they are.
#[derive(Clone, Debug, Default)]
pub(super) struct RunSettings {
    pub(super) engine: EngineName,
    pub(super) catalogues: Vec<PathBuf>,
    /// Hosts whose SP may be attacked.
    pub(super) owned: Vec<String>,
}

/// The SP of a target file; made by [`Sp::target`].
#[derive(Clone, Debug)]
#[must_use = "nothing is started before `start()`"]
pub struct SpOfFile {
    file: PathBuf,
    settings: RunSettings,
}

impl SpOfFile {
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

    /// Reads the target file, and starts the SP once to see that it comes up.
    pub async fn start(self) -> Result<Sp, Error> {
        let target = crate::target::load(&self.file).map_err(|faults| Error::new(faults.to_string()))?;
        start(target, Some(self.file), None, self.settings).await
    }
}

/// Reads the scenarios, and starts the SP once to see that it comes up.
pub(super) async fn start(
    target: Target,
    target_file: Option<PathBuf>,
    in_process: Option<InProcess>,
    settings: RunSettings,
) -> Result<Sp, Error> {
    let loaded = Arc::new(catalogue::load(&settings.catalogues)?);
    let RunSettings { engine, catalogues, owned } = settings;
    comes_up(&target, &in_process).await?;
    Ok(Sp { target, engine, target_file, in_process, catalogues, owned, loaded })
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
