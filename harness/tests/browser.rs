//! The browser session against pages of our own: what it does, what it reads from the wire, what it leaves behind.
#![allow(clippy::unwrap_used, missing_docs)]

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use axum::Router;
use axum::extract::Query;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{Html, Redirect};
use axum::routing::{get, post};
use saml_harness::run::RunError;
use saml_harness::run::browser::{Browser, BrowserOptions, install};
use saml_harness::run::{Deed, Engine, Gesture};

const LOGIN: &str = r#"<title>login</title><form method=post action=/login><label>E-mail <input name=email></label>
    <label><input type=checkbox name=keep> Keep me</label>
    <select name=site><option value=a>First</option><option value=b>Second</option></select>
    <button>Sign in</button></form><input type=file id=file>
    <button id=late type=button onclick="setTimeout(() => document.body.append(Object.assign(
        document.createElement('a'), {href: '/gone', textContent: 'Late link'})), 60)">Add</button>"#;

/// What the mock IdP's page does that posts more than once: it goes on when another window is done.
const BUSY: &str = r#"<title>busy</title><form action=/cookies data-mock-idp-busy></form><script>
    setTimeout(() => document.forms[0].submit(), 400)</script>"#;

/// Tells what its site has left in the browser, and leaves some more of each kind.
const KEEPER: &str = r#"<title>keeper</title><p id=found></p><script>
    const found = [sessionStorage.s, localStorage.l, window.name, document.cookie].map((text) => text ? 'kept' : 'none');
    sessionStorage.s = localStorage.l = window.name = document.cookie = 'k=1';
    const worker = navigator.serviceWorker;
    Promise.all([worker.getRegistrations(), caches.keys(), fetch('/counted').then((answer) => answer.text())])
        .then(([workers, caches, count]) => found.push(workers.length, caches.length, count))
        .then(() => worker.register('/worker.js')).then(() => worker.ready).then(() => caches.open('c'))
        .then(() => document.querySelector('#found').textContent = found.join(' '));
    </script>"#;

/// An SP on 127.0.0.1 and an IdP on idp.localhost, at one port: two sites, as in life.
async fn pages() -> (String, String) {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let (sp, idp) = (format!("http://127.0.0.1:{port}"), format!("http://acme.idp.localhost:{port}"));
    let form = format!(
        r#"<title>form</title><form method=post action="{sp}/acs"><input name=SAMLResponse value=abc></form>
        <script>addEventListener('load', () => document.forms[0].submit())</script>"#
    );
    let to_idp = format!("{idp}/sso?SAMLRequest=x");
    let posts = Arc::new(AtomicUsize::new(0));
    let sign_in = move |body: String| async move {
        assert!(body.contains("email=e%40acme.test") && body.contains("keep=on") && body.contains("site=b"), "{body}");
        ([(header::SET_COOKIE, "sp=1")], Redirect::to(&to_idp))
    };
    let acs = move || async move {
        let before = posts.fetch_add(1, Ordering::Relaxed);
        (StatusCode::NOT_FOUND, Html(format!("<title>not found</title><p id=user> nobody {before} </p>")))
    };
    let cookies = |headers: HeaderMap| async move {
        headers.get(header::COOKIE).and_then(|c| c.to_str().ok()).unwrap_or("none").to_owned()
    };
    let asked = Arc::new(AtomicUsize::new(0));
    let counted = move || async move {
        ([(header::CACHE_CONTROL, "max-age=1000")], asked.fetch_add(1, Ordering::Relaxed).to_string())
    };
    let app = Router::new()
        .route("/login", get(|| async { Html(LOGIN) }).post(sign_in))
        .route("/sso", get(move || async move { ([(header::SET_COOKIE, "idp=1")], Html(form)) }))
        .route("/acs", post(acs))
        .route("/always-busy", get(|| async { Html("<title>busy</title><form data-mock-idp-busy></form>") }))
        .route("/busy", get(|| async { Html(BUSY) }))
        .route("/keeper", get(|| async { Html(KEEPER) }))
        .route("/worker.js", get(|| async { ([(header::CONTENT_TYPE, "text/javascript")], "") }))
        .route("/counted", get(counted))
        .route("/shown", get(|Query(html): Query<Vec<(String, String)>>| async move { Html(html[0].1.clone()) }))
        .route("/gone", get(|| async { StatusCode::GONE }))
        .route("/cookies", get(cookies));
    tokio::spawn(async move { axum::serve(listener, app).await.unwrap() });
    (sp, idp)
}

async fn browser() -> Browser {
    if std::env::var_os("SAML_HARNESS_INSTALL_BROWSER").is_some_and(|v| v == "1") {
        install(false, &|_| {}).await.unwrap();
    }
    Browser::start(&BrowserOptions::default()).await.unwrap()
}

fn click(selector: &str) -> Gesture {
    Gesture::click(selector)
}

fn sign_in() -> Vec<Gesture> {
    let fill = |selector: &str, text: &str| Gesture::fill(selector, text);
    vec![
        fill("text=E-mail", "e@acme.test"),
        fill("input[name=keep]", "on"),
        Gesture::new("select", Deed::Select { option: "Second".into() }),
        Gesture::new("#file", Deed::Upload { name: "m.xml".into(), content: b"<m/>".to_vec() }),
        click("text=Sign in"),
    ]
}

#[tokio::test(flavor = "multi_thread")]
async fn a_login_across_two_sites_is_read_from_the_wire() {
    let (sp, idp) = pages().await;
    let mut browser = browser().await;
    browser.open(&format!("{sp}/login")).await.unwrap();
    browser.documents();
    browser.perform(&sign_in(), &[]).await.unwrap();
    let page = browser.look().await.unwrap();
    let documents = browser.documents();
    let seen: Vec<_> = documents.iter().map(|d| (d.method.as_str(), d.url.as_str(), d.status)).collect();
    let sso = format!("{idp}/sso?SAMLRequest=x");
    let (login, acs) = (format!("{sp}/login"), format!("{sp}/acs"));
    let wanted =
        [("POST", login.as_str(), Some(303)), ("GET", sso.as_str(), Some(200)), ("POST", acs.as_str(), Some(404))];
    assert_eq!(seen, wanted);
    assert_eq!((page.status, page.title.as_str(), page.url.as_str()), (Some(404), "not found", acs.as_str()));
    assert_eq!(browser.texts_of("#user", None).await.unwrap(), [" nobody 0 "]);
    assert!(browser.texts_of("#absent", None).await.unwrap().is_empty());

    browser.reload().await.unwrap();
    assert_eq!(browser.texts_of("#user", None).await.unwrap(), [" nobody 1 "], "form data is sent again");

    browser.empty().await.unwrap();
    for site in [&sp, &idp] {
        browser.open(&format!("{site}/cookies")).await.unwrap();
        assert_eq!(browser.look().await.unwrap().text, "none", "cookies of every site are gone");
    }
    Box::new(browser).stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_outlives_a_case() {
    let (sp, _) = pages().await;
    let mut browser = browser().await;
    let mut found = Vec::new();
    for is_emptied in [false, false, true] {
        if is_emptied {
            browser.empty().await.unwrap();
        }
        browser.open(&format!("{sp}/keeper")).await.unwrap();
        let late = Gesture::new("#found:not(:empty)", Deed::WaitFor);
        browser.perform(&[late], &[]).await.unwrap();
        found.extend(browser.texts_of("#found", None).await.unwrap());
    }
    assert_eq!(found[1], "kept kept kept kept 1 1 0", "the page does leave something of each kind");
    assert_eq!(found[2], "none none none none 0 0 1");
    Box::new(browser).stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_kept_of_a_page_is_passed_by_on_demand() {
    let ((sp, _), mut browser) = (pages().await, browser().await);
    let mut counts = Vec::new();
    for is_asked_anew in [false, false, true, false] {
        browser.ask_anew(is_asked_anew).await.unwrap();
        browser.open("about:blank").await.unwrap();
        browser.open(&format!("{sp}/counted")).await.unwrap();
        counts.push(browser.answer().await.unwrap());
    }
    assert_eq!(
        [counts[0] == counts[1], counts[1] == counts[2], counts[2] == counts[3]],
        [true, false, true],
        "{counts:?}"
    );
    Box::new(browser).stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_appears_late_is_waited_for_and_what_never_does_is_named() {
    let (sp, _) = pages().await;
    let mut browser = browser().await;
    browser.open(&format!("{sp}/login")).await.unwrap();
    browser.perform(&[click("#late"), click("text=Late link")], &[]).await.unwrap();
    assert_eq!(browser.documents().last().unwrap().status, Some(410));
    let missing = browser.perform(&[click("#never")], &[]).await;
    assert!(matches!(&missing, Err(RunError::Selector { selector, .. }) if selector == "#never"), "{missing:?}");
    browser.open(&format!("{sp}/busy")).await.unwrap();
    assert_eq!(browser.look().await.unwrap().text, "none", "a page that is about to go on is waited for");
    // A port where nobody listens is the SP's trouble, not ours: it is in the documents.
    browser.documents();
    browser.open("http://127.0.0.1:9/").await.unwrap();
    let documents = browser.documents();
    assert!(documents.last().unwrap().error.is_some(), "{documents:?}");
    Box::new(browser).stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_that_does_not_settle_says_so() {
    let (sp, _) = pages().await;
    let mut browser = browser().await;
    browser.wait_at_most(std::time::Duration::from_millis(300));
    browser.open(&format!("{sp}/always-busy")).await.unwrap();
    let page = browser.look().await.unwrap();
    assert_eq!((page.title.as_str(), page.unsettled.as_deref()), ("busy", Some("it did not settle within 0.3 s")));
    browser.open(&format!("{sp}/login")).await.unwrap();
    assert_eq!(browser.look().await.unwrap().unsettled, None);
    Box::new(browser).stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn tabs_are_told_apart() {
    let (sp, idp) = pages().await;
    let mut browser = browser().await;
    browser.open(&format!("{sp}/login")).await.unwrap();
    browser.new_tab().await.unwrap();
    browser.open(&format!("{idp}/sso?SAMLRequest=x")).await.unwrap();
    assert_eq!(browser.look().await.unwrap().title, "not found");
    browser.tab(0).await.unwrap();
    assert_eq!(browser.look().await.unwrap().title, "login");
    assert!(browser.tab(2).await.is_err());
    Box::new(browser).stop().await;
}

/// What the page looks like, and its picture.
async fn likeness(browser: &mut Browser, sp: &str, html: &str) -> (Option<String>, Vec<u8>) {
    let query = url::form_urlencoded::Serializer::new(String::new()).append_pair("html", html).finish();
    browser.open(&format!("{sp}/shown?{query}")).await.unwrap();
    browser.look().await.unwrap();
    (browser.likeness(), browser.screenshot().await.unwrap().unwrap())
}

#[tokio::test]
async fn pages_that_look_the_same_are_known_without_a_picture() {
    let (sp, _) = pages().await;
    let mut browser = browser().await;
    let form = "<title>A</title><style>p { color: green }</style><form action=/1><input type=hidden name=state value=1><p>Hello</p>
        <a href=/x?1>More</a><input name=email value=a></form><script>/* 1 */</script>";
    let (first, picture) = likeness(&mut browser, &sp, form).await;
    assert!(first.is_some());
    // What nobody sees.
    let unseen =
        form.replace("value=1", "value=2").replace("/1>", "/2>").replace("x?1", "x?2").replace("<title>A", "<title>B");
    assert_eq!(
        likeness(&mut browser, &sp, &unseen.replace("/* 1 */", "/* 2 */")).await,
        (first.clone(), picture.clone())
    );
    for (from, to) in [
        ("Hello", "Hallo"),
        ("value=a", "value=b"),
        ("green", "blue"),
        ("<p>", "<p hidden>"),
        ("<input name=email", "<input name=email autofocus"),
        ("/* 1 */", "document.querySelector('[name=email]').value = 'typed'"),
        ("/* 1 */", "document.querySelector('p').attachShadow({mode: 'open'}).textContent = 'From within'"),
        ("/* 1 */", "document.styleSheets[0].insertRule('a { font-size: 40px }')"),
    ] {
        let other = form.replace(from, to);
        let (likeness, shown) = likeness(&mut browser, &sp, &other).await;
        assert!(likeness.is_some() && likeness != first, "{to}: {likeness:?}");
        assert_ne!(shown, picture, "{to} is to be seen");
    }
    for drawn in [
        "<canvas></canvas>",
        "<iframe srcdoc=x></iframe>",
        "<style>@keyframes k { to { left: 9px } } p { position: relative; animation: k 9s }</style>",
        "<a-b></a-b>",
    ] {
        assert_eq!(likeness(&mut browser, &sp, &format!("{form}{drawn}")).await.0, None, "{drawn}");
    }
    Box::new(browser).stop().await;
}
