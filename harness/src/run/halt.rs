//! The end of a run before its time: asked for from outside, or by the first failure with `--fail-fast`.

use tokio::sync::watch;

use super::RunError;
use crate::case_id::CaseId;

/// Why a run ends before it is through.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ending {
    /// Somebody interrupted it.
    Interrupted,
    /// This case failed, and nothing more is to be run.
    Failed(CaseId),
    /// There is no SP to try cases on; why, in words.
    NoSp(String),
}

impl Ending {
    /// What the cases say that are not run to their end.
    pub fn error(&self) -> RunError {
        match self {
            Self::Interrupted => RunError::Interrupted,
            Self::Failed(case) => RunError::Stopped(case.clone()),
            Self::NoSp(reason) => RunError::NoSp(reason.clone()),
        }
    }
}

/// Is shared by all lanes: whoever ends the run ends all of them.
#[derive(Debug)]
pub struct Halt(watch::Sender<Option<Ending>>);

impl Halt {
    /// A run that goes on.
    pub fn new() -> Self {
        Self(watch::Sender::new(None))
    }

    /// Ends the run: no case is begun any more, and those that run are left. The first to ask gives the reason.
    pub fn end(&self, ending: Ending) {
        self.0.send_if_modified(|already| {
            let first = already.is_none();
            if first {
                *already = Some(ending);
            }
            first
        });
    }

    /// Why the run ends, once it does.
    pub fn ending(&self) -> Option<Ending> {
        self.0.borrow().clone()
    }

    /// Whether the run ends.
    pub fn has_ended(&self) -> bool {
        self.0.borrow().is_some()
    }

    /// Waits until the run ends.
    pub async fn ended(&self) -> Ending {
        let mut receiver = self.0.subscribe();
        loop {
            if let Some(ending) = receiver.borrow_and_update().clone() {
                return ending;
            }
            receiver.changed().await.expect("the sender lives as long as `self`");
        }
    }

    /// Ends the run when `stop` becomes true.
    pub async fn interrupted_by(&self, mut stop: watch::Receiver<bool>) {
        let interrupted = stop.wait_for(|stop| *stop).await.is_ok();
        if interrupted {
            self.end(Ending::Interrupted);
        }
        // Otherwise whoever could have interrupted the run is gone: nobody will.
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn the_first_to_ask_gives_the_reason() {
        let halt = Halt::new();
        assert_eq!(halt.ending(), None);
        halt.end(Ending::Failed("attack/a".parse().expect("an id")));
        halt.end(Ending::Interrupted);
        assert_eq!(halt.ended().await, Ending::Failed("attack/a".parse().expect("an id")));
        let said = halt.ended().await.error().to_string();
        assert_eq!(said, "not run to its end: the run stopped at its first failure, `attack/a` (`--fail-fast`)");
    }
}
