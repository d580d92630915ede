//! The JSON API.

use axum::body::Body;
use http::Request;
use mock_idp::organization::{SettingsPatch, UserState};
use serde_json::{Value, json};

use super::support::{Site, site};

async fn call(site: &Site, method: &str, host: &str, path: &str, body: Value) -> (u16, Value) {
    let request = Request::builder()
        .method(method)
        .uri(path)
        .header("host", format!("{host}:4444"))
        .header("content-type", "application/json")
        .body(if body.is_null() { Body::empty() } else { Body::from(body.to_string()) })
        .unwrap();
    let page = site.send(request).await;
    (page.status.as_u16(), serde_json::from_str(&page.body).unwrap_or(Value::Null))
}

const BARE: &str = "idp.localhost";
const ACME: &str = "acme.idp.localhost";

#[tokio::test]
async fn organizations_come_and_go() {
    let site = site();
    let spec = json!({
        "name": "globex", "groups": [{"name": "all"}],
        "users": [{"company_email": "a@globex.test", "password": "pw", "groups": ["all"]}],
        "applications": [{"settings": {"display_label": "The App"}, "groups": ["all"]}],
    });
    let (status, made) = call(&site, "POST", BARE, "/api/organizations", spec.clone()).await;
    assert_eq!(status, 201);
    assert_eq!((&made["name"], &made["base_url"]), (&json!("globex"), &json!("http://globex.idp.localhost:4444/")));
    let application = &made["applications"][0];
    assert_eq!(application["sso_url"], "http://globex.idp.localhost:4444/saml2/the-app");
    assert_eq!(application["metadata_url"], "http://globex.idp.localhost:4444/saml2/the-app/metadata.xml");
    assert!(application["certificate"].as_str().unwrap().starts_with("-----BEGIN CERTIFICATE-----"));
    assert!(application["id"].is_u64() && made["users"][0]["id"].is_u64());

    assert_eq!(call(&site, "POST", BARE, "/api/organizations", spec).await.0, 409);
    assert_eq!(call(&site, "DELETE", BARE, "/api/organizations/globex", Value::Null).await.0, 204);
    assert_eq!(call(&site, "DELETE", BARE, "/api/organizations/globex", Value::Null).await.0, 404);
    assert_eq!(call(&site, "GET", "globex.idp.localhost", "/api/journal", Value::Null).await.0, 404);
}

#[tokio::test]
async fn mistakes_are_told() {
    let site = site();
    for (method, host, path, body, status) in [
        ("POST", BARE, "/api/organizations", json!({"nmae": "x"}), 400),
        ("POST", BARE, "/api/organizations", json!({"name": "Not A Host"}), 400),
        ("POST", ACME, "/api/organizations", json!({}), 404),
        ("GET", BARE, "/api/journal", Value::Null, 404),
        ("GET", BARE, "/api/organizations/none/journal", Value::Null, 404),
        ("PATCH", ACME, "/api/applications/999", json!({}), 404),
        ("PATCH", ACME, "/api/applications/x", json!({}), 404),
        ("PATCH", ACME, "/api/applications/1", json!({"sgin": "both"}), 400),
        ("PATCH", ACME, "/api/applications/1", json!({"sign": "all"}), 400),
        ("PATCH", ACME, "/api/users/999", json!({}), 404),
        ("PATCH", ACME, "/api/clock", json!({"offset_seconds": "1"}), 400),
    ] {
        let (got, answer) = call(&site, method, host, path, body.clone()).await;
        assert_eq!(got, status, "{method} {path} {body}");
        assert!(answer["error"].as_str().is_some_and(|error| !error.is_empty()), "{answer}");
    }
}

#[tokio::test]
async fn a_form_of_another_site_is_not_taken_for_json() {
    let site = site();
    let request = Request::post("/api/organizations").header("host", BARE).header("content-type", "text/plain");
    let page = site.send(request.body(Body::from(r#"{"name": "evil"}"#)).unwrap()).await;
    assert_eq!(page.status, 400);
    assert!(site.idp.organization("evil").is_none());
}

/// A value for `field` that is not its default.
fn other(field: &str) -> Value {
    match field {
        "show_in_portal" | "include_key_info" | "declare_key_use" => json!(false),
        "include_groups" | "declare_redirect_endpoint" | "strict_requests" => json!(true),
        "acs_urls" => json!(["http://else.test/acs"]),
        "acs_indexes" => json!([7]),
        "subject_field" => json!("username"),
        "constant_attributes" | "user_attributes" => json!([{"name": "n", "value": "email"}]),
        "signature_algorithm" => json!("RSA-SHA1"),
        "sign" => json!("both"),
        "unverifiable_request" => json!("accept"),
        "declared_certificate" => json!("missing"),
        "dialect" => json!("specification"),
        "jumpcloud_traits" => json!(["prefixes", "xsd-types"]),
        "not_before_seconds" | "not_on_or_after_seconds" => json!(1),
        _ => json!("something else"),
    }
}

#[tokio::test]
async fn every_setting_can_be_flipped_while_it_runs() {
    for field in SettingsPatch::FIELDS {
        let patch = json!({ *field: other(field) });
        let (by_rust, by_json) = (site(), site());
        let now = |site: &Site| serde_json::to_value(site.application().settings).unwrap()[*field].clone();
        assert_ne!(now(&by_rust), other(field), "{field}");
        by_rust.configure(&patch.to_string());
        assert_eq!(now(&by_rust), other(field), "{field}");

        let id = by_json.application().id.0;
        let (status, answer) = call(&by_json, "PATCH", ACME, &format!("/api/applications/{id}"), patch).await;
        assert_eq!((status, &answer["settings"][*field]), (200, &other(field)), "{field}");
        assert_eq!(now(&by_json), other(field), "{field}");
    }
}

#[tokio::test]
async fn applications_users_and_the_clock_change_at_once() {
    let site = site();
    let browser = site.browser_of("employee@acme.test").await;
    assert_eq!(browser.get("/saml2/app").await.status, 200);
    let (id, user) = (site.application().id.0, site.acme.directory().users[0].id.0);

    let path = format!("/api/organizations/acme/users/{user}");
    let change = json!({"company_email": "new@acme.test", "password": "other"});
    assert_eq!(call(&site, "PATCH", BARE, &path, change).await.0, 200);
    assert!(browser.get("/saml2/app").await.response().contains("new@acme.test"));
    let taken = json!({"company_email": "OUTSIDER@acme.test"});
    assert_eq!(call(&site, "PATCH", BARE, &path, taken).await.0, 409);
    assert_eq!(call(&site, "PATCH", BARE, &path, json!({"state": "suspended"})).await.0, 200);
    assert_eq!(site.acme.directory().users[0].state, UserState::Suspended);
    assert_eq!(call(&site, "PATCH", BARE, &path, json!({"state": "active"})).await.0, 200);

    let path = format!("/api/applications/{id}");
    assert_eq!(call(&site, "PATCH", ACME, &path, json!({"active": false})).await.1["active"], false);
    assert_eq!(browser.get("/saml2/app").await.heading(), "Application not active");

    let (_, clock) = call(&site, "PATCH", ACME, "/api/clock", json!({"offset_seconds": -86400})).await;
    let now: jiff::Timestamp = clock["now"].as_str().unwrap().parse().unwrap();
    assert!(now < jiff::Timestamp::now() - jiff::SignedDuration::from_hours(23));
}

#[tokio::test]
async fn journal_events_and_applications_are_read_alike_on_both_hosts() {
    let site = site();
    site.browser_of("employee@acme.test").await.get("/saml2/app").await;
    for part in ["journal", "events", "applications"] {
        let own = call(&site, "GET", ACME, &format!("/api/{part}"), Value::Null).await;
        let bare = call(&site, "GET", BARE, &format!("/api/organizations/acme/{part}"), Value::Null).await;
        assert_eq!(own, bare);
        assert_eq!((own.0, own.1.as_array().map(Vec::len)), (200, Some(1)), "{part}");
    }
}

#[tokio::test]
async fn users_and_applications_are_made_while_it_runs() {
    let site = site();
    let (_, all) = call(&site, "GET", BARE, "/api/organizations", Value::Null).await;
    assert_eq!(all, json!([{ "name": "acme", "base_url": "http://acme.idp.localhost:4444/" }]));
    let user = json!({"company_email": "new@acme.test", "password": "pw", "groups": ["staff"]});
    let (status, made) = call(&site, "POST", ACME, "/api/users", user.clone()).await;
    assert_eq!((status, &made["username"]), (201, &json!("new")));
    assert_eq!(call(&site, "POST", ACME, "/api/users", user).await.0, 409);
    let nowhere = json!({"company_email": "other@acme.test", "password": "pw", "groups": ["none"]});
    assert_eq!(call(&site, "POST", ACME, "/api/users", nowhere).await.0, 400);
    let (_, users) = call(&site, "GET", ACME, "/api/users", Value::Null).await;
    assert_eq!(users.as_array().unwrap().len(), 3, "who could not be made is not there: {users}");
    let application = json!({"settings": {"display_label": "Second"}, "groups": ["staff"]});
    let (status, made) = call(&site, "POST", BARE, "/api/organizations/acme/applications", application).await;
    assert_eq!((status, &made["sso_url"]), (201, &json!("http://acme.idp.localhost:4444/saml2/second")));
}

#[derive(Debug)]
struct Book;

impl mock_idp::RecipeBook for Book {
    fn names(&self) -> Vec<(String, String)> {
        vec![("attack/known".to_owned(), "Known".to_owned())]
    }

    fn find(&self, name: &str, _: &mock_idp::organization::Organization) -> Option<mock_idp::organization::Next> {
        (name == "attack/known").then(|| mock_idp::organization::Next { name: name.to_owned(), ..Default::default() })
    }
}

#[tokio::test]
async fn the_next_response_is_asked_for() {
    let site = site();
    site.idp.lend(Book);
    let (_, known) = call(&site, "GET", BARE, "/api/recipes", Value::Null).await;
    assert_eq!(known, json!([{ "name": "attack/known", "title": "Known" }]));
    for (body, status, next) in [
        (json!({"name": "attack/known"}), 200, json!("attack/known")),
        (json!({"name": "attack/none"}), 404, json!("attack/known")),
        (json!({"name": "attack/known", "recipe": []}), 400, json!("attack/known")),
        (json!({"recipe": [{"step": "sgin"}]}), 400, json!("attack/known")),
        (json!({"recipe": [{"step": "sign"}], "settings": {"sign": "none"}}), 200, json!("a recipe of one's own")),
    ] {
        assert_eq!(call(&site, "PUT", ACME, "/api/next", body.clone()).await.0, status, "{body}");
        assert_eq!(call(&site, "GET", ACME, "/api/next", Value::Null).await.1, json!({ "next": next }), "{body}");
    }
    assert_eq!(call(&site, "DELETE", ACME, "/api/next", Value::Null).await.0, 204);
    assert_eq!(site.acme.armed_next(), None);
}
