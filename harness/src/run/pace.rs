//! How fast the SP may be asked: as its target file says, and as it says itself.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::sync::{Mutex as Turns, Notify, OwnedMutexGuard};
use tokio::time::Instant;

use crate::evidence::Waited;
use crate::judge::LoginLimit;
use crate::plan::{Case, Stage};
use crate::scenario::FlowStep;
use crate::target::Pace;

/// How long is waited where the SP does not say for how long it limits logins: most limits are by the minute.
const UNTOLD: Duration = Duration::from_secs(60);

/// The longest single wait: who is locked out for longer is no part of this run any more.
const LONGEST: Duration = Duration::from_secs(300);

/// How often one case is begun anew. A case with more logins than the SP takes at a time would never come to an end.
pub(super) const TRIES: usize = 3;

/// Shared by all lanes: it is one SP, or one limit by address.
#[derive(Debug)]
pub(super) struct Pacing {
    pace: Option<Pace>,
    state: Mutex<State>,
    /// Is told when a turn ends.
    ended: Notify,
    /// Taken for each case once the SP limited one: cases that run together would use up what each of them needs.
    turns: Arc<Turns<()>>,
}

#[derive(Debug, Default)]
struct State {
    /// When logins of the last while were through.
    done: VecDeque<Instant>,
    /// Logins of cases that run.
    under_way: usize,
    /// Nobody begins before this.
    not_before: Option<Instant>,
    waited: Option<Waited>,
}

/// Leave to run a case; it ends when this is dropped.
pub(super) struct Turn<'a> {
    pacing: &'a Pacing,
    logins: usize,
    _alone: Option<OwnedMutexGuard<()>>,
}

impl Pacing {
    pub(super) fn new(pace: Option<Pace>) -> Self {
        Self { pace, state: Mutex::default(), ended: Notify::new(), turns: Arc::default() }
    }

    fn state(&self) -> std::sync::MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits until `case` may begin.
    pub(super) async fn turn(&self, case: &Case) -> Turn<'_> {
        let is_limited = self.state().waited.is_some();
        let alone = if is_limited { Some(self.turns.clone().lock_owned().await) } else { None };
        let logins = logins(case);
        loop {
            let ended = self.ended.notified();
            let Err(until) = self.take(logins, Instant::now()) else { break };
            match until {
                Some(until) => tokio::time::sleep_until(until).await,
                None => ended.await,
            }
        }
        Turn { pacing: self, logins, _alone: alone }
    }

    /// Takes leave for so many logins. Otherwise says when to ask again; none: when another turn ends.
    fn take(&self, logins: usize, now: Instant) -> Result<(), Option<Instant>> {
        let mut state = self.state();
        if let Some(until) = state.not_before.filter(|until| *until > now) {
            return Err(Some(until));
        }
        if let Some(pace) = &self.pace {
            while state.done.front().is_some_and(|done| *done + pace.within <= now) {
                state.done.pop_front();
            }
            // A case that needs more than is ever free begins when all is free.
            let wanted = logins.min(pace.logins);
            if state.under_way + state.done.len() + wanted > pace.logins {
                return Err(state.done.front().map(|done| *done + pace.within));
            }
        }
        state.under_way += logins;
        Ok(())
    }

    /// Notes that so many logins are through.
    fn end(&self, logins: usize, now: Instant) {
        let mut state = self.state();
        state.under_way -= logins;
        if self.pace.is_some() {
            state.done.extend(std::iter::repeat_n(now, logins));
        }
        drop(state);
        self.ended.notify_waiters();
    }

    /// Notes that the SP limits logins. Says how long to wait; none when that is too long.
    pub(super) fn limited(&self, limit: &LoginLimit, now: jiff::Timestamp) -> Option<Duration> {
        let told = limit.retry_after.as_deref().and_then(|text| wait_of(text, now));
        let wait = told.unwrap_or_else(|| self.pace.map_or(UNTOLD, |pace| pace.within));
        let mut state = self.state();
        let waited = state.waited.get_or_insert_with(|| Waited { answer: limit.in_words(), ..Waited::default() });
        if wait > LONGEST {
            return None;
        }
        waited.times += 1;
        waited.seconds += wait.as_secs();
        let until = Instant::now() + wait;
        state.not_before = Some(state.not_before.map_or(until, |already| already.max(until)));
        Some(wait)
    }

    /// What was waited for so far; none when the SP limited nothing.
    pub(super) fn waited(&self) -> Option<Waited> {
        self.state().waited.clone()
    }
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        self.pacing.end(self.logins, Instant::now());
    }
}

/// How often `case` may come to the ACS.
fn logins(case: &Case) -> usize {
    let asks = |step: &&FlowStep| {
        matches!(
            step,
            FlowStep::CompanyLogin { .. }
                | FlowStep::Tile { .. }
                | FlowStep::OpenBookmark
                | FlowStep::PostAgain { .. }
                | FlowStep::Post { .. }
                | FlowStep::CutOffPost
        )
    };
    let flow = case.flow.steps.iter().filter(asks).count();
    let stages = case.guide.iter().flat_map(|guide| &guide.stages);
    (flow * (1 + stages.filter(|stage| matches!(stage, Stage::Login(_))).count())).max(1)
}

/// How long `Retry-After` asks to wait: seconds, or a date (RFC 9110 10.2.3).
fn wait_of(text: &str, now: jiff::Timestamp) -> Option<Duration> {
    if let Ok(seconds) = text.trim().parse::<u64>() {
        // A second more: the SP may round down.
        return Some(Duration::from_secs(seconds.saturating_add(1)));
    }
    let until = jiff::fmt::rfc2822::parse(text.trim()).ok()?.timestamp();
    let seconds = until.as_second().saturating_sub(now.as_second()).max(0);
    Some(Duration::from_secs(u64::try_from(seconds).ok()?.saturating_add(1)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::outcome::OutcomeKind;
    use crate::sample::case;

    fn limit(retry_after: &str) -> LoginLimit {
        LoginLimit { status: 429, url: "http://sp/acs".to_owned(), retry_after: Some(retry_after.to_owned()) }
    }

    #[test]
    fn no_more_logins_are_begun_than_the_pace_allows() {
        let pacing = Pacing::new(Some(Pace { logins: 2, within: Duration::from_secs(60) }));
        let begun = Instant::now();
        let after = |seconds| begun + Duration::from_secs(seconds);
        assert_eq!(pacing.take(1, begun), Ok(()));
        assert_eq!(pacing.take(1, begun), Ok(()));
        assert_eq!(pacing.take(1, begun), Err(None), "both are under way");
        pacing.end(1, after(5));
        pacing.end(1, after(7));
        assert_eq!(pacing.take(1, after(8)), Err(Some(after(65))), "a minute after the first was through");
        assert_eq!(pacing.take(1, after(65)), Ok(()));
        assert_eq!(pacing.take(9, after(66)), Err(Some(after(67))));
        pacing.end(1, after(66));
        assert_eq!(pacing.take(9, after(126)), Ok(()), "what needs more than there ever is begins when all is free");
    }

    #[test]
    fn after_a_limit_nobody_begins_before_it_is_over() {
        let pacing = Pacing::new(None);
        let begun = Instant::now();
        assert_eq!(pacing.limited(&limit("29"), jiff::Timestamp::UNIX_EPOCH), Some(Duration::from_secs(30)));
        let until = pacing.take(1, begun).unwrap_err().unwrap();
        assert!(until >= begun + Duration::from_secs(30));
        assert_eq!(pacing.take(1, until), Ok(()));
        assert_eq!(pacing.limited(&limit("3600"), jiff::Timestamp::UNIX_EPOCH), None, "that is too long");
        let waited = pacing.waited().unwrap();
        assert_eq!((waited.times, waited.seconds), (1, 30));
    }

    #[tokio::test]
    async fn a_turn_ends_with_its_case() {
        let pacing = Pacing::new(Some(Pace { logins: 1, within: Duration::from_millis(1) }));
        let login = case("login/a", OutcomeKind::SignedIn);
        for _ in 0..3 {
            let turn = pacing.turn(&login).await;
            assert_eq!((turn.logins, pacing.state().under_way), (1, 1));
        }
        assert_eq!(pacing.state().under_way, 0);
    }

    #[test]
    fn a_date_is_waited_for() {
        let now = "1994-11-06T08:49:07Z".parse().unwrap();
        let wait = wait_of("Sun, 06 Nov 1994 08:49:37 GMT", now);
        assert_eq!(wait, Some(Duration::from_secs(31)));
        assert_eq!(wait_of("soon", now), None);
    }
}
