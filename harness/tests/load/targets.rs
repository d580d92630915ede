//! Target files.

use std::time::Duration;

use rstest::rstest;
use saml_harness::action::Action;
use saml_harness::fixture::Fact;
use saml_harness::target::{Ready, SignedIn, Target, duration, load};

use crate::Folder;

pub const TARGET: &str = r##"schema = 1
name = "acme-app"
[launch]
command = ["./serve", "--port", "{port}"]
env = { SECRET = "{env.SECRET}" }
ready = "ready "
[sp]
base_url = "http://127.0.0.1:{port}"
metadata_url = "{sp.base_url}/metadata"
[provision]
via = "browser"
steps = [
  { open = "/settings" },
  { fill = "#issuer", with = "{idp.entity_id}", guide = "issuer" },
  { upload = "#file", file = "{idp.metadata_file}", guide = "metadata" },
  { select = "#binding", option = "POST" },
  { press = "Enter" },
  { wait_for = "text=Saved" },
  { click = "text=Update", guide = "update" },
]
[provision.settings]
"accepts=either" = [{ click = "#either" }]
[login]
start = "/company-login"
deep_link = "/orders/{path}"
[signed_in]
user = "#user"
[[departure]]
scenario = "login/signed"
verdict = "fail"
reason = "ticket 811"
[[departure]]
scenario = "login/signed@b"
verdict = "warn"
reason = "ticket 812"
"##;

pub fn target() -> Target {
    let folder = Folder::new(&[("target.toml", TARGET)]);
    load(&folder.join("target.toml")).map_err(|error| folder.relative(error)).unwrap()
}

/// What is said of the target file with `old` replaced by `new`.
pub fn said(old: &str, new: &str) -> String {
    assert!(TARGET.contains(old), "`{old}` is not in the target file");
    let folder = Folder::new(&[("target.toml", &TARGET.replacen(old, new, 1))]);
    folder.relative(load(&folder.join("target.toml")).unwrap_err())
}

#[test]
fn a_whole_target_file_is_read() {
    let target = target();
    assert_eq!(target.name, "acme-app");
    assert!(target.folder.is_absolute());
    let launch = target.launch.unwrap();
    assert_eq!(launch.ready, Ready::Line("ready ".to_owned()));
    assert_eq!(launch.timeout, Duration::from_secs(60));
    assert_eq!(launch.setup, None);
    let steps = target.provision.procedure.steps();
    assert_eq!(steps.len(), 7);
    let upload = Action::Upload { selector: "#file".into(), file: "{idp.metadata_file}".into() };
    assert_eq!(steps[2].action, upload);
    assert_eq!(steps[2].guide.as_deref(), Some("metadata"));
    assert_eq!(target.provision.settings["accepts=either"].len(), 1);
    assert_eq!(target.login.deep_link.as_deref(), Some("/orders/{path}"));
}

/// The target file with `more` before `[signed_in]`, or what is said of it.
fn with(more: &str) -> Result<Target, String> {
    let text = TARGET.replacen("[signed_in]\n", &format!("{more}\n[signed_in]\n"), 1);
    let folder = Folder::new(&[("target.toml", &text)]);
    load(&folder.join("target.toml")).map_err(|error| folder.relative(error))
}

#[test]
fn interruptions_are_read_in_order() {
    let banner = "[[interruption]]\nwhen = \"#banner\"\nsteps = [{ click = \"text=Accept\" }]";
    let terms = "[[interruption]]\nwhen = \"text=I agree\"\nsteps = [{ fill = \"#yes\", with = \"on\" }, { press = \"Enter\" }]";
    let read = with(&format!("{banner}\n{terms}")).unwrap().interruptions;
    assert_eq!(read[0].when, "#banner");
    assert_eq!(read[0].steps[0].action, Action::Click { selector: "text=Accept".to_owned() });
    assert_eq!((read[1].when.as_str(), read[1].steps.len()), ("text=I agree", 2));
    assert!(target().interruptions.is_empty());
    for (table, message) in [
        ("when = \"#b\"", "missing key `steps`"),
        ("when = \"#b\"\nsteps = []", "the interruption has no steps"),
        ("steps = [{ click = \"#b\" }]", "missing key `when`"),
        ("when = \"b[\"\nsteps = [{ click = \"#b\" }]", "`b[` is no selector"),
        ("when = \"#b\"\nstep = []\nsteps = [{ click = \"#b\" }]", "unknown key `step`"),
        ("when = \"#b\"\nsteps = [{ clik = \"#b\" }]", "unknown key `clik`"),
    ] {
        let said = with(&format!("[[interruption]]\n{table}")).unwrap_err();
        assert!(said.contains(message) && said.contains("target.toml"), "{said}");
    }
}

/// The look-up of the target file with this `[signed_in]`.
fn signed_in(table: &str) -> SignedIn {
    let text = TARGET.replacen("user = \"#user\"\n", table, 1);
    let folder = Folder::new(&[("target.toml", &text)]);
    load(&folder.join("target.toml")).map_err(|error| folder.relative(error)).unwrap().signed_in
}

#[test]
fn who_is_signed_in_may_be_read_in_several_ways() {
    let plain = signed_in("user = \"#user\"\n");
    assert_eq!((plain.json, plain.nobody, plain.timeout), (None, None, Duration::from_secs(5)));
    let attribute = signed_in("user = \"#user\"\nattribute = \"data-email\"\nnobody = \"#login\"\ntimeout = \"2s\"\n");
    assert_eq!(attribute.attribute.as_deref(), Some("data-email"));
    assert_eq!((attribute.nobody.as_deref(), attribute.timeout), (Some("#login"), Duration::from_secs(2)));
    assert_eq!(plain.shows, None);
    let shows = signed_in("user = \"#user\"\nshows = \"first-name\"\n");
    assert_eq!(shows.shows, Some(Fact::FirstName));
    let menu = signed_in("open = \"/me\"\nsteps = [{ click = \"#account\" }]\nuser = \"#user\"\n");
    assert_eq!(menu.steps.len(), 1);
    let script = signed_in("open = \"/me\"\nscript = \" app.user?.email \"\nnobody = \"#login\"\n");
    assert_eq!((script.user.as_str(), script.script.as_deref()), ("", Some("app.user?.email")));
    let json = signed_in("open = \"/api/me\"\njson = \"/user/email\"\n");
    assert_eq!((json.user.as_str(), json.json.as_deref()), ("", Some("/user/email")));
}

#[test]
fn signing_out_is_a_page_or_steps() {
    let sign_out = |table: &str| {
        let text = TARGET.replacen("[signed_in]\n", &format!("[sign_out]\n{table}\n[signed_in]\n"), 1);
        let folder = Folder::new(&[("target.toml", &text)]);
        load(&folder.join("target.toml")).map_err(|error| folder.relative(error)).map(|target| target.sign_out.unwrap())
    };
    let open = |url: &str| Action::Open { url: url.to_owned() };
    let actions = |table: &str| sign_out(table).unwrap().into_iter().map(|step| step.action).collect::<Vec<_>>();
    assert_eq!(actions("open = \"/logout\""), [open("/logout")]);
    let steps = actions("steps = [{ open = \"/me\" }, { click = \"#out\" }]");
    assert_eq!(steps, [open("/me"), Action::Click { selector: "#out".to_owned() }]);
    let both = sign_out("open = \"/a\"\nsteps = [{ open = \"/b\" }]").unwrap_err();
    assert!(both.contains("`open` and `steps` are both given"), "{both}");
    assert!(sign_out("").unwrap_err().contains("missing key `open`"));
}

#[rstest]
#[case::no_pointer("open = \"/me\"\njson = \"user.email\"", "`user.email` is no JSON pointer", "write `/user/email`")]
#[case::nothing_to_open("json = \"/user\"", "`json` needs `open`", "give `open`")]
#[case::two_ways("open = \"/me\"\njson = \"/user\"\nuser = \"#u\"", "`json` and `user` are both given", "JSON is none")]
#[case::json_behind_a_menu(
    "open = \"/me\"\njson = \"/user\"\nsteps = []",
    "`json` and `steps` are both given",
    "JSON is none"
)]
#[case::no_fact("user = \"#u\"\nshows = \"e-mail\"", "unknown fact of a person `e-mail`", "did you mean `email`?")]
#[case::script_and_element("script = \"user\"\nuser = \"#u\"", "`script` and `user` are both given", "says by itself")]
#[case::script_and_json(
    "open = \"/me\"\nscript = \"user\"\njson = \"/u\"",
    "`json` and `script` are both given",
    "JSON is none"
)]
#[case::a_statement("script = \"return user;\"", "`script` is no expression", "window.app.user?.email")]
#[case::no_time("user = \"#u\"\ntimeout = \"5\"", "`5` is no length of time", "timeout = \"5\"")]
#[case::no_way("open = \"/me\"", "missing key `user`", "target.toml")]
fn a_look_up_that_cannot_be_is_told(#[case] table: &str, #[case] message: &str, #[case] beside: &str) {
    let said = said("user = \"#user\"", table);
    assert!(said.contains(message) && said.contains(beside), "{said}");
}

#[rstest]
#[case("500ms", Ok(Duration::from_millis(500)))]
#[case("60s", Ok(Duration::from_secs(60)))]
#[case("2 m", Err("`2 m` is no length of time; write it as `500ms`, `60s` or `2m`".to_owned()))]
#[case("2m", Ok(Duration::from_secs(120)))]
#[case("60", Err("`60` is no length of time; write it as `500ms`, `60s` or `2m`".to_owned()))]
#[case("", Err("`` is no length of time; write it as `500ms`, `60s` or `2m`".to_owned()))]
#[case("-1s", Err("`-1s` is no length of time; write it as `500ms`, `60s` or `2m`".to_owned()))]
fn a_length_of_time(#[case] text: &str, #[case] expected: Result<Duration, String>) {
    assert_eq!(duration(text), expected);
}

#[test]
fn which_certificates_are_taken_stands_below_sp() {
    let trust = |lines: &str| {
        let certificate = mock_idp::tls::Authority::new().unwrap().certificate_pem().to_owned();
        let text = TARGET.replacen("[sp]\n", &format!("[sp]\n{lines}\n"), 1);
        let folder = Folder::new(&[("target.toml", &text), ("ca.pem", &certificate), ("empty.pem", "")]);
        let loaded = load(&folder.join("target.toml")).map_err(|error| folder.relative(error));
        loaded
            .map(|target| (target.trust.any, target.ca.map(|ca| ca.file_name().unwrap().to_str().unwrap().to_owned())))
    };
    assert_eq!(trust(""), Ok((false, None)));
    assert_eq!(trust("tls = \"any\""), Ok((true, None)));
    assert_eq!(trust("ca = \"ca.pem\""), Ok((false, Some("ca.pem".to_owned()))));
    // What starts the SP may make it.
    assert_eq!(trust("ca = \"made-later.pem\""), Ok((false, Some("made-later.pem".to_owned()))));
    for (lines, message, line) in [
        ("tls = \"none\"", "unknown way to judge certificates `none`", "tls = \"none\""),
        ("tls = \"any\"\nca = \"ca.pem\"", "`tls` and `ca` are both given", "ca = \"ca.pem\""),
        ("ca = \"empty.pem\"", "holds no certificate in PEM", "ca = \"empty.pem\""),
    ] {
        let said = trust(lines).unwrap_err();
        assert!(said.contains(message) && said.contains(line), "{said}");
    }
}

#[test]
fn an_authority_of_an_sp_that_runs_already_must_be_there() {
    let start = TARGET.find("[launch]").unwrap();
    let end = TARGET.find("[sp]\n").unwrap();
    let text = format!("{}[sp]\nca = \"none.pem\"\n{}", &TARGET[..start], &TARGET[end + "[sp]\n".len()..]);
    let folder = Folder::new(&[("target.toml", &text)]);
    let said = folder.relative(load(&folder.join("target.toml")).unwrap_err());
    assert!(said.contains("`none.pem` cannot be read") && said.contains("ca = \"none.pem\""), "{said}");
}

#[test]
fn the_idp_may_be_on_https() {
    let loaded = |table: &str| {
        let text = TARGET.replacen("[provision]\n", &format!("[idp]\n{table}\n[provision]\n"), 1);
        let folder = Folder::new(&[("target.toml", &text)]);
        load(&folder.join("target.toml")).map_err(|error| folder.relative(error))
    };
    let target = loaded("tls = true\ninclude_groups = false").unwrap();
    assert!(target.idp_tls);
    assert_eq!(target.idp.include_groups, Some(false));
    assert!(!loaded("include_groups = false").unwrap().idp_tls);
    let said = loaded("tls = \"yes\"").unwrap_err();
    assert!(said.contains("tls = \"yes\""), "{said}");
}
