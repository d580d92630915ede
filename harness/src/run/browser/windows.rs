//! Windows that a click opens: the person turns to them, and back when they close themselves.

use fantoccini::error::{CmdError, ErrorStatus};
use fantoccini::wd::WindowHandle;

use super::Browser;
use crate::run::RunError;
use crate::run::error::BrowserError;

impl Browser {
    /// Turns to a window that was opened by a click which left its own page as it was. One that opens while the page goes
    /// on is not what the click was for. Tells whether there was one.
    pub(super) async fn follow_window(&mut self, has_navigated: bool) -> Result<bool, RunError> {
        if has_navigated && !self.wire.saw_other_than(&self.windows) {
            return Ok(false);
        }
        let windows = self.client.windows().await?;
        let new = windows.iter().rfind(|window| !self.windows.contains(&String::from((*window).clone()))).cloned();
        self.windows = windows.into_iter().map(String::from).collect();
        let Some(new) = new.filter(|_| !has_navigated) else { return Ok(false) };
        self.openers.extend(self.window.take());
        self.turn_to(new).await?;
        self.settle().await?;
        Ok(true)
    }

    /// Makes `window` the one that is looked at.
    pub(super) async fn turn_to(&mut self, window: WindowHandle) -> Result<(), RunError> {
        Ok(self.turn_to_window(window).await?)
    }

    async fn turn_to_window(&mut self, window: WindowHandle) -> Result<(), CmdError> {
        self.settled = None;
        self.client.switch_to_window(window.clone()).await?;
        self.window = Some(String::from(window));
        Ok(())
    }

    /// Remembers which windows there are, so that new ones can be told from them.
    pub(super) async fn know_windows(&mut self) -> Result<(), RunError> {
        self.windows = self.client.windows().await?.into_iter().map(String::from).collect();
        Ok(())
    }

    /// Whether the window that is looked at is there no more.
    pub(super) async fn has_closed(&self) -> Result<bool, RunError> {
        let windows = self.client.windows().await?;
        Ok(!windows.into_iter().any(|window| Some(String::from(window)) == self.window))
    }

    /// Goes back to the window from which one was opened that has closed itself.
    pub(super) async fn return_to_opener(&mut self) -> Result<(), RunError> {
        if self.return_to_a_window().await? { Ok(()) } else { Err(BrowserError::NoWindow.into()) }
    }

    /// The same; whether there is a window left.
    pub(super) async fn return_to_a_window(&mut self) -> Result<bool, CmdError> {
        if let Some(closed) = self.window.take() {
            self.wire.forget_tab(&closed);
        }
        let windows = self.client.windows().await?;
        self.windows = windows.iter().cloned().map(String::from).collect();
        while let Some(opener) = self.openers.pop() {
            if let Some(window) = windows.iter().find(|window| String::from((*window).clone()) == opener) {
                self.turn_to_window(window.clone()).await?;
                return Ok(true);
            }
        }
        match windows.into_iter().next_back() {
            Some(last) => self.turn_to_window(last).await.map(|()| true),
            None => Ok(false),
        }
    }
}

/// Whether a command failed because the window that it was for has gone.
pub(super) fn window_gone(error: &RunError) -> bool {
    matches!(error, RunError::Browser(BrowserError::Command(error)) if is_gone(error))
}

/// The same of a driver's error.
pub(super) fn is_gone(error: &CmdError) -> bool {
    matches!(error, CmdError::Standard(error) if error.error == ErrorStatus::NoSuchWindow)
}
