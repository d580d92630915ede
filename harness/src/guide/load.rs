//! Reading a guide.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsString;
use std::path::{Path, PathBuf};

use super::{Course, Guide, GuideStep, Help, Mistake, Place, Skip, Work};
use crate::diagnostic::{Diagnostics, File, Source, Table, Value, whole};
use crate::placeholder::{Names, PlaceholderError, Values};
use crate::scenario::{Expect, GUIDES, Severity, nothing_demanded, read_expect, toml_files};
use crate::target::steps::actions;

/// Reads every guide of a folder; sorted by name.
pub fn load_all(folder: &Path) -> Result<Vec<Guide>, Diagnostics> {
    load_sources(toml_files(folder)?.into_iter().map(Source::on_disk))
}

/// Reads the guides in the folders `guides` that `folders` may have, and those of `shipped` whose names none of them has;
/// sorted by name.
pub fn load_over(shipped: &[Source], folders: &[PathBuf]) -> Result<Vec<Guide>, Diagnostics> {
    let mut sources: BTreeMap<OsString, Source> = BTreeMap::new();
    let named = |path: &Path| path.file_name().unwrap_or_default().to_owned();
    for folder in folders.iter().map(|folder| folder.join(GUIDES)).filter(|folder| folder.is_dir()) {
        for path in toml_files(&folder)? {
            if let Some(first) = sources.insert(named(&path), Source::on_disk(&path)) {
                return Err(whole(&path, format!("`{}` is a guide of this name, too", first.path().display())).into());
            }
        }
    }
    for source in shipped {
        sources.entry(named(source.path())).or_insert_with(|| source.clone());
    }
    load_sources(sources.into_values())
}

fn load_sources(sources: impl Iterator<Item = Source>) -> Result<Vec<Guide>, Diagnostics> {
    let mut guides = Vec::new();
    let mut faults = Vec::new();
    for source in sources {
        match read(&source) {
            Ok(guide) => guides.push(guide),
            Err(found) => faults.extend(found.0),
        }
    }
    if faults.is_empty() { Ok(guides) } else { Err(Diagnostics(faults)) }
}

/// Reads the guide at `path`.
pub fn load(path: &Path) -> Result<Guide, Diagnostics> {
    read(&Source::on_disk(path))
}

fn read(source: &Source) -> Result<Guide, Diagnostics> {
    let file = File::read(source)?;
    let name = source.path().file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    file.load(|table| guide(name, table))
}

/// What the parts of one guide may refer to.
struct Known {
    names: Names,
    values: Vec<String>,
    steps: Vec<String>,
    /// Parts of case ids after the `@`.
    cases: BTreeSet<String>,
}

fn guide(name: String, table: &mut Table<'_>) -> Guide {
    let title = table.required_str("title");
    let why = table.required_str("why");
    let refs = table.strings("refs");
    let severity = table.required_choice("severity", "severity");
    let values: Vec<Value<'_>> = table.table("values").into_iter().flat_map(Table::into_values).collect();
    let names = Names::target().with(values.iter().map(|value| format!("guide.{}", value.key)));
    let mut known = Known {
        names,
        values: values.iter().map(|value| value.key.clone()).collect(),
        steps: Vec::new(),
        cases: BTreeSet::new(),
    };
    let values = read_values(&values, &known.names);
    let steps = read_steps(table, "step", &mut known);
    let skips = table.tables("skip").into_iter().map(|skip| read_skip(skip, &mut known)).collect();
    let mistakes = table.tables("mistake").into_iter().map(|mistake| read_mistake(mistake, &mut known)).collect();
    let courses = table.tables("course").into_iter().map(|course| read_course(course, &mut known)).collect();
    if steps.is_empty() && !table.has("step") {
        table.file.report(table.span(), "a guide needs steps".to_owned(), "no `[[step]]` is given", None);
    }
    let severity = severity.unwrap_or(Severity::Low);
    Guide { name, title, why, refs, severity, values, steps, skips, mistakes, courses }
}

fn read_values(values: &[Value<'_>], names: &Names) -> BTreeMap<String, String> {
    let templates: BTreeMap<String, String> =
        values.iter().map(|value| (value.key.clone(), value.template(names))).collect();
    let mut trial = Values::default();
    for name in names.iter() {
        trial.set(name, "");
    }
    for (name, template) in &templates {
        trial.set_template(&format!("guide.{name}"), template.clone());
    }
    for value in values {
        if let Err(PlaceholderError::Cycle(name)) = trial.expand(&format!("{{guide.{}}}", value.key)) {
            value.report(format!("the value `{{{name}}}` refers to itself"), "", None);
        }
    }
    templates
}

fn read_steps(table: &mut Table<'_>, key: &'static str, known: &mut Known) -> Vec<GuideStep> {
    let mut steps = Vec::new();
    for mut row in table.tables(key) {
        let id = row.required("id");
        if let Some(id) = &id {
            let text = id.kebab_case("the id of a step");
            if known.steps.contains(&text) {
                id.report(format!("two steps have the id `{text}`"), "the second one", None);
            }
            known.steps.push(text);
        }
        let text = row.required_str("text");
        let at = row.required_choice("at", "place").unwrap_or(Place::Idp);
        let work = read_work(&mut row, &known.names);
        let help = Help::read(&mut row);
        row.finish();
        steps.push(GuideStep { id: id.map(|id| id.text()).unwrap_or_default(), text, at, work, help });
    }
    steps
}

fn read_work(row: &mut Table<'_>, names: &Names) -> Work {
    let actions = actions(row, "do", names);
    let target = row.optional("target");
    match (actions, target) {
        (Some(actions), None) => Work::Actions(actions),
        (None, Some(target)) => Work::Target(target.kebab_case("the id of a target's step")),
        (None, None) => {
            let message = "missing key `do` or `target`".to_owned();
            row.file.report(row.span(), message, "nothing is done in this step", None);
            Work::Actions(Vec::new())
        }
        (Some(actions), Some(target)) => {
            row.file.report(target.key_span, "`do` and `target` are both given".to_owned(), "give one of them", None);
            Work::Actions(actions)
        }
    }
}

/// The id of a step that the guide has.
fn step_id(value: &Value<'_>, known: &Known) -> String {
    value.one_of("step", known.steps.iter().map(String::as_str))
}

fn step_ids(table: &mut Table<'_>, key: &'static str, known: &Known) -> Vec<String> {
    table.items(key).iter().map(|value| step_id(value, known)).collect()
}

fn required_step(table: &mut Table<'_>, known: &Known) -> String {
    table.required("step").map(|value| step_id(&value, known)).unwrap_or_default()
}

fn expect(table: &mut Table<'_>, key: &'static str, known: &Known) -> Expect {
    table.required_table(key).map_or_else(nothing_demanded, |expect| read_expect(expect, &known.names))
}

/// Reports a second case of the same name.
fn claim(table: &Table<'_>, case: String, known: &mut Known) {
    if known.cases.contains(&case) {
        table.file.report(table.span(), format!("two cases are called `@{case}`"), "the second one", None);
    }
    known.cases.insert(case);
}

fn read_skip(mut table: Table<'_>, known: &mut Known) -> Skip {
    let skip = Skip {
        step: required_step(&mut table, known),
        without: step_ids(&mut table, "without", known),
        expect: expect(&mut table, "expect", known),
        why: table.required_str("why"),
        common: table.optional_bool("common").unwrap_or_default(),
        help: Help::read(&mut table),
    };
    claim(&table, format!("skip-{}", skip.step), known);
    table.finish();
    skip
}

fn read_mistake(mut table: Table<'_>, known: &mut Known) -> Mistake {
    let name = table.required("name").map(|value| value.kebab_case("the name of a mistake"));
    let mut set = BTreeMap::new();
    for value in table.table("set").into_iter().flat_map(Table::into_values) {
        if !known.values.contains(&value.key) {
            let help = crate::diagnostic::help_for(&value.key, known.values.iter().map(String::as_str));
            let message = format!("unknown guide value `{}`", value.key);
            value.file.report(value.key_span.clone(), message, "`[values]` has no such name", help);
        }
        set.insert(value.key.clone(), value.template(&known.names));
    }
    let mistake = Mistake {
        step: required_step(&mut table, known),
        name: name.unwrap_or_default(),
        set,
        before: table.optional("before").map(|value| step_id(&value, known)),
        work: actions(&mut table, "do", &known.names),
        without: step_ids(&mut table, "without", known),
        expect: expect(&mut table, "expect", known),
        why: table.required_str("why"),
        common: table.optional_bool("common").unwrap_or_default(),
        help: Help::read(&mut table),
    };
    if mistake.set.is_empty() && mistake.before.is_none() && mistake.work.is_none() && mistake.without.is_empty() {
        let help = Some("give `set`, `before`, `do` or `without`".to_owned());
        table.file.report(table.span(), "the mistake changes nothing".to_owned(), "", help);
    }
    claim(&table, format!("{}-{}", mistake.step, mistake.name), known);
    table.finish();
    mistake
}

fn read_course(mut table: Table<'_>, known: &mut Known) -> Course {
    let name = table.required("name").map(|value| value.kebab_case("the name of a course"));
    let skip = step_ids(&mut table, "skip", known);
    let first = expect(&mut table, "first", known);
    // Steps of a course may bear the ids of the guide's: they do the same thing later.
    let mut own = Known { names: known.names.clone(), values: Vec::new(), steps: Vec::new(), cases: BTreeSet::new() };
    let then = read_steps(&mut table, "then", &mut own);
    let course = Course {
        name: name.unwrap_or_default(),
        skip,
        first,
        then,
        expect: expect(&mut table, "expect", known),
        why: table.required_str("why"),
    };
    claim(&table, course.name.clone(), known);
    table.finish();
    course
}
