//! An SP that is not on this machine is attacked only where somebody has said that it is theirs. A proxy stands for the network:
//! it leads `sp.example` to this machine, and sees each request. Nobody is signed in there, since cookies for all sites want https; what
//! counts is what is sent.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::path::PathBuf;
use std::process::Command;
use std::sync::{Arc, Mutex};

use serde_json::Value;

use crate::common;

/// A proxy for `http://sp.example`, and the first line of each request that it got.
struct Proxy {
    address: String,
    seen: Arc<Mutex<Vec<String>>>,
}

impl Proxy {
    fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let seen = Arc::<Mutex<Vec<String>>>::default();
        let log = seen.clone();
        std::thread::spawn(move || {
            for client in listener.incoming().map_while(Result::ok) {
                let log = log.clone();
                std::thread::spawn(move || pass_on(client, &log));
            }
        });
        Self { address, seen }
    }

    fn seen(&self) -> Vec<String> {
        self.seen.lock().unwrap().clone()
    }
}

/// Passes one request on to the port that it names; after it both connections are closed.
fn pass_on(client: TcpStream, log: &Mutex<Vec<String>>) -> Option<()> {
    let mut reader = BufReader::new(client.try_clone().ok()?);
    let mut first = String::new();
    reader.read_line(&mut first).ok()?;
    log.lock().unwrap().push(first.trim_end().to_owned());
    let (method, rest) = first.split_once(' ')?;
    let (authority, path) = rest.strip_prefix("http://sp.example:")?.split_once('/')?;
    let mut server = TcpStream::connect(("127.0.0.1", authority.parse().ok()?)).ok()?;
    let (mut head, mut length) = (format!("{method} /{path}"), 0);
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).ok()?;
        let (name, value) = line.split_once(':').unwrap_or_default();
        if name.eq_ignore_ascii_case("content-length") {
            length = value.trim().parse().ok()?;
        }
        if line.trim().is_empty() {
            break;
        }
        if !name.eq_ignore_ascii_case("connection") {
            head.push_str(&line);
        }
    }
    write!(server, "{head}connection: close\r\n\r\n").ok()?;
    std::io::copy(&mut reader.take(length), &mut server).ok()?;
    std::io::copy(&mut server, &mut &client).ok()?;
    client.shutdown(Shutdown::Both).ok()
}

/// The reference SP at `sp.example`; the file `started` is made when it is started.
fn target(folder: &std::path::Path, base_url: &str) -> (PathBuf, PathBuf) {
    let started = folder.join("started");
    let launch = format!(r#"["sh", "-c", "touch '{}'; exec '{{harness}}' reference-sp"]"#, started.display());
    let file = common::reference_target(folder, r#"["{harness}", "reference-sp"]"#, &launch);
    let text = std::fs::read_to_string(&file).unwrap();
    std::fs::write(&file, text.replace("http://127.0.0.1:{port}", base_url)).unwrap();
    (file, started)
}

fn call(proxy: &Proxy, arguments: &[&str]) -> Command {
    let mut command = common::harness();
    command.args(arguments).args(["--engine", "http"]).env("http_proxy", &proxy.address);
    command
}

fn ended(mut command: Command) -> (Option<i32>, String) {
    let output = command.output().unwrap();
    let said = format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    (output.status.code(), said)
}

const SP: &str = "http://sp.example:{port}";

#[test]
fn an_sp_elsewhere_is_attacked_only_by_whoever_owns_it() {
    let folder = tempfile::tempdir().unwrap();
    let (target, started) = target(folder.path(), SP);
    let target = target.to_str().unwrap();
    let proxy = Proxy::start();
    let attack = ["run", "attack/unsigned@sp-initiated", "login/sp-initiated", "--no-snapshots", "--target", target];
    for wrong in [&[][..], &["--i-own", "other.example"]] {
        let (status, said) = ended(call(&proxy, &[&attack[..], wrong].concat()));
        assert_eq!(status, Some(2), "{said}");
        let told = "`attack/unsigned@sp-initiated` sends forged, altered or repeated messages to sp.example";
        assert!(said.contains(told) && said.contains("add `--i-own sp.example`"), "{said}");
        assert!(!started.exists() && proxy.seen().is_empty(), "{:?}", proxy.seen());
    }
    let (status, said) = ended(call(&proxy, &[&attack[..], &["--i-own", "http://sp.example"]].concat()));
    assert!(status == Some(2) && said.contains("name the host alone"), "{said}");
    let report = folder.path().join("report");
    let owned = ["--i-own", "other.example", "--i-own", "SP.example", "--report", report.to_str().unwrap()];
    let (status, said) = ended(call(&proxy, &[&attack[..], &owned].concat()));
    assert_eq!(status, Some(1), "{said}");
    let posted = proxy.seen().iter().filter(|line| line.starts_with("POST ") && line.contains("/saml/acs ")).count();
    assert!(posted > 1, "{:?}", proxy.seen());
}

#[test]
fn logins_alone_need_no_word_and_doctor_leaves_the_attack_out() {
    let folder = tempfile::tempdir().unwrap();
    let (target, _) = target(folder.path(), SP);
    let target = target.to_str().unwrap();
    let proxy = Proxy::start();
    let (status, said) = ended(call(&proxy, &["run", "login/sp-initiated", "--no-snapshots", "--target", target]));
    assert!(status == Some(1) && !proxy.seen().is_empty(), "{said}");
    let (_, said) = ended(call(&proxy, &["doctor", "--target", target]));
    assert!(said.contains("-        a refusal     it sends what an attacker would send"), "{said}");
    assert!(said.contains("add `--i-own sp.example` if sp.example is yours"), "{said}");
    let (_, said) = ended(call(&proxy, &["doctor", "--target", target, "--i-own", "sp.example"]));
    assert!(said.contains(" a refusal ") && !said.contains("--i-own"), "{said}");
}

#[test]
fn where_messages_go_may_be_learned_and_counts_as_well() {
    let folder = tempfile::tempdir().unwrap();
    let (target, _) = target(folder.path(), "http://127.0.0.1:{port}");
    // What the SP calls itself, it says in its metadata.
    let text = std::fs::read_to_string(&target).unwrap();
    let text = text.replace("acs_url      = \"{sp.base_url}/saml/acs\"\n", "");
    let text = text.replace("SP_BASE_URL = \"{sp.base_url}\"", "SP_BASE_URL = \"http://sp.example:{port}\"");
    std::fs::write(&target, text).unwrap();
    let proxy = Proxy::start();
    let report = folder.path().join("report");
    let arguments = ["run", "attack/unsigned@sp-initiated", "--no-snapshots", "--target", target.to_str().unwrap()];
    let (status, said) = ended(call(&proxy, &[&arguments[..], &["--report", report.to_str().unwrap()]].concat()));
    assert_eq!(status, Some(3), "{said}");
    let results: Value = serde_json::from_str(&std::fs::read_to_string(report.join("results.json")).unwrap()).unwrap();
    let case = &results["cases"][0];
    let reason = case["reason"].as_str().unwrap();
    assert!(case["verdict"] == "not-verified" && reason.contains("add `--i-own sp.example`"), "{case}");
}
