//! Recipes, variants' values and attackers in scenario files.

use rstest::rstest;
use saml_harness::scenario::{Attacker, Genuine, Kept, Scenario, dry_run, load_catalogue};
use serde_json::json;

use crate::{Folder, assert_said};

const ATTACK: &str = r#"title = "T"
why = "W"
severity = "critical"
attacker = "held"
"#;

const REFUSED: &str = "[expect]\noutcome = \"refused\"\n";

fn attack(lines: &str) -> String {
    format!("{ATTACK}{lines}\n{REFUSED}")
}

fn loaded(text: &str) -> Scenario {
    let folder = Folder::new(&[("attack/case.toml", text)]);
    let scenario =
        load_catalogue(&[folder.path().to_owned()]).map_err(|error| folder.relative(error)).unwrap().remove(0);
    dry_run(&[&scenario]).map_err(|error| folder.relative(error)).unwrap();
    scenario
}

/// What is said of `text` as `attack/case.toml`, be it on loading or when the recipe is carried out.
fn said(text: &str) -> String {
    let folder = Folder::new(&[("attack/case.toml", text)]);
    let tried = |scenarios: Vec<Scenario>| dry_run(&scenarios.iter().collect::<Vec<_>>());
    folder.relative(load_catalogue(&[folder.path().to_owned()]).and_then(tried).unwrap_err())
}

const SIGN: &str = "[[response]]\nstep = \"sign\"\n";
const SET: &str = "[[response]]\nstep = \"set\"\nnode = \"Assertion/Subject/NameID\"\ntext = \"{victim.email}\"\n";

#[test]
fn a_variant_fills_the_recipe_in_and_may_have_its_own() {
    let scenario = loaded(&attack(&format!(
        r#"
detects = {{ weaknesses = ["ignores-audience", "audience-by-prefix"] }}
refs = ["CND-01"]
[[variant]]
name = "other"
with = {{ text = "x{{user.email}}", node = "Issuer", length = 160 }}
refs = ["CND-02"]
[[variant]]
name = "own"
attacker = "none"
response = [{{ step = "strip-signature" }}]
detects = {{ weakness = "accepts-unsigned" }}
{SIGN}
[[response]]
step = "set"
node = "Response/{{with.node}}"
text = "<{{with.text}}>"
[[response]]
step = "sign"
hmac_key = "certificate-pem"
hmac_output_length = "{{with.length}}"
"#
    )));
    let [other, own] = scenario.variants.as_slice() else { panic!("{scenario:?}") };
    let steps = serde_json::to_value(&other.recipe).unwrap();
    assert_eq!(steps[1], json!({"step": "set", "node": "Response/Issuer", "text": "<x{user.email}>"}));
    assert_eq!(steps[2]["hmac_output_length"], 160);
    assert_eq!((other.attacker, other.with["length"].as_str()), (Some(Attacker::Held), "160"));
    assert_eq!(serde_json::to_value(&own.recipe).unwrap(), json!([{"step": "strip-signature"}]));
    assert_eq!(
        (own.attacker, own.detects.as_deref()),
        (Some(Attacker::None), Some(&["accepts-unsigned".to_owned()][..]))
    );
    assert_eq!(scenario.detects, ["ignores-audience", "audience-by-prefix"]);
}

#[test]
fn values_reach_flow_and_demand_too() {
    let scenario = loaded(
        &attack(
            r#"
[flow]
steps = [{ do = "get", url = "/x?{with.query}" }]
[[variant]]
name = "one"
with = { query = "a=1" }
"#,
        )
        .replace("\n[expect]\n", "\n[expect]\nlands_at = \"/x?{with.query}\"\ngenuine = \"allowed\"\n"),
    );
    let one = &scenario.variants[0];
    assert_eq!(serde_json::to_value(&one.flow).unwrap()["steps"], json!([{"do": "open", "url": "/x?a=1"}]));
    let expect = one.expect.as_ref().unwrap();
    assert_eq!((expect.lands_at.as_deref(), expect.genuine), (Some("/x?a=1"), Genuine::Allowed));
}

#[test]
fn the_plain_login_is_extended_unasked() {
    let base = "title = \"T\"\nwhy = \"W\"\nseverity = \"high\"\nidp = { include_groups = false }\n[expect]\noutcome = \"signed-in\"\n";
    let folder = Folder::new(&[("login/sp-initiated.toml", base), ("attack/case.toml", &attack(""))]);
    let scenarios = load_catalogue(&[folder.path().to_owned()]).unwrap();
    assert_eq!(scenarios[0].extends.as_deref(), Some("login/sp-initiated"));
    assert_eq!((scenarios[0].idp.include_groups, scenarios[1].extends.as_deref()), (Some(false), None));
}

#[rstest]
#[case::no_attacker(attack("").replace("attacker = \"held\"\n", ""), r#"
error: missing key `attacker`
 --> attack/case.toml:1:1
  |
1 | title = "T"
  | ^ it must be given here
"#)]
#[case::unknown_attacker(attack("").replace("held", "hold"), r#"
error: unknown attacker `hold`
 --> attack/case.toml:4:12
  |
4 | attacker = "hold"
  |            ^^^^^^ no attacker has this name
  = help: did you mean `held`?
"#)]
#[case::signs_after_a_change(attack(&format!("{SET}{SIGN}")), r#"
error: the organization's key signs after the message was changed
  --> attack/case.toml:10:8
   |
10 | step = "sign"
   |        ^^^^^^
   = help: put `sign` before the first change, or take signatures off with `strip-signature`; if the IdP itself is at fault, say `attacker = "idp-key"`
"#)]
#[case::is_signed_last(attack(SET), r#"
error: the message is signed with the organization's key after it was changed: no step says how to sign, so the IdP signs last
 --> attack/case.toml:6:8
  |
6 | step = "set"
  |        ^^^^^
  = help: put `sign` before the first change, or take signatures off with `strip-signature`; if the IdP itself is at fault, say `attacker = "idp-key"`
"#)]
#[case::holds_nothing_signed(attack(&format!("{SIGN}{SET}")).replace("held", "none"), r#"
error: the attacker holds nothing that the organization's key signed
 --> attack/case.toml:6:8
  |
6 | step = "sign"
  |        ^^^^^^
  = help: say `attacker = "held"` or `"any-signed"`
"#)]
#[case::holds_the_keys_of_both(
    attack(&format!("{SIGN}{SET}{SIGN}key = \"second-company\"\n")).replace("held", "another-company"),
    r#"
error: the attacker holds the key of one company, and both companies' keys sign
 --> attack/case.toml:6:8
  |
6 | step = "sign"
  |        ^^^^^^
  = help: let one of the two keys sign alone
"#
)]
#[case::value_not_given(
    attack(
        "[[variant]]\nname = \"a\"\nwith = { x = \"1\", z = \"3\" }\n[[variant]]\nname = \"b\"\nwith = { x = \"1\", y = \"2\" }\n[[response]]\nstep = \"sign\"\n[[response]]\nstep = \"set\"\nnode = \"Response/@ID\"\ntext = \"{with.x}{with.y}{with.w}\""
    ),
    r#"
error: the variant `a` gives no value for `{with.w}`
 --> attack/case.toml:6:8
  |
6 | name = "a"
  |        ^^^
  = help: add `with = { w = ... }` to it

error: the variant `a` gives no value for `{with.y}`
 --> attack/case.toml:6:8
  |
6 | name = "a"
  |        ^^^
  = help: add `with = { y = ... }` to it

error: nothing of the variant `a` uses `{with.z}`
 --> attack/case.toml:6:8
  |
6 | name = "a"
  |        ^^^

error: the variant `b` gives no value for `{with.w}`
 --> attack/case.toml:9:8
  |
9 | name = "b"
  |        ^^^
  = help: add `with = { w = ... }` to it

error: unknown placeholder `{with.w}`
  --> attack/case.toml:16:26
   |
16 | text = "{with.x}{with.y}{with.w}"
   |                          ^^^^^^
   = help: did you mean `{with.x}`?
"#
)]
#[case::value_without_variants(attack(&format!("{SIGN}[[response]]\nstep = \"set\"\nnode = \"Response/@ID\"\ntext = \"{{with.x}}{{now+10m}}{{nwo}}\"")), r#"
error: unknown placeholder `{with.x}`
  --> attack/case.toml:10:10
   |
10 | text = "{with.x}{now+10m}{nwo}"
   |          ^^^^^^
   = help: write `{{` for a brace that is meant as such

error: unknown placeholder `{nwo}`
  --> attack/case.toml:10:27
   |
10 | text = "{with.x}{now+10m}{nwo}"
   |                           ^^^
   = help: did you mean `{now}`?
"#)]
#[case::genuine_of_a_sign_in(attack("").replace("refused\"", "signed-in\"\ngenuine = \"allowed\""), r#"
error: `genuine` goes with a demand of refusal
 --> attack/case.toml:8:11
  |
8 | genuine = "allowed"
  |           ^^^^^^^^^ here signing in is demanded
"#)]
#[case::no_weakness(
    attack("[detects]\n"),
    r#"
error: missing key `weakness`, or several as `weaknesses`
 --> attack/case.toml:5:1
  |
5 | [detects]
  | ^^^^^^^^^ one of them must be given here
"#
)]
#[case::unknown_step(attack(&SIGN.replace("sign", "sing")), r#"
error: unknown step `sing`
 --> attack/case.toml:6:8
  |
6 | step = "sing"
  |        ^^^^^^
  = help: did you mean `sign`?
"#)]
#[case::unknown_key_of_a_step(attack(&format!("{SIGN}{SET}").replace("text =", "txt =")), r#"
error: unknown key `txt` of the step `set`
  --> attack/case.toml:10:1
   |
10 | txt = "{victim.email}"
   | ^^^ nothing reads this key
   = help: did you mean `text`?
"#)]
#[case::missing_key_of_a_step(attack(&format!("{SIGN}{SET}").replace("node =", "#")), r#"
error: missing key `node` of the step `set`
 --> attack/case.toml:8:8
  |
8 | step = "set"
  |        ^^^^^
"#)]
#[case::unknown_value_of_a_step(
    attack("[[response]]\nstep = \"sign\"\nkey = \"stranger\"\ndigest_method = \"sha265\""),
    r#"
error: unknown method `sha265`
 --> attack/case.toml:8:17
  |
8 | digest_method = "sha265"
  |                 ^^^^^^^^
  = help: known: sha1, sha256, sha384, sha512, md5, or any text that starts otherwise
"#
)]
#[case::wrong_type_in_a_step(
    attack("[[response]]\nstep = \"sign\"\nkey = 3"),
    r#"
error: `key`: invalid type: integer `3`, expected string or map
 --> attack/case.toml:7:7
  |
7 | key = 3
  |       ^
"#
)]
#[case::no_path(attack(&format!("{SIGN}{SET}").replace("Assertion/", "Assertion[/")), r#"
error: `node`: `Assertion[/Subject/NameID` is no node path: `Assertion[` lacks a `]`
 --> attack/case.toml:9:8
  |
9 | node = "Assertion[/Subject/NameID"
  |        ^^^^^^^^^^^^^^^^^^^^^^^^^^^
"#)]
#[case::path_that_matches_nothing(attack(&format!("{SIGN}{SET}").replace("NameID", "NameId")), r#"
error: `Assertion/Subject/NameId` matches nothing in the message
 --> attack/case.toml:9:8
  |
9 | node = "Assertion/Subject/NameId"
  |        ^^^^^^^^^^^^^^^^^^^^^^^^^^
  = help: what is inside there: NameID, SubjectConfirmation
"#)]
#[case::value_that_no_step_has(attack(&format!("{SIGN}{SET}").replace("{victim.email}", "{message}")), r#"
error: the placeholder `{message}` has no value here
  --> attack/case.toml:10:8
   |
10 | text = "{message}"
   |        ^^^^^^^^^^^
"#)]
#[case::no_offset(
    attack("flow = { steps = [{ do = \"set-clock\", offset = \"1h\" }] }"),
    r#"
error: `1h` is no offset of a clock
 --> attack/case.toml:5:48
  |
5 | flow = { steps = [{ do = "set-clock", offset = "1h" }] }
  |                                                ^^^^
  = help: write it as `-1h`, `+10m`, `+90s`, `-3650d`, or `0` for the present
"#
)]
fn faults_point_at_the_line(#[case] text: String, #[case] expected: &str) {
    assert_said(&said(&text), expected);
}

#[rstest]
#[case::signed_before("held", &format!("{SIGN}{SET}"), "")]
#[case::unsigned("held", &format!("{SET}[[response]]\nstep = \"strip-signature\"\n"), "")]
#[case::nothing_is_signed_at_all("none", SET, "idp = { sign = \"none\" }")]
#[case::unsigned_without_anything("none", &format!("{SET}[[response]]\nstep = \"strip-signature\"\n"), "")]
#[case::with_another_key("none", &format!("{SET}[[response]]\nstep = \"sign\"\nkey = \"stranger\"\n"), "")]
#[case::with_a_public_key("none", &format!("{SET}[[response]]\nstep = \"sign\"\nhmac_key = \"certificate-pem\"\n"), "")]
#[case::encrypted_before_it_is_signed(
    "held",
    "[[response]]\nstep = \"sign\"\n[[response]]\nstep = \"encrypt\"\n[[response]]\nstep = \"sign\"\nnode = \"Response\"\n",
    ""
)]
#[case::by_the_idp("idp-key", &format!("{SET}{SIGN}"), "")]
#[case::signed_last_by_the_idp("idp-key", SET, "")]
#[case::by_an_idp_of_their_own("another-company", SET, "")]
#[case::by_the_second_companys("another-company", &format!("{SET}{SIGN}key = \"second-company\"\n"), "")]
fn what_is_within_an_attackers_reach_loads(#[case] attacker: &str, #[case] steps: &str, #[case] settings: &str) {
    let text = attack(&format!("{settings}\n{steps}")).replace("held", attacker);
    assert!(!loaded(&text).recipe.steps.is_empty());
}

#[test]
fn only_an_attack_has_an_attacker() {
    let folder = Folder::new(&[("conformance/case.toml", &attack(""))]);
    assert_said(
        &folder.relative(load_catalogue(&[folder.path().to_owned()]).unwrap_err()),
        r#"
error: only a scenario in `attack/` has an attacker
 --> conformance/case.toml:4:1
  |
4 | attacker = "held"
  | ^^^^^^^^
  = help: leave it out, or move the file to `attack/`
"#,
    );
}

/// What is said of an attack that has `keys` and sends what `steps` make.
fn said_of_keeping(attacker: &str, keys: &str, steps: &str) -> String {
    said(&attack(&format!("{keys}\nresponse = [{steps}]")).replace("\"held\"", &format!("{attacker:?}")))
}

#[test]
fn a_recipe_keeps_the_signature_that_it_claims() {
    let forged = r#"{ step = "sign" }, { step = "copy", node = "Assertion", to = "before Assertion", id = "new" },
                    { step = "strip-signature", node = "Assertion[1]" }"#;
    assert_eq!(
        loaded(&attack(&format!("keeps = \"Assertion\"\nresponse = [{forged}]"))).keeps.unwrap().kept,
        Kept::Assertion
    );
    let same_id = forged.replace(", id = \"new\"", "");
    assert_eq!(
        loaded(&attack(&format!("keeps = \"Assertion\"\nresponse = [{same_id}]"))).keeps.unwrap().kept,
        Kept::Assertion
    );
    let several_roots = r#"{ step = "strip-signature" }, { step = "take", of = "error-response", to = "before root" }"#;
    let text = attack(&format!("keeps = \"Response\"\nresponse = [{several_roots}]"));
    assert_eq!(loaded(&text.replace("\"held\"", "\"any-signed\"")).keeps.unwrap().kept, Kept::Response);
}

#[rstest]
#[case("held", "Assertion", r#"{ step = "sign" }, { step = "remove", node = "Conditions" }"#, "no valid signature")]
#[case("held", "Response", r#"{ step = "sign" }"#, "no valid signature of the IdP over its Response")]
#[case("none", "Assertion", r#"{ step = "sign", key = "stranger" }"#, "holds nothing that is signed")]
#[case("idp-key", "Assertion", r#"{ step = "sign" }"#, "the IdP signs this message itself")]
#[case("held", "Asertion", r#"{ step = "sign" }"#, "did you mean `Assertion`")]
fn what_a_recipe_does_not_keep_is_no_claim(
    #[case] attacker: &str,
    #[case] kept: &str,
    #[case] steps: &str,
    #[case] expected: &str,
) {
    let said = said_of_keeping(attacker, &format!("keeps = {kept:?}"), steps);
    assert!(said.contains("attack/case.toml:5:9") && said.contains(expected), "{said}");
}

#[test]
fn without_a_recipe_nothing_is_kept() {
    let said = said(&attack("keeps = \"Assertion\""));
    assert!(said.contains("attack/case.toml:5:9") && said.contains("the message is sent as the IdP made it"), "{said}");
}
