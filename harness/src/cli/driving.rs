//! How the SP is driven, for commands that do a few logins: engine, browser, and where the mock IdP is.

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::Args;
use url::Url;

use super::{Failure, address, key_cache};
use crate::run::browser::{BrowserKind, BrowserOptions};
use crate::run::{EngineName, IdpOptions, RunOptions};

/// Which engine, which browser, which IdP.
#[derive(Clone, Debug, Default, Args)]
pub(super) struct Driving {
    /// How the SP is driven
    #[arg(long, value_enum, default_value = "browser")]
    pub(super) engine: EngineName,
    #[command(flatten)]
    browser: BrowserArguments,
    /// A host besides this machine whose SP may be attacked: you own it, or have its owner's permission (repeatable)
    #[arg(long, value_name = "HOST", value_parser = crate::plan::host)]
    pub(super) i_own: Vec<String>,
    #[command(flatten)]
    idp: IdpAddress,
}

/// Which browser, and how.
#[derive(Clone, Debug, Default, Args)]
pub(super) struct BrowserArguments {
    /// Which browser
    #[arg(long, value_enum, default_value = "chromium")]
    pub(super) browser: BrowserKind,
    /// A Selenium Grid or any W3C WebDriver endpoint that runs already
    #[arg(long, value_name = "URL", value_parser = address::webdriver)]
    pub(super) webdriver: Option<String>,
    /// Show the browser's window
    #[arg(long)]
    pub(super) headed: bool,
    /// One more argument for the browser, as `--browser-arg=--no-sandbox` (repeatable; also SAML_HARNESS_BROWSER_ARGS)
    #[arg(long, value_name = "ARG", allow_hyphen_values = true)]
    pub(super) browser_arg: Vec<String>,
}

/// Where the mock IdP is, and what it speaks.
#[derive(Clone, Debug, Default, Args)]
pub(super) struct IdpAddress {
    /// Address and port at which the mock IdP listens (a free port of loopback when absent)
    #[arg(long, value_name = "ADDR")]
    pub(super) idp_listen: Option<SocketAddr>,
    /// Where browsers reach the mock IdP (`http://idp.localhost` and its port when absent); names below the host lead there, too
    #[arg(long, value_name = "URL", value_parser = address::idp_url)]
    idp_url: Option<Url>,
    /// Serve the mock IdP on https, as `tls = true` under the target file's `[idp]` does
    #[arg(long)]
    idp_tls: bool,
}

impl Driving {
    /// Which browser.
    pub(super) fn browser(&self) -> BrowserOptions {
        self.browser.options()
    }

    /// A run so driven, whose screenshots go to the folder `evidence`.
    pub(super) fn options(&self, evidence: PathBuf) -> Result<RunOptions, Failure> {
        let (browser, idp, key_cache) = (self.browser(), self.idp.options()?, key_cache());
        let owned = self.i_own.clone();
        Ok(RunOptions { browser, idp, key_cache, owned, ..RunOptions::new(self.engine, evidence) })
    }
}

impl BrowserArguments {
    /// The same for a run.
    pub(super) fn options(&self) -> BrowserOptions {
        BrowserOptions {
            kind: self.browser,
            webdriver: self.webdriver.clone(),
            headed: self.headed,
            arguments: self.browser_arg.clone(),
            idp_authority: None,
        }
    }
}

impl IdpAddress {
    /// The same for a run; an error where they contradict each other.
    pub(super) fn options(&self) -> Result<IdpOptions, Failure> {
        if self.idp_tls && self.idp_url.as_ref().is_some_and(|url| url.scheme() == "http") {
            let message =
                "`--idp-tls` puts the IdP on https, and `--idp-url` says http; write https, or leave `--idp-tls` out";
            return Err(Failure::Usage(message.to_owned()));
        }
        Ok(IdpOptions { listen: self.idp_listen, url: self.idp_url.clone(), tls: self.idp_tls })
    }

    /// As they were written on the command line.
    pub(super) fn words(&self) -> Vec<String> {
        let mut words = Vec::new();
        self.idp_listen.iter().for_each(|address| words.extend(["--idp-listen".to_owned(), address.to_string()]));
        self.idp_url.iter().for_each(|url| words.extend(["--idp-url".to_owned(), url.to_string()]));
        if self.idp_tls {
            words.push("--idp-tls".to_owned());
        }
        words
    }
}
