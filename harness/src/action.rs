//! What a person does at a page: the steps that target files and guides are made of.

use serde::{Deserialize, Serialize};

/// One step at the browser. Texts are templates: `{name}` is filled in when the step is done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    /// Go to a URL; a path is taken relative to the SP's base URL.
    Open {
        /// Absolute URL, or a path.
        url: String,
    },
    /// Type `text` into a field, which is emptied first. A checkbox or radio takes `on` and `off`.
    Fill {
        /// As [`http_browser::Selector`] reads it.
        selector: String,
        /// What to type.
        text: String,
    },
    /// Click.
    Click {
        /// As [`http_browser::Selector`] reads it.
        selector: String,
    },
    /// Choose a file for a file input.
    Upload {
        /// As [`http_browser::Selector`] reads it.
        selector: String,
        /// Path of the file; relative to the file that holds the step.
        file: String,
    },
    /// Choose an option by its text or value.
    Select {
        /// As [`http_browser::Selector`] reads it.
        selector: String,
        /// Text or value of the option.
        option: String,
    },
    /// Wait until an element is there.
    WaitFor {
        /// As [`http_browser::Selector`] reads it.
        selector: String,
    },
    /// Press a key in the focused element: `Enter`, `Tab`, `Escape`.
    Press {
        /// Name of the key.
        key: String,
    },
    /// Fetch what a link leads to, with the page's own cookies, and keep its text under a placeholder.
    Download {
        /// As [`http_browser::Selector`] reads it.
        selector: String,
        /// Placeholder that holds the text from now on, as `idp.metadata_xml`.
        placeholder: String,
    },
    /// Keep what an element shows, or a field holds, under a placeholder.
    Read {
        /// As [`http_browser::Selector`] reads it.
        selector: String,
        /// Placeholder that holds the text from now on, as `sp.acs_url`.
        placeholder: String,
    },
    /// An action with where or when it is done.
    Adapted {
        /// What is done; not adapted itself.
        action: Box<Action>,
        /// The frame that its element is in.
        frame: Option<String>,
        /// Whether it is left out where its element is not there once the page is at rest.
        optional: bool,
    },
}

impl Action {
    /// What is done, wherever and whenever.
    pub fn inner(&self) -> &Self {
        match self {
            Self::Adapted { action, .. } => action,
            plain => plain,
        }
    }

    /// The selector of the element that it is about, if it is about one.
    pub fn selector(&self) -> Option<&str> {
        match self {
            Self::Open { .. } | Self::Press { .. } => None,
            Self::Fill { selector, .. }
            | Self::Click { selector }
            | Self::Upload { selector, .. }
            | Self::Select { selector, .. }
            | Self::WaitFor { selector }
            | Self::Read { selector, .. }
            | Self::Download { selector, .. } => Some(selector),
            Self::Adapted { action, .. } => action.selector(),
        }
    }
}

/// A step with the guide's step that it does, if any.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// What is done.
    pub action: Action,
    /// Id of the guide's step (`guide = "metadata"`).
    pub guide: Option<String>,
}
