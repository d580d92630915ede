//! Gestures at pages as real ones are: buttons that wait for input, banners, frames, shadow roots, windows. Whatever a
//! person could not do is not done, and said.
#![allow(clippy::unwrap_used, missing_docs)]

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::http::Uri;
use axum::response::Html;
use saml_harness::run::browser::{Browser, BrowserOptions, install};
use saml_harness::run::{Deed, Engine, Gesture, HttpEngine, RunError};
use tokio::sync::Notify;

/// Path and source; `OTHER` stands for another site's address. What is not here says which address was asked.
const PAGES: &[(&str, &str)] = &[
    ("/disabled", "<form action=/next><input id=i name=i><button id=b disabled>Next</button></form>
        <script>i.oninput = () => setTimeout(() => b.disabled = !i.value, 300)</script>"),
    ("/never", "<form action=/next><fieldset disabled><input id=f value=kept></fieldset><input id=r readonly value=kept>
        <button id=b disabled>Next</button></form><p id=p>text</p>"),
    ("/banner", "<a id=next href=/next>Next</a><div id=banner style='position:fixed;inset:0;background:#eee'>
        We care <button id=ok>Accept</button></div><script>ok.onclick = () => banner.remove()</script>"),
    ("/moving", "<a id=next href=/next style='position:absolute;transition:left .4s;left:0'>Next</a>
        <script>next.getBoundingClientRect(); next.style.left = '400px'</script>"),
    ("/hydrated", "<button id=dead>Dead</button><button id=live>Live</button>
        <script>live.onclick = () => setTimeout(() => location = '/next', 300)</script>"),
    ("/framework", "<input id=i><output id=seen></output><script>
        const own = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value');
        const seen_ = [];
        for (const name of ['input', 'change']) i.addEventListener(name, () => { seen_.push(name); seen.textContent = seen_ + ' ' + own.get.call(i) });
        </script>"),
    ("/shadow", "<user-menu></user-menu><script>
        customElements.define('user-menu', class extends HTMLElement { constructor() { super();
        this.attachShadow({mode: 'open'}).innerHTML = '<a class=entry href=/next>Account</a><label>E-mail <input class=mail></label>'; } })
        </script>"),
    ("/framed", "<iframe id=login src=/inner></iframe>"),
    ("/inner", "<form action=/next target=_top><label>E-mail <input name=i></label><button>Next</button></form>"),
    ("/framed-elsewhere", "<p>above</p><iframe id=login src=OTHER/inner></iframe>"),
    ("/pop-up", "<button id=sso onclick=\"window.open('/window', 'sso')\">Company Login</button>"),
    ("/window", "<title>window</title><button id=done onclick=\"opener.location = '/next'; window.close()\">Done</button>"),
    ("/pop-up-late", "<button id=sso onclick=\"window.open('/window-late', 'sso')\">Company Login</button>"),
    ("/window-late", "<title>window</title><button id=done
        onclick=\"setTimeout(() => { opener.location = '/next'; window.close() }, 300)\">Done</button>
        <script>onpagehide = () => navigator.sendBeacon('/closed')</script>"),
    ("/own-tab", "<a id=a target=_blank href=/next>Next</a>"),
    ("/optional", "<a id=next href=/next>Next</a>"),
    ("/labels", "<label>Work e-mail *<input name=i id=mail></label><input id=code placeholder='Your code'>
        <button type=button>Cancel</button><h2>Go on</h2><a role=button href=/next>Go <b>on</b></a>"),
];

async fn serve(uri: Uri, other: String) -> Html<String> {
    let page = PAGES.iter().find(|(path, _)| *path == uri.path());
    let source =
        page.map_or_else(|| format!("<title>next</title><p id=asked>{uri}</p>"), |(_, source)| (*source).to_owned());
    Html(source.replace("OTHER", &other))
}

async fn pages() -> String {
    pages_that_tell(Arc::default()).await
}

/// The same; `closed` is told when the window of `/window-late` closes.
async fn pages_that_tell(closed: Arc<Notify>) -> String {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let other = format!("http://other.localhost:{port}");
    let app = Router::new().fallback(move |uri: Uri| {
        if uri.path() == "/closed" {
            closed.notify_one();
        }
        serve(uri, other.clone())
    });
    tokio::spawn(async move { axum::serve(listener, app).await.unwrap() });
    format!("http://127.0.0.1:{port}")
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

fn fill(selector: &str) -> Gesture {
    Gesture::fill(selector, "e@acme.test")
}

fn in_frame(gesture: Gesture) -> Gesture {
    Gesture { frame: Some("#login".into()), ..gesture }
}

/// What came of the gestures at a page: the path and query at which they ended.
async fn end(engine: &mut dyn Engine, sp: &str, path: &str, gestures: &[Gesture]) -> Result<String, RunError> {
    engine.open(&format!("{sp}{path}")).await?;
    engine.perform(gestures, &[]).await?;
    let url = url::Url::parse(&engine.look().await?.url).unwrap();
    Ok(url[url::Position::BeforePath..].to_owned())
}

#[tokio::test(flavor = "multi_thread")]
async fn the_browser_waits_until_a_person_could_do_it() {
    let sp = pages().await;
    let mut browser = browser().await;
    let sent = "/next?i=e%40acme.test";
    let optional = Gesture { optional: true, ..click("#cookies") };
    let steps: &[(&str, &[Gesture], &str)] = &[
        ("/disabled", &[fill("#i"), click("#b")], sent),
        ("/moving", &[click("#next")], "/next"),
        ("/banner", &[click("text=Accept"), click("#next")], "/next"),
        ("/hydrated", &[click("#live")], "/next"),
        ("/shadow", &[fill("user-menu .mail"), fill("label=E-mail"), click("user-menu .entry")], "/next"),
        ("/framed", &[fill("label=E-mail"), click("text=Next")], sent),
        ("/framed-elsewhere", &[in_frame(fill("label=E-mail")), in_frame(click("role=button[name=Next]"))], sent),
        ("/pop-up", &[click("#sso"), click("#done")], "/next"),
        ("/own-tab", &[click("#a")], "/next"),
        ("/optional", &[optional, click("#next")], "/next"),
        (
            "/labels",
            &[fill("label=work e-mail"), fill("placeholder=Your code"), click("role=button[name=go on]")],
            "/next",
        ),
    ];
    for (path, gestures, wanted) in steps {
        assert_eq!(end(&mut browser, &sp, path, gestures).await.unwrap(), *wanted, "{path}");
        browser.empty().await.unwrap();
    }
    end(&mut browser, &sp, "/framework", &[fill("#i")]).await.unwrap();
    assert_eq!(browser.texts_of("#seen", None).await.unwrap(), ["input,change e@acme.test"]);
    Box::new(browser).stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_window_that_closes_itself_later_is_left_whatever_comes_next() {
    let closed = Arc::new(Notify::new());
    let sp = pages_that_tell(closed.clone()).await;
    let mut browser = browser().await;
    let next = format!("{sp}/next");
    for first in 0..4 {
        browser.open(&format!("{sp}/pop-up-late")).await.unwrap();
        browser.perform(&[click("#sso"), click("#done")], &[]).await.unwrap();
        tokio::time::timeout(Duration::from_secs(20), closed.notified()).await.expect("the window closes itself");
        match first {
            0 => drop(browser.screenshot().await.unwrap()),
            1 => drop(browser.cookies().await.unwrap()),
            2 => drop(browser.perform(&[], &["#asked".to_owned()]).await.unwrap()),
            _ => browser.open(&next).await.unwrap(),
        }
        assert_eq!(browser.look().await.unwrap().url, next, "{first}");
        browser.empty().await.unwrap();
    }
    Box::new(browser).stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_person_could_not_do_is_said() {
    let sp = pages().await;
    let mut browser = browser().await;
    for (path, gesture, said) in [
        ("/never", click("#b"), "`#b` is disabled"),
        ("/never", fill("#f"), "`#f` is disabled"),
        ("/never", fill("#r"), "`#r` is read-only"),
        ("/banner", click("#next"), "`#next` is covered by `div#banner`"),
        ("/banner", click("#next"), "answer it with an `[[interruption]]`: `when = \"div#banner\"`"),
        (
            "/framed-elsewhere",
            fill("input"),
            "it is in the frame `iframe#login`, of another site: add `in = \"iframe#login\"`",
        ),
    ] {
        let error = end(&mut browser, &sp, path, &[gesture]).await.unwrap_err().to_string();
        assert!(error.contains(said), "{path}: {error}");
    }
    end(&mut browser, &sp, "/hydrated", &[click("#dead")]).await.unwrap();
    browser.perform(&[click("#dead")], &[]).await.unwrap();
    assert_eq!(browser.look().await.unwrap().notes, ["the click on `#dead` did nothing within a second"]);
    let seen = browser.perform(&[click("#live")], &["#never".into(), "#dead".into()]).await.unwrap();
    assert_eq!((seen.done, seen.seen), (0, Some(1)), "what is watched for comes first");
    Box::new(browser).stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_browser_what_needs_one_is_said() {
    let sp = pages().await;
    let mut http = HttpEngine::start().unwrap();
    for (path, gesture, said) in [
        ("/never", fill("#f"), "`#f` is disabled"),
        ("/never", fill("#r"), "`#r` is read-only"),
        ("/never", fill("#p"), "`#p` is no field"),
        ("/disabled", click("#b"), "`#b` is disabled"),
        ("/framed", fill("input"), "the page has frames, which need the browser engine"),
        ("/framed", in_frame(fill("input")), "needs the browser engine"),
    ] {
        let error = end(&mut http, &sp, path, &[gesture]).await.unwrap_err().to_string();
        assert!(error.contains(said), "{path}: {error}");
    }
    let error = end(&mut http, &sp, "/pop-up", &[click("#sso")]).await.unwrap_err();
    assert!(error.incident().message.contains("is told by a script"), "{error:?}");
    let optional = Gesture { optional: true, ..click("#cookies") };
    assert_eq!(end(&mut http, &sp, "/optional", &[optional, click("#next")]).await.unwrap(), "/next");
    assert_eq!(end(&mut http, &sp, "/own-tab", &[click("#a")]).await.unwrap(), "/next", "the new tab is turned to");
    let missing = Gesture::new("label=Nothing", Deed::WaitFor);
    assert!(end(&mut http, &sp, "/labels", &[missing]).await.is_err());
    let named = [fill("label=work e-mail"), fill("placeholder=Your code"), click("role=button[name=go on]")];
    assert_eq!(end(&mut http, &sp, "/labels", &named).await.unwrap(), "/next");
}
