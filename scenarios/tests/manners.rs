//! The reference SP with each of its manners, and the target file that copes with it: the verdicts are those of the plain
//! SP, and those of the plain SP with a weakness are those with both; without the key that copes, what cannot be told is
//! not verified, with the key named. Two trials for each manner: without a browser where it needs none, and in Chromium.
//! `harness/docs/manners.md` lists them; `UPDATE_DOCS=1` writes it anew.
//!
//! A few cases are tried; with `SAML_HARNESS_PANEL=1` all that issue a verdict on logins, and all in Chromium, too.
#![allow(clippy::unwrap_used, missing_docs)]

mod common;
mod manners {
    pub mod coping;
    pub mod page;
    pub mod rows;
}

use std::process::ExitCode;

use libtest_mimic::{Arguments, Failed, Trial};
use manners::coping::Coping;
use manners::page;
use manners::rows::{self, Engine, Sp};

/// Manners that show: an outcome of its own, with which a login fails.
const OWN_OUTCOMES: &[(&str, &str)] = &[("strict-session-cookie", "signed-in-late")];

/// A weakness that lets forgeries in.
const WEAKNESS: &str = "accepts-unsigned";

fn main() -> ExitCode {
    let mut arguments = Arguments::from_args();
    // Most of the time a trial waits for what its SP never shows, and the processors are idle.
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    arguments.test_threads = arguments.test_threads.or(Some(3 * cores));
    let mut trials = vec![
        Trial::test("every_manner_has_a_target_file_and_no_other_file_is_there", every_manner_has_a_file),
        Trial::test("the_page_is_up_to_date", page::is_up_to_date),
    ];
    for (name, _) in reference_sp::manners() {
        // A file that cannot be read is the first trial's failure.
        let coping = Coping::read(name).ok();
        let browser_only = coping.as_ref().is_some_and(|coping| coping.needs_browser);
        for engine in [Engine::Http, Engine::Chromium] {
            let tried = if engine == Engine::Http { !browser_only } else { browser_only || rows::whole() };
            trials.push(trial(name, engine, tried, move || copes(name, engine)));
            if coping.as_ref().is_some_and(|coping| coping.key.is_some()) {
                let without = format!("{name}_without_its_key");
                trials.push(trial(&without, engine, tried, move || says_what_it_lacks(name, engine)));
            }
        }
    }
    libtest_mimic::run(&arguments, trials).exit_code()
}

/// A trial, ignored when it is not to be `tried`.
fn trial(
    name: &str,
    engine: Engine,
    tried: bool,
    check: impl FnOnce() -> Result<(), Failed> + Send + 'static,
) -> Trial {
    Trial::test(format!("{name}_{}", engine.word()), check).with_ignored_flag(!tried)
}

fn every_manner_has_a_file() -> Result<(), Failed> {
    let names: Vec<String> = reference_sp::manners().map(|(name, _)| name.to_owned()).collect();
    assert_eq!(names, Coping::names(), "scenarios/targets/manners/ has a file for each manner");
    for name in names {
        Coping::read(&name)?;
    }
    Ok(())
}

fn copes(name: &str, engine: Engine) -> Result<(), Failed> {
    let own = OWN_OUTCOMES.iter().find(|(manner, _)| *manner == name).map(|(_, outcome)| *outcome);
    let sp = Sp::Manner(name.to_owned());
    let manner = rows::of(engine, name, &sp, None);
    let mut wrong = manner.differences(rows::plain(engine, None), own, "with the manner");
    let both = rows::of(engine, &format!("{name}-{WEAKNESS}"), &sp, Some(WEAKNESS));
    wrong.extend(both.differences(rows::plain(engine, Some(WEAKNESS)), own, "with manner and weakness"));
    none_of(&wrong)
}

fn says_what_it_lacks(name: &str, engine: Engine) -> Result<(), Failed> {
    let coping = Coping::read(name)?;
    let Some(key) = &coping.key else { return Ok(()) };
    let file = coping.without_key(key);
    if let Err(faults) = saml_harness::target::load(&file) {
        let faults = faults.to_string();
        let named = faults.contains(&format!("`{}`", key.rsplit('.').next().unwrap()));
        return if named { Ok(()) } else { Err(format!("`{key}` is not named: {faults}").into()) };
    }
    let lacking = rows::of(engine, &format!("{name}-without"), &Sp::File(file), None);
    none_of(&lacking.untruths(rows::plain(engine, None), key))
}

fn none_of(wrong: &[String]) -> Result<(), Failed> {
    if wrong.is_empty() { Ok(()) } else { Err(wrong.join("\n").into()) }
}
