//! Finding out what a target file must say, by looking at the SP. What a page tells is worked out without any I/O, one file a
//! thing; [`drive`] goes to the pages.

mod dom;
pub mod drive;
mod interruption;
mod login_entry;
mod metadata;
mod nobody;
pub mod record;
mod settings_page;
mod sign_out;
mod who;
mod words;
pub mod written;

use crate::action::{Action, Step};
use crate::fixture::Fact;
use crate::target::Interruption;

/// What was found out. What is absent was not found.
#[derive(Clone, Debug, Default)]
pub struct Findings {
    /// The steps that give the SP the IdP's metadata at a page of its own.
    pub provision: Option<Vec<Step>>,
    /// Where the SP's metadata is; a path, or absolute.
    pub metadata_url: Option<String>,
    /// What the SP is called and where it takes responses, where there is no metadata.
    pub names: Option<(String, String)>,
    /// Where Company Login begins, and what is done there.
    pub login: Option<(String, Vec<Action>)>,
    /// Whether a link to a page inside leads there after a login, and if so what is done on the way to the IdP.
    pub deep_link: Option<Vec<Action>>,
    /// What stood in the way.
    pub interruptions: Vec<Interruption>,
    /// Who is signed in.
    pub who: Option<Who>,
    /// What signs out.
    pub sign_out: Option<Vec<Action>>,
    /// What the login ended with where nobody was found signed in, in words.
    pub trouble: Option<String>,
}

/// Where the person shows up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Who {
    /// The page.
    pub open: String,
    /// What is done there first.
    pub steps: Vec<Action>,
    /// The element or field; empty where `json` says who it is.
    pub user: String,
    /// The attribute of it.
    pub attribute: Option<String>,
    /// The JSON pointer.
    pub json: Option<String>,
    /// Which fact of the person it is.
    pub shows: Fact,
    /// What nobody sees there, and only nobody.
    pub nobody: Option<String>,
}

/// What is known beforehand, or is left to the file that there is already.
#[derive(Clone, Debug, Default)]
pub struct Known {
    /// The page to begin at; a path.
    pub first_page: Option<String>,
    /// How metadata is handed over.
    pub provision: bool,
    /// What the SP is called, and where it takes responses.
    pub names: bool,
    /// Where metadata is.
    pub metadata_url: Option<String>,
    /// How Company Login begins.
    pub login: Option<(String, Vec<Action>)>,
}

/// Asks a person; none where there is nobody to ask, or they do not know either.
pub trait Ask: Sync {
    /// The answer to `question`.
    fn ask(&self, question: &str) -> Option<String>;
    /// Tells what was found, or is looked for.
    fn tell(&self, line: &str);
}
