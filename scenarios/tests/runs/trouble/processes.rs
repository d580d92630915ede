//! The processes of a run, and that none of them, and none of its files, is left.

use std::collections::HashMap;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

/// Parent and name of every process.
fn processes() -> HashMap<u32, (u32, String)> {
    let mut all = HashMap::new();
    for entry in std::fs::read_dir("/proc").unwrap().flatten() {
        let Some(pid) = entry.file_name().to_str().and_then(|name| name.parse::<u32>().ok()) else { continue };
        // A process may end while it is looked at.
        let Ok(stat) = std::fs::read_to_string(entry.path().join("stat")) else { continue };
        let Some((head, tail)) = stat.rsplit_once(')') else { continue };
        let arguments = std::fs::read_to_string(entry.path().join("cmdline")).unwrap_or_default();
        // The SP is the same program as the harness, called with another command.
        let is_sp = arguments.split('\0').nth(1) == Some("reference-sp");
        let name = if is_sp { "reference-sp" } else { head.split_once('(').unwrap().1 };
        let mut fields = tail.split_whitespace();
        let state = fields.next().unwrap_or_default();
        let parent = fields.next().unwrap().parse().unwrap();
        if state != "Z" {
            all.insert(pid, (parent, name.to_owned()));
        }
    }
    all
}

pub fn descendants(of: u32) -> Vec<(u32, String)> {
    let all = processes();
    let mut found = Vec::new();
    let mut parents = vec![of];
    while let Some(parent) = parents.pop() {
        for (pid, (_, name)) in all.iter().filter(|(_, (p, _))| *p == parent) {
            found.push((*pid, name.clone()));
            parents.push(*pid);
        }
    }
    found
}

pub fn kill(pid: u32) {
    assert!(Command::new("kill").args(["-KILL", &pid.to_string()]).status().unwrap().success());
}

/// The watchdog outlives the harness by a moment, so the end is waited for.
pub fn await_end(children: &[(u32, String)]) {
    let begun = Instant::now();
    loop {
        let running = processes();
        let alive = |(pid, name): &&(u32, String)| running.get(pid).is_some_and(|(_, n)| n == name);
        let left: Vec<_> = children.iter().filter(alive).collect();
        if left.is_empty() {
            return;
        }
        assert!(begun.elapsed() < Duration::from_secs(20), "left behind: {left:?}");
        std::thread::yield_now();
    }
}

/// The watchdog takes temporary files away when the last process has ended.
pub fn await_empty(folder: &Path) {
    let begun = Instant::now();
    let left = || -> Vec<_> { std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name()).collect() };
    while !left().is_empty() {
        assert!(begun.elapsed() < Duration::from_secs(20), "left behind: {:?}", left());
        std::thread::yield_now();
    }
}
