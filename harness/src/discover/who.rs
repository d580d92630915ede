//! Where the person who is signed in shows up: the smallest element, field, attribute or piece of JSON that is them.

use scraper::ElementRef;
use serde_json::Value;

use super::dom::{Dom, name_of, path_of, text_of};
use super::words::{self, ACCOUNT, NOT_SSO, SIGN_OUT};
use crate::fixture::Fact;

/// Pages about oneself, where no link leads there.
pub(super) const PATHS: &[&str] = &[
    "/me",
    "/api/me",
    "/profile",
    "/account",
    "/users/me",
    "/api/user",
    "/api/users/me",
    "/api/session",
    "/user",
    "/account/preferences/",
    "/admin/account/",
    "/accounts/profile/",
    "/accounts/email/",
    "/account/profile",
    "/settings/profile",
    "/settings/account",
    "/user/profile",
    "/users/edit",
    "/dashboard",
    "/hub/home",
    "/whoami",
    "/userinfo",
];

/// How the person is read off a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum How {
    /// The text of an element, or the value of a field.
    Element { selector: String },
    /// An attribute of an element.
    Attribute { selector: String, attribute: String },
    /// A JSON pointer into what is answered.
    Json { pointer: String },
}

/// A place where a person is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Shown {
    /// How it is read.
    pub(crate) how: How,
    /// Which fact of them it is.
    pub(crate) fact: Fact,
    /// How much speaks for it.
    pub(crate) score: i32,
}

/// Who is looked for.
#[derive(Clone, Debug)]
pub(crate) struct Wanted(pub(crate) Vec<(Fact, String)>);

impl Wanted {
    /// Which fact `text` is, and whether there is nothing else in it.
    fn fact(&self, text: &str) -> Option<(Fact, bool)> {
        let text = text.trim();
        let whole = self.0.iter().find(|(_, value)| value == text).map(|(fact, _)| (*fact, true));
        // A first name or a user name within other words may be anything.
        let telling = |fact: &Fact| matches!(fact, Fact::Email | Fact::Name);
        let within =
            || self.0.iter().find(|(fact, value)| telling(fact) && holds(text, value)).map(|(f, _)| (*f, false));
        whole.or_else(within)
    }
}

/// Whether `text` holds `value`, and not as a part of a longer address.
fn holds(text: &str, value: &str) -> bool {
    text.match_indices(value).any(|(at, found)| {
        let part = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | '+' | '@'));
        let end = text[at + found.len()..].trim_start_matches('.').chars().next();
        !part(text[..at].chars().next_back()) && !part(end)
    })
}

/// Everywhere on a page where the person is shown, the best first.
pub(crate) fn in_page(dom: &Dom, wanted: &Wanted) -> Vec<Shown> {
    let mut found = Vec::new();
    let hidden_fields = dom
        .all_there("form input[value]")
        .into_iter()
        .filter(|field| !matches!(field.attr("type"), Some("hidden" | "submit" | "button" | "checkbox" | "radio")));
    for field in hidden_fields {
        let value = field.attr("value").unwrap_or_default();
        if let Some((fact, true)) = wanted.fact(value) {
            let how = How::Element { selector: dom.selector(field) };
            found.push(Shown { how, fact, score: rate(fact, true) + place(field) - 10 });
        }
    }
    for (position, element) in dom.all("body *").into_iter().enumerate() {
        let order = i32::try_from(position / 20).unwrap_or(i32::MAX).min(10);
        if let Some((fact, is_whole)) = wanted.fact(&text_of(element)).filter(|_| is_smallest(element, wanted)) {
            let score = rate(fact, is_whole) + place(element) - order;
            found.push(Shown { how: How::Element { selector: dom.selector(element) }, fact, score });
        }
        for (attribute, value) in element.value().attrs() {
            let Some((fact, true)) = wanted.fact(value) else { continue };
            let is_data = attribute.starts_with("data-");
            if is_data || attribute == "title" && element.value().name() != "input" {
                let how = How::Attribute { selector: dom.selector(element), attribute: attribute.to_owned() };
                found.push(Shown { how, fact, score: rate(fact, true) + place(element) - order - 10 });
            }
        }
    }
    // An address that holds the person is not found again with another person.
    found.retain(|shown| !wanted.0.iter().any(|(fact, value)| *fact == Fact::Email && selector(shown).contains(value)));
    found.sort_by_key(|shown| -shown.score);
    found
}

/// Everywhere in JSON where the person is.
pub(crate) fn in_json(value: &Value, wanted: &Wanted) -> Vec<Shown> {
    let mut found = Vec::new();
    collect(value, String::new(), wanted, &mut found);
    found.sort_by_key(|shown| -shown.score);
    found
}

fn collect(value: &Value, at: String, wanted: &Wanted, found: &mut Vec<Shown>) {
    match value {
        Value::String(text) => {
            if let Some((fact, true)) = wanted.fact(text).filter(|_| !at.is_empty()) {
                let depth = i32::try_from(at.matches('/').count()).unwrap_or(9);
                found.push(Shown { how: How::Json { pointer: at }, fact, score: rate(fact, true) + 10 - depth });
            }
        }
        Value::Object(fields) => {
            for (name, field) in fields {
                let name = name.replace('~', "~0").replace('/', "~1");
                collect(field, format!("{at}/{name}"), wanted, found);
            }
        }
        // Which one of a list is somebody else's turn the next time.
        Value::Array(_) | Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// The best place at which two people are both shown as the same fact.
pub(crate) fn of_both(first: &[Shown], second: &[Shown]) -> Option<Shown> {
    first.iter().find(|one| second.iter().any(|two| two.how == one.how && two.fact == one.fact)).cloned()
}

/// Links of a page that may lead to one about oneself, the likeliest first.
pub(crate) fn links(dom: &Dom) -> Vec<String> {
    let mut found: Vec<(usize, String)> = Vec::new();
    for link in dom.all("a[href]") {
        let href = link.attr("href").unwrap_or_default();
        let said = format!("{} {href}", name_of(link));
        let Some(url) = dom.own_page(href) else { continue };
        if words::says(&said, SIGN_OUT) || words::says(&said, NOT_SSO) && !words::says(&said, ACCOUNT) {
            continue;
        }
        let path = path_of(&url);
        if let Some(rank) = words::rank(&said, ACCOUNT)
            && !found.iter().any(|(_, known)| *known == path)
        {
            found.push((rank, path));
        }
    }
    found.sort_by_key(|(rank, _)| *rank);
    found.into_iter().map(|(_, path)| path).collect()
}

/// What may open a menu that shows the person.
pub(crate) fn menus(dom: &Dom) -> Vec<String> {
    let openers = dom.all("button, summary, [role=button], [aria-haspopup]");
    let is_account = |e: &ElementRef<'_>| {
        let own = ["id", "class", "aria-label", "data-testid"].iter().filter_map(|name| e.attr(name));
        let said = format!("{} {}", name_of(*e), own.collect::<Vec<_>>().join(" ")).replace(['-', '_'], " ");
        (words::says(&said, ACCOUNT) || words::says(&said, &["menu", "avatar"])) && !words::says(&said, SIGN_OUT)
    };
    openers.into_iter().filter(is_account).map(|e| dom.click_selector(e)).collect()
}

fn selector(shown: &Shown) -> &str {
    match &shown.how {
        How::Element { selector } | How::Attribute { selector, .. } => selector,
        How::Json { pointer } => pointer,
    }
}

/// Whether no element within has it, too.
fn is_smallest(element: ElementRef<'_>, wanted: &Wanted) -> bool {
    let is_read = !matches!(element.value().name(), "script" | "style" | "title" | "option" | "textarea" | "template");
    is_read && element.child_elements().all(|child| wanted.fact(&text_of(child)).is_none())
}

fn rate(fact: Fact, is_whole: bool) -> i32 {
    let fact = match fact {
        Fact::Email => 100,
        Fact::NameId => 80,
        Fact::Username => 60,
        Fact::Name => 50,
        Fact::FirstName => 30,
    };
    if is_whole { fact } else { fact - 25 }
}

/// What speaks for an element besides its text.
fn place(element: ElementRef<'_>) -> i32 {
    let of = |e: ElementRef<'_>| ["id", "class", "name"].iter().filter_map(|n| e.attr(n)).collect::<Vec<_>>().join(" ");
    let own = of(element).to_lowercase();
    let around: String = element.ancestors().filter_map(ElementRef::wrap).map(of).collect::<Vec<_>>().join(" ");
    let mut score = 0;
    score += if ["user", "mail", "account", "me"].iter().any(|word| own.contains(word)) { 10 } else { 0 };
    score += if element.attr("id").is_some() { 5 } else { 0 };
    // What an IdP said is not yet who it is taken for.
    let is_raw = |text: &str| ["attribute", "claim", "assertion", "debug"].iter().any(|word| text.contains(word));
    score -= if is_raw(&own) || is_raw(&around.to_lowercase()) { 30 } else { 0 };
    score -= if element.value().name() == "pre" { 20 } else { 0 };
    score
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::discover::dom::dom;

    fn wanted(name: &str, full: &str) -> Wanted {
        Wanted(vec![
            (Fact::Email, format!("{name}@acme.test")),
            (Fact::Username, name.to_owned()),
            (Fact::Name, full.to_owned()),
        ])
    }

    fn best(page: &str) -> Option<Shown> {
        let of = |name: &str, full: &str| {
            let source =
                page.replace("EMAIL", &format!("{name}@acme.test")).replace("USER", name).replace("NAME", full);
            in_page(&dom(&source), &wanted(name, full))
        };
        of_both(&of("employee", "Erin Employee"), &of("colleague", "Colin Colleague"))
    }

    fn element(page: &str) -> String {
        match best(page) {
            Some(Shown { how: How::Element { selector }, .. }) => selector,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn the_smallest_element_with_the_address_is_the_person() {
        assert_eq!(
            element("<p id=name>NAME</p><p id=user>EMAIL</p><dl id=attributes><dd id=attribute-mail>EMAIL</dd></dl>"),
            "#user"
        );
        assert_eq!(
            element("<header><span class=who>Signed in as <b>EMAIL</b></span></header>"),
            "span b".replace("span", "span.who")
        );
        assert_eq!(element("<p id=user>Signed in as EMAIL (admin).</p>"), "#user");
        assert_eq!(element("<form><input id=id_email name=email value=EMAIL></form>"), "#id_email");
        assert_eq!(
            element("<form><section hidden><input id=id_email value=EMAIL></section></form><b>NAME</b>"),
            "#id_email"
        );
        assert_eq!(element("<p id=hello>NAME</p>"), "#hello");
        assert_eq!(element("<p id=u>USER</p><p>the USER guide</p>"), "#u");
    }

    #[test]
    fn what_differs_from_person_to_person_is_no_name_of_an_element() {
        assert_eq!(best("<p id='EMAIL'>EMAIL</p>").unwrap().how, How::Element { selector: "body p".to_owned() });
        assert!(best("<p>the USER guide</p>").is_none());
        assert!(best("<p>xEMAIL</p>").is_none());
    }

    #[test]
    fn attributes_hold_people_too() {
        let how = How::Attribute { selector: "#avatar".to_owned(), attribute: "data-email".to_owned() };
        assert_eq!(best("<img id=avatar data-email=EMAIL>").unwrap().how, how);
    }

    #[test]
    fn json_is_pointed_into() {
        let json = serde_json::json!({"ok": true, "list": ["employee@acme.test"], "user": {"e/mail": "employee@acme.test", "login": "employee"}});
        let found = in_json(&json, &wanted("employee", "Erin Employee"));
        assert_eq!(found[0].how, How::Json { pointer: "/user/e~1mail".to_owned() });
        assert_eq!(found.len(), 2);
    }

    #[test]
    fn links_and_menus_lead_to_the_person() {
        let page = dom(
            "<a href=/logout>Log out of my account</a><a href=/p>Profile</a><a href=/n>News</a><button id=account>E</button><button>Save</button>",
        );
        assert_eq!(links(&page), ["/p"]);
        assert_eq!(menus(&page), ["#account"]);
    }
}
