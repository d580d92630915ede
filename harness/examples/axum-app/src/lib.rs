//! A small shop with Company Login. `saml` is the service provider in it; the pages are here.

mod saml;

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use axum::extract::{Form, State};
use axum::http::header::{COOKIE, LOCATION, SET_COOKIE};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{Html, IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use serde::{Deserialize, Serialize};

use saml::{ServiceProvider, random_id};

#[derive(Clone)]
struct App {
    sp: Arc<ServiceProvider>,
    /// E-mail address by session.
    sessions: Arc<Mutex<HashMap<String, String>>>,
}

/// The application at `base_url`, with the customer's IdP as its metadata describes it.
pub fn app(idp_metadata: &str, base_url: &str) -> Result<Router, String> {
    let app = App { sp: Arc::new(ServiceProvider::new(idp_metadata, base_url)?), sessions: Arc::default() };
    Ok(Router::new()
        .route("/company-login", get(company_login))
        .route("/acs", post(acs))
        .route("/me", get(me))
        .route("/orders", get(orders))
        .route("/logout", get(logout))
        .with_state(app))
}

#[derive(Deserialize)]
struct Acs {
    #[serde(rename = "SAMLResponse")]
    response: String,
}

#[derive(Serialize)]
struct Me {
    email: Option<String>,
}

async fn company_login(State(app): State<App>) -> Response {
    match app.sp.request() {
        // Whoever brings the response must be the browser that asked for it.
        Ok((id, url)) => redirect(&url, &[cookie("request", &id)]),
        Err(error) => (StatusCode::INTERNAL_SERVER_ERROR, error).into_response(),
    }
}

async fn acs(State(app): State<App>, headers: HeaderMap, Form(form): Form<Acs>) -> Response {
    match app.sp.accept(&form.response, value(&headers, "request").as_deref()) {
        Ok(email) => {
            let session = random_id();
            app.sessions.lock().unwrap().insert(session.clone(), email);
            redirect("/orders", &[cookie("session", &session), cookie("request", "")])
        }
        Err(reason) => {
            eprintln!("refused: {reason}");
            (StatusCode::FORBIDDEN, Html("<h1>Not signed in</h1>")).into_response()
        }
    }
}

async fn me(State(app): State<App>, headers: HeaderMap) -> Json<Me> {
    Json(Me { email: app.user(&headers) })
}

async fn orders(State(app): State<App>, headers: HeaderMap) -> Response {
    match app.user(&headers) {
        Some(_) => Html("<h1>Orders</h1><p>Two crates of apples</p>").into_response(),
        None => redirect("/company-login", &[]),
    }
}

async fn logout(State(app): State<App>, headers: HeaderMap) -> Response {
    if let Some(session) = value(&headers, "session") {
        app.sessions.lock().unwrap().remove(&session);
    }
    Html("<h1>Signed out</h1>").into_response()
}

impl App {
    fn user(&self, headers: &HeaderMap) -> Option<String> {
        self.sessions.lock().unwrap().get(&value(headers, "session")?).cloned()
    }
}

fn redirect(url: &str, cookies: &[String]) -> Response {
    let mut response = (StatusCode::SEE_OTHER, [(LOCATION, url)]).into_response();
    for cookie in cookies {
        response.headers_mut().append(SET_COOKIE, cookie.parse().unwrap());
    }
    response
}

fn cookie(name: &str, value: &str) -> String {
    format!("{name}={value}; Path=/; HttpOnly")
}

fn value(headers: &HeaderMap, name: &str) -> Option<String> {
    let cookies = headers.get_all(COOKIE).iter().filter_map(|cookies| cookies.to_str().ok());
    let mut pairs = cookies.flat_map(|cookies| cookies.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.find(|(key, value)| *key == name && !value.is_empty()).map(|(_, value)| value.to_owned())
}
