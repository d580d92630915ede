//! What an answer of the driver means: which of its errors are no trouble of ours.
//!
//! WebDriver has no status for a page that cannot be loaded or that has just gone: chromedriver answers with a status
//! for everything (`unknown error`, `javascript error`), and only its message tells them apart.

use fantoccini::error::{CmdError, ErrorStatus, WebDriver};
use serde_json::Value;

use crate::run::RunError;

/// What chromedriver says when the document that a script ran in is there no more.
const DOCUMENT_GONE: [&str; 4] =
    ["aborted by navigation", "document unloaded", "execution context", "Cannot find context"];

/// The same from geckodriver.
const GONE_IN_FIREFOX: [&str; 4] = ["Document was unloaded", "AbortError", "can't access dead object", "Actor '"];

/// Whether `error` says that the page cannot be loaded: no address, nobody listens, or the answer broke off.
pub(super) fn not_loaded(error: &CmdError) -> bool {
    match error {
        CmdError::Standard(WebDriver { error: ErrorStatus::UnknownError, message, .. }) => {
            message.contains("net::ERR_") || message.contains("Reached error page")
        }
        CmdError::Standard(error) => error.error == ErrorStatus::InsecureCertificate,
        _ => false,
    }
}

/// A command that meets a page on its way to the next one fails; that is no trouble, it is asked again: none.
pub(super) fn unless_navigated(answer: Result<Value, CmdError>) -> Result<Option<Value>, RunError> {
    match answer {
        Ok(answer) => Ok(Some(answer)),
        Err(CmdError::Standard(error)) if document_gone(&error) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

/// A browser need not keep what it was sent: then there is none.
pub(super) fn unless_not_kept(answer: Result<Value, CmdError>) -> Result<Option<Value>, RunError> {
    match answer {
        Ok(answer) => Ok(Some(answer)),
        Err(CmdError::Standard(error)) if error.message.contains("inspector error") => Ok(None),
        Err(error) => Err(error.into()),
    }
}

fn document_gone(error: &WebDriver) -> bool {
    match error.error {
        ErrorStatus::StaleElementReference => true,
        ErrorStatus::UnknownError | ErrorStatus::JavascriptError => {
            DOCUMENT_GONE.iter().chain(&GONE_IN_FIREFOX).any(|text| error.message.contains(text))
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answered(error: ErrorStatus, message: &'static str) -> CmdError {
        CmdError::Standard(WebDriver { error, message: message.into(), stacktrace: String::new(), data: None })
    }

    #[test]
    fn only_the_driver_s_own_words_count() {
        assert!(not_loaded(&answered(ErrorStatus::UnknownError, "unknown error: net::ERR_CONNECTION_REFUSED")));
        assert!(not_loaded(&answered(
            ErrorStatus::UnknownError,
            "Reached error page: about:neterror?e=connectionFailure"
        )));
        assert!(!not_loaded(&answered(ErrorStatus::InvalidArgument, "net::ERR_CONNECTION_REFUSED")));
        assert!(!not_loaded(&CmdError::NotJson("a page about net::ERR_FAILED".to_owned())));
    }

    #[test]
    fn a_document_that_went_is_asked_again() {
        for (status, message, again) in [
            (ErrorStatus::StaleElementReference, "stale element not found", true),
            (ErrorStatus::UnknownError, "unknown error: aborted by navigation", true),
            (ErrorStatus::JavascriptError, "javascript error: document unloaded while waiting for result", true),
            (ErrorStatus::JavascriptError, "Document was unloaded", true),
            (ErrorStatus::JavascriptError, "javascript error: x is not defined", false),
            (ErrorStatus::InvalidSessionId, "execution context", false),
        ] {
            let answer = unless_navigated(Err(answered(status, message)));
            assert_eq!(answer.is_ok_and(|answer| answer.is_none()), again, "{message}");
        }
        assert!(unless_navigated(Err(CmdError::NotJson("execution context".to_owned()))).is_err());
    }
}
