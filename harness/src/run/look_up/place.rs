//! Where a look-up ended, and whether that is where nobody ends.

use super::LookUp;
use super::learned::{Facts, ToNobody};
use crate::action::Action;
use crate::judge::path;
use crate::run::person::{absolute, expand, optional};

/// The page that a look-up ended on, compared with what was asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Place {
    /// Its address.
    pub(super) url: String,
    /// How it is come by, as [`way`] has it.
    pub(super) way: String,
    /// Whether a page was opened for the look.
    pub(super) has_opened: bool,
    /// Whether it is the page that was opened, by its path.
    pub(super) is_asked: bool,
    /// Whether it is where a login begins: by its path, or since the first thing of the login's steps waits there to be
    /// done.
    pub(super) is_login: bool,
    /// Whether that first thing waits there.
    pub(super) has_login_form: bool,
    /// Whether it has the path of the ACS.
    pub(super) is_acs: bool,
}

impl Place {
    /// Whether a page with this status and text, which shows no user, is one that nobody is shown.
    ///
    /// An SP may lead somebody whom it has let in to another page first: terms, a profile form, an offer of a second
    /// factor. Such a page shows no user either, so a page must show by something of its own that it is nobody's.
    pub(super) fn is_nobodys(&self, status: Option<u16>, text: &str, facts: &Facts) -> bool {
        if status.is_some_and(|status| status >= 400) && self.in_doubt(status, facts).is_none() || self.has_login_form {
            return true;
        }
        match &facts.nobody {
            // A page at the address where a login begins may ask for something else: what it said to nobody, it must say.
            Some(nobody) if nobody.way == self.way && self.is_login => has_all_of(text, &nobody.plain.1),
            _ if self.is_login => true,
            Some(nobody) if nobody.way != self.way => false,
            // Where somebody and nobody are shown the same address, only what it says is left.
            Some(nobody) => !self.is_asked || has_all_of(text, &nobody.plain.1),
            // It is only being learned.
            None if self.has_opened => true,
            // The last page of a login is as good as any other once it is known to show people.
            None => facts.has_user || self.is_acs,
        }
    }

    /// Why an answer that denies the page itself says nothing: nobody was seen there so far, so that it may be denied to
    /// everybody. 401 and 403 are clear words, 429 is a limit, and what is
    /// not known yet is not in doubt.
    pub(super) fn in_doubt(&self, status: Option<u16>, facts: &Facts) -> Option<String> {
        let status = status.filter(|status| (400..500).contains(status) && ![401, 403, 429].contains(status))?;
        (self.is_asked && facts.nobody.is_some() && !facts.has_user).then(|| {
            format!(
                "it answered HTTP {status}, and nobody was seen signed in there so far; is `open` under `[signed_in]` the page \
                 that shows who is signed in?"
            )
        })
    }

    /// Whether it is the page that was asked for, with what it has to show, and no place to log in.
    pub(super) fn is_answered(&self, status: Option<u16>) -> bool {
        self.is_asked && !self.is_login && status.is_some_and(|status| (200..300).contains(&status))
    }

    /// Why it cannot be told whether this page, which is not known to be nobody's, is somebody's; with what to do next.
    /// `what` names what would be the user.
    pub(super) fn unlike_nobodys(&self, what: &str, nobody: Option<&ToNobody>) -> String {
        let is = match self.is_elsewhere() {
            true => format!("it was led to {}, which is not what was asked for and does not show {what}", self.url),
            false => format!("it does not show {what}"),
        };
        let unlike = match nobody {
            Some(_) => ", and is not the page that was shown before anybody logged in",
            None => ", and nothing says that nobody is signed in",
        };
        let nobody = "where it means that nobody is signed in, add what is there then, as `nobody = \"#login-form\"`, under \
                      `[signed_in]`";
        format!("{is}{unlike}; {}; {nobody}", self.advice())
    }

    /// What to do about a page that shows neither a user nor that nobody is signed in.
    pub(super) fn advice(&self) -> String {
        let user = "where it shows the user in another place, say so under `[signed_in]`: another `user`, `steps` that open a \
                    menu, or in the browser engine `script = \"localStorage.getItem('user')\"`";
        let interruption = "where it stands in a person's way, as terms or a profile form do, answer it with an \
                            `[[interruption]]`: `when = \"#agree\"` and `steps = [{ click = \"#agree\" }]`";
        match self.is_elsewhere() {
            true => format!("{interruption}; {user}"),
            false => format!("{user}; {interruption}"),
        }
    }

    fn is_elsewhere(&self) -> bool {
        self.has_opened && !self.is_asked
    }
}

/// How `url` is come by from `asked`: its path, in which `*` stands for what the path of `asked` has in the same place, and
/// for the `company`. Numbers are left out: the way is the same for each company and record.
pub(super) fn way(asked: Option<&str>, url: &str, company: Option<&str>) -> String {
    let asked = asked.map(path).unwrap_or_default();
    let mut asked = asked.split('/').skip(1);
    let here = path(url);
    let pieces = here.split('/').skip(1).map(|piece| {
        let is_same = asked.next() == Some(piece);
        if is_same || company == Some(piece) { "*".to_owned() } else { without_numbers(piece) }
    });
    pieces.collect::<Vec<_>>().join("/")
}

/// Where the page at `url` is, as far as that counts where it shows no user. What is not known yet, since it is read at the
/// SP later, is nowhere.
pub(super) fn place(look_up: LookUp<'_>, url: &str, has_user: bool, has_login_form: bool) -> Place {
    let address = |template: &str| absolute(&expand(look_up.values, template).ok()?, look_up.values).ok();
    let asked = look_up.signed_in().open.as_deref().and_then(address);
    let is_at = |other: Option<String>| other.is_some_and(|other| path(&other) == path(url));
    let begins_here = is_at(address(&look_up.target.login.start));
    Place {
        url: url.to_owned(),
        way: way(asked.as_deref(), url, look_up.values.get("company").as_deref()),
        has_opened: look_up.signed_in().open.is_some(),
        is_asked: is_at(asked),
        is_login: !has_user && (begins_here || has_login_form),
        has_login_form: !has_user && has_login_form,
        is_acs: is_at(optional(look_up.values, "sp.acs_url").ok().flatten()),
    }
}

/// The first thing that the login's steps do, if CSS names it: its selector, and whether it is a field that is filled in.
pub(super) fn login_form(look_up: LookUp<'_>) -> Option<(String, bool)> {
    let (step, selector) = look_up.target.login.steps.iter().find_map(|step| Some((step, step.action.selector()?)))?;
    let selector = expand(look_up.values, selector).ok()?;
    let is_css = !["text=", "label=", "placeholder=", "role="].iter().any(|other| selector.starts_with(other));
    is_css.then(|| (selector, matches!(step.action.inner(), Action::Fill { .. })))
}

/// Whether what `texts` are those of waits for a login: a field that is empty, or something to click. A form that has an
/// address in it already is some other form, as of a profile.
pub(super) fn waits_for_login(texts: &[String], is_field: bool) -> bool {
    texts.iter().any(|text| !is_field || text.trim().is_empty())
}

pub(super) fn without_numbers(text: &str) -> String {
    text.chars().filter(|letter| !letter.is_numeric()).collect()
}

/// Whether `text` is `known`, or that with something put into it in one place, as a message of an error.
fn has_all_of(text: &str, known: &str) -> bool {
    let (text, known): (Vec<&str>, Vec<&str>) = (text.split(' ').collect(), known.split(' ').collect());
    let same = |one: &mut dyn Iterator<Item = (&&str, &&str)>| one.take_while(|(a, b)| a == b).count();
    let at_start = same(&mut text.iter().zip(&known));
    let at_end = same(&mut text.iter().rev().zip(known.iter().rev()));
    !known.concat().is_empty() && text.len() >= known.len() && at_start + at_end >= known.len()
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    const SP: &str = "http://127.0.0.1:8000";

    fn at(asked: &str, path: &str) -> Place {
        let (asked, url) = (format!("{SP}{asked}"), format!("{SP}{path}"));
        let is_asked = crate::judge::path(&asked) == crate::judge::path(&url);
        let way = way(Some(&asked), &url, Some("acme"));
        Place { way, url, has_opened: true, is_asked, ..Place::default() }
    }

    fn nobody(asked: &str, path: &str, text: &str) -> Facts {
        let place = at(asked, path);
        let plain = (String::new(), text.to_owned());
        Facts { nobody: Some(ToNobody { plain, way: place.way, texts: Vec::new() }), ..Facts::default() }
    }

    #[rstest]
    #[case::the_same_page("/login", true)]
    #[case::with_where_to_go("/login?next=%2Fme", true)]
    #[case::with_a_slash("/login/", true)]
    #[case::terms("/terms", false)]
    #[case::in_a_folder("/login/profile", false)]
    #[case::the_page_itself("/me", false)]
    #[case::the_front_page("/", false)]
    fn nobody_is_led_where_nobody_was_led_before(#[case] path: &str, #[case] is_nobodys: bool) {
        let known = nobody("/me", "/login", "Log in");
        assert_eq!(at("/me", path).is_nobodys(Some(200), "Something else", &known), is_nobodys);
    }

    #[test]
    fn the_front_page_is_nobodys_where_it_was_before() {
        assert!(at("/me", "/").is_nobodys(Some(200), "News", &nobody("/me", "/", "Welcome")));
    }

    #[test]
    fn each_company_may_have_its_own_paths() {
        let known = nobody("/c/acme/me", "/c/acme/login", "Log in");
        assert!(at("/c/other/me", "/c/other/login").is_nobodys(Some(200), "Log in", &known));
        assert!(!at("/c/other/me", "/c/other/terms").is_nobodys(Some(200), "Log in", &known));
        let known = nobody("/me", "/login/acme/17", "Log in");
        assert!(at("/me", "/login/acme/4").is_nobodys(Some(200), "Log in", &known));
        let other = Place { way: way(Some("/me"), "/login/other/4", Some("other")), ..at("/me", "/login/other/4") };
        assert!(other.is_nobodys(Some(200), "Log in", &known));
    }

    #[rstest]
    #[case::as_before("Home Log in", true)]
    #[case::with_a_message_first("Refused: signature. Home Log in", true)]
    #[case::with_a_message_within("Home Refused: signature. Log in", true)]
    #[case::terms("Home Be good to each other. I agree", false)]
    #[case::less("Home", false)]
    fn one_address_for_everybody_counts_by_what_it_says(#[case] text: &str, #[case] is_nobodys: bool) {
        let known = nobody("/me", "/me", "Home Log in");
        assert_eq!(at("/me", "/me").is_nobodys(Some(200), text, &known), is_nobodys);
    }

    #[test]
    fn a_page_that_is_denied_to_everybody_says_nothing() {
        let known = nobody("/me", "/me", "Not here");
        let place = at("/me", "/me");
        for status in [400, 404, 412] {
            assert!(place.in_doubt(Some(status), &known).is_some_and(|reason| reason.contains("`open`")), "{status}");
            assert_eq!(place.in_doubt(Some(status), &Facts { has_user: true, ..known.clone() }), None);
            assert_eq!(place.in_doubt(Some(status), &Facts::default()), None, "that is to be learned");
            assert!(place.is_nobodys(Some(status), "Gone", &Facts { has_user: true, ..known.clone() }));
        }
        for status in [200, 401, 403, 429, 500] {
            assert_eq!(place.in_doubt(Some(status), &known), None, "{status}");
        }
        assert_eq!(at("/me", "/login").in_doubt(Some(404), &known), None);
    }

    #[test]
    fn where_a_login_begins_nobody_is_signed_in() {
        let known = nobody("/me", "/login", "Log in");
        let other = Place { is_login: true, ..at("/me", "/sso/start") };
        assert!(other.is_nobodys(Some(200), "Log in with your company", &known));
        // Nobody was led there: then it may ask for a second factor as well, unless the form waits.
        let same = Place { is_login: true, ..at("/me", "/login") };
        assert!(same.is_nobodys(Some(200), "Refused: signature. Log in", &known));
        assert!(!same.is_nobodys(Some(200), "Enter the code that we have sent you", &known));
        let waits = Place { has_login_form: true, ..same };
        assert!(waits.is_nobodys(Some(200), "Welcome back", &known));
    }

    #[test]
    fn where_no_page_is_opened_a_user_must_have_been_seen() {
        let terms = Place { has_opened: false, ..at("/terms", "/terms") };
        assert!(!terms.is_nobodys(Some(200), "Terms", &Facts::default()));
        assert!(terms.is_nobodys(Some(200), "Terms", &Facts { has_user: true, ..Facts::default() }));
        assert!(Place { is_acs: true, ..terms.clone() }.is_nobodys(Some(200), "Refused", &Facts::default()));
        assert!(terms.is_nobodys(Some(403), "Refused", &Facts::default()));
        assert!(terms.unlike_nobodys("`#user`", None).starts_with("it does not show `#user`"));
    }

    #[test]
    fn the_reason_names_what_copes() {
        let known = nobody("/me", "/login", "Log in").nobody;
        let terms = at("/me", "/terms").unlike_nobodys("`#user`", known.as_ref());
        assert!(terms.starts_with("it was led to http://127.0.0.1:8000/terms, "), "{terms}");
        let itself = at("/me", "/me").unlike_nobodys("`#user`", known.as_ref());
        assert!(itself.starts_with("it does not show `#user`, and is not the page that was shown"), "{itself}");
        for key in ["[[interruption]]", "nobody = ", "`steps`", "script = "] {
            assert!(terms.contains(key) && itself.contains(key), "{key}");
        }
    }
}
