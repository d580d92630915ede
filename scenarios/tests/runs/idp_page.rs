//! What `harness/docs/idp.md` says is so: its file is read, and its curl lines are tried.

use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};

use crate::common;

const SP: &str = r#"<EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata" entityID="https://orders.test/sp">
<SPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol"><AssertionConsumerService index="4"
Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" Location="https://orders.test/acs"/></SPSSODescriptor>
</EntityDescriptor>"#;

/// The blocks of this language on the page.
fn blocks(language: &str) -> String {
    let page = std::fs::read_to_string(common::repository().join("harness/docs/idp.md")).unwrap();
    let begin = format!("```{language}\n");
    page.split(&begin).skip(1).map(|rest| rest.split("```").next().unwrap()).collect()
}

struct Served {
    process: Child,
    lines: Vec<String>,
}

impl Served {
    fn start(arguments: &[&str]) -> Self {
        let mut command = common::harness();
        command.arg("idp").args(arguments).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut process = command.spawn().unwrap();
        let output = BufReader::new(process.stdout.take().unwrap()).lines().map(Result::unwrap);
        let lines = output.take_while(|line| !line.starts_with("ready")).collect();
        Self { process, lines }
    }

    fn port(&self) -> &str {
        let line = self.lines.iter().find(|line| line.starts_with("JSON API")).expect("it says where the API is");
        line.split(':').nth(2).unwrap().split('/').next().unwrap()
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        self.process.kill().unwrap();
        self.process.wait().unwrap();
    }
}

fn folder(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

#[test]
fn the_lines_of_the_page_do_what_it_says() {
    let folder = folder("idp-page");
    std::fs::write(folder.join("idp.toml"), blocks("toml")).unwrap();
    std::fs::write(folder.join("orders-sp.xml"), SP).unwrap();
    // Whatever is no success fails.
    std::fs::write(folder.join(".curlrc"), "fail-with-body\nsilent\nnoproxy = \"*\"\n").unwrap();
    let served = Served::start(&["--config", folder.join("idp.toml").to_str().unwrap()]);
    let text = served.lines.join("\n");
    for part in
        ["Orders for https://orders.test/sp", "Wiki for https://wiki.test/metadata", "erin@acme.test", "her password"]
    {
        assert!(text.contains(part), "{part}: {text}");
    }
    let lines: Vec<String> = blocks("sh").lines().filter(|line| line.starts_with("curl")).map(str::to_owned).collect();
    assert!(lines.len() > 15, "{lines:?}");
    let mut answers = Vec::new();
    for line in &lines {
        let line = line.replace("localhost:8080", &format!("127.0.0.1:{}", served.port()));
        let output = Command::new("sh").args(["-c", &line]).env("CURL_HOME", &folder).output().unwrap();
        let answer = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(output.status.success(), "{line}\n{answer}{}", String::from_utf8_lossy(&output.stderr));
        answers.push(answer);
    }
    assert!(answers.iter().any(|answer| answer == r#"{"next":"attack/unsigned@idp-initiated"}"#), "{answers:?}");
    assert!(answers.iter().any(|answer| answer.contains(r#""name":"attack/forged-before-signed@"#)));
}

#[test]
fn what_is_wrong_with_the_file_is_told_at_its_line() {
    let folder = folder("idp-wrong");
    for (text, part) in [
        ("[[organization]]\nname = \"acme\"\nuzer = []\n", "uzer"),
        (
            "[[organization]]\nname = \"acme\"\n[[organization.application]]\nlabel = \"A\"\nsp_metadata = \"none.xml\"\n",
            "none.xml",
        ),
        (
            "[[organization]]\nname = \"acme\"\n[[organization.user]]\ncompany_email = \"a@b\"\npassword = \"x\"\ngroups = [\"no\"]\n",
            "`no`",
        ),
    ] {
        let file = folder.join("idp.toml");
        std::fs::write(&file, text).unwrap();
        let output = common::harness().arg("idp").arg("--config").arg(&file).output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.code() == Some(2) && said.contains(part), "{part}: {said}");
    }
}

#[test]
fn whoever_opens_it_to_others_is_warned() {
    let mut served =
        Served::start(&["--listen", "0.0.0.0:0", "--back-url", "http://idp:8080", "--url", "http://idp.example.test"]);
    let text = served.lines.join("\n");
    assert!(text.contains("http://acme.idp.example.test/admin"), "{text}");
    assert!(text.contains("http://idp:8080/organizations/acme/saml2/"), "{text}");
    served.process.kill().unwrap();
    let warning = std::io::read_to_string(served.process.stderr.take().unwrap()).unwrap();
    assert!(warning.starts_with("WARNING: the IdP listens at 0.0.0.0:0"), "{warning}");
}
