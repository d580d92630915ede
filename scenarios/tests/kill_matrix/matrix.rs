//! What the sound SP came to, and what caught each weakness; each is found out when a trial first asks for it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{OnceLock, RwLock};

use saml_harness::judge::CaseResult;
use saml_harness::outcome::Verdict;
use tokio::runtime::Runtime;

use super::catalogue::Catalogue;
use super::runner::{self, Results};

/// What the trials that are selected ask for.
pub enum Needs {
    /// All cases.
    Everything,
    /// Those that name one of these weaknesses.
    Weaknesses(BTreeSet<&'static str>),
}

/// What is known of one weakness.
#[derive(Default)]
pub struct Told {
    /// Scenarios that caught it.
    pub by: BTreeSet<String>,
    /// In words, scenarios that name it and did not.
    missed: BTreeMap<String, String>,
}

/// All of it.
pub struct Matrix {
    needs: Needs,
    runtime: Runtime,
    catalogue: OnceLock<Catalogue>,
    sound: OnceLock<Results>,
    told: BTreeMap<&'static str, OnceLock<Told>>,
    /// Held to write by whoever must be alone on the machine.
    machine: RwLock<()>,
}

impl Matrix {
    /// Nothing is loaded or run yet.
    pub fn new(needs: Needs) -> Self {
        Self {
            needs,
            runtime: Runtime::new().unwrap(),
            catalogue: OnceLock::new(),
            sound: OnceLock::new(),
            told: reference_sp::weaknesses().map(|(name, _)| (name, OnceLock::new())).collect(),
            machine: RwLock::new(()),
        }
    }

    /// Scenarios and target.
    pub fn catalogue(&self) -> &Catalogue {
        self.catalogue.get_or_init(Catalogue::load)
    }

    /// What every case that is asked for came to on the sound SP. What is unknown is tried once more: the
    /// machine may have been busy.
    pub fn sound(&self) -> &Results {
        self.sound.get_or_init(|| {
            let catalogue = self.catalogue();
            let mut cases: Vec<String> = match &self.needs {
                Needs::Everything => catalogue.cases.iter().map(|case| case.id.to_string()).collect(),
                Needs::Weaknesses(names) => {
                    names.iter().flat_map(|name| catalogue.named(name).into_values().flatten()).collect()
                }
            };
            let mut sound = Results::new();
            for _attempt in 0..2 {
                sound.extend(self.runtime.block_on(runner::sound(catalogue, cases)));
                let unknown = sound.iter().filter(|(_, (result, _))| result.verdict == Verdict::NotVerified);
                cases = unknown.map(|(id, _)| id.clone()).collect();
                if cases.is_empty() {
                    break;
                }
            }
            sound
        })
    }

    /// In words: cases that the sound SP does not pass. A warning is about what is good practice, and no fault.
    pub fn not_sound(&self) -> Vec<String> {
        let results = self.sound().values().map(|(result, _)| result);
        let wrong = results.filter(|result| matches!(result.verdict, Verdict::Fail | Verdict::NotVerified));
        wrong.map(|result| format!("{} is {}: {}", result.id, result.verdict.word(), result.reason)).collect()
    }

    /// What is known of a weakness. A scenario that did not catch it is tried once more, alone: the machine may have
    /// been busy.
    pub fn told(&self, weakness: &str) -> &Told {
        self.told[weakness].get_or_init(|| {
            self.sound();
            let first = {
                let _side_by_side = self.machine.read().unwrap();
                self.look(weakness)
            };
            if first.missed.is_empty() {
                return first;
            }
            let _alone = self.machine.write().unwrap();
            let mut again = self.look(weakness);
            again.by.extend(first.by);
            again.missed.retain(|scenario, _| !again.by.contains(scenario));
            again
        })
    }

    /// In words: what does not catch the weakness although it should.
    pub fn missed(&self, weakness: &str) -> Vec<String> {
        let told = self.told(weakness);
        let mut trouble: Vec<String> = told.missed.values().cloned().collect();
        if told.by.is_empty() {
            trouble.push(format!("no scenario catches `{weakness}`"));
        }
        trouble
    }

    fn look(&self, weakness: &str) -> Told {
        let named = self.catalogue().named(weakness);
        let cases: Vec<String> = named.values().flatten().cloned().collect();
        // A filter that is empty means everything.
        if cases.is_empty() {
            return Told::default();
        }
        let weak = self.runtime.block_on(runner::weak(self.catalogue(), weakness, cases));
        let mut told = Told::default();
        for (scenario, cases) in named {
            let compared = compared(&cases, self.sound(), &weak);
            if compared.iter().any(|(worse, _)| *worse) {
                told.by.insert(scenario);
            } else {
                let cases: String = compared.into_iter().map(|(_, in_words)| format!("\n    {in_words}")).collect();
                let text = format!("{scenario} does not catch `{weakness}`, which it names:{cases}");
                told.missed.insert(scenario, text);
            }
        }
        told
    }
}

/// How bad a verdict is; none when nothing was found out. The sound SP's are all told or not applicable.
fn badness(result: &CaseResult) -> Option<u8> {
    match result.verdict {
        Verdict::Pass => Some(0),
        Verdict::Warn => Some(1),
        Verdict::Fail => Some(2),
        Verdict::NotVerified | Verdict::NotApplicable => None,
    }
}

/// For each case whether it came out worse on the weak SP than on the sound one, and what was seen on both.
fn compared(cases: &BTreeSet<String>, sound: &Results, weak: &Results) -> Vec<(bool, String)> {
    let seen = |results: &Results, case: &str| match results.get(case) {
        Some((result, log)) => (badness(result), format!("{} {} [{log}]", result.verdict.word(), result.reason)),
        None => (None, "not run".to_owned()),
    };
    // A rule that finds nothing to judge on the sound SP, an optional part of its metadata, say, has nothing against it.
    let compare = |case: &String| {
        let ((sound, sound_words), (weak, weak_words)) = (seen(sound, case), seen(weak, case));
        let worse = weak.is_some_and(|weak| weak > sound.unwrap_or(0));
        (worse, format!("{case}: {weak_words} (sound SP: {sound_words})"))
    };
    cases.iter().map(compare).collect()
}
