//! How one signs out: links, buttons, forms and paths.

use super::dom::{Dom, form_of, name_of, path_of};
use super::words::{self, SIGN_OUT};
use crate::action::Action;

/// Where it is, where no link leads there.
pub(super) const PATHS: &[&str] = &[
    "/logout",
    "/logout/",
    "/signout",
    "/sign-out",
    "/auth/logout",
    "/account/logout/",
    "/accounts/logout/",
    "/saml/logout",
    "/users/sign_out",
    "/admin/logout",
    "/admin/logout/",
    "/hub/logout",
    "/user/logout",
    "/api/logout",
    "/mellon/logout?ReturnTo=/",
    "/Shibboleth.sso/Logout",
    "/saml2/logout/",
];

/// Pages that offer it, where those that the login led to do not.
pub(super) const PAGES: &[&str] = &["/", "/account", "/admin/", "/django-admin/"];

/// What a page offers for signing out; each is done on that page. A link that needs nothing of the page is opened.
pub(crate) fn offered(dom: &Dom) -> Vec<Action> {
    let mut found = Vec::new();
    for pressed in dom.pressable() {
        let href = pressed.attr("href").unwrap_or_default();
        let name = name_of(pressed);
        let by_form = form_of(pressed).and_then(|form| form.attr("action")).filter(|_| href.is_empty());
        let sends = pressed.value().name() != "a";
        let said = words::says(&name, SIGN_OUT)
            || words::says(href, SIGN_OUT)
            || sends && by_form.is_some_and(|action| words::says(action, SIGN_OUT));
        if !said {
            continue;
        }
        let url = dom.own_page(href).filter(|_| !href.is_empty() && !href.starts_with('#'));
        // A token in the address is good for one session only.
        let is_plain = |url: &url::Url| url.query().is_none_or(|query| query.len() < 40);
        found.push(match url.filter(is_plain) {
            Some(url) => Action::Open { url: path_of(&url) },
            None => Action::Click { selector: dom.click_selector(pressed) },
        });
    }
    found
}

/// What a page that asks once more wants to have pressed.
pub(crate) fn confirmation(dom: &Dom) -> Option<Action> {
    let buttons = dom.all("form button, form input[type=submit]");
    let posts = |button: &scraper::ElementRef<'_>| {
        form_of(*button).and_then(|form| form.attr("method")).is_some_and(|method| method.eq_ignore_ascii_case("post"))
    };
    let buttons: Vec<_> = buttons.into_iter().filter(posts).collect();
    let confirms = |button: &scraper::ElementRef<'_>| {
        let yes = ["yes", "ja", "oui", "sí", "confirm", "ok", "bestätigen"];
        words::says(&name_of(*button), SIGN_OUT) || words::says(&name_of(*button), &yes)
    };
    let said = buttons.iter().copied().find(confirms);
    let only = || buttons.first().copied().filter(|_| buttons.len() == 1);
    said.or_else(only).map(|button| Action::Click { selector: dom.click_selector(button) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::discover::dom::dom;

    #[test]
    fn links_are_opened_and_buttons_are_pressed() {
        let open = |url: &str| Action::Open { url: url.to_owned() };
        let click = |selector: &str| Action::Click { selector: selector.to_owned() };
        assert_eq!(offered(&dom("<a href=/bye>Sign out</a>")), [open("/bye")]);
        assert_eq!(
            offered(&dom(
                "<form method=post action=/x><input type=hidden name=csrf value=1><button id=out>Abmelden</button></form>"
            )),
            [click("#out")]
        );
        assert_eq!(
            offered(&dom("<form id=f method=post action=/admin/logout/><button>Go</button></form>")),
            [click("text=Go")]
        );
        assert_eq!(offered(&dom("<a href='#'>Log out</a>")), [click("text=Log out")]);
        assert_eq!(
            offered(&dom("<a href='/out?token=0123456789012345678901234567890123456789'>Log out</a>")),
            [click("text=Log out")]
        );
        assert!(offered(&dom("<a href=/orders>Orders</a>")).is_empty());
    }

    #[test]
    fn a_page_that_asks_once_more_is_answered() {
        let page = "<form method=post><p>Sure?</p><button type=submit name=yes>Yes</button><a href=/>No</a></form>";
        assert_eq!(confirmation(&dom(page)), Some(Action::Click { selector: "button[name=yes]".to_owned() }));
        assert_eq!(confirmation(&dom("<form><button>Search</button></form>")), None);
    }
}
