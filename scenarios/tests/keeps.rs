//! Genuine signatures that recipes keep: xmlsec1, which shares no code with us, finds them valid in the messages as sent.
#![allow(clippy::unwrap_used, missing_docs)]

mod common;

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

use common::planned::LOADED;
use mock_idp::organization::{Dialect, SettingsPatch};
use mock_idp::recipe::{Recipe, Sent};
use mock_idp::xml::Document;
use saml_harness::scenario::{Attacker, Flow, Kept, sample_scene, try_recipe};

/// An attack, as a scenario or one of its variants has it.
struct Attack<'a> {
    id: String,
    attacker: Attacker,
    idp: SettingsPatch,
    flow: &'a Flow,
    recipe: &'a Recipe,
    keeps: Option<Kept>,
}

/// All attacks that lean on something the IdP signed.
fn attacks() -> Vec<Attack<'static>> {
    let mut all = Vec::new();
    for scenario in &LOADED.0 {
        let Some(attacker) = scenario.attacker else { continue };
        let (idp, flow) = (scenario.idp.clone(), &scenario.flow);
        if scenario.variants.is_empty() {
            let id = scenario.id.to_string();
            all.push(Attack {
                id,
                attacker,
                idp,
                flow,
                recipe: &scenario.recipe,
                keeps: scenario.keeps.as_ref().map(|keeps| keeps.kept),
            });
            continue;
        }
        for variant in &scenario.variants {
            all.push(Attack {
                id: format!("{}@{}", scenario.id, variant.name),
                attacker: variant.attacker.unwrap_or(attacker),
                idp: idp.overlaid(&variant.idp),
                flow: variant.flow.as_ref().unwrap_or(flow),
                recipe: &variant.recipe,
                keeps: variant.keeps.as_ref().map(|keeps| keeps.kept),
            });
        }
    }
    all.retain(|attack| {
        matches!(attack.attacker, Attacker::Held | Attacker::AnySigned) && !attack.recipe.steps.is_empty()
    });
    all
}

/// The message as sent, in one of the dialects.
fn sent(attack: &Attack<'_>, dialect: Dialect) -> Sent {
    let idp = attack.idp.overlaid(&SettingsPatch { dialect: Some(dialect), ..SettingsPatch::default() });
    let scene = sample_scene(&idp, attack.flow).unwrap();
    try_recipe(attack.recipe, &scene, attack.flow).unwrap_or_else(|error| panic!("{}: {error:?}", attack.id))
}

const NAMESPACES: [(Kept, &str); 4] = [
    (Kept::Assertion, "urn:oasis:names:tc:SAML:2.0:assertion"),
    (Kept::Response, "urn:oasis:names:tc:SAML:2.0:protocol"),
    (Kept::LogoutResponse, "urn:oasis:names:tc:SAML:2.0:protocol"),
    (Kept::EntityDescriptor, "urn:oasis:names:tc:SAML:2.0:metadata"),
];

/// Whether xmlsec1 finds a signature of the IdP valid over an element that `kept` names.
fn verified(sent: &Sent, (kept, namespace): (Kept, &str), folder: &Path) -> bool {
    let certificate = folder.join("idp.der");
    let organization = sent.certificates.iter().find(|(name, _)| name.word() == "organization").unwrap();
    std::fs::write(&certificate, &organization.1).unwrap();
    kept.readings(sent).iter().any(|reading| {
        let file = folder.join("message.xml");
        std::fs::write(&file, reading).unwrap();
        signatures_over(reading, kept).into_iter().any(|number| {
            let run = Command::new("xmlsec1")
                .args(["--verify", "--id-attr:ID", &format!("{namespace}:{}", kept.word())])
                .args(["--node-xpath", &format!("(//*[local-name()='Signature'])[{number}]")])
                .arg("--pubkey-cert-der")
                .args([&certificate, &file])
                .output()
                .unwrap();
            run.status.success()
        })
    })
}

/// Numbers, from 1 in document order, of the Signatures whose Reference leads to an element that `kept` names.
fn signatures_over(reading: &str, kept: Kept) -> Vec<usize> {
    let document = Document::parse(reading).unwrap();
    let mut ids = BTreeSet::new();
    let mut references = Vec::new();
    let mut elements = vec![document.root()];
    while let Some(element) = elements.pop() {
        if element.local_name() == kept.word() {
            ids.extend(element.attribute("ID"));
        }
        if element.local_name() == "Signature" {
            let reference = element.child("SignedInfo").and_then(|info| info.child("Reference"));
            references.push(reference.and_then(|reference| reference.attribute("URI")).unwrap_or_default());
        }
        elements.extend(element.elements().collect::<Vec<_>>().into_iter().rev());
    }
    let leads = |uri: &String| uri.strip_prefix('#').is_some_and(|id| ids.contains(id));
    references.iter().zip(1..).filter(|(uri, _)| leads(uri)).map(|(_, number)| number).collect()
}

#[test]
#[cfg_attr(not(xmlsec1), ignore = "xmlsec1 is not installed")]
fn xmlsec1_verifies_what_a_recipe_claims_to_keep_and_no_recipe_keeps_more_than_it_says() {
    let folder = tempfile::tempdir().unwrap();
    let mut wrong = Vec::new();
    for attack in attacks() {
        for dialect in [Dialect::Jumpcloud, Dialect::Specification] {
            let sent = sent(&attack, dialect);
            let kept: Vec<Kept> = NAMESPACES
                .into_iter()
                .filter(|one| verified(&sent, *one, folder.path()))
                .map(|(kept, _)| kept)
                .collect();
            match attack.keeps {
                Some(claimed) if kept.contains(&claimed) => {}
                None if kept.is_empty() => {}
                claimed => wrong.push(format!("{} in {dialect:?}: claims {claimed:?}, keeps {kept:?}", attack.id)),
            }
        }
    }
    assert!(wrong.is_empty(), "set `keeps` or mend the recipe:\n{}", wrong.join("\n"));
}
