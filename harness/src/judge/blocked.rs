//! A form that the browser did not send, since the policy of the page that it is on forbids where it leads.

use crate::evidence::CaseEvidence;

/// What was not sent and why, in words with what to mend; none where the console says nothing of that.
///
/// People see nothing but a button that does nothing: only the console tells (CSP 3, `form-action`, redirects included).
pub fn blocked_form(login: &CaseEvidence) -> Option<String> {
    let console = login.steps.iter().filter(|step| step.is_of_login()).flat_map(|step| &step.page.console);
    let line = console.into_iter().find(|line| line.contains("form-action") && line.contains("Security Policy"))?;
    Some(format!(
        "the browser did not send a form, since the `Content-Security-Policy` of the SP's page forbids it; its `form-action` must \
         list the IdP, be it that the form's answer only redirects there: {}",
        line.trim()
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::login;

    #[test]
    fn the_directive_that_kept_a_form_back_is_named() {
        let mut login = login("login/a", 200, None);
        login.steps[0].page.console = vec!["404 (Not Found)".to_owned()];
        assert_eq!(blocked_form(&login), None);
        let line = "http://sp/login - Sending form data to 'http://idp/' violates the following Content Security Policy \
                    directive: \"form-action 'self'\". The request has been blocked.";
        login.steps[0].page.console.push(line.to_owned());
        let said = blocked_form(&login).unwrap();
        assert!(said.contains("'http://idp/'") && said.contains("form-action 'self'"), "{said}");
    }
}
