//! What a program costs: time, and processor time with that of all programs that it started.

use std::fs;
use std::process::{Child, Command, Stdio};
use std::time::Instant;

use rustix::process::{WaitOptions, getpid, set_child_subreaper, wait};

/// The kernel's unit of processor time, in milliseconds: `USER_HZ` is 100 wherever Linux runs.
const TICK: f64 = 10.0;

/// What something took.
#[derive(Clone, Copy, Debug)]
pub struct Cost {
    /// Milliseconds on the clock.
    pub wall: f64,
    /// Milliseconds of processors: of this program, of what it started and has ended, and of the SP.
    pub busy: f64,
}

impl std::ops::Sub for Cost {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        Self { wall: self.wall - other.wall, busy: self.busy - other.busy }
    }
}

/// From now on processes whose parent is gone are children of this program, so that what they cost is known when they end.
pub fn adopt() {
    set_child_subreaper(Some(getpid())).unwrap();
}

/// Runs `commands` side by side to their ends. `sp` runs beside them.
pub fn cost(commands: Vec<Command>, sp: &Child) -> Cost {
    let (begun, busy) = (Instant::now(), busy(sp));
    let started: Vec<Child> = commands
        .into_iter()
        .map(|mut command| command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap())
        .collect();
    for child in started {
        let output = child.wait_with_output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    }
    let wall = 1000.0 * begun.elapsed().as_secs_f64();
    // What they left behind counts only when somebody has waited for it.
    while let Ok(Some(_)) = wait(WaitOptions::NOHANG) {}
    Cost { wall, busy: self::busy(sp) - busy }
}

/// Processor time so far, in milliseconds.
fn busy(sp: &Child) -> f64 {
    // Of this program and of its children that have ended; then the SP's own.
    times("/proc/self/stat", 4) + times(&format!("/proc/{}/stat", sp.id()), 2)
}

/// The first `count` of: user time, system time, and both of the children, in a `stat` file.
fn times(file: &str, count: usize) -> f64 {
    let text = fs::read_to_string(file).unwrap();
    // The name, in brackets, may hold anything.
    let (_, fields) = text.rsplit_once(')').unwrap();
    TICK * fields.split_whitespace().skip(11).take(count).map(|ticks| ticks.parse::<f64>().unwrap()).sum::<f64>()
}

/// Processor time of the whole machine so far, in milliseconds.
pub fn busy_machine() -> f64 {
    let text = fs::read_to_string("/proc/stat").unwrap();
    let ticks: Vec<f64> = text.lines().next().unwrap().split_whitespace().skip(1).map(|t| t.parse().unwrap()).collect();
    // user, nice, system, idle, iowait, irq, softirq; the rest is guests' time, and is in these already.
    TICK * [0, 1, 2, 5, 6].map(|field| ticks[field]).iter().sum::<f64>()
}
