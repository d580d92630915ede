//! The engine without a browser against Chromium, on pages of our own: the same gestures must put the same on the wire
//! and show the same page.
#![allow(clippy::unwrap_used, missing_docs)]

use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::{HeaderMap, Method, Response, Uri};
use saml_harness::evidence::set_cookies;
use saml_harness::run::browser::{Browser, BrowserOptions, install};
use saml_harness::run::{Deed, Engine, Gesture, HttpEngine};

/// What reached the server: method, path, cookies, Referer, Origin, Sec-Fetch-Site, body.
type Log = Arc<Mutex<Vec<String>>>;

/// A page: path, headers, source. `SP` and `IDP` stand for the two sites' addresses.
type Page = (&'static str, &'static [(&'static str, &'static str)], &'static str);

const HTML: (&str, &str) = ("content-type", "text/html; charset=utf-8");

const PAGES: &[Page] = &[
    ("/start", &[HTML, ("set-cookie", "plain=1; Path=/"), ("set-cookie", "lax=1; Path=/; SameSite=Lax"),
        ("set-cookie", "strict=1; Path=/; SameSite=Strict"), ("set-cookie", "none=1; Path=/; SameSite=None; Secure"),
        ("set-cookie", "insecure=1; Path=/; SameSite=None"), ("set-cookie", "below=1; Path=/deep")],
        "<title>start</title><a href='IDP/sso?SAMLRequest=x#f'>to the IdP</a> <a href='/echo'>own</a>"),
    ("/sso", &[HTML, ("cache-control", "no-store")], "<title>sso</title><form method=post action='SP/acs'>
        <input type=hidden name=SAMLResponse value='a b'></form><script>document.forms[0].submit()</script>"),
    ("/sso-by-hand", &[HTML], "<title>by hand</title><form method=post action='SP/acs?a=b'><input name=x value='é'>
        <button name=go value=1>Go</button></form><form method=post action='SP/307'><button>Keep</button></form>
        <form method=post action='SP/302'><button>Change</button></form><a id=get href='SP/echo'>Get</a>
        <a id=quiet rel=noreferrer href='SP/echo'>Quiet</a>"),
    ("/form", &[HTML], "<title>form</title><form method=post action=/echo enctype=multipart/form-data><input name=t><input type=file name=f>
        <textarea name=a>\n1\n2</textarea><select name=s><option>x<option selected value=y>why</select><input type=checkbox name=c>
        <input type=radio name=r value=1><input type=radio name=r value=2 checked><button name=b value=v>Send</button></form>"),
    ("/required", &[HTML], "<title>required</title><form action=/echo><label>E <input type=email name=e required></label>
        <button id=b>Go</button></form><form action=/echo id=second><input name=q></form>"),
    ("/links", &[HTML], "<title>links</title><a id=none href=/204>a</a><a id=file href=/file>b</a><a id=tab target=_blank href=/echo>c</a>
        <a id=loop href=/loop>d</a><a id=refresh href=/refresh>e</a><a id=script href=/script>f</a><a id=gone href=/gone>g</a>
        <a id=plain href=/plain>h</a><a id=fragment href='#x'>i</a><a id=away href=/away>j</a><a id=odd href=/odd>k</a>"),
    ("/refresh", &[HTML], "<meta http-equiv=refresh content='0;url=/echo'>"),
    ("/script", &[HTML], "<script>window.location.href = '/echo'</script>"),
    ("/blocked", &[HTML, ("content-security-policy", "script-src 'self'; form-action 'self'")],
        "<title>blocked</title><form action=IDP/echo><button id=b>Go</button></form><form id=f action=/echo><input></form>
        <script>document.forms[1].submit()</script>"),
    ("/leaves", &[HTML, ("content-security-policy", "form-action 'self'")],
        "<title>leaves</title><form method=post action=/away><button>Go</button></form>"),
    ("/answer", &[HTML, ("cache-control", "no-store")], "<title>answer</title><a href=/echo>on</a>"),
    ("/kept", &[HTML], "<title>kept</title><a href=/echo>on</a>"),
    ("/ask", &[HTML], "<title>ask</title><form method=post action=/answer><button id=a>A</button></form>
        <form method=post action=/kept><button id=k>K</button></form><a href=/answer id=ga>on</a><a href=/kept id=gk>on</a>"),
    ("/text", &[HTML], include_str!("text.html")),
    ("/plain", &[("content-type", "text/plain")], "<b>plain</b>\n text"),
    ("/file", &[("content-type", "text/xml"), ("content-disposition", "attachment; filename=m.xml")], "<m/>"),
    ("/gone", &[HTML], "<title>gone</title>gone"),
    ("/odd", &[HTML], "<!doctype html><p><table><form action=/echo><tr><td><input name=in value=1><td><button id=x>x</button></form></table></b><p>end"),
];

async fn serve(
    State((log, sp, idp)): State<(Log, String, String)>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
) -> Response<Body> {
    let header = |name: &str| headers.get(name).and_then(|v| v.to_str().ok()).unwrap_or("-").to_owned();
    let body = String::from_utf8_lossy(&body).into_owned();
    // Each engine draws its own boundary.
    let boundary = body
        .lines()
        .next()
        .filter(|_| header("content-type").starts_with("multipart/"))
        .unwrap_or("----------")
        .to_owned();
    let body = body.replace(&boundary, "BOUNDARY").replace("\r\n", "|");
    let line = format!(
        "{method} {}{uri} cookie:{} referer:{} origin:{} site:{} body:{body}",
        header("host").split(':').next().unwrap_or_default(),
        header("cookie"),
        header("referer"),
        header("origin"),
        header("sec-fetch-site"),
    );
    if uri.path() == "/favicon.ico" {
        return Response::builder().status(404).body(Body::empty()).unwrap();
    }
    log.lock().unwrap().push(line.clone());
    let redirect =
        |status: u16, to: &str| Response::builder().status(status).header("location", to).body(Body::empty()).unwrap();
    match uri.path() {
        "/204" => return Response::builder().status(204).body(Body::empty()).unwrap(),
        "/307" => return redirect(307, &format!("{idp}/echo")),
        "/302" => return redirect(302, "/echo#kept"),
        "/away" => return redirect(303, &format!("{idp}/echo")),
        "/loop" => return redirect(302, "/loop"),
        _ => {}
    }
    let page = PAGES.iter().find(|(path, ..)| *path == uri.path());
    let Some((_, headers, source)) = page else {
        let text = format!("<title>echo</title><p>{}</p>", line.replace('&', "&amp;").replace('<', "&lt;"));
        return Response::builder()
            .header(HTML.0, HTML.1)
            .header("cache-control", "no-store")
            .body(Body::from(text))
            .unwrap();
    };
    let status = if uri.path() == "/gone" { 410 } else { 200 };
    let answer =
        headers.iter().fold(Response::builder().status(status), |answer, (name, value)| answer.header(*name, *value));
    answer.body(Body::from(source.replace("SP", &sp).replace("IDP", &idp))).unwrap()
}

/// What the person does, step by step.
#[derive(Clone, Copy)]
enum Do {
    /// At the SP.
    Sp(&'static str),
    /// At the IdP.
    Idp(&'static str),
    Click(&'static str),
    Fill(&'static str, &'static str),
    Select(&'static str, &'static str),
    Upload(&'static str),
    Enter,
    Back,
    Reload,
    NewTab,
    Tab(usize),
    Scripts(bool),
}

async fn act(engine: &mut dyn Engine, what: Do, sp: &str, idp: &str) {
    let gesture = match what {
        Do::Sp(path) => return engine.open(&format!("{sp}{path}")).await.unwrap(),
        Do::Idp(path) => return engine.open(&format!("{idp}{path}")).await.unwrap(),
        Do::Enter => return engine.press("Enter").await.unwrap(),
        Do::Back => return engine.back().await.unwrap(),
        Do::Reload => return engine.reload().await.unwrap(),
        Do::NewTab => return engine.new_tab().await.unwrap(),
        Do::Tab(index) => return engine.tab(index).await.unwrap(),
        Do::Scripts(on) => return engine.run_scripts(on).await.unwrap(),
        Do::Click(selector) => Gesture::click(selector),
        Do::Fill(selector, text) => Gesture::fill(selector, text),
        Do::Select(selector, option) => Gesture::new(selector, Deed::Select { option: option.into() }),
        Do::Upload(selector) => {
            Gesture::new(selector, Deed::Upload { name: "m.xml".into(), content: b"<m/>".to_vec() })
        }
    };
    engine.perform(&[gesture], &[]).await.unwrap();
}

/// All that was seen, as lines.
async fn transcript(engine: &mut dyn Engine, steps: &[Do]) -> Vec<String> {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let (sp, idp) = (format!("http://127.0.0.1:{port}"), format!("http://acme.idp.localhost:{port}"));
    let log = Log::default();
    let app = Router::new().fallback(serve).with_state((log.clone(), sp.clone(), idp.clone()));
    let server = tokio::spawn(async move { axum::serve(listener, app).await.unwrap() });
    engine.empty().await.unwrap();
    let mut lines = Vec::new();
    for step in steps {
        act(engine, *step, &sp, &idp).await;
        let page = engine.look().await.unwrap();
        for d in engine.documents() {
            let shown = (d.status, d.location, d.error, d.referer, d.headers.get("content-type").cloned());
            lines.push(format!("document {} {} {shown:?}", d.method, d.url));
            lines.push(format!("cookies set {:?}", set_cookies(&d.headers)));
            lines.extend(d.cookies.map(|trace| format!("cookies {trace:?}")));
        }
        lines.extend(log.lock().unwrap().drain(..).map(|line| format!("server {line}")));
        // How a console puts it is its own affair: what was not sent, and by which directive.
        let quoted = |line: &String| Some(line.split_once("form data to ")?.1.trim().to_owned());
        lines.extend(page.console.iter().filter(|line| line.contains("form-action")).filter_map(quoted));
        // The browser's own pages are its own affair.
        let own = page.url.starts_with("chrome-error:");
        lines.push(format!("page {} {:?} {}", page.url, page.status, if own { "" } else { &page.title }));
        // Which words are seen, and which of them stand apart; how far apart is the browser's layout.
        let words = if own { Vec::new() } else { page.text.split_ascii_whitespace().collect() };
        lines.extend(words.chunks(12).map(|words| format!("| {}", words.join(" "))));
    }
    let cookies = engine.cookies().await.unwrap();
    lines.extend(cookies.iter().map(|cookie| format!("cookie {cookie:?}")));
    server.abort();
    lines.into_iter().map(|line| line.replace(&port.to_string(), "PORT")).collect()
}

async fn compare(name: &str, steps: &[Do]) {
    if std::env::var_os("SAML_HARNESS_INSTALL_BROWSER").is_some_and(|v| v == "1") {
        install(false, &|_| {}).await.unwrap();
    }
    let mut browser = Browser::start(&BrowserOptions::default()).await.unwrap();
    let mut http = HttpEngine::start().unwrap();
    let in_browser = transcript(&mut browser, steps).await;
    Box::new(browser).stop().await;
    let without = transcript(&mut http, steps).await;
    let (one, other) = (in_browser.join("\n"), without.join("\n"));
    let diff = similar::TextDiff::from_lines(&one, &other).unified_diff().header("browser", "http").to_string();
    assert!(diff.is_empty(), "{name}:\n{diff}");
}

macro_rules! alike {
    ($($name:ident: $($step:expr),+;)+) => {
        $(#[tokio::test(flavor = "multi_thread")]
        async fn $name() {
            use Do::*;
            compare(stringify!($name), &[$($step),+]).await;
        })+
    };
}

alike! {
    a_login_across_two_sites: Sp("/start"), Click("text=to the IdP"), Reload, Back, Sp("/deep/x"), Idp("/echo");
    who_asks_decides_about_cookies: Sp("/start"), Idp("/sso-by-hand"), Click("text=Go"), Reload, Back, Click("#get"), Reload, Back, Click("#quiet");
    redirects_of_a_form: Sp("/start"), Idp("/sso-by-hand"), Click("text=Keep"), Reload, Back, Click("text=Change"), Reload;
    forms_go_with_all_their_fields: Sp("/form"), Fill("[name=t]", "a\"ä\nb"), Upload("[name=f]"), Select("select", "x"), Fill("[name=c]", "on"),
        Fill("[value='1']", "on"), Click("text=Send"), Back, Click("text=Send");
    fields_are_checked: Sp("/required"), Click("text=Go"), Fill("text=E", "no address"), Click("text=Go"), Fill("text=E", " e@acme.test "), Enter,
        Sp("/required"), Fill("[name=q]", "v"), Enter;
    links_lead_where_they_say: Sp("/links"), Click("#fragment"), Click("#none"), Click("#file"), Click("#gone"), Back, Click("#refresh"), Back,
        Click("#script"), Back, Click("#plain"), Back, Click("#away"), Back, NewTab, Sp("/start"), Tab(0), Tab(1);
    a_circle_ends: Sp("/loop");
    html_may_be_odd: Sp("/odd"), Click("#x");
    history_asks_again_or_not: Sp("/ask"), Click("#k"), Click("text=on"), Back, Click("text=on"), Back, Back, Click("#gk"), Back, Click("#ga"), Click("text=on"), Back;
    history_does_not_post_again_unasked: Sp("/ask"), Click("#a"), Click("text=on"), Back;
    policies_keep_scripts_and_forms: Sp("/blocked"), Click("#b");
    a_policy_holds_for_redirects: Sp("/leaves"), Click("text=Go");
    texts_are_those_that_are_seen: Sp("/text");
}

/// What a look-up reads: an element's text, a field's value, an attribute, JSON.
async fn read(engine: &mut dyn Engine) -> Vec<Vec<String>> {
    let page = "<p id=text>\n a  b\u{a0}<b>c</b> <i hidden>d</i></p><input id=field value=' a@acme.test '><i id=empty data-email='e@acme.test '></i>";
    let json = || async { ([("content-type", "application/json")], "{\"user\": {\"email\": null}}") };
    let app = Router::new()
        .route("/page", axum::routing::get(move || async move { axum::response::Html(page) }))
        .route("/json", axum::routing::get(json));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let sp = format!("http://{}", listener.local_addr().unwrap());
    let server = tokio::spawn(async move { axum::serve(listener, app).await.unwrap() });
    engine.open(&format!("{sp}/page")).await.unwrap();
    let asked = [
        ("#text", None),
        ("#field", None),
        ("#empty", None),
        ("#empty", Some("data-email")),
        ("#text", Some("data-email")),
        ("#gone", None),
        ("#gone", Some("id")),
        ("p, input", Some("id")),
    ];
    let mut seen = Vec::new();
    for (selector, attribute) in asked {
        seen.push(engine.texts_of(selector, attribute).await.unwrap());
    }
    engine.open(&format!("{sp}/json")).await.unwrap();
    seen.push(engine.texts_of("pre", None).await.unwrap());
    seen.push(vec![engine.answer().await.unwrap()]);
    server.abort();
    seen
}

#[tokio::test(flavor = "multi_thread")]
async fn look_ups_read_the_same() {
    let mut browser = Browser::start(&BrowserOptions::default()).await.unwrap();
    let in_browser = read(&mut browser).await;
    Box::new(browser).stop().await;
    let expected: [&[&str]; 10] = [
        &["\n a  b\u{a0}c d"],
        &[" a@acme.test "],
        &[""],
        &["e@acme.test "],
        &[],
        &[],
        &[],
        &["text", "field"],
        &["{\"user\": {\"email\": null}}"],
        &["{\"user\": {\"email\": null}}"],
    ];
    assert_eq!(in_browser, expected);
    assert_eq!(read(&mut HttpEngine::start().unwrap()).await, in_browser);
}

/// A page whose users are in shadow roots and in frames, one in another; those in the other frame's origin stay hidden.
const NESTED: &str = "<template><p class=user>inert</p></template><menu-bar><template shadowrootmode=open><b class=user>in \
     a root</b><inner-bar><template shadowrootmode=open><i class=user data-email=x>deeper</i></template></inner-bar>\
     </template></menu-bar><closed-bar><template shadowrootmode=closed><p class=user>closed</p></template></closed-bar>";

#[tokio::test(flavor = "multi_thread")]
async fn look_ups_see_into_shadow_roots_and_frames() {
    let page = move || async move { axum::response::Html(format!("{NESTED}<iframe src=/frame></iframe>")) };
    let frame = || async { axum::response::Html("<p class=user>in a frame</p>") };
    let app = Router::new().route("/", axum::routing::get(page)).route("/frame", axum::routing::get(frame));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let sp = format!("http://{}/", listener.local_addr().unwrap());
    let server = tokio::spawn(async move { axum::serve(listener, app).await.unwrap() });
    let mut browser = Browser::start(&BrowserOptions::default()).await.unwrap();
    browser.open(&sp).await.unwrap();
    assert_eq!(browser.texts_of(".user", None).await.unwrap(), ["in a root", "deeper", "in a frame"]);
    for inside in ["menu-bar .user", "menu-bar inner-bar .user", "inner-bar .user[data-email=\"x\"]"] {
        assert!(browser.texts_of(inside, None).await.unwrap().contains(&"deeper".to_owned()), "{inside}");
    }
    assert_eq!(browser.texts_of(".user", Some("data-email")).await.unwrap(), ["x"]);
    let rest = browser.at_rest().await.unwrap();
    assert!(
        rest.text.contains("deeper") && rest.text.contains("in a frame") && !rest.text.contains("inert"),
        "{rest:?}"
    );
    assert_eq!(
        browser.value_of("document.querySelector('menu-bar').localName").await.unwrap().as_deref(),
        Some("menu-bar")
    );
    assert_eq!(browser.value_of("nothing.at.all").await.unwrap(), None);
    Box::new(browser).stop().await;
    let mut http = HttpEngine::start().unwrap();
    http.open(&sp).await.unwrap();
    // It has no frames, and says that something is missing.
    assert!(http.at_rest().await.unwrap().has_scripts);
    assert_eq!(http.texts_of(".user", None).await.unwrap(), ["in a root", "deeper"]);
    server.abort();
}

/// What is shown before and after a script, or the server, has drawn the user.
#[tokio::test(flavor = "multi_thread")]
async fn what_the_server_wrote_is_told_from_what_a_script_drew() {
    let served = || async { axum::response::Html("<p id=user>employee</p><script>1</script>") };
    let drawn =
        "<script>addEventListener('load', () => document.body.innerHTML = '<p id=user>employee</p>')</script><body>";
    let app = Router::new()
        .route("/served", axum::routing::get(served))
        .route("/drawn", axum::routing::get(move || async move { axum::response::Html(drawn) }));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let sp = format!("http://{}", listener.local_addr().unwrap());
    let server = tokio::spawn(async move { axum::serve(listener, app).await.unwrap() });
    let mut browser = Browser::start(&BrowserOptions::default()).await.unwrap();
    for (path, written) in [("served", vec!["employee".to_owned()]), ("drawn", Vec::new())] {
        browser.open(&format!("{sp}/{path}")).await.unwrap();
        assert_eq!(browser.texts_of("#user", None).await.unwrap(), ["employee"], "{path}");
        assert_eq!(browser.served_texts_of("#user", None).await.unwrap(), Some(written), "{path}");
        assert!(browser.at_rest().await.unwrap().has_scripts, "{path}");
    }
    Box::new(browser).stop().await;
    let mut http = HttpEngine::start().unwrap();
    http.open(&format!("{sp}/drawn")).await.unwrap();
    let rest = http.at_rest().await.unwrap();
    assert!(rest.has_scripts && rest.is_blank, "{rest:?}");
    server.abort();
}

#[tokio::test]
async fn without_scripts_a_form_waits_for_a_hand() {
    use Do::*;
    let mut http = HttpEngine::start().unwrap();
    let steps = [Scripts(false), Idp("/sso"), Sp("/refresh"), Scripts(true), Idp("/sso")];
    let lines = transcript(&mut http, &steps).await;
    let pages: Vec<&str> = lines.iter().filter_map(|line| line.strip_prefix("page ")?.split(' ').next()).collect();
    let (sso, acs) = ("http://acme.idp.localhost:PORT/sso", "http://127.0.0.1:PORT/acs");
    assert_eq!(pages[1..], [sso, "http://127.0.0.1:PORT/echo", "http://127.0.0.1:PORT/echo", acs], "{lines:#?}");
}
