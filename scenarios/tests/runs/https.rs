//! IdP and SP on https, and proxies of the environment.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Output, Stdio};

use crate::common;
use axum::serve::Listener;
use mock_idp::tls::{Authority, TlsListener};
use rstest::rstest;
use saml_harness::run::browser::{Driver, find, install};
use tokio::net::{TcpListener, TcpStream};

/// Speaks TLS with whoever comes to `listener`, for the server at `port`; gives the authority that made the certificate.
fn serve_tls(listener: TcpListener, port: u16) -> Authority {
    let authority = Authority::new().unwrap();
    let mut front = TlsListener::new(listener, authority.acceptor(&["localhost"]).unwrap()).unwrap();
    tokio::spawn(async move {
        loop {
            let (mut outside, _) = front.accept().await;
            tokio::spawn(async move {
                let mut inside = TcpStream::connect(("127.0.0.1", port)).await.unwrap();
                let _ = tokio::io::copy_bidirectional(&mut outside, &mut inside).await;
            });
        }
    });
    authority
}

/// A reference SP that runs already, behind a server that speaks TLS for it. It ends with this.
struct SecureSp {
    process: Child,
    authority: Authority,
    base_url: String,
}

impl SecureSp {
    async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let base_url = format!("https://127.0.0.1:{}", listener.local_addr().unwrap().port());
        let mut command = common::harness();
        // Free a moment ago; the SP says so when it is taken again.
        let port = TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap().port();
        command.args(["reference-sp", "--base-url", &base_url, "--port", &port.to_string()]).stdout(Stdio::piped());
        let mut process = command.spawn().unwrap();
        let mut line = String::new();
        BufReader::new(process.stdout.take().unwrap()).read_line(&mut line).unwrap();
        assert!(line.starts_with("ready "), "{line}");
        Self { process, authority: serve_tls(listener, port), base_url }
    }

    /// The reference SP's target file for it, with `trust` below `[sp]`.
    fn target(&self, folder: &Path, trust: &str) -> String {
        let launched = "base_url     = \"http://127.0.0.1:{port}\"";
        let file = common::reference_target(folder, launched, &format!("base_url = \"{}\"\n{trust}", self.base_url));
        let text = std::fs::read_to_string(&file).unwrap();
        let (start, end) = (text.find("[launch]").unwrap(), text.find("[sp]").unwrap());
        std::fs::write(&file, format!("{}{}", &text[..start], &text[end..])).unwrap();
        std::fs::write(folder.join("ca.pem"), self.authority.certificate_pem()).unwrap();
        file.to_str().unwrap().to_owned()
    }
}

impl Drop for SecureSp {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

#[rstest]
#[case::any("tls = \"any\"", "http")]
#[case::authority("ca = \"ca.pem\"", "http")]
#[case::any_in_chromium("tls = \"any\"", "browser")]
#[case::authority_in_chromium("ca = \"ca.pem\"", "browser")]
#[tokio::test(flavor = "multi_thread")]
async fn an_sp_on_https_is_tried_like_any_other(#[case] trust: &str, #[case] engine: &str) {
    let sp = SecureSp::start().await;
    let folder = tempfile::tempdir().unwrap();
    let target = sp.target(folder.path(), trust);
    let filter = ["login/sp-initiated", "attack/unsigned", "conformance/metadata-stable", "robustness/post-cut-off"];
    let arguments = [&["--target", &target, "--engine", engine, "--no-snapshots", "--idp-tls"], &filter[..]].concat();
    let run = common::run(&folder.path().join("report"), &arguments);
    assert_eq!(run.status, 0, "{}", run.output);
    assert_eq!(run.results["summary"]["not-verified"], 0, "{}", run.output);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_sp_whose_certificate_is_not_trusted_is_said_once_with_the_line_to_write() {
    let sp = SecureSp::start().await;
    let folder = tempfile::tempdir().unwrap();
    let target = sp.target(folder.path(), "");
    let output =
        common::harness().args(["run", "login", "--engine", "http", "--no-snapshots", "--target", &target]).output();
    let output = output.unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(3), "{said}");
    assert!(said.contains("self-signed certificate in certificate chain"), "{said}");
    assert!(said.contains("`tls = \"any\"`") && said.matches("not trusted").count() == 1, "{said}");
}

#[rstest]
#[case::http("http")]
#[case::browser("browser")]
fn with_an_idp_on_https_everybody_gets_in(#[case] engine: &str) {
    let folder = tempfile::tempdir().unwrap();
    let arguments = ["login", "attack/replay", "--engine", engine, "--no-snapshots", "--idp-tls"];
    let run = common::run(folder.path(), &arguments);
    assert_eq!(run.status, 0, "{}", run.output);
    let evidence = common::evidence(folder.path());
    assert!(evidence.replace(": ", ":").contains("\"idp_base_url\":\"https://"), "the IdP was on http");
}

/// Nothing listens at port 1: whatever went through that proxy would fail.
#[rstest]
#[case::http("http")]
#[case::browser("browser")]
fn no_proxy_is_asked_for_what_is_on_this_machine(#[case] engine: &str) {
    let folder = tempfile::tempdir().unwrap();
    let ready = "ready_url = \"{sp.base_url}/saml/metadata\"";
    let target = common::reference_target(folder.path(), "ready   = \"ready \"", ready);
    let report = folder.path().join("report");
    let mut command = common::harness();
    for name in ["HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"] {
        command.env(name, "http://127.0.0.1:1");
    }
    command.env_remove("NO_PROXY").env_remove("no_proxy");
    let filter = ["login/sp-initiated", "conformance/metadata-stable", "conformance/metadata-endpoints-answer"];
    command.args(["run", "--quiet", "--no-snapshots", "--engine", engine]).args(filter);
    let output = command.arg("--target").arg(&target).arg("--report").arg(&report).output().unwrap();
    let said = format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert_eq!(output.status.code(), Some(0), "{said}");
}

/// A WebDriver that runs already.
async fn driver() -> Driver {
    install(false, &|_: &str| {}).await.unwrap();
    Driver::start(&find(false).unwrap()).await.unwrap()
}

/// One plain login at the WebDriver endpoint `url`; `ca` is what the machine trusts.
fn login_at(url: &str, ca: &Path, more: &[&str]) -> (Option<i32>, String) {
    let mut command = common::harness();
    command.args(["run", "login/sp-initiated", "login/deep-link", "--quiet", "--no-snapshots", "--webdriver", url]);
    let output: Output = command.args(more).env("SSL_CERT_FILE", ca).output().unwrap();
    let said = format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    (output.status.code(), said)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_grid_may_be_on_https() {
    let driver = driver().await;
    let port: u16 = driver.url().rsplit(':').next().unwrap().parse().unwrap();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("https://localhost:{}", listener.local_addr().unwrap().port());
    let authority = serve_tls(listener, port);
    let folder = tempfile::tempdir().unwrap();
    let (ca, stranger) = (folder.path().join("ca.pem"), folder.path().join("stranger.pem"));
    std::fs::write(&ca, authority.certificate_pem()).unwrap();
    std::fs::write(&stranger, Authority::new().unwrap().certificate_pem()).unwrap();
    let (status, said) = login_at(&url, &ca, &["--idp-tls"]);
    assert_eq!(status, Some(0), "{said}");
    let (status, said) = login_at(&url, &stranger, &[]);
    assert_eq!(status, Some(3), "{said}");
    assert!(
        said.contains("no session at the WebDriver endpoint") && said.contains("certificate verify failed"),
        "{said}"
    );
    driver.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_browser_that_does_not_get_to_the_idp_is_said_and_is_no_fault_of_the_sp() {
    let driver = driver().await;
    let folder = tempfile::tempdir().unwrap();
    let more = ["--idp-url", "http://idp.invalid:8443"];
    let (status, said) = login_at(&driver.url(), &folder.path().join("none.pem"), &more);
    assert_eq!(status, Some(3), "{said}");
    assert!(said.contains("the browser cannot reach the mock IdP at http://idp.invalid:8443/"), "{said}");
    driver.stop().await;
}

#[test]
fn an_address_that_is_none_is_refused_on_the_command_line() {
    let (status, said) = login_at("grid.example", Path::new("none.pem"), &[]);
    assert_eq!(status, Some(2), "{said}");
    assert!(said.contains("write a whole URL"), "{said}");
}
