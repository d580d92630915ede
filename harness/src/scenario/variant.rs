//! Reading `[[variant]]`: the same scenario with other values.

use std::collections::BTreeSet;
use std::sync::Arc;

use mock_idp::organization::SettingsPatch;

use super::draft::{KnownNames, read_weaknesses};
use super::flow::{FlowDraft, read_flow};
use super::keeps::{Keeps, read_keeps};
use super::recipe::{RecipeDraft, read_recipe};
use super::settings::read_settings;
use super::values::{With, read_with};
use super::{Attacker, Expect, SpSettings, read_expect};
use crate::diagnostic::{Table, Value};

/// A variant as typed.
#[derive(Clone, Debug)]
pub(super) struct VariantDraft {
    pub(super) name: String,
    pub(super) idp: SettingsPatch,
    pub(super) sp: SpSettings,
    pub(super) flow: Option<FlowDraft>,
    pub(super) expect: Option<Expect>,
    pub(super) with: With,
    pub(super) recipe: Option<Arc<RecipeDraft>>,
    pub(super) keeps: Option<Keeps>,
    pub(super) attacker: Option<Attacker>,
    pub(super) detects: Option<Vec<String>>,
    pub(super) refs: Vec<String>,
}

/// Names of values that a variant must give where it takes the part over from its scenario.
#[derive(Debug, Default)]
pub(super) struct UsedNames {
    pub(super) recipe: BTreeSet<String>,
    pub(super) flow: BTreeSet<String>,
    pub(super) expect: BTreeSet<String>,
}

/// Reads the rows of a scenario's variants.
pub(super) fn read_variants(rows: Vec<Table<'_>>, known: &KnownNames, used: &UsedNames) -> Vec<VariantDraft> {
    let mut taken = BTreeSet::new();
    rows.into_iter().map(|row| read_variant(row, known, used, &mut taken)).collect()
}

fn read_variant(
    mut row: Table<'_>,
    known: &KnownNames,
    used: &UsedNames,
    taken: &mut BTreeSet<String>,
) -> VariantDraft {
    let name = row.required("name");
    if let Some(name) = &name {
        let text = name.kebab_case("the name of a variant");
        if !taken.insert(text.clone()) {
            name.report(format!("two variants are called `{text}`"), "the second one", None);
        }
    }
    let keys = row.keys_of("with");
    let variant = VariantDraft {
        name: name.as_ref().map(Value::text).unwrap_or_default(),
        idp: read_settings(&mut row, "idp"),
        sp: row.string_map("sp"),
        flow: row.table("flow").map(|flow| read_flow(flow, &known.flow)),
        expect: row.table("expect").map(|expect| read_expect(expect, &known.flow)),
        with: read_with(&mut row, &known.with),
        recipe: read_recipe(&mut row, "response", &known.recipe).map(Arc::new),
        keeps: read_keeps(&mut row),
        attacker: row.choice("attacker", "attacker"),
        detects: row.table("detects").map(read_weaknesses),
        refs: row.strings("refs"),
    };
    let mut needed = variant.recipe.as_deref().map_or_else(|| used.recipe.clone(), RecipeDraft::used);
    needed.extend(variant.flow.as_ref().map_or_else(|| used.flow.clone(), FlowDraft::used));
    needed.extend(variant.expect.as_ref().map_or_else(|| used.expect.clone(), Expect::used));
    if let Some(name) = &name {
        for missing in needed.iter().filter(|needed| !variant.with.contains_key(*needed)) {
            let message = format!("the variant `{}` gives no value for `{{with.{missing}}}`", variant.name);
            name.report(message, "", Some(format!("add `with = {{ {missing} = ... }}` to it")));
        }
        for unused in keys.iter().filter(|key| !needed.contains(*key)) {
            let message = format!("nothing of the variant `{}` uses `{{with.{unused}}}`", variant.name);
            name.report(message, "", None);
        }
    }
    row.finish();
    variant
}
