use rstest::rstest;

use super::super::learned::ToNobody;
use super::*;

const LOGIN: &str = "http://127.0.0.1:8000/login";

fn seen(texts: &[&str], text: &str) -> Seen {
    let page = Page { url: LOGIN.to_owned(), status: Some(200), ..Page::default() };
    let rest = AtRest { is_quiet: true, has_scripts: true, is_blank: text.is_empty(), text: text.to_owned() };
    let place = Place { url: LOGIN.to_owned(), way: "login".to_owned(), has_opened: true, ..Place::default() };
    Seen {
        page,
        place,
        texts: texts.iter().map(|text| (*text).to_owned()).collect(),
        nobody: None,
        has_login_form: false,
        rest,
        stands: Duration::ZERO,
        is_over: false,
        is_led_to_idp: false,
        runs_scripts: true,
    }
}

fn facts(text: &str) -> Facts {
    Facts { nobody: Some(to_nobody(text, &[])), ..Facts::default() }
}

fn to_nobody(text: &str, texts: &[&str]) -> ToNobody {
    let texts = texts.iter().map(|text| (*text).to_owned()).collect();
    ToNobody { plain: plain("http://127.0.0.1:9000/login", text), way: "login".to_owned(), texts }
}

fn terms() -> Seen {
    let url = "http://127.0.0.1:8000/terms".to_owned();
    let seen = seen(&[], "Be good to each other");
    let place = Place { url: url.clone(), way: "terms".to_owned(), ..seen.place.clone() };
    Seen { page: Page { url, ..seen.page.clone() }, place, ..seen }
}

fn decided(seen: &Seen, facts: &Facts) -> Option<Sign> {
    decide(&SignedIn::of_element(None, "#user".to_owned()), seen, facts)
}

fn stood(seen: Seen) -> Seen {
    Seen { stands: Duration::from_secs(1), ..seen }
}

fn over(seen: Seen) -> Seen {
    Seen { is_over: true, ..seen }
}

#[rstest]
#[case::nobody(r#"{"user":null}"#)]
#[case::somebody("  {\"email\": \"employee@acme.test\"}\n")]
fn json_without_a_pointer_is_never_nobody(#[case] answer: &str) {
    let page = seen(&[], answer);
    for facts in [Facts::default(), facts(answer), Facts { served: Some(true), ..facts(answer) }] {
        assert!(decided(&page, &facts).unwrap().unclear().unwrap().contains("json = "));
    }
    let mut refused = page;
    refused.page.status = Some(401);
    assert_eq!(decided(&refused, &Facts::default()), Some(Sign::Nobody));
}

#[test]
fn a_page_with_an_empty_user_beside_json_is_no_json() {
    let page = over(seen(&["   "], r#"{"groups":["Finance"]}"#));
    assert!(decided(&page, &Facts::default()).unwrap().unclear().unwrap().contains("is there, and empty"));
}

#[test]
fn a_user_stands_for_a_moment_where_scripts_may_replace_it() {
    let user = seen(&["Loading"], "Loading");
    assert_eq!(decided(&user, &Facts::default()), None);
    assert_eq!(decided(&stood(user.clone()), &Facts::default()), Some(Sign::User));
    assert_eq!(decided(&user, &Facts { served: Some(true), ..Facts::default() }), Some(Sign::User));
    let without_scripts = Seen { rest: AtRest { has_scripts: false, ..user.rest.clone() }, ..user };
    assert_eq!(decided(&without_scripts, &Facts::default()), Some(Sign::User));
}

#[test]
fn nobody_is_read_from_a_page_that_the_server_writes() {
    let page = seen(&[], "Log in. Your request was refused.");
    let without_scripts = Seen { rest: AtRest { has_scripts: false, ..page.rest.clone() }, ..page.clone() };
    assert_eq!(decided(&without_scripts, &Facts::default()), Some(Sign::Absent));
    assert_eq!(decided(&page, &Facts { served: Some(true), ..Facts::default() }), Some(Sign::Absent));
    assert_eq!(decided(&page, &Facts::default()), None);
    assert!(decided(&over(page), &Facts::default()).unwrap().unclear().unwrap().contains("nobody = "));
}

#[test]
fn a_page_that_was_not_asked_for_and_that_nobody_was_shown_is_not_nobody() {
    let without_scripts = Seen { rest: AtRest { has_scripts: false, ..terms().rest }, ..terms() };
    let served = Facts { served: Some(true), ..facts("Log in") };
    for (seen, facts) in [(&without_scripts, facts("Log in")), (&over(terms()), served.clone())] {
        let sign = decided(seen, &facts).unwrap();
        assert!(sign.unclear().unwrap().contains("[[interruption]]"), "{sign:?}");
    }
    // Its scripts may still lead on.
    assert_eq!(decided(&stood(terms()), &served), None);
    let refused = Seen { page: Page { status: Some(404), ..terms().page }, ..terms() };
    assert_eq!(decided(&refused, &served), Some(Sign::Absent));
    let login = Seen { place: Place { is_login: true, ..terms().place }, ..terms() };
    assert_eq!(decided(&login, &served), Some(Sign::Absent));
}

#[test]
fn the_page_that_was_asked_for_is_nobodys_only_where_nobody_was_shown_it() {
    let itself = |text| {
        let seen = seen(&[], text);
        let place = Place { way: "*".to_owned(), is_asked: true, ..seen.place.clone() };
        Seen { place, ..over(seen) }
    };
    let served = |nobody: ToNobody| Facts { nobody: Some(nobody), served: Some(true), ..Facts::default() };
    let elsewhere = decided(&itself("Your orders"), &served(to_nobody("Log in", &[]))).unwrap();
    assert!(elsewhere.unclear().unwrap().contains("`steps`"), "{elsewhere:?}");
    let here = served(ToNobody { way: "*".to_owned(), ..to_nobody("Log in", &[]) });
    assert_eq!(decided(&itself("Refused. Log in"), &here), Some(Sign::Absent));
    assert!(decided(&itself("Be good to each other"), &here).unwrap().unclear().is_some());
}

#[test]
fn nobody_is_the_page_that_was_shown_before_anybody_logged_in() {
    let page = seen(&[], "Log in, request 17");
    assert_eq!(decided(&page, &facts("Log in, request 4")), None);
    assert_eq!(decided(&stood(page.clone()), &facts("Log in, request 44")), Some(Sign::Absent));
    assert_eq!(decided(&stood(page.clone()), &facts("Loading")), None);
    assert_eq!(
        decided(&stood(page.clone()), &Facts { slowest: Duration::from_secs(2), ..facts("Log in, request 4") }),
        None
    );
    assert_eq!(decided(&over(page), &facts("Log in, request 4")), Some(Sign::Absent));
}

#[rstest]
#[case::new(&Facts::default())]
#[case::as_before(&facts(""))]
fn a_white_page_is_never_nobody(#[case] facts: &Facts) {
    assert_eq!(decided(&stood(seen(&[], "")), facts), None);
    assert!(decided(&over(seen(&[], "")), facts).unwrap().unclear().is_some());
    let http = Seen { runs_scripts: false, ..seen(&[], "") };
    assert!(decided(&http, facts).unwrap().unclear().unwrap().contains("--engine browser"));
}

#[test]
fn an_empty_element_is_waited_for() {
    let page = seen(&["\n"], "Account");
    assert_eq!(decided(&stood(page.clone()), &Facts::default()), None);
    assert!(decided(&over(page.clone()), &Facts::default()).unwrap().unclear().unwrap().contains("empty"));
    let nobody = to_nobody("Account", &["\n"]);
    assert_eq!(decided(&stood(page), &Facts { nobody: Some(nobody), ..Facts::default() }), Some(Sign::Absent));
}

/// What makes another case of a page with an empty element.
type Change = fn(&mut Seen, &mut Facts, &mut SignedIn);

/// What is said of the page that was asked for with an empty element, changed by `change`, where nobody was shown `texts`.
fn said_of_empty(texts: &[&str], change: Change) -> Sign {
    let mut page = over(seen(&["\u{a0} "], "Orders Sign out"));
    page.place = Place { way: "*".to_owned(), is_asked: true, ..page.place };
    page.rest.has_scripts = false;
    let mut facts = Facts { nobody: Some(to_nobody("Log in", texts)), ..Facts::default() };
    let mut signed_in = SignedIn::of_element(None, "#user".to_owned());
    change(&mut page, &mut facts, &mut signed_in);
    decide(&signed_in, &page, &facts).unwrap()
}

#[test]
fn an_empty_element_that_nobody_is_shown_is_somebody_without_a_name() {
    let changes: [(&str, Change); 4] = [
        ("as it is", |_, _, _| ()),
        ("without the sign of nobody", |seen, _, signed_in| {
            (seen.nobody, signed_in.nobody) = (Some(false), Some("#login".to_owned()));
        }),
        ("the server writes names", |seen, facts, _| {
            (seen.rest.has_scripts, facts.served) = (true, Some(true));
        }),
        ("in the http engine", |seen, _, _| seen.runs_scripts = false),
    ];
    for (name, change) in changes {
        let sign = said_of_empty(&[], change);
        assert!(matches!(&sign, Sign::Nameless(reason) if reason.contains("`#user`")), "{name}: {sign:?}");
    }
}

#[test]
fn an_empty_element_says_nothing_where_nobody_may_be_shown_it() {
    let changes: [(&str, &[&str], Change); 8] = [
        ("it is there for nobody", &[""], |_, _, _| ()),
        ("nobody was not seen", &[], |_, facts, _| facts.nobody = None),
        ("it is another page", &[], |seen, _, _| seen.place.is_asked = false),
        ("it is the login page", &[], |seen, _, _| seen.place.is_login = true),
        ("it was not found", &[], |seen, _, _| seen.page.status = Some(404)),
        ("a script may fill it in", &[], |seen, _, _| seen.rest.has_scripts = true),
        ("a script does fill it in", &[], |seen, facts, _| {
            (seen.rest.has_scripts, facts.served) = (true, Some(false));
        }),
        ("a script reads it", &[], |_, _, signed_in| signed_in.script = Some("app.user".to_owned())),
    ];
    for (name, texts, change) in changes {
        let sign = said_of_empty(texts, change);
        assert!(!matches!(sign, Sign::Nameless(_)), "{name}: {sign:?}");
    }
}

#[test]
fn a_script_that_comes_to_nothing_is_nobody_where_the_page_is_nobodys() {
    let signed_in = SignedIn { script: Some("app.user".to_owned()), ..SignedIn::of_element(None, String::new()) };
    let page = |text| {
        let seen = stood(seen(&[], text));
        Seen { rest: AtRest { has_scripts: false, ..seen.rest.clone() }, ..seen }
    };
    assert_eq!(decide(&signed_in, &page("Log in"), &facts("Log in")), Some(Sign::Absent));
    assert_eq!(decide(&signed_in, &page("Signed in"), &facts("Log in")), None);
    let unclear = decide(&signed_in, &over(page("Signed in")), &facts("Log in")).unwrap();
    assert!(unclear.unclear().unwrap().contains("a value of `app.user`"), "{unclear:?}");
}

#[rstest]
#[case(Some(401), Some(Sign::Nobody))]
#[case(Some(403), Some(Sign::Nobody))]
#[case(Some(429), Some(Sign::Unclear("it answered HTTP 429".to_owned())))]
#[case(Some(502), Some(Sign::Unclear("it answered HTTP 502".to_owned())))]
#[case(None, Some(Sign::Unclear("there was no answer".to_owned())))]
fn the_status_of_a_page_without_a_user(#[case] status: Option<u16>, #[case] expected: Option<Sign>) {
    let mut page = seen(&[], "Oh");
    page.page.status = status;
    assert_eq!(decided(&page, &Facts { served: Some(true), ..Facts::default() }), expected);
    page.texts = vec!["employee@acme.test".to_owned()];
    assert_eq!(decided(&stood(page), &Facts::default()), Some(Sign::User));
}

#[test]
fn the_idp_and_the_sign_of_nobody_are_nobody() {
    let led = Seen { is_led_to_idp: true, nobody: Some(false), ..seen(&[], "Look-up") };
    assert_eq!(decided(&led, &Facts::default()), Some(Sign::LedToIdp));
    let nobody = Seen { nobody: Some(true), ..stood(seen(&[], "Log in")) };
    assert_eq!(decided(&nobody, &Facts::default()), Some(Sign::Nobody));
    // Whose login was refused, who was here last, a guest: they have names, too.
    let named = Seen { nobody: Some(true), ..stood(seen(&["employee@acme.test"], "We could not sign you in")) };
    assert_eq!(decided(&named, &Facts { served: Some(true), ..Facts::default() }), Some(Sign::Nobody));
    let neither = Seen { nobody: Some(false), ..seen(&[], "Log in") };
    assert_eq!(decided(&neither, &facts("Log in")), None);
    let http = Seen { runs_scripts: false, ..neither.clone() };
    assert!(decided(&http, &facts("Log in")).unwrap().unclear().unwrap().contains("--engine browser"));
    assert!(decided(&over(neither), &facts("Log in")).unwrap().unclear().unwrap().contains("neither `#user` nor"));
}
