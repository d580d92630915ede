//! Fetching what a link leads to, with the page's own cookies.

use std::time::Instant;

use serde_json::Value;

use super::Browser;
use super::gestures::stuck_at;
use super::obedience::unless_navigated;
use super::selector::read;
use super::session::{ELEMENT, POLL};
use crate::run::RunError;
use crate::run::error::ProvisionError;

const DOWNLOAD: &str = concat!(include_str!("find.js"), include_str!("download.js"));

impl Browser {
    /// The text of what the link leads to.
    pub(super) async fn download_link(&mut self, selector: &str) -> Result<String, RunError> {
        let wanted: Value = read(selector)?;
        let deadline = Instant::now() + ELEMENT;
        loop {
            let answer = self.script_async(DOWNLOAD, vec![wanted.clone()]).await;
            let Some(answer) = unless_navigated(answer)? else { continue };
            if let Some(text) = answer["text"].as_str() {
                return match answer["status"].as_u64() {
                    Some(200..=299) => Ok(text.to_owned()),
                    status => Err(ProvisionError::Download {
                        selector: selector.to_owned(),
                        status,
                        text: text.chars().take(200).collect(),
                    }
                    .into()),
                };
            }
            if Instant::now() > deadline {
                return Err(stuck_at(self, selector).await?);
            }
            tokio::time::sleep(POLL).await;
        }
    }
}
