//! The whole catalogue, without a browser: the sound reference SP passes all of it, and each of its weaknesses is caught
//! by the scenarios that name it. A trial for each weakness, called as it is: `cargo test -p scenarios --test kill_matrix
//! reads-first-assertion`. `harness/docs/kill-matrix.md` is what came out; `UPDATE_DOCS=1` writes it anew.
#![allow(clippy::unwrap_used, missing_docs)]

mod common;
mod kill_matrix {
    pub mod catalogue;
    pub mod matrix;
    pub mod page;
    pub mod runner;
    pub mod snapshots;
}

use std::process::ExitCode;
use std::sync::Arc;

use kill_matrix::matrix::{Matrix, Needs};
use kill_matrix::{page, runner, snapshots};
use libtest_mimic::{Arguments, Failed, Trial};

/// Finds out what is wrong, in words.
type Check = Box<dyn FnOnce(&Matrix) -> Vec<String> + Send>;

fn main() -> ExitCode {
    let mut arguments = Arguments::from_args();
    arguments.test_threads = arguments.test_threads.or(Some(runner::SIDE_BY_SIDE));
    let weaknesses: Vec<&str> = reference_sp::weaknesses().map(|(name, _)| name).collect();
    // Every one of these asks for what all cases come to, so that nothing is ever judged by a part.
    let of_all: [(&str, Check); 4] = [
        ("every_scenario_names_a_weakness_that_there_is", Box::new(|matrix| matrix.catalogue().misnamed())),
        ("the_sound_sp_passes_everything", Box::new(Matrix::not_sound)),
        ("a_browser_and_this_engine_tell_the_same", Box::new(|matrix| snapshots::differences(matrix.sound()))),
        ("the_page_is_up_to_date", Box::new(page::differences)),
    ];
    let selected = |name: &&str| is_selected(&arguments, name);
    let needs = if of_all.iter().any(|(name, _)| selected(name)) {
        Needs::Everything
    } else {
        Needs::Weaknesses(weaknesses.iter().copied().filter(selected).collect())
    };
    let matrix = Arc::new(Matrix::new(needs));
    let trial = |name: &str, check: Check| {
        let matrix = matrix.clone();
        Trial::test(name, move || none_of(check(&matrix)))
    };
    let [names, sound, engines, page] = of_all.map(|(name, check)| trial(name, check));
    let mut trials = vec![names, sound, engines];
    trials.extend(weaknesses.iter().map(|&name| trial(name, Box::new(move |matrix| matrix.missed(name)))));
    // Last, when all that it asks for is there.
    trials.push(page);
    libtest_mimic::run(&arguments, trials).exit_code()
}

/// Whether the trial is run, by the rules of `cargo test`.
fn is_selected(arguments: &Arguments, name: &str) -> bool {
    let matches = |filter: &String| if arguments.exact { name == filter } else { name.contains(filter) };
    arguments.filter.as_ref().is_none_or(matches) && !arguments.skip.iter().any(matches)
}

fn none_of(trouble: Vec<String>) -> Result<(), Failed> {
    if trouble.is_empty() {
        return Ok(());
    }
    Err(format!("{} things are wrong:\n{}", trouble.len(), trouble.join("\n")).into())
}
