//! Which browser.

/// A kind of browser, with the driver that goes with it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum BrowserKind {
    /// Chromium, Chrome or Edge, by chromedriver
    #[default]
    Chromium,
    /// Firefox, by geckodriver
    Firefox,
}

impl BrowserKind {
    /// As the command line writes it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Chromium => "chromium",
            Self::Firefox => "firefox",
        }
    }
}
