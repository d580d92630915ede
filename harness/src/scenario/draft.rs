//! A scenario file as typed: defaults and what it extends are not filled in yet.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use mock_idp::organization::SettingsPatch;

use super::flow::{FlowDraft, read_flow};
use super::keeps::{Keeps, read_keeps};
use super::recipe::{RecipeDraft, read_recipe};
use super::settings::read_settings;
use super::variant::{UsedNames, VariantDraft, read_variants};
use super::{Attacker, Expect, Severity, SpSettings, read_expect};
use crate::case_id::CaseId;
use crate::diagnostic::{Diagnostic, Diagnostics, File, Source, Table};
use crate::outcome::OutcomeKind;
use crate::placeholder::Names;

/// What a file says.
#[derive(Clone, Debug)]
pub(super) struct Draft {
    pub(super) id: CaseId,
    pub(super) path: PathBuf,
    pub(super) title: String,
    pub(super) why: String,
    pub(super) fix: Option<String>,
    pub(super) says: Option<String>,
    pub(super) refs: Vec<String>,
    pub(super) severity: Severity,
    pub(super) attacker: Option<Attacker>,
    pub(super) extends: Option<Extends>,
    pub(super) idp: SettingsPatch,
    pub(super) sp: SpSettings,
    pub(super) flow: FlowDraft,
    pub(super) recipe: Option<Arc<RecipeDraft>>,
    pub(super) keeps: Option<Keeps>,
    pub(super) variants: Vec<VariantDraft>,
    pub(super) expect: Expect,
    pub(super) detects: Vec<String>,
}

/// The scenario that another one extends.
#[derive(Clone, Debug)]
pub(super) struct Extends {
    pub(super) id: String,
    /// Reported, with a message of its own, when it cannot be extended. One file alone does not show whether it can.
    pub(super) fault: Diagnostic,
}

/// Which placeholders the parts of a file may use.
#[derive(Debug)]
pub(super) struct KnownNames {
    /// In what the person does and in the demand.
    pub(super) flow: Names,
    /// In the recipe.
    pub(super) recipe: Names,
    /// In a variant's values.
    pub(super) with: Names,
}

impl KnownNames {
    /// What every file may use, and the values that any of its variants gives.
    fn new(variants: &[Table<'_>]) -> Self {
        let with: Vec<String> =
            variants.iter().flat_map(|row| row.keys_of("with")).map(|name| format!("with.{name}")).collect();
        Self { flow: Names::target().with(with.clone()), recipe: Names::recipe().with(with), with: Names::recipe() }
    }
}

/// Reads the file of the scenario `id`.
pub(super) fn read(source: &Source, id: CaseId) -> Result<Draft, Diagnostics> {
    let file = File::read(source)?;
    file.load(|table| draft(source.path(), id, table))
}

fn draft(path: &Path, id: CaseId, table: &mut Table<'_>) -> Draft {
    let rows = table.tables("variant");
    let known = KnownNames::new(&rows);
    let title = table.required_str("title");
    let why = table.required_str("why");
    let fix = read_fix(&id, table);
    let says = read_says(&id, table);
    let refs = table.strings("refs");
    let severity = table.required_choice("severity", "severity");
    let attacker = read_attacker(&id, table);
    let extends = table.optional("extends").map(|value| Extends {
        id: value.text(),
        fault: value.file.fault(value.span(), format!("unknown scenario `{}`", value.text()), "", None),
    });
    let idp = read_settings(table, "idp");
    let sp = table.string_map("sp");
    let flow = table.table("flow").map(|flow| read_flow(flow, &known.flow)).unwrap_or_default();
    let recipe = read_recipe(table, "response", &known.recipe).map(Arc::new);
    let keeps = read_keeps(table);
    let expect = table.required_table("expect").map_or_else(nothing_demanded, |e| read_expect(e, &known.flow));
    let used = UsedNames {
        recipe: recipe.as_deref().map(RecipeDraft::used).unwrap_or_default(),
        flow: flow.used(),
        expect: expect.used(),
    };
    let variants = read_variants(rows, &known, &used);
    let detects = table.table("detects").map(read_weaknesses).unwrap_or_default();
    Draft {
        id,
        path: path.to_owned(),
        title,
        why,
        fix,
        says,
        refs,
        severity: severity.unwrap_or(Severity::Low),
        attacker,
        extends,
        idp,
        sp,
        flow,
        recipe,
        keeps,
        variants,
        expect,
        detects,
    }
}

/// A misconfiguration says what the customer has to correct; only it has something to correct.
fn read_fix(id: &CaseId, table: &mut Table<'_>) -> Option<String> {
    if id.category() == "misconfiguration" {
        return Some(table.required_str("fix"));
    }
    let value = table.optional("fix")?;
    let help = Some("leave it out, or move the file to `misconfiguration/`".to_owned());
    value.file.report(value.key_span, "only a scenario in `misconfiguration/` has a fix".to_owned(), "", help);
    None
}

/// A misconfiguration may say by which sentence the SP's page could tell it from others.
fn read_says(id: &CaseId, table: &mut Table<'_>) -> Option<String> {
    let value = table.optional("says")?;
    if id.category() != "misconfiguration" {
        let help = Some("leave it out, or move the file to `misconfiguration/`".to_owned());
        value.file.report(
            value.key_span.clone(),
            "only a scenario in `misconfiguration/` has a sentence for the SP".to_owned(),
            "",
            help,
        );
    }
    Some(value.text())
}

/// An attack says who could do it; nothing else has an attacker.
fn read_attacker(id: &CaseId, table: &mut Table<'_>) -> Option<Attacker> {
    if id.category() == "attack" {
        return table.required_choice("attacker", "attacker");
    }
    let value = table.optional("attacker")?;
    let help = Some("leave it out, or move the file to `attack/`".to_owned());
    value.file.report(value.key_span, "only a scenario in `attack/` has an attacker".to_owned(), "", help);
    None
}

/// The weaknesses of the reference SP that a `[detects]` names: `weakness`, or several as `weaknesses`.
pub(super) fn read_weaknesses(mut table: Table<'_>) -> Vec<String> {
    let noun = "the name of a weakness";
    let one = table.optional("weakness").map(|value| value.kebab_case(noun));
    let several: Vec<String> = table.items("weaknesses").iter().map(|value| value.kebab_case(noun)).collect();
    if one.is_some() != several.is_empty() {
        let message = "missing key `weakness`, or several as `weaknesses`".to_owned();
        table.file.report(table.span(), message, "one of them must be given here", None);
    }
    table.finish();
    one.into_iter().chain(several).collect()
}

/// Stands in for a demand that could not be read.
pub(crate) fn nothing_demanded() -> Expect {
    Expect::of(OutcomeKind::SignedIn)
}
