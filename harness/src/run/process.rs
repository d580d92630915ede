//! Processes we start, and their end. Each gets a process group of its own, so that a driver's browsers end
//! with the driver, and one watchdog outlives us just long enough to end whatever is left and to take away our temporary
//! files: it reads from a pipe that the kernel closes however we end (normal end, panic, Ctrl-C, SIGKILL).

use std::io::Write;
use std::process::Stdio;
use std::sync::{Mutex, OnceLock, PoisonError};
use std::time::Duration;

use rustix::process::{Pid, Signal, kill_process_group, test_kill_process_group};
use tokio::process::{Child, Command};

/// Reads lines `+GROUP` and `-GROUP`; at the end of input it ends every group that was not taken back. A line with a path
/// names the folder that it then takes away.
/// (`-s`, since Debian's `sh` does not take `--` after `-TERM`.)
const WATCHDOG: &str = r#"
while read -r line; do
  group=${line#?}
  case $line in
    +*) groups="$groups $group " ;;
    -*) groups=$(printf '%s' "$groups" | sed "s/ $group / /g") ;;
    /*) folder=$line ;;
  esac
done
set -- $groups
if [ $# -gt 0 ]; then
  for group; do kill -s TERM -- "-$group" 2>/dev/null; done
  sleep 1
  for group; do kill -s KILL -- "-$group" 2>/dev/null; done
fi
[ -z "$folder" ] || rm -rf -- "$folder"
"#;

static WATCHDOG_PIPE: OnceLock<Option<Mutex<std::process::ChildStdin>>> = OnceLock::new();

/// Tells the watchdog one line.
pub(super) fn tell_watchdog(line: &str) {
    let pipe = WATCHDOG_PIPE.get_or_init(|| {
        use std::os::unix::process::CommandExt;
        let mut command = std::process::Command::new("sh");
        command.args(["-c", WATCHDOG]).stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null());
        // A group of its own: Ctrl-C at the terminal must not end the watchdog before its work is done.
        command.current_dir("/").process_group(0).spawn().ok()?.stdin.map(Mutex::new)
    });
    if let Some(pipe) = pipe {
        let mut pipe = pipe.lock().unwrap_or_else(PoisonError::into_inner);
        // A watchdog that is gone cannot be helped; the ordinary end of the group still happens in `stop`.
        let _ = writeln!(pipe, "{line}");
        let _ = pipe.flush();
    }
}

/// A running process with everything it started in its process group.
#[derive(Debug)]
pub struct ProcessGroup {
    child: Child,
    group: Option<Pid>,
}

impl ProcessGroup {
    /// Starts `command` as the head of a process group.
    pub fn spawn(command: &mut Command) -> std::io::Result<Self> {
        let child = command.process_group(0).kill_on_drop(true).spawn()?;
        let group = child.id().and_then(|id| Pid::from_raw(i32::try_from(id).ok()?));
        if let Some(group) = group {
            tell_watchdog(&format!("+{}", group.as_raw_nonzero()));
        }
        Ok(Self { child, group })
    }

    /// The number of the group, until it was ended.
    pub fn id(&self) -> Option<i32> {
        self.group.map(|group| group.as_raw_nonzero().get())
    }

    /// The head of the group, for its pipes.
    pub fn child_mut(&mut self) -> &mut Child {
        &mut self.child
    }

    /// How the head ended, if it did.
    pub fn exited(&mut self) -> Option<String> {
        self.child.try_wait().ok().flatten().map(|status| status.to_string())
    }

    /// How the head ended, if it does within `limit`.
    pub async fn exited_within(&mut self, limit: Duration) -> Option<String> {
        let ended = tokio::time::timeout(limit, self.child.wait()).await.ok()?;
        ended.ok().map(|status| status.to_string())
    }

    /// SIGTERM to the group, SIGKILL after `grace` to what is left of it.
    pub async fn stop(mut self, grace: Duration) {
        let Some(group) = self.group else { return };
        let _ = kill_process_group(group, Signal::TERM);
        let deadline = tokio::time::Instant::now() + grace;
        while tokio::time::Instant::now() < deadline {
            let head_gone = matches!(self.child.try_wait(), Ok(Some(_)));
            if head_gone && test_kill_process_group(group).is_err() {
                break;
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    }
}

impl Drop for ProcessGroup {
    fn drop(&mut self) {
        if let Some(group) = self.group.take() {
            let _ = kill_process_group(group, Signal::KILL);
            tell_watchdog(&format!("-{}", group.as_raw_nonzero()));
        }
    }
}
