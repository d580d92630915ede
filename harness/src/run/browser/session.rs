//! One browser session: gestures in, pages and documents out. Commands are few and fat, since each costs a
//! round trip (on a Grid a dear one): one script does a whole form, one script reads a whole page.

use std::time::{Duration, Instant};

use fantoccini::error::CmdError;
use fantoccini::{Client, ClientBuilder};
use http_browser::Trust;
use serde_json::Value;

use super::capabilities::{capabilities, described, unfit};
use super::driver::Driver;
use super::find::{Found, find, find_firefox};
use super::firefox::{BEGINS, Told};
use super::kind::BrowserKind;
use super::obedience::unless_navigated;
use super::page::LOOK;
use super::parts::Parts;
use super::windows::{is_gone, window_gone};
use super::wire::Wire;
use crate::run::RunError;
use crate::run::engine::Source;
use crate::run::error::TimeOut;

/// How long an element may take to appear. The page has settled before, so only scripts that draw late need it; each
/// wrong selector costs this much before it is reported.
pub(super) const ELEMENT: Duration = Duration::from_secs(5);
/// How long a page may take to settle. Beyond what a person waits for; three such pages still fit the time of a case.
const SETTLE: Duration = Duration::from_secs(20);
/// How long a page's own fetches are waited for once its document is there. Pages that poll or stream are never quiet, so
/// the end of all fetches cannot be a condition.
const QUIET: Duration = Duration::from_secs(2);
/// How many documents one gesture may lead to. Sign-ons take ten; an SP that does not know at its pages whom it has signed
/// in goes to the IdP and back for ever.
const ROUND_AND_ROUND: usize = 60;
/// Pause between two looks. A look costs a round trip of some milliseconds by itself: a longer pause would add up over
/// thousands of pages, none at all would keep a core busy.
pub(super) const POLL: Duration = Duration::from_millis(4);

/// Which browser to use, and how.
#[derive(Clone, Debug, Default)]
pub struct BrowserOptions {
    /// Which browser.
    pub kind: BrowserKind,
    /// A driver that runs already (Selenium Grid or any W3C WebDriver endpoint).
    pub webdriver: Option<String>,
    /// With a window.
    pub headed: bool,
    /// More arguments for the browser, as `--proxy-server=…`; the words of `SAML_HARNESS_BROWSER_ARGS` come on top.
    pub arguments: Vec<String>,
    /// The certificate (PEM) of the authority that made the mock IdP's, which this browser alone is to trust.
    pub idp_authority: Option<String>,
}

/// A browser of our own, emptied between cases.
#[derive(Debug)]
pub struct Browser {
    pub(super) client: Client,
    pub(super) driver: Option<Driver>,
    /// What must still run when a case is through; of a browser of our own.
    pub(super) parts: Parts,
    /// What tells of requests and pages, where the browser has no DevTools.
    pub(super) told: Option<Told>,
    pub(super) wire: Wire,
    pub(super) name: String,
    pub(super) waited: Duration,
    /// What `look.js` returned when the page settled, as long as nothing was done since.
    pub(super) settled: Option<Value>,
    /// How long a page may take to settle.
    patience: Duration,
    /// Why the page did not settle when it was last waited for.
    pub(super) unsettled: Option<String>,
    pub(super) scripts_off: bool,
    /// The window that is looked at, the windows that are known, and those from which others were opened.
    pub(super) window: Option<String>,
    pub(super) windows: Vec<String>,
    pub(super) openers: Vec<String>,
    /// What gestures met that led to nothing, since the last look.
    pub(super) notes: Vec<String>,
    /// What the page looked like when it was last looked at.
    pub(super) likeness: Option<String>,
    /// Its source then.
    pub(super) source: Option<Source>,
    /// The request that a page came by, and the page's source as it was sent then.
    pub(super) served: Option<(String, String)>,
}

impl BrowserOptions {
    /// Browser and driver of this machine, which [`Browser::start`] would start; none where a driver runs already.
    pub fn find(&self) -> Result<Option<Found>, RunError> {
        match (&self.webdriver, self.kind) {
            (Some(_), _) => Ok(None),
            (None, BrowserKind::Chromium) => find(self.headed).map(Some),
            (None, BrowserKind::Firefox) => find_firefox().map(Some),
        }
    }
}

impl Browser {
    /// Starts driver and browser, or a session at a running driver; it takes the certificates that the machine trusts.
    pub async fn start(options: &BrowserOptions) -> Result<Self, RunError> {
        Self::trusting(options, &Trust::default()).await
    }

    /// The same, and it takes the certificates that `trust` takes.
    pub async fn trusting(options: &BrowserOptions, trust: &Trust) -> Result<Self, RunError> {
        let found = options.find()?;
        let driver = match &found {
            Some(found) => Some(Driver::of(options.kind, found).await?),
            None => None,
        };
        let own = driver.as_ref().map(Driver::url);
        let url = own.or_else(|| options.webdriver.clone()).expect("a driver is started where none was given");
        let capabilities = capabilities(found.as_ref(), options, trust)?;
        let mut builder = ClientBuilder::native();
        if let Value::Object(capabilities) = capabilities {
            builder.capabilities(capabilities);
        }
        let connected = builder.connect(&url).await;
        let client = match connected {
            Ok(client) => client,
            Err(error) => {
                if let Some(driver) = driver {
                    driver.stop().await;
                }
                return Err(unfit(error, found, &url).into());
            }
        };
        let name = described(&client, found.as_ref()).await;
        let told = match options.kind {
            BrowserKind::Chromium => None,
            BrowserKind::Firefox => match Told::of(&client).await {
                Ok(told) => Some(told),
                Err(error) => {
                    let _ = client.close().await;
                    if let Some(driver) = driver {
                        driver.stop().await;
                    }
                    return Err(error);
                }
            },
        };
        let mut browser = Self {
            client,
            parts: driver.as_ref().map(Driver::parts).unwrap_or_default(),
            driver,
            told,
            wire: Wire::default(),
            name,
            waited: Duration::ZERO,
            settled: None,
            patience: SETTLE,
            unsettled: None,
            scripts_off: false,
            window: None,
            windows: Vec::new(),
            openers: Vec::new(),
            notes: Vec::new(),
            likeness: None,
            source: None,
            served: None,
        };
        browser.window = Some(String::from(browser.client.window().await?));
        browser.know_windows().await?;
        if browser.driver.is_none() && browser.told.is_none() {
            browser.has_devtools(&url).await?;
        }
        Ok(browser)
    }

    /// Waits no longer than `limit` for a page to settle.
    pub fn wait_at_most(&mut self, limit: Duration) {
        self.patience = limit;
    }

    /// Waits until no tab is on its way to another page and the page's own fetches are done. Where the window has closed
    /// itself, that is the page of the window from which it was opened.
    pub(super) async fn settle(&mut self) -> Result<(), RunError> {
        loop {
            match self.settle_window().await {
                Err(error) if window_gone(&error) => self.return_to_opener().await?,
                settled => return settled,
            }
        }
    }

    async fn settle_window(&mut self) -> Result<(), RunError> {
        // What was read before is of another page.
        (self.settled, self.unsettled) = (None, None);
        let begun = Instant::now();
        let mut arrived: Option<Instant> = None;
        loop {
            self.drain_log().await?;
            if self.wire.documents_settled() {
                let arrived = *arrived.get_or_insert_with(Instant::now);
                let Some(seen) = unless_navigated(self.script(LOOK, Vec::new()).await)? else { continue };
                // The script may have started the next navigation: only a log read after the look shows that.
                let ready = seen["ready"].as_bool().unwrap_or_default();
                self.drain_log().await?;
                let is_settled = ready && self.wire.documents_settled();
                if is_settled && (self.wire.quiet() || arrived.elapsed() > QUIET) && self.begins_nothing().await? {
                    self.settled = Some(seen);
                    return Ok(());
                }
            } else {
                arrived = None;
                // The log of a window that closes itself ends in the middle.
                if !self.openers.is_empty() && self.has_closed().await? {
                    self.return_to_opener().await?;
                    continue;
                }
            }
            if self.wire.count() > ROUND_AND_ROUND {
                self.unsettled = Some(format!("it went on to another page {ROUND_AND_ROUND} times, and still would"));
                self.stop_loading().await?;
                self.wire.give_up();
                return Ok(());
            }
            if begun.elapsed() > self.patience {
                let seconds = self.patience.as_secs_f32();
                self.unsettled = Some(format!("it did not settle within {seconds} s"));
                // Requests that never end would keep every later page unsettled, too.
                self.wire.give_up();
                return Ok(());
            }
            tokio::time::sleep(POLL).await;
        }
    }

    /// Whether the page stays settled: in a browser that says too late that it is about to go on, some time after.
    async fn begins_nothing(&mut self) -> Result<bool, RunError> {
        if self.told.is_none() {
            return Ok(true);
        }
        tokio::time::sleep(BEGINS).await;
        self.drain_log().await?;
        Ok(self.wire.documents_settled())
    }

    /// What `script` returns, asked again as long as the page is on its way to the next one.
    pub(super) async fn ask(&mut self, script: &str, arguments: Vec<Value>) -> Result<Value, RunError> {
        let begun = Instant::now();
        loop {
            let answer = self.script(script, arguments.clone()).await;
            if answer.as_ref().is_err_and(is_gone) {
                self.return_to_opener().await?;
                self.settle().await?;
                continue;
            }
            if let Some(answer) = unless_navigated(answer)? {
                return Ok(answer);
            }
            if begun.elapsed() > self.patience {
                return Err(TimeOut::Navigating.into());
            }
        }
    }

    pub(super) async fn script(&mut self, script: &str, arguments: Vec<Value>) -> Result<Value, CmdError> {
        self.settled = None;
        let begun = Instant::now();
        let answer = self.client.execute(script, arguments).await;
        self.waited += begun.elapsed();
        answer
    }

    /// The same for a script that answers when it is ready.
    pub(super) async fn script_async(&mut self, script: &str, arguments: Vec<Value>) -> Result<Value, CmdError> {
        self.settled = None;
        let begun = Instant::now();
        let answer = self.client.execute_async(script, arguments).await;
        self.waited += begun.elapsed();
        answer
    }
}
