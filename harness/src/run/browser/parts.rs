//! The processes without which a browser is whole no more: where one of them ends, Chromium starts another, or goes on
//! without, and says nothing. A new network service has lost the cookies of the session, and without the zygote no page gets a
//! process; both look like something that the SP did.

use std::fs;

/// The words by which such processes are called, with what they are.
const PARTS: [(&str, &str); 2] =
    [("--utility-sub-type=network.mojom.NetworkService", "network service"), ("--type=zygote", "zygote")];

/// One such process.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Part {
    pid: u32,
    what: &'static str,
    /// When it started, as the system counts it: another process may get the same number later.
    started: String,
}

/// Those of one browser.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Parts(Vec<Part>);

/// What is read of a process: its group, its state, and when it started.
struct Stat {
    group: i32,
    state: String,
    started: String,
}

fn stat(pid: u32) -> Option<Stat> {
    let text = fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
    // The name is in parentheses, and may have blanks and parentheses in it.
    let (_, fields) = text.rsplit_once(')')?;
    let fields: Vec<&str> = fields.split_whitespace().collect();
    let field = |index: usize| fields.get(index).map(|field| (*field).to_owned());
    Some(Stat { state: field(0)?, group: field(2)?.parse().ok()?, started: field(19)? })
}

impl Parts {
    /// Those in the process group `group`; none where the system does not show its processes as files.
    pub(super) fn in_group(group: i32) -> Self {
        let entries = fs::read_dir("/proc").into_iter().flatten().flatten();
        let pids = entries.filter_map(|entry| entry.file_name().to_str()?.parse::<u32>().ok());
        let part = |pid: u32| {
            let stat = stat(pid).filter(|stat| stat.group == group)?;
            let called = fs::read(format!("/proc/{pid}/cmdline")).ok()?;
            let called = String::from_utf8_lossy(&called);
            // Chromium writes its words anew, with blanks between them.
            let is_called = |word: &str| called.split(['\0', ' ']).any(|argument| argument == word);
            let (_, what) = PARTS.iter().find(|(word, _)| is_called(word))?;
            Some(Part { pid, what, started: stat.started })
        };
        Self(pids.filter_map(part).collect())
    }

    /// Adds those of `others` that are not among them. None is forgotten: one that is gone is what is looked for.
    pub(super) fn add(&mut self, others: Self) {
        for part in others.0 {
            if !self.0.contains(&part) {
                self.0.push(part);
            }
        }
    }

    /// Whether each kind is there.
    pub(super) fn are_complete(&self) -> bool {
        PARTS.iter().all(|(_, what)| self.0.iter().any(|part| part.what == *what))
    }

    /// What is wrong with the first that ended, or was stopped by a signal.
    pub(super) fn lost(&self) -> Option<&'static str> {
        let is_lost = |part: &&Part| match stat(part.pid).filter(|stat| stat.started == part.started) {
            Some(stat) => matches!(stat.state.as_str(), "Z" | "X" | "T"),
            None => true,
        };
        self.0.iter().find(is_lost).map(|part| part.what)
    }
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use std::os::unix::process::CommandExt;
    use std::process::{Child, Command};
    use std::time::{Duration, Instant};

    use super::*;

    /// Does nothing until it is ended; is called as a part of a browser is.
    fn process(word: &str) -> Child {
        let mut command = Command::new("sh");
        command.args(["-c", "read line", "sh", word]).stdin(std::process::Stdio::piped()).process_group(0);
        command.spawn().expect("sh is there")
    }

    fn signal(child: &Child, name: &str) {
        assert!(Command::new("kill").args([name, &child.id().to_string()]).status().expect("kill is there").success());
    }

    /// Asks until there is an answer: a signal takes a moment, and so does a process until it is called by its words.
    fn awaited<T>(what: &str, ask: impl Fn() -> Option<T>) -> T {
        let begun = Instant::now();
        loop {
            if let Some(answer) = ask() {
                return answer;
            }
            assert!(begun.elapsed() < Duration::from_secs(20), "{what} does not come");
            std::thread::yield_now();
        }
    }

    #[test]
    fn a_part_that_ends_or_is_stopped_is_lost() {
        // Chromium's own words are one text with blanks.
        for (name, called) in [("-KILL", "--type=zygote"), ("-STOP", "chromium --type=zygote --no-sandbox")] {
            let mut child = process(called);
            let group = i32::try_from(child.id()).unwrap();
            let parts = awaited(called, || Some(Parts::in_group(group)).filter(|parts| !parts.0.is_empty()));
            assert_eq!(parts.0.len(), 1, "{called}");
            assert!(!parts.are_complete() && parts.lost().is_none(), "{parts:?}");
            signal(&child, name);
            assert_eq!(awaited(name, || parts.lost()), "zygote", "{name}");
            signal(&child, "-KILL");
            child.wait().unwrap();
            assert_eq!(parts.lost(), Some("zygote"), "{name}");
            // It is not forgotten when others come.
            let mut parts = parts;
            parts.add(Parts::default());
            assert_eq!(parts.lost(), Some("zygote"), "{name}");
        }
    }

    #[test]
    fn other_processes_are_no_part() {
        let mut child = process("--type=renderer");
        let group = i32::try_from(child.id()).unwrap();
        assert_eq!(Parts::in_group(group), Parts::default());
        child.kill().unwrap();
        child.wait().unwrap();
    }
}
