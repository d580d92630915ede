//! All I/O of a run: mock IdP, SP, browser. It collects evidence and never decides.
//!
//! [`run`] starts the mock IdP, sets the target up once, and lets as many workers as there are jobs take lanes
//! off one queue. Each worker keeps a browser; each lane gets an organization and an SP of its own.

mod attempt;
mod baseline;
pub mod browser;
mod client;
mod cut_off;
mod dialect;
mod dom;
mod engine;
mod error;
mod flow;
mod gesture;
mod guide_reader;
mod halt;
mod http;
mod idp;
mod idp_script;
mod interruption;
mod lane;
mod lane_browser;
mod lane_controls;
mod launch;
mod learn_sp;
mod look_up;
mod options;
mod pace;
mod people;
mod person;
mod pictures;
mod port;
mod procedure;
mod process;
mod provision;
mod provisioned;
mod reachable;
pub mod scratch;
mod served;
mod sp_metadata;
mod subject;
mod trials;
mod trouble;
mod visit;
mod whole_case;

use std::collections::{BTreeMap, VecDeque};
use std::sync::atomic::AtomicBool;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::time::Instant;

use mock_idp::organization::KeyPool;
use tokio::sync::watch;
use tokio::task::JoinSet;

pub use engine::{AtRest, Engine, EngineName, Source};
pub use error::{BrowserError, RunError, with_causes};
pub use gesture::{Deed, Gesture, Progress};
pub use http::HttpEngine;
pub use http_browser::Trust;
pub use idp::{IdpOptions, IdpServer};
pub use launch::Sp;
pub use options::{Observer, RunOptions};
pub use pictures::Pictured;
pub use provisioned::ProvisionedSp;
pub use served::InProcess;
pub use visit::{Sight, Visit};

use crate::evidence::{Archive, CaseEvidence, ControlEvidence, Kept, LaneControl, RunEvidence};
use crate::plan::{Case, Plan, may_attack};
use crate::target::{Target, authorities};
use error::FileError;
use halt::{Ending, Halt};
use lane::{LaneEvidence, Shared, Worker};

/// JumpCloud's certificates hold RSA-4096 keys.
const KEY_BITS: u32 = 4096;

/// One thing for a worker to do.
#[derive(Clone, Copy, Debug)]
enum Job {
    /// A lane of the plan, by index.
    Lane(usize),
    /// An extra control, by index.
    Control(usize),
}

/// Runs `plan` against `target`. An error means that nothing could be run at all; trouble with a single case is
/// in its evidence. Setting `stop` to true ends the run early. An SP that may not be attacked is not, and nothing is started.
pub async fn run(
    plan: Arc<Plan>,
    mut target: Target,
    mut options: RunOptions,
    observer: Arc<dyn Observer>,
    stop: watch::Receiver<bool>,
) -> Result<RunEvidence, RunError> {
    may_attack(&plan, &target, &options.owned)?;
    let begun = Instant::now();
    let started_at = jiff::Timestamp::now().to_string();
    std::fs::create_dir_all(&options.evidence)
        .and_then(|()| pictures::clear(&options.evidence))
        .map_err(FileError::at("the folder for evidence", &options.evidence))?;
    let archive =
        Archive::create(&options.evidence).map_err(FileError::at("the folder for evidence", &options.evidence))?;
    let idp = get_ready(&mut target, &mut options, &|what| observer.preparing(what)).await?;
    reachable::before_the_run(&target, &options).await?;
    let companies_per_lane = plan.cases.iter().map(Case::companies).max().unwrap_or(1);
    let jobs = jobs(&target, options.jobs, companies_per_lane);
    let (name, pace) = (target.name.clone(), target.pace);
    let engine = options.engine.word().to_owned();
    let pictures = pictures::Pictures::below(&options.evidence, options.pictured);
    let shared = Arc::new(Shared {
        given_target: target,
        readable: OnceLock::new(),
        shown: OnceLock::new(),
        idp,
        options,
        observer,
        halt: Halt::new(),
        companies_per_lane,
        accounts: Mutex::default(),
        probes: Mutex::default(),
        learned: look_up::Learned::default(),
        pictures,
        had_browser: AtomicBool::new(false),
        had_sp: AtomicBool::new(false),
        pacing: pace::Pacing::new(pace),
        archive,
    });
    let interrupt = tokio::spawn({
        let shared = shared.clone();
        async move { shared.halt.interrupted_by(stop).await }
    });
    let mut lanes: BTreeMap<usize, LaneEvidence> = BTreeMap::new();
    let mut extra: BTreeMap<usize, ControlEvidence> = BTreeMap::new();
    let mut first = Worker::new(shared.clone(), 0);
    let mut trials = dialect::find_out(&mut first, &plan).await;
    trials.extend(subject::find_out(&mut first, &plan).await);
    trials.extend(people::get_to_know(&mut first, &plan).await);
    let queue = Arc::new(Mutex::new(queue(&plan)));
    let mut workers = JoinSet::new();
    workers.spawn(work(first, trials, plan.clone(), queue.clone()));
    for index in 1..jobs {
        workers.spawn(work(Worker::new(shared.clone(), index), Vec::new(), plan.clone(), queue.clone()));
    }
    let mut browser = String::new();
    while let Some(ended) = workers.join_next().await {
        let Ok((done, used)) = ended else {
            tracing::error!("a lane's worker ended in a panic; its cases are not verified");
            continue;
        };
        if !used.is_empty() {
            browser = used;
        }
        for (job, evidence) in done {
            match job {
                Job::Lane(lane) => {
                    lanes.insert(lane, evidence);
                }
                Job::Control(index) => extra.extend(beside(&plan, index, evidence).map(|control| (index, control))),
            }
        }
    }
    interrupt.abort();
    let ending = shared.halt.ending();
    let (cases, lane_controls, controls) =
        in_order(&plan, lanes, extra, ending.as_ref().unwrap_or(&Ending::Interrupted));
    let stopped_at = match ending {
        Some(Ending::Failed(case)) => Some(case),
        Some(Ending::Interrupted | Ending::NoSp(_)) | None => None,
    };
    let duration_ms = u64::try_from(begun.elapsed().as_millis()).unwrap_or(u64::MAX);
    let waited = shared.pacing.waited();
    let nobody = shared.learned.shown_to_nobody();
    Ok(RunEvidence {
        target: name,
        engine,
        browser,
        started_at,
        duration_ms,
        jobs,
        stopped_at,
        waited,
        nobody,
        cases,
        lane_controls,
        controls,
    })
}

/// Starts the mock IdP and sets the target up; what is trusted on https is in `target` and `options` then.
async fn get_ready(
    target: &mut Target,
    options: &mut RunOptions,
    say: &(dyn Fn(&str) + Sync),
) -> Result<IdpServer, RunError> {
    options.idp.tls |= target.idp_tls;
    let idp = IdpServer::start(KeyPool::new(KEY_BITS, options.key_cache.clone()), &options.idp).await?;
    if let Some(authority) = idp.authority() {
        target.trust.authorities.push(authority.to_owned());
        options.browser.idp_authority = Some(authority.to_owned());
    }
    set_up(target, say).await?;
    if let Some(ca) = &target.ca {
        target.trust.authorities.extend(authorities(ca)?);
    }
    Ok(idp)
}

/// Runs the target file's `launch.setup`, if any; `say` hears of it.
pub async fn set_up(target: &Target, say: &(dyn Fn(&str) + Sync)) -> Result<(), RunError> {
    let Some(setup) = target.launch.as_ref().and_then(|launch| launch.setup.as_ref()) else { return Ok(()) };
    say(&format!("setting the target up: {}", setup.join(" ")));
    let values = crate::placeholder::Values::default();
    launch::run_command(setup, &target.folder, &values, &[], provisioned::COMMAND_LIMIT).await
}

/// How many lanes may run at the same time: an SP that runs already has its companies only, and no two lanes may set up
/// the same one.
fn jobs(target: &Target, wanted: usize, companies_per_lane: usize) -> usize {
    let limit = match target.launch {
        Some(_) => usize::MAX,
        None => (target.provision.companies.len() / companies_per_lane).max(1),
    };
    wanted.clamp(1, limit)
}

/// What is left after the trials of the dialect and the logins of two people. Long lanes first, so that no worker is left with one at the end.
fn queue(plan: &Plan) -> VecDeque<Job> {
    let mut lanes: Vec<usize> = (0..plan.lanes.len()).collect();
    lanes.sort_by_key(|lane| std::cmp::Reverse(plan.lanes[*lane].len()));
    let is_trial = |index: &usize| plan.extra_controls[*index].id.is_trial();
    let controls = (0..plan.extra_controls.len()).filter(|index| !is_trial(index)).map(Job::Control);
    controls.chain(lanes.into_iter().map(Job::Lane)).collect()
}

type Done = (Vec<(Job, LaneEvidence)>, String);

/// Lets `worker`, which has `done` something already, take jobs until none is left.
async fn work(
    mut worker: Worker,
    mut done: Vec<(Job, LaneEvidence)>,
    plan: Arc<Plan>,
    queue: Arc<Mutex<VecDeque<Job>>>,
) -> Done {
    let shared = worker.shared.clone();
    if worker.index > 0
        && let Err(error) = worker.has_browser().await
    {
        let why = with_causes(&error);
        shared.observer.preparing(&format!("a lane less, as there is no browser for it: {why}"));
        return (done, String::new());
    }
    while !shared.halt.has_ended() {
        let job = queue.lock().unwrap_or_else(PoisonError::into_inner).pop_front();
        let Some(job) = job else { break };
        let seen = match job {
            Job::Lane(lane) => {
                let cases: Vec<&Case> = plan.lanes[lane].iter().map(|index| &plan.cases[*index]).collect();
                worker.run(lane, &cases).await
            }
            Job::Control(index) => worker.run_beside(plan.lanes.len() + index, &plan.extra_controls[index].case).await,
        };
        if let Job::Control(index) = job {
            let mut probes = shared.probes.lock().unwrap_or_else(PoisonError::into_inner);
            probes.extend(beside(&plan, index, seen.clone()));
        }
        done.push((job, seen));
    }
    worker.finish().await;
    (done, worker.browser_name().to_owned())
}

/// Evidence in the plan's order; a case that was not reached has an incident that says so.
fn in_order(
    plan: &Plan,
    mut lanes: BTreeMap<usize, LaneEvidence>,
    extra: BTreeMap<usize, ControlEvidence>,
    ending: &Ending,
) -> (Vec<Kept>, Vec<LaneControl>, Vec<ControlEvidence>) {
    let mut cases: Vec<Kept> = plan.cases.iter().map(|case| not_reached(&case.id, ending).into()).collect();
    let mut lane_controls = Vec::new();
    for (lane, members) in plan.lanes.iter().enumerate() {
        let seen = lanes.remove(&lane).unwrap_or_default();
        for (index, kept) in members.iter().zip(seen.cases) {
            cases[*index] = kept;
        }
        lane_controls.extend(seen.controls);
    }
    (cases, lane_controls, extra.into_values().collect())
}

/// The extra control `index` with what was seen of it; none when it was not reached.
fn beside(plan: &Plan, index: usize, seen: LaneEvidence) -> Option<ControlEvidence> {
    let login = Arc::unwrap_or_clone(seen.cases.first()?.seen());
    Some(ControlEvidence { id: plan.extra_controls[index].id.clone(), login })
}

fn not_reached(case: &str, ending: &Ending) -> CaseEvidence {
    let incident = ending.error().incident();
    CaseEvidence { case: case.to_owned(), incident: Some(incident), ..CaseEvidence::default() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::target;

    #[test]
    fn no_two_lanes_of_a_running_sp_set_up_the_same_company() {
        let mut target = target();
        assert_eq!(jobs(&target, 4, 1), 1);
        target.provision.companies = ["a", "b", "c", "d", "e"].map(str::to_owned).to_vec();
        assert_eq!((jobs(&target, 4, 1), jobs(&target, 4, 2), jobs(&target, 1, 2)), (4, 2, 1));
        target.provision.companies.truncate(1);
        assert_eq!(jobs(&target, 4, 2), 1);
    }
}
