//! Which browser and driver there are, and how to get them.

use std::path::{Path, PathBuf};

use crate::run::RunError;
use crate::run::error::BrowserError;

/// A browser and the driver that fits it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The browser's binary.
    pub browser: PathBuf,
    /// chromedriver, or geckodriver.
    pub driver: PathBuf,
    /// The small headless build, which is always headless and takes no `--headless` flag.
    pub headless_shell: bool,
}

/// Debian packages that hold what is needed.
pub const PACKAGES: [&str; 3] = ["chromium", "chromium-driver", "chromium-headless-shell"];

/// Variables that name the driver and the browser.
pub(super) const NAMED: [&str; 2] = ["SAML_HARNESS_CHROMEDRIVER", "SAML_HARNESS_CHROMIUM"];

/// The binaries of Debian's headless shell; its starter on PATH is a script that does not pass signals on.
const HEADLESS_SHELL: [&str; 2] = ["/usr/lib/chromium/chromium-headless-shell", "/usr/lib/chromium/headless_shell"];
const FIREFOX: [&str; 2] = ["firefox-esr", "firefox"];
const CHROMIUM: [&str; 4] = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/// Looks on PATH. `headed` rules the headless shell out. The variables `SAML_HARNESS_CHROMIUM` and
/// `SAML_HARNESS_CHROMEDRIVER` name binaries that stand elsewhere.
pub fn find(headed: bool) -> Result<Found, RunError> {
    let driver = named(NAMED[0])?.or_else(|| on_path("chromedriver"));
    let named_browser = named(NAMED[1])?;
    let shell = HEADLESS_SHELL.iter().map(PathBuf::from).find(|p| p.is_file());
    let (browser, headless_shell) = match (named_browser, shell) {
        (Some(browser), _) => {
            let is_shell = browser.to_string_lossy().contains("headless");
            (Some(browser), is_shell)
        }
        (None, Some(shell)) if !headed => (Some(shell), true),
        _ => (CHROMIUM.iter().find_map(|name| on_path(name)), false),
    };
    match (browser, driver) {
        (Some(browser), Some(driver)) => Ok(Found { browser, driver, headless_shell }),
        (browser, driver) => Err(missing(browser.is_none(), driver.is_none())),
    }
}

/// Looks for Firefox and geckodriver on PATH. The variables `SAML_HARNESS_FIREFOX` and `SAML_HARNESS_GECKODRIVER` name
/// binaries that stand elsewhere.
pub fn find_firefox() -> Result<Found, RunError> {
    let driver = named("SAML_HARNESS_GECKODRIVER")?.or_else(|| on_path("geckodriver"));
    let browser = named("SAML_HARNESS_FIREFOX")?.or_else(|| FIREFOX.iter().find_map(|name| on_path(name)));
    match (browser, driver) {
        (Some(browser), Some(driver)) => Ok(Found { browser, driver, headless_shell: false }),
        (None, Some(_)) => Err(BrowserError::NoFirefox { what: "Firefox is not" }.into()),
        (Some(_), None) => Err(BrowserError::NoFirefox { what: "geckodriver is not" }.into()),
        (None, None) => Err(BrowserError::NoFirefox { what: "neither Firefox nor geckodriver is" }.into()),
    }
}

fn missing(browser: bool, driver: bool) -> RunError {
    let what = match (browser, driver) {
        (true, true) => "neither Chromium nor chromedriver is",
        (true, false) => "Chromium is not",
        _ => "chromedriver is not",
    };
    BrowserError::NotFound { what }.into()
}

fn named(variable: &'static str) -> Result<Option<PathBuf>, RunError> {
    let Some(path) = std::env::var_os(variable).map(PathBuf::from) else { return Ok(None) };
    if path.is_file() {
        return Ok(Some(path));
    }
    Err(BrowserError::NamedNoFile { variable, path }.into())
}

fn on_path(name: &str) -> Option<PathBuf> {
    std::env::split_paths(&std::env::var_os("PATH")?).map(|folder| folder.join(name)).find(|p| is_program(p))
}

fn is_program(path: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;
    path.metadata().is_ok_and(|m| m.is_file() && m.permissions().mode() & 0o111 != 0)
}
