//! Browsers that others run: a Selenium Grid whose node dies, drivers that give less than chromedriver, browsers that reach less
//! than we do, and Firefox. What a machine has no tool for is ignored, and says so.
#![allow(clippy::unwrap_used, missing_docs)]

mod common;

use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Child, Command, ExitCode, Output, Stdio};
use std::time::{Duration, Instant};

use axum::http::StatusCode;
use axum::routing::post;
use axum::{Json, Router};
use libtest_mimic::{Arguments, Failed, Trial};
use saml_harness::run::browser::{Driver, find, install};
use serde_json::{Value, json};

/// How long a Grid may take to start, or to end, on a machine that has other work to do.
const PATIENCE: Duration = Duration::from_secs(90);

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let (java, server) = (on_path("java") && on_path("curl"), selenium_server());
    let no_grid =
        (!java || server.is_none()).then_some("needs Java, curl, and the server: harness/packaging/grid/start fetch");
    let firefox = on_path("geckodriver") && (on_path("firefox") || on_path("firefox-esr"));
    let no_firefox = (!firefox).then_some("needs Firefox and geckodriver");
    let trials = vec![
        trial("a_node_of_a_grid_that_dies_costs_no_verdict", no_grid, node_dies),
        trial("in_firefox_verdicts_and_snapshots_are_those_of_chromium", no_firefox, firefox_is_the_same),
        trial("a_driver_without_devtools_is_said_once_before_any_case", None, no_devtools),
        trial("a_browser_that_does_not_get_to_the_sp_is_said_once_before_any_case", None, sp_out_of_reach),
        trial("an_endpoint_that_gives_no_session_is_said_once", None, no_session),
    ];
    libtest_mimic::run(&arguments, trials).exit_code()
}

/// A trial that is ignored for the reason `lacks`, if there is one.
fn trial(name: &str, lacks: Option<&'static str>, check: fn()) -> Trial {
    let done = move || -> Result<(), Failed> {
        check();
        Ok(())
    };
    Trial::test(name, done).with_kind(lacks.unwrap_or_default()).with_ignored_flag(lacks.is_some())
}

fn on_path(name: &str) -> bool {
    std::env::split_paths(&std::env::var_os("PATH").unwrap()).any(|folder| folder.join(name).is_file())
}

/// The server that the script would start, where it need not be fetched.
fn selenium_server() -> Option<PathBuf> {
    if let Some(named) = std::env::var_os("SELENIUM_SERVER") {
        return Some(named.into());
    }
    let cache = std::env::var_os("XDG_CACHE_HOME").map(PathBuf::from);
    let cache = cache.or_else(|| Some(PathBuf::from(std::env::var_os("HOME")?).join(".cache")))?;
    let mut files = std::fs::read_dir(cache.join("saml-harness/grid")).ok()?.flatten();
    files.find(|file| file.path().extension().is_some_and(|end| end == "jar")).map(|file| file.path())
}

/// A hub and two nodes, as the script starts them; they end with this.
struct Grid {
    script: Child,
    hub: String,
    nodes: Vec<u32>,
}

impl Grid {
    fn start() -> Self {
        let script = common::repository().join("harness/packaging/grid/start");
        let mut script = Command::new(script).stdout(Stdio::piped()).spawn().unwrap();
        let mut lines = BufReader::new(script.stdout.take().unwrap()).lines();
        let mut next = || lines.next().expect("the Grid starts").unwrap();
        let hub = next();
        let nodes = (0..2).map(|_| next().strip_prefix("node ").unwrap().parse().unwrap()).collect();
        Self { script, hub, nodes }
    }

    /// How many sessions each node has; not those that are still being made.
    fn sessions(&self) -> Vec<usize> {
        let output = Command::new("curl").args(["-sf", &format!("{}/status", self.hub)]).output().unwrap();
        let status: Value = serde_json::from_slice(&output.stdout).unwrap();
        let nodes = status["value"]["nodes"].as_array().unwrap();
        let taken =
            |node: &Value| node["slots"].as_array().unwrap().iter().filter(|slot| !slot["session"].is_null()).count();
        nodes.iter().map(taken).collect()
    }
}

impl Drop for Grid {
    fn drop(&mut self) {
        let _ = Command::new("kill").arg(self.script.id().to_string()).status();
        let _ = self.script.wait();
    }
}

/// Some process of the group `group` is there.
fn is_there(group: u32) -> bool {
    Command::new("kill").args(["-0", "--", &format!("-{group}")]).stderr(Stdio::null()).status().unwrap().success()
}

fn said(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

/// Waits until `is_so`; panics with `what` when it never is.
fn wait_until(what: &str, mut is_so: impl FnMut() -> bool) {
    let begun = Instant::now();
    while !is_so() {
        assert!(begun.elapsed() < PATIENCE, "{what}");
        std::thread::sleep(Duration::from_millis(200));
    }
}

fn node_dies() {
    let grid = Grid::start();
    let folder = tempfile::tempdir().unwrap();
    let mut command = common::harness();
    // Most of the first share a lane, the others have lanes of their own.
    command.args(["run", "login/deep-link", "login/no-attributes", "conformance/audience-other", "attack/unsigned"]);
    command.args(["login/idp-entity-id", "--jobs", "2", "--no-snapshots"]);
    command.args(["--webdriver", &grid.hub, "--report"]).arg(folder.path());
    let mut run = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut progress = BufReader::new(run.stderr.take().unwrap()).lines().map_while(Result::ok);
    wait_until("the lanes have a session on each node", || grid.sessions() == [1, 1]);
    // A browser that is lost before its lane's first case costs no case an attempt: one of each kind of lane is through.
    let mut awaited = vec!["pass  conformance/", "pass  login/idp-entity-id"];
    let mut before = Vec::new();
    while !awaited.is_empty() {
        let line = progress.next().expect("both lanes come to a case that passes");
        awaited.retain(|begin| !line.starts_with(begin));
        before.push(line);
    }
    let killed = Command::new("kill").args(["-KILL", "--", &format!("-{}", grid.nodes[0])]).status().unwrap();
    assert!(killed.success());
    let after: Vec<String> = progress.collect();
    let output = run.wait_with_output().unwrap();
    let said = [before.join("\n"), after.join("\n"), said(&output)].join("\n");
    assert_eq!(output.status.code(), Some(0), "{said}");
    let results = std::fs::read_to_string(folder.path().join("results.json")).unwrap();
    let results: Value = serde_json::from_str(&results).unwrap();
    assert_eq!(results["summary"]["pass"], results["cases"].as_array().unwrap().len(), "{said}");
    assert!(said.contains("a browser was lost") && said.contains("flaky"), "{said}");
    let groups = grid.nodes.clone();
    drop(grid);
    wait_until("processes of the Grid are left", || !groups.iter().any(|group| is_there(*group)));
}

fn firefox_is_the_same() {
    let folder = tempfile::tempdir().unwrap();
    let filter =
        ["login/sp-initiated", "login/deep-link", "attack/unsigned", "conformance/audience-other", "--jobs", "1"];
    let run = common::run(folder.path(), &[&filter[..], &["--browser", "firefox"]].concat());
    assert_eq!(run.status, 0, "{}", run.output);
    let cases = run.results["cases"].as_array().unwrap();
    assert!(cases.iter().all(|case| case["verdict"] == "pass" && case["snapshot"] == "same"), "{}", run.output);
}

/// A WebDriver endpoint that is served with `router`.
fn serve(runtime: &tokio::runtime::Runtime, router: Router) -> String {
    let listener = runtime.block_on(tokio::net::TcpListener::bind("127.0.0.1:0")).unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    runtime.spawn(async { axum::serve(listener, router).await });
    url
}

/// Three cases of two lanes at the endpoint `url`: they are not verified, and `why` is said once.
fn is_said_once(url: &str, more: &[&str], why: &str) {
    let cases = ["login/deep-link", "login/no-attributes", "attack/unsigned"];
    let begun = Instant::now();
    let output = common::harness()
        .args(["run", "--quiet", "--no-snapshots", "--webdriver", url])
        .args(cases)
        .args(more)
        .output()
        .unwrap();
    let said = said(&output);
    assert_eq!(output.status.code(), Some(3), "{said}");
    assert_eq!(said.matches(why).count(), 1, "{said}");
    assert!(begun.elapsed() < PATIENCE, "it was tried again for each case: {said}");
}

fn no_devtools() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let session =
        json!({"value": {"sessionId": "1", "capabilities": {"browserName": "chrome", "browserVersion": "1"}}});
    let window = json!({"value": "W"});
    let unknown = || async {
        let value = json!({"error": "unknown command", "message": "unknown command", "stacktrace": ""});
        (StatusCode::NOT_FOUND, Json(json!({ "value": value })))
    };
    let router = Router::new()
        .route("/session", post(move || async { Json(session) }))
        .route("/session/1", axum::routing::delete(|| async { Json(json!({"value": null})) }))
        .route("/session/1/window", axum::routing::get(move || async { Json(window) }))
        .route("/session/1/window/handles", axum::routing::get(|| async { Json(json!({"value": ["W"]})) }))
        .fallback(unknown);
    let url = serve(&runtime, router);
    is_said_once(&url, &[], "lets nobody use DevTools (`goog/cdp/execute`)");
}

fn no_session() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let refuse = || async {
        let said = "Unable to find a free slot; no matching capabilities found";
        let value = json!({"error": "session not created", "message": said, "stacktrace": ""});
        (StatusCode::INTERNAL_SERVER_ERROR, Json(json!({ "value": value })))
    };
    let url = serve(&runtime, Router::new().fallback(refuse));
    is_said_once(&url, &[], "`--browser chromium` or `--browser firefox` says which one to ask for");
}

fn sp_out_of_reach() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(install(false, &|_: &str| {})).unwrap();
    let driver = runtime.block_on(Driver::start(&find(false).unwrap())).unwrap();
    // The SP is at 127.0.0.1; the IdP is not, by its name.
    let rules = "--browser-arg=--host-resolver-rules=MAP 127.0.0.1 ~NOTFOUND";
    is_said_once(&driver.url(), &[rules], "the browser cannot reach the SP at http://127.0.0.1:");
    runtime.block_on(driver.stop());
}
