//! What is read of a page, by as few scripts as can be: each costs a round trip.

use serde_json::{Value, json};

use super::Browser;
use super::selector::read;
use crate::evidence::Page;
use crate::run::RunError;
use crate::run::engine::{AtRest, Glance, Source, Wanted};

/// Reads a whole page.
pub(super) const LOOK: &str = concat!(include_str!("likeness.js"), include_str!("look.js"), "return look();");
/// Reads whether a page may change by itself.
pub(super) const REST: &str = concat!(include_str!("rest.js"), "return rest();");
/// Reads what elements say.
pub(super) const TEXTS: &str =
    concat!(include_str!("find.js"), include_str!("texts.js"), "return textsOf(...arguments);");
/// Reads all of that.
const GLANCE: &str = concat!(
    include_str!("find.js"),
    include_str!("texts.js"),
    include_str!("rest.js"),
    include_str!("likeness.js"),
    include_str!("look.js"),
    "return { ...look(), rest: rest(), texts: arguments[0].map((wanted) => textsOf(...wanted)) };"
);

/// The texts in a script's answer.
pub(super) fn texts(answer: &Value) -> Vec<String> {
    answer.as_array().into_iter().flatten().filter_map(|text| text.as_str().map(str::to_owned)).collect()
}

impl Browser {
    /// What a script says of the page in front, with what the console says of it: `LOOK`, or `GLANCE` where something is
    /// `wanted`.
    pub(super) async fn read_page(&mut self, wanted: Vec<Value>) -> Result<Value, RunError> {
        loop {
            let window = self.window.clone();
            let mut answer = match self.settled.take() {
                Some(answer) if wanted.is_empty() => answer,
                _ if wanted.is_empty() => self.ask(LOOK, Vec::new()).await?,
                _ => self.ask(GLANCE, wanted.clone()).await?,
            };
            self.drain_log().await?;
            answer["console"] = json!(self.console().await?);
            if self.window == window {
                return Ok(answer);
            }
            // It has closed itself meanwhile: what was read is of a page that nobody sees any more.
            self.settle().await?;
        }
    }

    /// The page that `answer` tells of.
    pub(super) fn page(&mut self, answer: &Value) -> Page {
        let text = |key: &str| answer[key].as_str().unwrap_or_default().to_owned();
        self.likeness = answer["likeness"].as_str().map(str::to_owned);
        let left_out = answer["left_out"].as_u64().and_then(|count| usize::try_from(count).ok()).unwrap_or_default();
        self.source = Some(Source { html: text("html"), left_out });
        Page {
            notes: std::mem::take(&mut self.notes),
            url: text("url"),
            status: answer["status"].as_u64().and_then(|status| u16::try_from(status).ok()),
            title: text("title"),
            text: text("text"),
            console: texts(&answer["console"]),
            unsettled: self.unsettled.clone(),
            ..Page::default()
        }
    }

    /// Whether the page has come to rest, by `answer` and by the log.
    pub(super) async fn rest(&mut self, answer: &Value) -> Result<AtRest, RunError> {
        let is = |key: &str| answer[key].as_bool().unwrap_or_default();
        // A script that draws the page may have drawn over itself.
        let has_scripts = !self.scripts_off && (is("scripts") || self.was_served_with_scripts().await?);
        Ok(AtRest {
            is_quiet: self.wire.quiet(),
            has_scripts,
            is_blank: is("blank"),
            text: answer["text"].as_str().unwrap_or_default().to_owned(),
        })
    }

    pub(super) async fn glance_at(&mut self, wanted: &[Wanted]) -> Result<Glance, RunError> {
        let wanted = wanted.iter().map(|Wanted { selector, attribute }| Ok(json!([read(selector)?, attribute, null])));
        let wanted = wanted.collect::<Result<Vec<Value>, RunError>>()?;
        let answer = self.read_page(vec![json!(wanted)]).await?;
        let rest = self.rest(&answer["rest"]).await?;
        let of_each = answer["texts"].as_array().into_iter().flatten().map(texts).collect();
        Ok(Glance { page: self.page(&answer), rest, texts: of_each })
    }
}
