//! What was expected, what the person ended up with, and who was signed in on the way and at the end. There is no verdict here: a snapshot says what the SP did, and
//! not what we think of it.

use crate::judge::CaseResult;
use crate::snapshot::view::View;

pub(in crate::snapshot) fn head(view: &View<'_>, result: &CaseResult) -> String {
    let mut text = format!("expected:  {}\noutcome:   {}\n", result.demanded, result.seen_in_words());
    if let Some(checkpoint) = &view.evidence.checkpoint {
        text += &format!("on the way: {}\n", checkpoint.identity.in_words());
    }
    for check in &view.evidence.checks {
        text += &format!("{}: {}\n", check.name, check.identity.in_words());
    }
    if let Some(identity) = &view.evidence.identity {
        text += &format!("signed in: {}\n", identity.in_words());
    }
    view.normalised(&text)
}
