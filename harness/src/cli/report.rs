//! From a run's record to its reports: snapshots are compared and files are written here; what they say is decided in
//! [`crate::judgement`].

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::{Failure, snapshot_folder};
use crate::judgement::{Comparison, Judgement};
use crate::outcome::SnapshotState;
use crate::record::Record;
use crate::report::{self, Terminal};
use crate::run::EngineName;
use crate::side_by_side;
use crate::snapshot::{self, Mode};

/// Judges `record` and compares its snapshots; `update` accepts what was seen.
pub(crate) fn judged(record: Record, update: bool) -> Judgement {
    let folder = snapshot_folder::of_run(&record.call, &record.target);
    let mode = match (&folder, update) {
        (None, _) => Mode::Off,
        (_, true) => Mode::Update,
        // Snapshots are the browser's: a run without one can tell which are the same, and nothing about the others.
        _ if record.evidence.engine != EngineName::Browser.word() => Mode::Recognise,
        _ => Mode::Compare,
    };
    let judgement = Judgement::of(record);
    let comparisons = compare(&judgement, &folder.unwrap_or_default(), mode);
    judgement.with_snapshots(comparisons)
}

/// A case that is not verified or not applicable has no snapshot: what was seen of it may be our own doing.
fn compare(judgement: &Judgement, folder: &Path, mode: Mode) -> Vec<Comparison> {
    let Judgement { plan, evidence, target, .. } = judgement;
    let indices: Vec<usize> = (0..judgement.results.len()).collect();
    side_by_side::map(&indices, |index| {
        let (index, result) = (*index, &judgement.results[*index]);
        if !result.is_verified() || mode == Mode::Off {
            return Comparison::Done(SnapshotState::Off, None);
        }
        let text = match snapshot::text(plan, index, evidence, result) {
            Ok(text) => text,
            Err(error) => return Comparison::Trouble(error.to_string()),
        };
        match snapshot::compare(folder, &target.name, &result.id, &text, mode) {
            Ok((state, diff)) => Comparison::Done(state, diff),
            Err(error) => Comparison::Trouble(error.to_string()),
        }
    })
}

/// Writes every format into `folder`, which is made when missing.
pub(crate) fn write(folder: &Path, judgement: &Judgement) -> Result<(), Failure> {
    let trouble = |path: &Path, error| Failure::Trouble(format!("report `{}`: {error}", path.display()));
    fs::create_dir_all(folder).map_err(|error| trouble(folder, error))?;
    for format in report::FORMATS {
        let path = folder.join(format.file);
        let written = fs::File::create(&path).map(io::BufWriter::new).and_then(|mut file| {
            (format.write)(judgement, &mut file)?;
            file.flush()
        });
        written.map_err(|error| trouble(&path, error))?;
    }
    write_reproducers(folder, judgement).map_err(|(path, error)| trouble(&path, error))
}

/// Writes what shows each failing case to others, in place of what an earlier run in the same folder left.
fn write_reproducers(folder: &Path, judgement: &Judgement) -> Result<(), (PathBuf, io::Error)> {
    let all = folder.join(report::REPRODUCERS);
    match fs::remove_dir_all(&all) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err((all, error)),
        _ => {}
    }
    for made in (0..judgement.results.len()).filter_map(|index| report::reproducer(judgement, index)) {
        for (file, text) in made.files {
            let path = folder.join(file);
            let written = path.parent().map_or(Ok(()), fs::create_dir_all).and_then(|()| fs::write(&path, text));
            written.map_err(|error| (path, error))?;
        }
    }
    Ok(())
}

/// The text for the terminal; `folder` is where the reports stay, none when they do not.
pub(super) fn on_terminal(judgement: &Judgement, folder: Option<&Path>) -> String {
    use std::io::IsTerminal;
    let colours = io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none();
    Terminal { folder, colours }.render(judgement)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::Snapshots;
    use crate::sample;

    fn record(folder: &Path) -> Record {
        let mut record = sample::record();
        record.call.snapshots = Snapshots::Folder(folder.to_owned());
        record
    }

    #[test]
    fn only_what_was_told_has_a_snapshot() {
        let folder = tempfile::tempdir().unwrap();
        let judgement = judged(record(folder.path()), true);
        for result in &judgement.results {
            let file = folder.path().join("acme-app").join(format!("{}.snap", result.id));
            assert_eq!(file.exists(), result.is_verified(), "{}", file.display());
        }
        assert_eq!(judgement.trouble, Vec::<String>::new());
    }

    #[test]
    fn a_snapshot_folder_that_cannot_be_used_is_trouble() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("snapshots");
        fs::write(&file, "a file, not a folder").unwrap();
        let mut record = record(&file);
        record.plan.cases.truncate(1);
        record.evidence.cases.truncate(1);
        assert_eq!(judged(record, false).trouble.len(), 1);
    }

    #[test]
    fn a_stored_record_gives_the_same_reports_again() {
        let folder = tempfile::tempdir().unwrap();
        sample::record().store(folder.path()).unwrap();
        write(folder.path(), &judged(sample::record(), false)).unwrap();
        let again = judged(Record::load(folder.path()).unwrap(), false);
        for (file, text) in report::files(&again).unwrap() {
            assert_eq!(fs::read_to_string(folder.path().join(file)).unwrap(), text, "{file}");
        }
    }
}
