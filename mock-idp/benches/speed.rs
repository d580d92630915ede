//! How many signed responses the SSO endpoint issues a second on one core, beside what OpenSSL's own
//! speed test reaches on the same machine at the same time: `cargo run --release --example responses_per_second`.

#![allow(clippy::print_stdout)]

use std::error::Error;
use std::process::Command;
use std::time::{Duration, Instant};

use axum::Router;
use axum::body::{Body, to_bytes};
use http::{Request, Response};
use mock_idp::MockIdp;
use mock_idp::organization::{KeyPool, OrganizationSpec};
use tower::ServiceExt;

const ROUNDS: usize = 5;
const ROUND: Duration = Duration::from_secs(2);
const HOST: &str = "acme.idp.localhost:80";

type Failure = Box<dyn Error + Send + Sync>;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Failure> {
    let spec: OrganizationSpec = serde_json::from_str(
        r#"{
            "name": "acme", "groups": [{"name": "staff"}],
            "users": [{"company_email": "employee@acme.test", "password": "pw", "groups": ["staff"]}],
            "applications": [{"groups": ["staff"], "settings": {
                "display_label": "App", "idp_entity_id": "acme", "sp_entity_id": "sp", "sign": "assertion",
                "acs_urls": ["http://sp.test/acs"],
                "user_attributes": [{"name": "email", "value": "email"}]}}]
        }"#,
    )?;
    let idp = MockIdp::new("http://idp.localhost/".parse()?, KeyPool::new(2048, None));
    idp.create_organization(spec)?;
    let app = mock_idp::app(idp);
    let cookie = log_in(&app).await?;

    // In turns, so that whatever else the machine does meets both alike.
    let (mut ours, mut openssl) = (Vec::new(), Vec::new());
    for round in 1..=ROUNDS {
        ours.push(responses_per_second(&app, &cookie).await?);
        openssl.push(openssl_signatures_per_second()?);
        println!("round {round}: {:7.0} responses/s, openssl {:7.0} signatures/s", ours[round - 1], openssl[round - 1]);
    }
    let (ours, openssl) = (median(&mut ours), median(&mut openssl));
    println!("median:  {ours:7.0} responses/s, openssl {openssl:7.0} signatures/s, ratio {:.2}", ours / openssl);
    Ok(())
}

async fn send(app: &Router, request: Request<Body>) -> Result<Response<Body>, Failure> {
    match app.clone().oneshot(request).await {
        Ok(response) => Ok(response),
        Err(never) => match never {},
    }
}

async fn log_in(app: &Router) -> Result<String, Failure> {
    let request = Request::post("/userconsole/login/password")
        .header("host", HOST)
        .header("content-type", "application/x-www-form-urlencoded")
        .body(Body::from("email=employee%40acme.test&password=pw&next="))?;
    let response = send(app, request).await?;
    let cookie = response.headers().get("set-cookie").ok_or("not logged in")?.to_str()?;
    Ok(cookie.split(';').next().unwrap_or_default().to_owned())
}

async fn responses_per_second(app: &Router, cookie: &str) -> Result<f64, Failure> {
    let (start, busy, mut count) = (Instant::now(), busy_seconds()?, 0.0);
    while start.elapsed() < ROUND {
        let request = Request::get("/saml2/app").header("host", HOST).header("cookie", cookie).body(Body::empty())?;
        let body = to_bytes(send(app, request).await?.into_body(), 1 << 20).await?;
        if !body.windows(12).any(|window| window == b"SAMLResponse") {
            return Err("the endpoint answered without a response".into());
        }
        count += 1.0;
    }
    Ok(count / (busy_seconds()? - busy))
}

/// Seconds that this thread, the only one, has kept a core busy: what `openssl speed` counts by as well, so
/// that other work on the machine does not change the ratio. Linux tells it in nanoseconds.
fn busy_seconds() -> Result<f64, Failure> {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat")?;
    let nanoseconds: f64 = text.split_whitespace().next().ok_or("no schedstat")?.parse()?;
    Ok(nanoseconds / 1e9)
}

/// Signatures a second by `openssl speed rsa2048`, of the line `rsa 2048 bits 0.0003s 0.000008s 3800.0 120000.0`.
fn openssl_signatures_per_second() -> Result<f64, Failure> {
    let output = Command::new("openssl").args(["speed", "-seconds", "2", "rsa2048"]).output()?;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let line =
        text.lines().find(|line| line.trim_start().starts_with("rsa 2048")).ok_or("openssl speed said nothing")?;
    // Times come first, each with an `s`; then the rates, of which signing is the first.
    let mut columns = line.split_whitespace().skip_while(|column| *column != "bits").skip(1);
    let sign = columns.find(|column| !column.ends_with('s')).ok_or("openssl speed said nothing")?;
    Ok(sign.parse()?)
}

fn median(values: &mut [f64]) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}
