//! What a page shows when nobody is signed in, and only then.

use super::dom::Dom;
use super::words::{self, LOG_IN, SSO};

/// A sign on the page that nobody was shown, which is on none of the pages `of_people`.
pub(crate) fn sign(nobody: &Dom, of_people: &[Dom]) -> Option<String> {
    let fields = nobody.all("input[type=password]").into_iter().map(|field| nobody.selector(field));
    let named = nobody.all("form[id], [id*=login], [id*=anonymous], [id*=signin], [id*=sign-in]");
    let named = named.into_iter().map(|e| nobody.selector(e)).filter(|css| css.starts_with('#'));
    let links = nobody.pressable().into_iter().filter(|link| {
        let said = format!("{} {}", super::dom::name_of(*link), link.attr("href").unwrap_or_default());
        words::says(&said, LOG_IN) || words::says(&said, SSO)
    });
    let links = links.filter_map(|link| {
        let href = link.attr("href").filter(|href| !href.contains(['"', '\\', '{', '}', '?']))?;
        Some(format!("a[href=\"{href}\"]"))
    });
    let is_telling = |css: &String| nobody.all(css).len() == 1 && of_people.iter().all(|page| page.all(css).is_empty());
    named.chain(fields).chain(links).find(is_telling)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::discover::dom::dom;

    #[test]
    fn a_login_form_or_link_that_people_do_not_see_is_the_sign() {
        let me = || vec![dom("<a href=/home>Home</a><form id=search></form><p id=user>e</p>")];
        let login = dom("<form id=search></form><form id=login-form><input type=password name=p></form>");
        assert_eq!(sign(&login, &me()).as_deref(), Some("#login-form"));
        assert_eq!(sign(&dom("<form><input type=password name=p></form>"), &me()).as_deref(), Some("input[name=p]"));
        assert_eq!(sign(&dom("<a href=/in>Log in</a>"), &me()).as_deref(), Some("a[href=\"/in\"]"));
        assert_eq!(sign(&dom("<a href=/home>Log in</a>"), &me()), None);
        assert_eq!(sign(&dom("<p>nothing here</p>"), &me()), None);
    }
}
