//! Pages with banners and terms, without a browser.

use std::time::Instant;

use axum::Router;
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::response::{Html, Redirect};
use axum::routing::{get, post};

use super::*;
use crate::run::HttpEngine;
use crate::run::look_up::Learned;
use crate::run::pictures::{Pictured, Pictures};
use crate::target::{Interruption, Target};

const BANNER: &str = "<form id=banner method=post action=/answer><button>Accept</button></form>";

/// A page with the banner, which goes for good with a cookie; with `?stays` it stays all the same.
async fn page(uri: Uri, headers: HeaderMap) -> Html<String> {
    let stays = uri.query() == Some("stays");
    let banner = if headers.contains_key("cookie") && !stays { "" } else { BANNER };
    Html(format!("{banner}<form action=/next><input name=i><button id=on>Next</button></form><p id=at>{uri}</p>"))
}

async fn answer(headers: HeaderMap) -> ([(&'static str, &'static str); 1], Redirect) {
    let back = headers.get("referer").and_then(|back| back.to_str().ok()).unwrap_or("/").to_owned();
    ([("set-cookie", "answered=yes; Path=/")], Redirect::to(&back))
}

/// A form of three pages, all at one address; with `?endless` it never ends.
async fn wizard(uri: Uri, headers: HeaderMap) -> ([(&'static str, String); 1], Html<String>) {
    let cookies = headers.get("cookie").and_then(|cookie| cookie.to_str().ok()).unwrap_or_default();
    let asked: usize = cookies.rsplit('=').next().and_then(|count| count.parse().ok()).unwrap_or_default();
    let form = format!("<form id=banner action='{uri}' method=post><button>Accept</button></form>");
    let is_over = asked >= 3 && uri.query().is_none();
    let page = if is_over { "done".to_owned() } else { format!("{form}<p>question {asked}</p>") };
    ([("set-cookie", format!("asked={}; Path=/", asked + 1))], Html(page))
}

async fn refused() -> (StatusCode, Html<&'static str>) {
    (StatusCode::FORBIDDEN, Html(BANNER))
}

fn target() -> Target {
    let steps = vec![crate::action::Step { action: Action::Click { selector: "text=Accept".to_owned() }, guide: None }];
    let interruptions = vec![Interruption { when: "#banner".to_owned(), steps }];
    Target { interruptions, ..crate::sample::target() }
}

/// What a person's steps are called, and where each ended, after they opened `path` and went on.
async fn done(path: &str, goes_on: bool) -> Vec<(String, bool, String)> {
    let app = Router::new()
        .route("/answer", post(answer))
        .route("/refused", get(refused))
        .route("/wizard", get(wizard).post(wizard))
        .fallback(page);
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let base = format!("http://{}", listener.local_addr().unwrap());
    let server = tokio::spawn(async move { axum::serve(listener, app).await.unwrap() });
    let mut values = Values::default();
    values.set("sp.base_url", base.clone());
    let folder = tempfile::TempDir::new().unwrap();
    let (mut engine, learned, target) = (HttpEngine::start().unwrap(), Learned::default(), target());
    let pictures = Pictures::below(folder.path(), Pictured::All);
    let mut person = Person::new(&mut engine, &target, &pictures, &learned, Instant::now());
    let mut actions = vec![Action::Open { url: path.to_owned() }];
    if goes_on {
        actions.push(Action::Fill { selector: "[name=i]".to_owned(), text: "e".to_owned() });
        actions.push(Action::Click { selector: "#on".to_owned() });
    }
    person.act("go", None, &actions, &mut values, folder.path()).await.unwrap();
    server.abort();
    let at = |url: &str| url.trim_start_matches(&base).to_owned();
    person.steps.iter().map(|step| (step.name.clone(), step.interruption, at(&step.page.url))).collect()
}

fn step(name: &str, url: &str) -> (String, bool, String) {
    (name.to_owned(), name != "go", url.to_owned())
}

#[tokio::test]
async fn what_interrupts_is_answered_before_the_next_thing_and_the_step_ends_where_it_would_have() {
    let answered = "Interruption: `#banner`";
    assert_eq!(done("/a", false).await, [step(answered, "/a"), step("go", "/a")]);
    assert_eq!(done("/a", true).await, [step(answered, "/a"), step("go", "/next?i=e")]);
    let stays = done("/a?stays", true).await;
    assert_eq!(stays, [step(answered, "/a?stays"), step("go", "/next?i=e")], "once a page");
}

#[tokio::test]
async fn each_page_of_a_form_is_answered_and_one_that_never_ends_is_left() {
    let done = |path| async move { done(path, false).await.iter().filter(|(_, interrupts, _)| *interrupts).count() };
    assert_eq!([done("/wizard").await, done("/wizard?endless").await], [3, MOST]);
}

#[tokio::test]
async fn an_error_page_is_where_a_step_ends() {
    assert_eq!(done("/refused", false).await, [step("go", "/refused")]);
}
