//! Reading `scenarios/symptoms/`: one file a cause in `causes/`, one file a program in `programs/`.

use std::collections::BTreeMap;

use super::library::{Cause, Entry, Library};
use super::text::Sentence;
use crate::diagnostic::{Diagnostics, File, Source, Table, Value};

/// The least that a sentence must have in letters and digits: a shorter one is found by chance.
const LEAST: usize = 10;

/// Reads causes and programs; a sentence whose cause is not there is reported at its line.
pub fn load(causes: &[Source], programs: &[Source]) -> Result<Library, Diagnostics> {
    let mut library = Library::default();
    let mut faults = Vec::new();
    for source in causes {
        let id = source.path().file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
        match File::read(source).and_then(|file| file.load(|table| cause(id.clone(), table))) {
            Ok(cause) => drop(library.causes.insert(id, cause)),
            Err(found) => faults.extend(found.0),
        }
    }
    for source in programs {
        match File::read(source).and_then(|file| file.load(|table| program(table, &library.causes))) {
            Ok(entries) => library.entries.extend(entries),
            Err(found) => faults.extend(found.0),
        }
    }
    if faults.is_empty() { Ok(library) } else { Err(Diagnostics(faults)) }
}

fn cause(id: String, table: &mut Table<'_>) -> Cause {
    Cause {
        id,
        title: table.required_str("title"),
        why: table.required_str("why"),
        mend: table.required_str("mend"),
        check: table.required_str("check"),
        phase: table.choice("phase", "phase"),
        general: table.optional_bool("general").unwrap_or_default(),
        diagnosis: table.strings("diagnosis"),
        cases: table.strings("cases"),
    }
}

/// `program = "..."`, and below `[says]` for each cause the sentences.
fn program(table: &mut Table<'_>, causes: &BTreeMap<String, Cause>) -> Vec<Entry> {
    let program = table.required_str("program");
    let mut entries = Vec::new();
    for value in table.required_table("says").into_iter().flat_map(Table::into_values) {
        if !causes.contains_key(&value.key) {
            let help = crate::diagnostic::help_for(&value.key, causes.keys().map(String::as_str));
            value.file.report(value.key_span.clone(), format!("unknown cause `{}`", value.key), "", help);
        }
        entries.extend(value.items().iter().map(|item| Entry {
            program: program.clone(),
            sentence: sentence(item),
            cause: value.key.clone(),
        }));
    }
    entries
}

fn sentence(item: &Value<'_>) -> Sentence {
    let sentence = Sentence::new(&item.text());
    if sentence.weight() < LEAST {
        let help = Some("add the words that the program writes around it".to_owned());
        item.report(format!("fewer than {LEAST} letters are found by chance"), "too short", help);
    }
    sentence
}

#[cfg(test)]
mod tests {
    use super::*;

    const CAUSE: &str = "title = \"t\"\nwhy = \"w\"\nmend = \"m\"\ncheck = \"c\"\nphase = \"acs\"\n";

    fn read(program: &'static str) -> Result<Library, String> {
        let causes = [Source::embedded("causes/unsigned.toml", CAUSE)];
        load(&causes, &[Source::embedded("programs/acme.toml", program)]).map_err(|faults| faults.to_string())
    }

    #[test]
    fn sentences_have_their_causes() {
        let library = read("program = \"acme\"\n[says]\nunsigned = [\"the assertion is {} unsigned\"]\n").unwrap();
        let entry = &library.entries[0];
        assert_eq!((entry.program.as_str(), &library.causes[&entry.cause].title), ("acme", &"t".to_owned()));
    }

    #[test]
    fn faults_point_at_the_line() {
        let unknown = read("program = \"acme\"\n[says]\nunsignd = [\"the assertion is unsigned\"]\n").unwrap_err();
        assert!(unknown.contains("programs/acme.toml:3:1") && unknown.contains("did you mean `unsigned`"), "{unknown}");
        let short = read("program = \"acme\"\n[says]\nunsigned = [\"{} error {}\"]\n").unwrap_err();
        assert!(short.contains("programs/acme.toml:3:13") && short.contains("too short"), "{short}");
    }
}
