//! What is said of a target file that cannot be right, and where it points.

use rstest::rstest;
use saml_harness::target::load;

use crate::targets::said;
use crate::{Folder, assert_said};

#[rstest]
#[case::unknown_step(
    "fill = \"#issuer\"",
    "fil = \"#issuer\"",
    r##"
error: unknown key `fil`
  --> target.toml:14:5
   |
14 |   { fil = "#issuer", with = "{idp.entity_id}", guide = "issuer" },
   |     ^^^ nothing reads this key
   = help: did you mean `fill`?
"##
)]
#[case::step_without_action(
    "{ press = \"Enter\" }",
    "{ guide = \"update\" }",
    r##"
error: the step does nothing
  --> target.toml:17:3
   |
17 |   { guide = "update" },
   |   ^^^^^^^^^^^^^^^^^^^^
   = help: a step has one of `open`, `fill`, `click`, `upload`, `select`, `wait_for`, `press`, `read`, `download`
"##
)]
#[case::two_actions_in_one(
    "press = \"Enter\"",
    "press = \"Enter\", click = \"#a\"",
    r##"
error: a step does one thing, but this one has `click` and `press`
  --> target.toml:17:3
   |
17 |   { press = "Enter", click = "#a" },
   |   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ make a step of each
"##
)]
#[case::key_of_another_action(
    "press = \"Enter\"",
    "press = \"Enter\", with = \"x\"",
    r##"
error: unknown key `with`
  --> target.toml:17:22
   |
17 |   { press = "Enter", with = "x" },
   |                      ^^^^ nothing reads this key
   = help: known: `guide`, `press`
"##
)]
#[case::missing_part(
    ", with = \"{idp.entity_id}\"",
    "",
    r##"
error: missing key `with`
  --> target.toml:14:3
   |
14 |   { fill = "#issuer", guide = "issuer" },
   |   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ it must be given here
"##
)]
#[case::unknown_press(
    "Enter",
    "Entr",
    r##"
error: unknown key of the keyboard `Entr`
  --> target.toml:17:13
   |
17 |   { press = "Entr" },
   |             ^^^^^^ no key of the keyboard has this name
   = help: did you mean `Enter`?
"##
)]
#[case::download(
    "press = \"Enter\"",
    "download = \"#a\", as = \"idp.metadata_xml\"",
    r##"
error: `download` is for guides only
  --> target.toml:17:5
   |
17 |   { download = "#a", as = "idp.metadata_xml" },
   |     ^^^^^^^^
   = help: a target is given the metadata by placeholders, as `{idp.metadata_xml}`
"##
)]
#[case::selector(
    "\"#issuer\"",
    "\"input[name=issuer\"",
    r##"
error: `input[name=issuer` is no selector
  --> target.toml:14:12
   |
14 |   { fill = "input[name=issuer", with = "{idp.entity_id}", guide = "issuer" },
   |            ^^^^^^^^^^^^^^^^^^^ a bracket is not closed
   = help: write CSS, as `input[name=email]`, or `text=Save`, `label=E-mail`, `role=button[name=Save]`
"##
)]
#[case::empty_text(
    "text=Saved",
    "text= ",
    r##"
error: `text= ` is no selector
  --> target.toml:18:16
   |
18 |   { wait_for = "text= " },
   |                ^^^^^^^^ no text stands after `=`
   = help: write CSS, as `input[name=email]`, or `text=Save`, `label=E-mail`, `role=button[name=Save]`
"##
)]
#[case::unknown_placeholder(
    "{idp.entity_id}",
    "{idp.entityid}",
    r##"
error: unknown placeholder `{idp.entityid}`
  --> target.toml:14:32
   |
14 |   { fill = "#issuer", with = "{idp.entityid}", guide = "issuer" },
   |                                ^^^^^^^^^^^^
   = help: did you mean `{idp.entity_id}`?
"##
)]
#[case::path_outside_deep_links(
    "/company-login",
    "/{path}",
    r##"
error: unknown placeholder `{path}`
  --> target.toml:24:12
   |
24 | start = "/{path}"
   |            ^^^^
   = help: write `{{` for a brace that is meant as such
"##
)]
#[case::deep_link_without_path(
    "/orders/{path}",
    "/orders",
    r##"
error: `deep_link` leads to one page only
  --> target.toml:25:13
   |
25 | deep_link = "/orders"
   |             ^^^^^^^^^
   = help: put `{path}` where the scenario's path goes
"##
)]
#[case::schema(
    "schema = 1",
    "schema = 2",
    r##"
error: this schema is not known
 --> target.toml:1:10
  |
1 | schema = 2
  |          ^ only 1 is
"##
)]
#[case::both_ready(
    "ready = \"ready \"",
    "ready = \"r\"\nready_url = \"{sp.base_url}\"",
    r##"
error: `ready` and `ready_url` are both given
 --> target.toml:7:1
  |
7 | ready_url = "{sp.base_url}"
  | ^^^^^^^^^ give one of them
"##
)]
#[case::no_ready(
    "ready = \"ready \"\n",
    "",
    r##"
error: missing key `ready` or `ready_url`
 --> target.toml:3:1
  |
3 | [launch]
  | ^^^^^^^^ nothing tells when the SP is ready
"##
)]
#[case::timeout(
    "ready = \"ready \"",
    "ready = \"ready \"\ntimeout = \"soon\"",
    r##"
error: `soon` is no length of time; write it as `500ms`, `60s` or `2m`
 --> target.toml:7:11
  |
7 | timeout = "soon"
  |           ^^^^^^
"##
)]
#[case::base_url_without_a_scheme(
    "base_url = \"http://127.0.0.1:{port}\"",
    "base_url = \"127.0.0.1:{port}\"",
    r##"
error: `base_url` must be a whole URL
 --> target.toml:8:12
  |
8 | base_url = "127.0.0.1:{port}"
  |            ^^^^^^^^^^^^^^^^^^ the scheme is missing
  = help: write `https://127.0.0.1:{port}`, or `http://127.0.0.1:{port}`
"##
)]
#[case::acs_url_without_a_host(
    "metadata_url = \"{sp.base_url}/metadata\"\n",
    "entity_id = \"sp\"\nacs_url = \"/acs\"\n",
    r##"
error: `acs_url` must be a whole URL
  --> target.toml:10:11
   |
10 | acs_url = "/acs"
   |           ^^^^^^ this is a path
   = help: write `{sp.base_url}/acs`
"##
)]
#[case::ready_url_without_a_host(
    "ready = \"ready \"",
    "ready_url = \"/health\"",
    r##"
error: `ready_url` must be a whole URL
 --> target.toml:6:13
  |
6 | ready_url = "/health"
  |             ^^^^^^^^^ this is a path
  = help: write `{sp.base_url}/health`
"##
)]
#[case::no_entity_id(
    "metadata_url = \"{sp.base_url}/metadata\"\n",
    "acs_url = \"{sp.base_url}/acs\"\n",
    r##"
error: missing key `entity_id`
 --> target.toml:7:1
  |
7 | [sp]
  | ^^^^ it must be given here
  = help: or give `metadata_url`, and it is read from there; where the SP tells it only once it is set up, one of the `steps` of `[provision]` reads it, as `{ read = "#entity", as = "sp.entity_id" }`, or a request does: `read = { "sp.entity_id" = "/pointer" }`
"##
)]
#[case::unknown_via(
    "\"browser\"",
    "\"browsr\"",
    r##"
error: unknown way of provisioning `browsr`
  --> target.toml:11:7
   |
11 | via = "browsr"
   |       ^^^^^^^^ no way of provisioning has this name
   = help: did you mean `browser`?
"##
)]
#[case::nothing_to_launch(
    "[launch]",
    "[launched]",
    r##"
error: unknown key `launched`
 --> target.toml:3:2
  |
3 | [launched]
  |  ^^^^^^^^ nothing reads this key
  = help: did you mean `launch`?
"##
)]
#[case::setting_without_value(
    "accepts=either",
    "accepts",
    r##"
error: the setting `accepts` has no value
  --> target.toml:22:1
   |
22 | "accepts" = [{ click = "#either" }]
   | ^^^^^^^^^
   = help: write `"accepts=value"`
"##
)]
#[case::unknown_support(
    "[login]",
    "[supports]\nsign_bth = true\n[login]",
    r##"
error: unknown key `sign_bth`
  --> target.toml:24:1
   |
24 | sign_bth = true
   | ^^^^^^^^ nothing reads this key
   = help: did you mean `sign_both`?
"##
)]
#[case::verdict_of_a_departure(
    "\"fail\"",
    "\"failed\"",
    r##"
error: unknown verdict `failed`
  --> target.toml:30:11
   |
30 | verdict = "failed"
   |           ^^^^^^^^ no verdict has this name
   = help: did you mean `fail`?
"##
)]
#[case::pace(
    "name = \"acme-app\"",
    "name = \"acme-app\"\npace = \"five/m\"",
    r##"
error: `five/m` is no pace; write it as `5/m`, `100/h` or `5/30s`
 --> target.toml:3:8
  |
3 | pace = "five/m"
  |        ^^^^^^^^
"##
)]
fn faults_point_at_the_line(#[case] old: &str, #[case] new: &str, #[case] expected: &str) {
    assert_said(&said(old, new), expected);
}

#[test]
fn via_launch_needs_something_to_launch() {
    let text = "schema = 1\nname = \"x\"\n[sp]\nbase_url = \"http://sp.test\"\nmetadata_url = \"http://sp.test/m\"\n\
                [provision]\nvia = \"launch\"\n[login]\nstart = \"/\"\n[signed_in]\nuser = \"#user\"\n";
    let folder = Folder::new(&[("target.toml", text)]);
    assert_said(
        &folder.relative(load(&folder.join("target.toml")).unwrap_err()),
        r##"
error: `via = "launch"` needs a `[launch]`
 --> target.toml:7:7
  |
7 | via = "launch"
  |       ^^^^^^^^ the harness does not start this SP
"##,
    );
}
