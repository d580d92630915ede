//! Whether a sign-out on the way ended the session. What follows it means nothing where it did not.

use scraper::ElementRef;
use url::Url;

use super::rule::html;
use super::who::Named;
use crate::evidence::{CaseEvidence, Page, Step};
use crate::plan::Case;
use crate::scenario::FlowStep;

/// Why the case cannot be judged, as a sign-out that it relies on did not end the session, in words; none when all did.
///
/// A case that ends with its sign-out is about that: there only a sign-out that was not done keeps it from a verdict.
pub(super) fn not_done(case: &Case, evidence: &CaseEvidence) -> Option<String> {
    let is_judged = judges_sign_out(case);
    evidence.sign_outs.iter().find_map(|sign_out| {
        let identity = sign_out.identity.as_ref().or(evidence.identity.as_ref())?;
        let step = evidence.steps.get(sign_out.step)?;
        let named = Named::of(identity, evidence);
        let user = match (&named, named.as_ref().and_then(Named::unclear).or(identity.sign.unclear())) {
            (Some(named), None) => &named.name,
            (_, Some(reason)) if !is_judged => {
                return Some(format!("nobody can tell whether sign-out ended the session: {reason}"));
            }
            (None, _) | (_, Some(_)) => return None,
        };
        let (answered, was_done) = answered(step);
        if is_judged && was_done {
            return None;
        }
        let next = if was_done {
            "`conformance/sign-out-ends-the-session` judges that"
        } else {
            "write under `[sign_out]` what signs out; where that is a form or a button, with `steps`"
        };
        Some(format!("sign-out {answered}, and {user} is still signed in; {next}"))
    })
}

/// Whether nothing is done after the last sign-out that could sign somebody in again.
pub(super) fn judges_sign_out(case: &Case) -> bool {
    case.flow.steps.iter().rev().take_while(|step| **step != FlowStep::SignOut).all(FlowStep::only_looks)
}

/// What the SP answered to sign-out, in words, and whether that may be a sign-out that was done.
fn answered(step: &Step) -> (String, bool) {
    match step.documents.last() {
        Some(document) => match document.status {
            Some(status @ 400..) => (format!("answered HTTP {status}"), false),
            None => ("was not answered".to_owned(), false),
            Some(_) if asks(step) => (format!("asks for more at {}", step.page.url), false),
            Some(status) => (format!("answered HTTP {status}"), true),
        },
        None => ("asked the SP for no document".to_owned(), true),
    }
}

/// Whether the page at the end of `step` asks whether to sign out: it has a form with nothing to fill in that leads to
/// where the sign-out began or to itself, or it stayed at that address and has a button that some script may watch.
fn asks(step: &Step) -> bool {
    let Page { url, html: Some(source), .. } = &step.page else { return false };
    let (Ok(page), Some(begun)) = (Url::parse(url), step.documents.first().and_then(|d| Url::parse(&d.url).ok()))
    else {
        return false;
    };
    let tree = html::parse(source);
    let mut elements = html::elements(&tree);
    elements.any(|element| match element.value().name() {
        "form" => {
            let action = element.attr("action").map_or_else(|| Ok(page.clone()), |action| page.join(action));
            let leads_back = action.is_ok_and(|action| [page.path(), begun.path()].contains(&action.path()));
            html::says(element, "method", &["post"]) && leads_back && !is_to_be_filled_in(element)
        }
        "button" => {
            let in_form = element.ancestors().filter_map(ElementRef::wrap).any(|above| above.value().name() == "form");
            !in_form && page.path() == begun.path()
        }
        _ => false,
    })
}

fn is_to_be_filled_in(form: ElementRef<'_>) -> bool {
    form.descendants().filter_map(ElementRef::wrap).any(|element| match element.value().name() {
        "input" => !html::says(element, "type", &["hidden", "submit", "button", "image", "reset"]),
        "textarea" | "select" => true,
        _ => false,
    })
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;
    use crate::evidence::SignOut;
    use crate::outcome::OutcomeKind;
    use crate::sample::{EMPLOYEE, SP, case, document, identity, login, step};

    fn check(user: &str) -> FlowStep {
        FlowStep::Check { signed_in: user.to_owned(), company: 0 }
    }

    /// A login, and a sign-out that ended at `url` with `status` and this source.
    fn signed_out(status: u16, url: &str, source: &str, user: Option<&str>) -> CaseEvidence {
        let mut evidence = login("conformance/a", 200, user);
        let mut out =
            step("sign out", vec![document("GET", &format!("{SP}/logout"), 302), document("GET", url, status)]);
        out.page.html = Some(source.to_owned());
        evidence.sign_outs.push(SignOut { step: evidence.steps.len(), identity: None });
        evidence.steps.push(out);
        evidence.identity = Some(identity(user));
        evidence
    }

    const LOGOUT: &str = "http://127.0.0.1:34567/logout";
    const LOGIN: &str = "http://127.0.0.1:34567/login";

    #[rstest]
    #[case::gone(405, LOGOUT, "", None, None)]
    #[case::fine(
        200,
        LOGIN,
        "<form method=post><input name=email><button>Log in</button></form>",
        Some(EMPLOYEE),
        None
    )]
    #[case::way_back(
        200,
        LOGOUT,
        "<form method=post action=/login><button>Log in again</button></form>",
        Some(EMPLOYEE),
        None
    )]
    #[case::refused(
        405,
        LOGOUT,
        "",
        Some(EMPLOYEE),
        Some("sign-out answered HTTP 405, and employee@acme.test is still signed in")
    )]
    #[case::asked(
        200,
        LOGOUT,
        "<form method=post><input type=hidden name=csrf><button>Yes</button></form>",
        Some(EMPLOYEE),
        Some("sign-out asks for more at")
    )]
    #[case::to_be_filled_in(
        200,
        LOGOUT,
        "<form method=post><textarea name=why></textarea><button>Send</button></form>",
        Some(EMPLOYEE),
        None
    )]
    #[case::to_be_chosen(
        200,
        LOGOUT,
        "<form method=post><select name=why></select><button>Send</button></form>",
        Some(EMPLOYEE),
        None
    )]
    #[case::asked_by_script(200, LOGOUT, "<button>Yes</button>", Some(EMPLOYEE), Some("sign-out asks for more at"))]
    #[case::asked_elsewhere(
        200,
        LOGIN,
        "<form method=post action=/logout><button>Log out</button></form>",
        Some(EMPLOYEE),
        Some("sign-out asks for more at")
    )]
    fn only_a_sign_out_that_was_done_is_judged(
        #[case] status: u16,
        #[case] url: &str,
        #[case] source: &str,
        #[case] user: Option<&str>,
        #[case] reason: Option<&str>,
    ) {
        let evidence = signed_out(status, url, source, user);
        let mut judging = case("conformance/a", OutcomeKind::Refused);
        judging.flow.steps = vec![check("employee"), FlowStep::SignOut, FlowStep::Back, check("nobody")];
        let said = not_done(&judging, &evidence);
        assert_eq!(said.is_some(), reason.is_some(), "{said:?}");
        assert!(said.is_none_or(|said| said.starts_with(reason.unwrap())));
        let mut relying = judging;
        relying.flow.steps.push(FlowStep::PostAgain { message: None, relay_state: None });
        assert_eq!(not_done(&relying, &evidence).is_some(), user.is_some());
    }

    #[test]
    fn what_was_looked_up_right_after_the_sign_out_counts() {
        let mut relying = case("attack/a", OutcomeKind::Refused);
        relying.flow.steps = vec![FlowStep::SignOut, FlowStep::PostAgain { message: None, relay_state: None }];
        let mut evidence = signed_out(200, LOGIN, "", Some(EMPLOYEE));
        evidence.sign_outs[0].identity = Some(identity(None));
        assert_eq!(not_done(&relying, &evidence), None);
        evidence.sign_outs[0].identity.as_mut().unwrap().sign = crate::evidence::Sign::Unclear("white".to_owned());
        assert!(not_done(&relying, &evidence).unwrap().ends_with("ended the session: white"));
        relying.flow.steps.pop();
        assert_eq!(
            not_done(&relying, &evidence),
            None,
            "a case that ends with its sign-out is judged by its own look-up"
        );
    }
}
