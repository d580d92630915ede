//! A verdict is the case's own: it is the same whether the case runs alone, in a shard, or with all others.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::common::told::told;
use crate::common::{in_process, planned};
use saml_harness::plan::{Plan, Selection, plan};
use saml_harness::target::Target;
use tokio::sync::Semaphore;
use tokio::task::JoinSet;

/// How many runs are on at the same time: a few more than there are cores, since each waits for its SP now and then.
const SIDE_BY_SIDE: usize = 4;

/// Every so many cases are in the sample: some of every large category, and few enough for every `cargo test`.
const EVERY: usize = 60;

/// What a case came to: verdict, outcome and snapshot, by its id.
type Told = BTreeMap<String, String>;

/// The reference SP, built; no run sets it up again.
async fn target() -> Target {
    let mut target = planned::target("reference");
    saml_harness::run::set_up(&target, &|_| {}).await.unwrap();
    target.launch.as_mut().unwrap().setup = None;
    target
}

fn part(target: &Target, ids: &[String], shard: Option<(u32, u32)>) -> Plan {
    let (scenarios, guides) = &*planned::LOADED;
    let selection = Selection { filters: ids.to_vec(), shard, ..Selection::default() };
    plan(scenarios, guides, target, &selection).unwrap()
}

async fn run(plan: Plan, target: &Target, jobs: usize, folder: &Path) -> Told {
    let evidence = in_process::run(&plan, target, None, jobs, folder).await;
    told(&plan, target, &evidence)
}

/// Cases of `ids` that come to something else alone or in one of three shards than in one run of all, in words.
async fn differences(name: &str, ids: &[String]) -> Vec<String> {
    let target = Arc::new(target().await);
    let folder = PathBuf::from("alone").join(name);
    let whole = run(part(&target, ids, None), &target, SIDE_BY_SIDE, &folder.join("whole")).await;
    let mut parts: Vec<(String, Plan)> =
        (1..=3).map(|shard| (format!("shard {shard}/3"), part(&target, ids, Some((shard, 3))))).collect();
    parts.extend(ids.iter().map(|id| (format!("alone {id}"), part(&target, std::slice::from_ref(id), None))));
    let turns = Arc::new(Semaphore::new(SIDE_BY_SIDE));
    let mut runs = JoinSet::new();
    for (number, (name, plan)) in parts.into_iter().enumerate() {
        let (turns, target, folder) = (turns.clone(), target.clone(), folder.join(number.to_string()));
        runs.spawn(async move {
            let _turn = turns.acquire().await;
            (name, run(plan, &target, 1, &folder).await)
        });
    }
    let mut different = Vec::new();
    for (name, part) in runs.join_all().await {
        for (id, told) in part {
            // The guide's whole case is a filter for all of the guide's cases.
            let Some(in_whole) = whole.get(&id) else { continue };
            if *in_whole != told {
                different.push(format!("{id}, {name}: {told}\nin the whole run: {in_whole}"));
            }
        }
    }
    different
}

fn ids() -> Vec<String> {
    planned::cases(&planned::target("reference")).into_iter().map(|case| case.id.to_string()).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_sample_of_cases_comes_to_the_same_alone_and_in_shards() {
    // All that look alike to the person are in it: their verdicts once depended on one another.
    let of_sample = |(index, id): &(usize, String)| index % EVERY == 0 || id.starts_with("misconfiguration/acs-url");
    let sample: Vec<String> = ids().into_iter().enumerate().filter(of_sample).map(|(_, id)| id).collect();
    assert!(sample.len() > 15, "{sample:?}");
    let different = differences("sample", &sample).await;
    assert!(different.is_empty(), "{} differ:\n{}", different.len(), different.join("\n\n"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
#[ignore = "runs every case of the catalogue in a run of its own, which takes minutes"]
async fn every_case_comes_to_the_same_alone_and_in_shards() {
    let different = differences("all", &ids()).await;
    assert!(different.is_empty(), "{} differ:\n{}", different.len(), different.join("\n\n"));
}
