//! What is left of the SP after one message.

use std::io::Write;
use std::process::Command;

use super::attempt::asking;
use super::flows::hooks_of;
use super::forge::held;
use crate::response::sample::Sample;
use crate::weakness::{demand, find};

/// What the tests of this file show.
pub const SHOWN: &[&str] = &["exits-on-deep-nesting", "exits-on-malformed-signature", "locked-out-after-bad-signature"];

const EMPLOYEE: Option<&str> = Some("employee@acme.test");

/// A signed response without its SignatureValue.
fn unvalued() -> Sample {
    let sample = held();
    let value = demand::between(&sample.xml, "<ds:SignatureValue>", "</ds:SignatureValue>").unwrap();
    let value = format!("<ds:SignatureValue>{value}</ds:SignatureValue>");
    sample.with(&value, "")
}

/// A response with elements that are nested `depth` deep.
fn nested(depth: usize) -> Sample {
    let nest = format!("<saml:Subject>{}{}", "<x>".repeat(depth), "</x>".repeat(depth));
    held().with("<saml:Subject>", &nest)
}

const WEAKNESS: &str = "TEST_WEAKNESS";

/// Whether a process of its own is still there after this SP has got the message.
fn lives(message: &str, weakness: &str) -> bool {
    let child = concat!(module_path!(), "::a_process_that_gets_a_message");
    let child = child.split_once("::").unwrap().1;
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["--exact", child, "--ignored", "--nocapture"]).env(WEAKNESS, weakness).env("TEST_MESSAGE", message);
    let output = command.output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(said.contains("running 1 test"), "{said}");
    assert!(said.contains("the message arrives"), "{said}\n{}", String::from_utf8_lossy(&output.stderr));
    output.status.success()
}

#[tokio::test]
#[ignore = "runs in a process of its own, which the tests below start"]
async fn a_process_that_gets_a_message() {
    let hooks = match std::env::var(WEAKNESS).unwrap().as_str() {
        "" => &crate::hooks::Hooks::SOUND,
        name => find(name).unwrap().hooks,
    };
    let mut browser = asking(hooks, &[]).await;
    let message = match std::env::var("TEST_MESSAGE").unwrap().as_str() {
        "unvalued" => unvalued(),
        depth => nested(depth.parse().unwrap()),
    };
    writeln!(std::io::stdout(), "the message arrives").unwrap();
    browser.post(&message, None).await;
    assert_eq!(browser.user().await, None);
}

#[test]
fn one_message_ends_the_process() {
    for (weakness, ends, does_not) in
        [("exits-on-deep-nesting", "10000", "200"), ("exits-on-malformed-signature", "unvalued", "200")]
    {
        assert!(lives(ends, ""), "the sound SP, {ends}");
        assert!(lives(does_not, weakness), "{weakness}, {does_not}");
        assert!(!lives(ends, weakness), "{weakness}, {ends}");
    }
}

#[tokio::test]
async fn one_message_locks_everybody_out() {
    for (hooks, weak) in hooks_of("locked-out-after-bad-signature") {
        let mut attacker = asking(hooks, &[]).await;
        attacker.post(&unvalued(), None).await;
        let mut browser = attacker.another();
        browser.cookies = attacker.cookies.clone();
        browser.post(&held(), None).await;
        assert_eq!(browser.user().await.as_deref(), EMPLOYEE.filter(|_| !weak));
    }
}
