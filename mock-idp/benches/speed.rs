//! How fast and how large the mock IdP is: `cargo bench -p mock-idp --bench speed`.
//!
//! Signed responses a second on one core, beside what OpenSSL's own speed test reaches with keys of the same size on the
//! same machine, in turns; the same with 1,000 organizations of 100 people each; the memory that those take; and how long
//! the program takes from its start to its first answer. Needs `openssl`, and Linux for what the kernel tells.
#![allow(clippy::unwrap_used, clippy::print_stdout, missing_docs)]

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use axum::Router;
use axum::body::{Body, to_bytes};
use http::{Request, Response};
use mock_idp::MockIdp;
use mock_idp::organization::{KeyPool, OrganizationSpec};
use serde_json::json;
use tower::ServiceExt;

/// What is asked for, printed beside what was measured.
const RATIO: f64 = 0.8;
const MEGABYTES: f64 = 50.0;
const READY: Duration = Duration::from_millis(50);

const ROUNDS: usize = 5;
const ROUND: Duration = Duration::from_secs(1);
const ORGANIZATIONS: usize = 1000;
const PEOPLE: usize = 100;

#[tokio::main(flavor = "current_thread")]
async fn main() {
    // Keys are made, but no person is there yet.
    let small = Idp::with(2048, 1, 1).await;
    let large_keys = Idp::with(4096, 1, 1).await;
    let before = megabytes();
    let begun = Instant::now();
    let large = Idp::with(2048, ORGANIZATIONS, PEOPLE).await;
    let loaded = begun.elapsed();
    let people = ORGANIZATIONS * PEOPLE;
    let memory = megabytes();
    println!(
        "{ORGANIZATIONS} organizations, {people} people: {memory:.0} MB in all, {:.0} MB of them people and organizations (goal: under \
         {MEGABYTES} MB), loaded in {loaded:.1?}",
        memory - before
    );

    // In turns, so that whatever else the machine does meets all alike.
    let mut seen: [Vec<f64>; 3] = Default::default();
    for _ in 0..ROUNDS {
        let (rsa2048, rsa4096) = openssl_signatures_per_second();
        seen[0].push(small.responses_per_second().await / rsa2048);
        seen[1].push(large.responses_per_second().await / rsa2048);
        seen[2].push(large_keys.responses_per_second().await / rsa4096);
    }
    for (name, ratios) in ["RSA-2048, one organization", "RSA-2048, all organizations", "RSA-4096, one organization"]
        .iter()
        .zip(&mut seen)
    {
        let ratio = median(ratios);
        println!("{name}: {ratio:.2} signed responses for each signature of `openssl speed` (goal: {RATIO})");
    }

    let mut ready: Vec<f64> = (0..9).map(|_| seconds_to_first_answer()).collect();
    println!("ready {:.0} ms after its start (goal: {} ms)", 1000.0 * median(&mut ready), READY.as_millis());
}

/// An IdP whose first organization has somebody logged in.
struct Idp {
    app: Router,
    cookie: String,
}

impl Idp {
    async fn with(bits: u32, organizations: usize, people: usize) -> Self {
        let idp = MockIdp::new("http://idp.localhost/".parse().unwrap(), KeyPool::new(bits, None));
        for number in 0..organizations {
            idp.create_organization(organization(number, people)).unwrap();
        }
        let app = mock_idp::app(idp);
        let cookie = log_in(&app).await;
        Self { app, cookie }
    }

    async fn responses_per_second(&self) -> f64 {
        let (start, busy, mut count) = (Instant::now(), busy_seconds(), 0.0);
        while start.elapsed() < ROUND {
            let request = Request::get("/saml2/app").header("host", HOST).header("cookie", &self.cookie);
            let answer = send(&self.app, request.body(Body::empty()).unwrap()).await;
            let body = to_bytes(answer.into_body(), 1 << 20).await.unwrap();
            assert!(str::from_utf8(&body).unwrap().contains("SAMLResponse"), "an answer without a response");
            count += 1.0;
        }
        count / (busy_seconds() - busy)
    }
}

const HOST: &str = "acme-0.idp.localhost:80";

fn organization(number: usize, people: usize) -> OrganizationSpec {
    let person = |person: usize| {
        json!({"first_name": "Erin", "last_name": format!("Employee {person}"), "password": "pw",
        "company_email": format!("employee-{person}@acme-{number}.test"), "groups": ["staff"]})
    };
    let spec = json!({
        "name": format!("acme-{number}"), "groups": [{"name": "staff"}],
        "users": (0..people).map(person).collect::<Vec<_>>(),
        "applications": [{"groups": ["staff"], "settings": {
            "display_label": "App", "idp_entity_id": "acme", "sp_entity_id": "sp", "sign": "assertion",
            "acs_urls": ["http://sp.test/acs"], "user_attributes": [{"name": "email", "value": "email"}]}}],
    });
    serde_json::from_value(spec).unwrap()
}

async fn send(app: &Router, request: Request<Body>) -> Response<Body> {
    match app.clone().oneshot(request).await {
        Ok(response) => response,
        Err(never) => match never {},
    }
}

async fn log_in(app: &Router) -> String {
    let request = Request::post("/userconsole/login/password")
        .header("host", HOST)
        .header("content-type", "application/x-www-form-urlencoded")
        .body(Body::from("email=employee-0%40acme-0.test&password=pw&next="))
        .unwrap();
    let response = send(app, request).await;
    let cookie = response.headers().get("set-cookie").expect("whoever logs in gets a cookie").to_str().unwrap();
    cookie.split(';').next().unwrap_or_default().to_owned()
}

/// Seconds that this thread, the only one, has kept a core busy: what `openssl speed` counts by as well, so that other work
/// on the machine does not change the ratio.
fn busy_seconds() -> f64 {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap();
    text.split_whitespace().next().unwrap().parse::<f64>().unwrap() / 1e9
}

/// What this process has in memory now.
fn megabytes() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find(|line| line.starts_with("VmRSS:")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse::<f64>().unwrap() / 1024.0
}

/// Signatures a second with keys of 2048 and of 4096 bits. Its lines are `rsa 2048 bits 0.0003s 0.000008s 3800.0 120000.0`.
fn openssl_signatures_per_second() -> (f64, f64) {
    let output = Command::new("openssl").args(["speed", "-seconds", "1", "rsa2048", "rsa4096"]).output().unwrap();
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let rate = |bits: &str| {
        let line = text.lines().find(|line| line.split_whitespace().take(2).eq(["rsa", bits])).unwrap();
        // Times come first, each with an `s`; then the rates, of which signing is the first.
        let mut columns = line.split_whitespace().skip_while(|column| *column != "bits").skip(1);
        columns.find(|column| !column.ends_with('s')).unwrap().parse().unwrap()
    };
    (rate("2048"), rate("4096"))
}

/// From the start of the program to the first answer of it.
fn seconds_to_first_answer() -> f64 {
    let begun = Instant::now();
    let mut program = Command::new(env!("CARGO_BIN_EXE_mock-idp")).stdout(Stdio::piped()).spawn().unwrap();
    let mut line = String::new();
    BufReader::new(program.stdout.take().unwrap()).read_line(&mut line).unwrap();
    let port: u16 = line.rsplit_once(':').unwrap().1.split('/').next().unwrap().parse().unwrap();
    let mut connection = TcpStream::connect(("127.0.0.1", port)).unwrap();
    connection.write_all(b"GET / HTTP/1.1\r\nhost: idp.localhost\r\nconnection: close\r\n\r\n").unwrap();
    let mut answer = String::new();
    connection.read_to_string(&mut answer).unwrap();
    assert!(answer.starts_with("HTTP/1.1 "), "{answer}");
    let taken = begun.elapsed().as_secs_f64();
    program.kill().unwrap();
    program.wait().unwrap();
    taken
}

fn median(values: &mut [f64]) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}
