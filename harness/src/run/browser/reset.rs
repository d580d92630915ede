//! Making the browser as it was when it was new, between cases.
//!
//! A browser context for each case would do it as well, but chromedriver lets nobody make one over HTTP. A new tab for each
//! case takes a tenth of a second, mostly for a process of its own; so one tab stays, and all that it keeps is cleared.

use serde_json::json;

use super::Browser;
use super::wire::Wire;
use crate::run::RunError;

/// What a site keeps besides cookies. With `local_storage` goes `sessionStorage`; service workers end.
const STORAGE: &str =
    "local_storage,indexeddb,service_workers,cache_storage,file_systems,shared_storage,storage_buckets";

impl Browser {
    async fn forget_firefox(&mut self) -> Result<(), RunError> {
        self.openers.clear();
        self.notes.clear();
        self.leave_for_a_new_context().await?;
        self.take_events().await?;
        self.told_console();
        self.wire = Wire::default();
        (self.unsettled, self.likeness, self.source, self.served) = (None, None, None, None);
        Ok(())
    }

    /// Forgets everything: one empty tab, and nothing that a site or a person has left in the browser.
    pub(super) async fn forget(&mut self) -> Result<(), RunError> {
        self.settled = None;
        if self.told.is_some() {
            return self.forget_firefox().await;
        }
        let windows = self.client.windows().await?;
        // One tab stays open: without any, the session ends.
        for window in windows.iter().skip(1) {
            self.client.switch_to_window(window.clone()).await?;
            self.client.close_window().await?;
        }
        if let Some(first) = windows.into_iter().next() {
            self.turn_to(first).await?;
        }
        self.know_windows().await?;
        self.openers.clear();
        self.notes.clear();
        // First away from the page: its scripts could store something again after it was cleared.
        self.goto("about:blank").await?;
        if self.scripts_off {
            self.switch_scripts(true).await?;
        }
        self.script("window.name = ''", Vec::new()).await?;
        self.cdp("Page.resetNavigationHistory", json!({})).await?;
        self.drain_log().await?;
        for origin in self.wire.visited() {
            self.cdp("Storage.clearDataForOrigin", json!({"origin": origin, "storageTypes": STORAGE})).await?;
        }
        // With the HTTP cache go the sites that have asked for https (HSTS).
        self.cdp("Network.clearBrowserCache", json!({})).await?;
        self.cdp("Network.clearBrowserCookies", json!({})).await?;
        self.cdp("Browser.resetPermissions", json!({})).await?;
        self.drain_log().await?;
        self.console().await?;
        self.wire = Wire::default();
        (self.unsettled, self.likeness, self.source, self.served) = (None, None, None, None);
        // The network service starts with the first request.
        if !self.parts.are_complete()
            && let Some(driver) = &self.driver
        {
            self.parts.add(driver.parts());
        }
        Ok(())
    }
}
