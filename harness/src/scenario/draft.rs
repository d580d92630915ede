//! A scenario file as typed: defaults and what it extends are not filled in yet.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use mock_idp::organization::SettingsPatch;

use super::flow::{FlowDraft, read_flow};
use super::load::SEVERITIES;
use super::settings::read_settings;
use super::{Expect, Severity, SpSettings, read_expect};
use crate::diagnostic::{Diagnostic, Diagnostics, File, Table};
use crate::judge::OutcomeKind;
use crate::placeholder::Names;

/// What a file says.
#[derive(Clone, Debug)]
pub(super) struct Draft {
    pub(super) id: String,
    pub(super) path: PathBuf,
    pub(super) title: String,
    pub(super) why: String,
    pub(super) refs: Vec<String>,
    pub(super) severity: Severity,
    pub(super) extends: Option<Extends>,
    pub(super) idp: SettingsPatch,
    pub(super) sp: SpSettings,
    pub(super) flow: FlowDraft,
    pub(super) variants: Vec<VariantDraft>,
    pub(super) expect: Expect,
    pub(super) detects: Option<String>,
}

/// The scenario that another one extends.
#[derive(Clone, Debug)]
pub(super) struct Extends {
    pub(super) id: String,
    /// Told, with a message of its own, when it cannot be extended; only whoever knows all scenarios can tell.
    pub(super) fault: Diagnostic,
}

/// A variant as typed.
#[derive(Clone, Debug)]
pub(super) struct VariantDraft {
    pub(super) name: String,
    pub(super) idp: SettingsPatch,
    pub(super) sp: SpSettings,
    pub(super) flow: Option<FlowDraft>,
    pub(super) expect: Option<Expect>,
}

/// Reads the file of the scenario `id`.
pub(super) fn read(path: &Path, id: String) -> Result<Draft, Diagnostics> {
    let file = File::read(path)?;
    file.load(|table| draft(path, id, table))
}

fn draft(path: &Path, id: String, table: &mut Table<'_>) -> Draft {
    let names = Names::target();
    for key in ["response", "request"] {
        if let Some(value) = table.optional(key) {
            let help = Some("describe the case by `[idp]`, `[sp]` and `[flow]`".to_owned());
            value.file.report(value.key_span, "recipes are not known yet".to_owned(), "", help);
        }
    }
    let title = table.required_str("title");
    let why = table.required_str("why");
    let refs = table.strings("refs");
    let severity = table.required("severity").and_then(|value| value.choice("severity", SEVERITIES));
    let extends = table.optional("extends").map(|value| Extends {
        id: value.text(),
        fault: value.file.fault(value.span(), format!("unknown scenario `{}`", value.text()), "", None),
    });
    let idp = read_settings(table, "idp");
    let sp = table.string_map("sp");
    let flow = table.table("flow").map(|flow| read_flow(flow, &names)).unwrap_or_default();
    let variants = read_variants(table, &names);
    let expect = table.required_table("expect").map(|expect| read_expect(expect, &names));
    let detects = table.table("detects").map(|mut detects| {
        let weakness = detects.required_str("weakness");
        detects.finish();
        weakness
    });
    Draft {
        id,
        path: path.to_owned(),
        title,
        why,
        refs,
        severity: severity.unwrap_or(Severity::Low),
        extends,
        idp,
        sp,
        flow,
        variants,
        expect: expect.unwrap_or_else(nothing_demanded),
        detects,
    }
}

/// Stands in for a demand that could not be read.
pub(crate) fn nothing_demanded() -> Expect {
    Expect {
        outcome: OutcomeKind::SignedIn,
        level: super::Level::Must,
        phase: None,
        user: None,
        lands_at: None,
        shows: Vec::new(),
    }
}

fn read_variants(table: &mut Table<'_>, names: &Names) -> Vec<VariantDraft> {
    let mut taken = BTreeSet::new();
    let mut variants = Vec::new();
    for mut row in table.tables("variant") {
        let name = row.required("name");
        if let Some(name) = &name {
            let text = name.kebab_case("the name of a variant");
            if !taken.insert(text.clone()) {
                name.report(format!("two variants are called `{text}`"), "the second one", None);
            }
        }
        variants.push(VariantDraft {
            name: name.map(|name| name.text()).unwrap_or_default(),
            idp: read_settings(&mut row, "idp"),
            sp: row.string_map("sp"),
            flow: row.table("flow").map(|flow| read_flow(flow, names)),
            expect: row.table("expect").map(|expect| read_expect(expect, names)),
        });
        row.finish();
    }
    variants
}
