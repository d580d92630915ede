//! What holds for every recipe.

use std::sync::LazyLock;

use mock_idp::organization::{SettingsPatch, Sign};
use mock_idp::recipe::{NodePath, Recipe, RecipeError, Scene, Script, Sent, run};
use mock_idp::xml::{Document, escape_text};
use proptest::prelude::*;
use rstest::rstest;
use serde_json::{Value, json};

use super::tools::xmlsec1;

static SCENE: LazyLock<Scene> = LazyLock::new(|| Scene::sample(&SettingsPatch::default()).unwrap());

fn tried(steps: Value, signs_last: bool) -> Result<Sent, RecipeError> {
    let recipe: Recipe = serde_json::from_value(steps).unwrap();
    run(&SCENE, &Script { recipe, signs_last, ..Script::default() })
}

#[rstest]
#[cfg_attr(not(xmlsec1), ignore = "xmlsec1 was not installed when the tests were built")]
fn an_empty_recipe_leaves_a_response_that_xmlsec1_verifies(
    #[values(Sign::Assertion, Sign::Response, Sign::Both, Sign::None)] sign: Sign,
) {
    let scene = Scene::sample(&SettingsPatch { sign: Some(sign), ..SettingsPatch::default() }).unwrap();
    let sent = run(&scene, &Script::plain()).unwrap();
    let xml = String::from_utf8(sent.xml).unwrap();
    let certificate = scene.key_pair.certificate_pem().unwrap();
    for (parent, signed) in [("Assertion", sign.assertion()), ("Response", sign.response())] {
        assert_eq!(xmlsec1(&xml, &certificate, parent).is_ok(), signed, "{parent}\n{xml}");
    }
}

#[test]
#[cfg_attr(not(xmlsec1), ignore = "xmlsec1 was not installed when the tests were built")]
fn what_is_signed_last_verifies_whatever_was_changed_before() {
    let steps = json!([
        { "step": "set", "node": "NameID", "text": "somebody else" },
        { "step": "insert", "to": "before Status", "xml": "<saml2p:Extensions><x xmlns='urn:x'/></saml2p:Extensions>" },
        { "step": "comment", "node": "Issuer[2]", "after": "sample", "text": "c" },
        { "step": "copy", "node": "Assertion", "to": "after Assertion", "id": "new" },
        { "step": "remove", "node": "Assertion[1]" },
        { "step": "deliver", "hold": true },
    ]);
    let xml = String::from_utf8(tried(steps, true).unwrap().xml).unwrap();
    assert!(xml.contains("somebody else") && xml.contains("sample<!--c-->-idp"), "{xml}");
    assert_eq!(xmlsec1(&xml, &SCENE.key_pair.certificate_pem().unwrap(), "Assertion"), Ok(()));
}

/// Paths that lead somewhere in the plain message.
fn path() -> impl Strategy<Value = &'static str> {
    proptest::sample::select(vec![
        "/Response",
        "Assertion",
        "Assertion/Subject/NameID",
        "Issuer[2]",
        "//Audience",
        "Conditions",
        "Status/StatusCode",
        "AuthnStatement",
        "SubjectConfirmationData",
    ])
}

fn attribute() -> impl Strategy<Value = &'static str> {
    proptest::sample::select(vec![
        "Response/@Destination",
        "Assertion/@ID",
        "NameID/@Format",
        "StatusCode/@Value",
        "Conditions/@NotBefore",
    ])
}

/// Text without braces, which stand for placeholders.
fn text() -> impl Strategy<Value = String> {
    "[ -z|~é😀\\t\\n\\r]{0,12}"
}

/// Steps of every kind, most of which make sense.
fn step() -> impl Strategy<Value = Value> {
    let position = (proptest::sample::select(vec!["before", "after", "first in", "last in", "instead of"]), path())
        .prop_map(|(place, path)| format!("{place} {path}"));
    let position = prop_oneof![9 => position, 1 => Just("after root".to_owned()), 1 => Just("before root".to_owned())];
    let any = || prop_oneof![path(), attribute()];
    prop_oneof![
        (any(), text()).prop_map(|(node, text)| json!({ "step": "set", "node": node, "text": text })),
        (path(), text()).prop_map(|(node, xml)| json!({ "step": "set", "node": node, "xml": xml, "all": true })),
        any().prop_map(|node| json!({ "step": "remove", "node": node })),
        (position.clone(), text(), 0..4u32).prop_map(
            |(to, xml, n)| json!({ "step": "insert", "to": to, "xml": format!("<x>{xml}</x>"), "repeat": n })
        ),
        (path(), position.clone())
            .prop_map(|(node, to)| json!({ "step": "copy", "node": node, "to": to, "id": "new" })),
        (path(), position.clone()).prop_map(|(node, to)| json!({ "step": "move", "node": node, "to": to })),
        path().prop_map(|node| json!({ "step": "wrap", "node": node, "xml": "<x><y/><node/></x>" })),
        (any(), "[a-z:]{0,4}").prop_map(|(node, name)| json!({ "step": "rename", "node": node, "name": name })),
        (path(), text()).prop_map(|(node, text)| json!({ "step": "replace", "node": node, "find": "s", "with": text })),
        (path(), text())
            .prop_map(|(node, text)| json!({ "step": "comment", "node": node, "after": "e", "text": text })),
        (path(), text()).prop_map(|(node, text)| json!({ "step": "pi", "node": node, "text": text })),
        path().prop_map(|node| json!({ "step": "cdata", "node": node })),
        ("[a-z]{0,2}", "[a-z]{0,2}").prop_map(|(from, to)| json!({ "step": "namespace", "from": from, "to": to })),
        text().prop_map(|text| json!({ "step": "doctype", "text": text })),
        ("[a-z<]{1,2}", text())
            .prop_map(|(find, with)| json!({ "step": "raw", "find": find, "with": with, "all": true })),
        text().prop_map(|code| json!({ "step": "status", "code": code, "message": code })),
        position.prop_map(|to| json!({ "step": "take", "of": "response", "node": "Assertion", "to": to })),
        (0..3000u32).prop_map(|n| json!({ "step": "encode", "line_length": n })),
        (text(), 0..9000u32).prop_map(|(url, n)| json!({ "step": "deliver", "url": url, "cut_off": n })),
        Just(json!({ "step": "strip-signature" })),
        path().prop_map(|node| json!({ "step": "sign", "node": node })),
        path().prop_map(|node| json!({ "step": "encrypt", "node": node })),
        Just(json!({ "step": "digest" })),
    ]
}

/// `before` and `after` without what both begin and end with.
fn difference<'a>(before: &'a str, after: &'a str) -> (&'a str, &'a str) {
    let same = before.bytes().zip(after.bytes()).take_while(|(a, b)| a == b).count();
    let start = (0..=same).rev().find(|at| before.is_char_boundary(*at) && after.is_char_boundary(*at)).unwrap();
    let (before, after) = (&before[start..], &after[start..]);
    let same = before.bytes().rev().zip(after.bytes().rev()).take_while(|(a, b)| a == b).count();
    let boundary = |text: &str, from_end: usize| text.is_char_boundary(text.len() - from_end);
    let end = (0..=same).rev().find(|at| boundary(before, *at) && boundary(after, *at)).unwrap();
    (&before[..before.len() - end], &after[..after.len() - end])
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn no_recipe_makes_the_engine_panic(steps in proptest::collection::vec(step(), 0..8), signs_last: bool) {
        match tried(Value::Array(steps.clone()), signs_last) {
            Err(error) => prop_assert!(error.step <= steps.len(), "{error}"),
            Ok(sent) => prop_assert_eq!(&sent.stages[0].what, &"message"),
        }
    }

    #[test]
    fn a_path_never_makes_the_reader_panic(path in "[a-zA:*@/\\[\\]0-3 é]{0,20}") {
        if let Ok(path) = path.parse::<NodePath>() {
            let document = Document::parse("<a><b x='1'/><a:b><b/></a:b></a>").unwrap();
            let _ = path.every(&document);
        }
    }

    #[test]
    fn setting_a_value_changes_that_value_alone(node in attribute(), text in text()) {
        let sent = tried(json!([{ "step": "set", "node": node, "text": text }]), false).unwrap();
        let (before, after) = (&sent.stages[0].text, std::str::from_utf8(&sent.xml).unwrap());
        let (gone, new) = difference(before, after);
        prop_assert!(!gone.contains(['"', '<', '>']) && !new.contains(['"', '<', '>']), "{gone} {new}");
        let path: NodePath = node.parse().unwrap();
        let document = Document::parse(after).unwrap();
        let target = path.one(&document).unwrap();
        let value = document.element(&target.element).unwrap().attribute(&target.attribute.unwrap()).unwrap();
        prop_assert_eq!(value, text);
    }

    #[test]
    fn what_is_inserted_and_removed_again_leaves_no_trace(
        place in proptest::sample::select(vec!["before", "after", "first in", "last in"]),
        // Not those without end tags, which get one, nor the root, whose siblings no path leads to.
        node in proptest::sample::select(vec!["Assertion", "NameID", "Issuer[2]", "//Audience", "Conditions"]),
        text in text(),
    ) {
        let xml = format!("<mark>{}</mark>", escape_text(&text));
        let insert = json!({ "step": "insert", "to": format!("{place} {node}"), "xml": "<mark>{xml}</mark>" });
        let recipe: Recipe = serde_json::from_value(json!([insert, { "step": "remove", "node": "mark" }])).unwrap();
        let values = [("xml".to_owned(), escape_text(&text))].into();
        let sent = run(&SCENE, &Script { recipe, values, ..Script::default() }).unwrap();
        let texts: Vec<_> = sent.stages.iter().map(|stage| &stage.text).collect();
        prop_assert_eq!(&texts[1].replacen(&xml, "", 1), texts[0]);
        prop_assert_eq!(texts[2], texts[0]);
    }
}

// Within the scope of the same declarations: an element that leaves it declares what it needs, and keeps that.
#[rstest]
#[case("Status", "/Response")]
#[case("Assertion", "/Response")]
#[case("Assertion/Subject/NameID", "Assertion")]
#[case("Conditions", "Assertion")]
#[case("AuthnStatement", "Assertion")]
#[case("SubjectConfirmationData", "Assertion")]
fn moving_there_and_back_leaves_no_trace(#[case] node: &str, #[case] there: &str) {
    let steps = json!([
        { "step": "insert", "to": format!("before {node}"), "xml": "<mark/>" },
        { "step": "move", "node": node, "to": format!("last in {there}") },
        { "step": "move", "node": node.rsplit('/').next(), "to": "instead of mark" },
    ]);
    let sent = tried(steps, false).unwrap();
    assert_eq!(sent.stages[0].text, std::str::from_utf8(&sent.xml).unwrap());
}
