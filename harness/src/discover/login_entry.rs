//! How Company Login begins: the pages where it may, and what can be done there to go on to the IdP.

use scraper::ElementRef;

use super::dom::{Dom, form_of, name_of, path_of, text_of, wants};
use super::words::{self, COMPANY, E_MAIL, GO_ON, LOG_IN, LOG_IN_WITH, NOT_SSO, SSO};
use crate::action::Action;

/// Where Company Login is, where no link leads there.
pub(super) const PATHS: &[&str] = &[
    "/login/company",
    "/company-login",
    "/saml/login",
    "/sso/login",
    "/sso",
    "/login/sso",
    "/login/saml",
    "/auth/saml/login",
    "/auth/saml",
    "/auth/sso",
    "/auth/login/saml",
    "/saml2/login/",
    "/sso/saml",
    "/api/auth/saml/login",
    "/users/auth/saml",
    "/users/saml/sign_in",
    "/Shibboleth.sso/Login",
    "/login",
    "/signin",
    "/sign-in",
    "/account/login/",
    "/accounts/login/",
    "/auth/login",
    "/users/sign_in",
    "/admin/login",
    "/hub/login",
];

/// Pages that may go to the IdP by themselves, as nobody is signed in.
pub(super) const PROTECTED: &[&str] =
    &["/", "/me", "/account", "/profile", "/dashboard", "/home", "/admin/", "/app", "/hub/"];

/// A page where Company Login may begin.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Start {
    /// Its path.
    pub(crate) path: String,
    /// How much speaks for it.
    pub(crate) score: i32,
}

/// Something that can be done on a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Move {
    /// What is done.
    pub(crate) actions: Vec<Action>,
    /// How much speaks for it.
    pub(crate) score: i32,
}

/// The links of a page that lead to a login, the likeliest first.
pub(crate) fn starts(dom: &Dom) -> Vec<Start> {
    let mut found: Vec<Start> = Vec::new();
    for link in dom.all("a[href]") {
        let Some(url) = dom.own_page(link.attr("href").unwrap_or_default()) else { continue };
        let path = path_of(&url);
        let score = score(&name_of(link), &path);
        let is_here = url.path() == dom.url().path() && url.query() == dom.url().query();
        if score > 0 && !is_here && !found.iter().any(|start| start.path == path) {
            found.push(Start { path, score });
        }
    }
    found.sort_by_key(|start| -start.score);
    found
}

/// What can be done on a page to go on to the IdP, the likeliest first. `is_on_the_way` says that a step led here, so that
/// a plain "Continue" is meant for it.
pub(crate) fn moves(dom: &Dom, is_on_the_way: bool) -> Vec<Move> {
    let mut found = forms(dom);
    for pressed in dom.pressable() {
        let name = name_of(pressed);
        let href = pressed.attr("href").unwrap_or_default();
        let mut score = score(&name, href);
        let is_only = form_of(pressed).is_some_and(|form| !has_fields(form)) || form_of(pressed).is_none();
        if is_on_the_way && score == 0 && words::says(&name, GO_ON) && is_only {
            score = 15;
        }
        // A plain login button of a form with fields is that form's own.
        let is_plain = !words::says(&name, SSO) && !words::says(&name, LOG_IN_WITH);
        if is_plain && !is_only {
            continue;
        }
        if score > 0 {
            found.push(Move { actions: vec![click(dom, pressed)], score });
        }
    }
    found.sort_by_key(|found| -found.score);
    found
}

/// Forms that ask for an address, or for the company, and for no password.
fn forms(dom: &Dom) -> Vec<Move> {
    let mut found = Vec::new();
    let fields = dom.all("input:not([type]), input[type=text], input[type=email], input[type=search], input[type=url]");
    for field in fields {
        if field.attr("readonly").is_some() || field.attr("disabled").is_some() {
            continue;
        }
        let wanted = wants(dom, field);
        let is_mail = field.attr("type") == Some("email") || words::says(&wanted, E_MAIL);
        let is_company = words::says(&wanted, COMPANY) && !wanted.contains("mail");
        if !is_mail && !is_company {
            continue;
        }
        let form = form_of(field);
        let asks_password = |root: ElementRef<'_>| {
            root.descendants().filter_map(ElementRef::wrap).any(|e| e.attr("type") == Some("password"))
        };
        let said = form.map(text_of).unwrap_or_default() + form.and_then(|f| f.attr("action")).unwrap_or_default();
        let of_sso = words::says(&said, SSO) || words::says(dom.url().path(), SSO);
        let mut score = if of_sso { 40 } else { 25 };
        if form.is_some_and(asks_password) || form.is_none() && !dom.all("input[type=password]").is_empty() {
            score = 5;
        }
        let text = if is_company { "{company}" } else { "{user.email}" };
        let mut actions = vec![Action::Fill { selector: field_selector(dom, field), text: text.to_owned() }];
        actions.push(match submit(dom, form) {
            Some(button) => click(dom, button),
            None => Action::Press { key: "Enter".to_owned() },
        });
        found.push(Move { actions, score });
    }
    found
}

/// What sends the form.
fn submit<'d>(dom: &'d Dom, form: Option<ElementRef<'d>>) -> Option<ElementRef<'d>> {
    let is_in = |button: &ElementRef<'_>| form_of(*button).map(|f| f.id()) == form.map(|f| f.id());
    let buttons: Vec<_> = dom.all("button, input[type=submit], [role=button]").into_iter().filter(is_in).collect();
    let sends = |button: &&ElementRef<'_>| {
        matches!((button.value().name(), button.attr("type")), ("input", _) | ("button", None | Some("submit")))
    };
    let by = |words| buttons.iter().copied().find(|button| words::says(&name_of(*button), words));
    let not_others = |button: &ElementRef<'_>| !words::says(&name_of(*button), NOT_SSO);
    by(SSO)
        .or_else(|| form.and_then(|_| buttons.iter().find(sends).copied()))
        .or_else(|| by(GO_ON).filter(not_others))
        .or_else(|| buttons.iter().copied().find(not_others))
}

/// A field as people call it, where it has no name that stays.
fn field_selector(dom: &Dom, field: ElementRef<'_>) -> String {
    let css = dom.selector(field);
    let has_name = css.starts_with('#') || css.contains('[');
    let label = super::dom::label_of(dom, field).filter(|label| label.len() <= 40 && !label.contains(['{', '}']));
    match (has_name, label) {
        (false, Some(label)) => format!("label={label}"),
        _ => css,
    }
}

fn has_fields(form: ElementRef<'_>) -> bool {
    let fields = form.descendants().filter_map(ElementRef::wrap).filter(|e| {
        matches!(e.value().name(), "input" | "textarea")
            && !matches!(e.attr("type"), Some("hidden" | "submit" | "button" | "checkbox" | "image"))
    });
    fields.count() > 0
}

fn click(dom: &Dom, element: ElementRef<'_>) -> Action {
    Action::Click { selector: dom.click_selector(element) }
}

fn score(name: &str, href: &str) -> i32 {
    let said = format!("{name} {href}");
    if words::says(&said, NOT_SSO) || words::says(&said, words::SIGN_OUT) {
        return 0;
    }
    match () {
        () if words::says(name, SSO) => 50,
        () if words::says(name, LOG_IN_WITH) => 45,
        () if words::says(href, SSO) => 35,
        () if words::says(name, LOG_IN) || words::says(href, LOG_IN) => 20,
        () => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::discover::dom::dom;

    fn paths(source: &str) -> Vec<String> {
        starts(&dom(source)).into_iter().map(|start| start.path).collect()
    }

    fn first(source: &str) -> Vec<String> {
        let moves = moves(&dom(source), false);
        let actions = moves.into_iter().next().map(|found| found.actions).unwrap_or_default();
        let said = |action: &Action| match action {
            Action::Fill { selector, text } => format!("fill {selector} {text}"),
            Action::Click { selector } => format!("click {selector}"),
            other => format!("{other:?}"),
        };
        actions.iter().map(said).collect()
    }

    #[test]
    fn company_login_goes_before_login_and_others_are_left_out() {
        let page = "<a href=/login>Log in</a><a href=/sso/start>Single sign-on</a><a href=/oauth/google>Log in with Google</a>
            <a href=https://elsewhere.test/sso>SSO</a><a href=/saml/metadata>SAML metadata</a><a href=/logout>SSO logout</a>";
        assert_eq!(paths(page), ["/sso/start", "/login"]);
        assert_eq!(paths("<a href=/k>Mit Firmenkonto anmelden</a>"), ["/k"]);
        assert_eq!(paths("<a href=/k>シングルサインオン</a>"), ["/k"]);
    }

    #[test]
    fn a_form_that_asks_for_the_address_first_is_filled_in() {
        let page = "<form action=/login/company><label>E-mail<input type=text name=email></label><button type=submit>Sign in</button></form>";
        assert_eq!(first(page), ["fill input[name=email] {user.email}", "click button[type=submit]"]);
        let labels = "<div><label>Work e-mail <input class=css-1></label><span></span><button>Help</button><button>Continue</button></div>";
        assert_eq!(first(labels), ["fill label=Work e-mail {user.email}", "click text=Continue"]);
        let company = "<form><input name=slug placeholder='Your company'><input type=submit value=Go></form>";
        assert_eq!(first(company), ["fill input[name=slug] {company}", "click input[type=submit]"]);
    }

    #[test]
    fn a_button_for_sso_goes_before_a_form_with_a_password() {
        let page = "<form><input name=user><input type=password name=p><button>Log in</button></form><a href=/s/go>Log in with SAML SSO</a>";
        assert_eq!(first(page), ["click text=Log in with SAML SSO"]);
    }

    #[test]
    fn a_page_that_asks_once_more_is_answered_on_the_way_only() {
        let page = dom("<form method=post><input type=hidden name=t value=1><button>Continue</button></form>");
        assert!(moves(&page, false).is_empty());
        assert_eq!(moves(&page, true).len(), 1);
    }
}
