//! Gestures at a page: a script waits until each can be done and does what takes no mouse; clicks are the driver's.

use std::time::{Duration, Instant};

use fantoccini::error::CmdError;
use http::Method;
use serde_json::{Value, json};

use super::Browser;
use super::obedience::unless_navigated;
use super::selector::read;
use super::session::{ELEMENT, POLL};
use super::windows::is_gone;
use crate::run::error::{BrowserError, TimeOut};
use crate::run::gesture::Progress;
use crate::run::{Deed, Gesture, RunError};

const PERFORM: &str = concat!(include_str!("find.js"), include_str!("perform.js"));
const FIND: &str = concat!(include_str!("find.js"), "return find(arguments[0]);");
const EFFECT: &str = include_str!("effect.js");
/// How long a click may take to show an effect. Requests and scripts begin at once; a second is what people wait before
/// they click again.
const EFFECT_WITHIN: Duration = Duration::from_secs(1);

/// The gesture as `perform.js` takes it.
fn script_step(gesture: &Gesture) -> Result<Value, RunError> {
    let mut step = match &gesture.deed {
        Deed::Fill { text } => json!({"act": "fill", "text": text}),
        Deed::Select { option } => json!({"act": "select", "option": option}),
        Deed::Upload { name, content } => {
            json!({"act": "upload", "name": name, "content": openssl::base64::encode_block(content)})
        }
        Deed::WaitFor => json!({"act": "wait_for"}),
        Deed::Click { .. } => json!({"act": "click"}),
    };
    step["selector"] = read(&gesture.selector)?;
    step["optional"] = json!(gesture.optional);
    Ok(step)
}

impl Browser {
    /// Does the gestures in order, up to where one of the elements in `watched` is seen.
    pub(super) async fn gestures(&mut self, gestures: &[Gesture], watched: &[String]) -> Result<Progress, RunError> {
        let watched = watched.iter().map(|selector| read(selector)).collect::<Result<Vec<_>, _>>()?;
        let mut done = 0;
        let mut begun = Instant::now();
        loop {
            let rest = &gestures[done..];
            let frame = rest.first().and_then(|next| next.frame.clone());
            let steps = rest.iter().take_while(|next| next.frame == frame).map(script_step);
            let steps = steps.collect::<Result<Vec<_>, _>>()?;
            if steps.is_empty() && watched.is_empty() {
                return Ok(Progress { done, seen: None });
            }
            let count = steps.len();
            // In a frame the page's own elements are out of sight.
            let watched = if frame.is_none() { watched.clone() } else { Vec::new() };
            // Without scripts a page does not change, and no timer of ours would end.
            let patience = if self.scripts_off { 0 } else { ELEMENT.saturating_sub(begun.elapsed()).as_millis() };
            if let Some(frame) = &frame {
                self.enter_frame(frame).await?;
            }
            let answer = self.script_async(PERFORM, vec![json!(steps), json!(watched), json!(patience)]).await;
            if answer.as_ref().is_err_and(is_gone) {
                self.return_to_opener().await?;
                self.settle().await?;
                continue;
            }
            let Some(answer) = unless_navigated(answer)? else {
                self.leave_frame(frame.is_some()).await?;
                self.settle().await?;
                if begun.elapsed() > 2 * ELEMENT {
                    return Err(TimeOut::Navigating.into());
                }
                continue;
            };
            if let Some(trouble) = answer["trouble"].as_str() {
                return Err(BrowserError::Script { trouble: trouble.to_owned() }.into());
            }
            let step = usize::try_from(answer["done"].as_u64().unwrap_or_default()).unwrap_or_default();
            done += step;
            if step > 0 {
                begun = Instant::now();
            }
            if let Some(press) = answer.get("press") {
                let gesture = &gestures[done - 1];
                self.press_at(gesture, press, frame.is_some()).await?;
                continue;
            }
            self.leave_frame(frame.is_some()).await?;
            if let Some(seen) = answer["watch"].as_u64().and_then(|seen| usize::try_from(seen).ok()) {
                return Ok(Progress { done, seen: Some(seen) });
            }
            if step < count {
                return Err(self.stuck(&gestures[done], answer["why"].as_str()).await?);
            }
            if done == gestures.len() {
                return Ok(Progress { done, seen: None });
            }
        }
    }

    /// Clicks where `perform.js` says, waits for what comes of it, and notes when nothing does.
    async fn press_at(&mut self, gesture: &Gesture, press: &Value, in_frame: bool) -> Result<(), RunError> {
        let twice = matches!(gesture.deed, Deed::Click { twice: true });
        let before = self.wire.activity();
        let documents = self.wire.documents_of(self.window.as_deref());
        self.settled = None;
        let begun = Instant::now();
        let clicked = if in_frame {
            self.click_element(&press["element"], twice).await
        } else {
            self.click_point(press, twice).await
        };
        self.waited += begun.elapsed();
        // A click that leads on may meet the next page, or close the window.
        if !clicked.as_ref().is_err_and(is_gone) {
            unless_navigated(clicked)?;
        }
        self.leave_frame(in_frame).await?;
        self.settle().await?;
        let has_navigated = self.wire.documents_of(self.window.as_deref()) > documents;
        let has_followed = self.follow_window(has_navigated).await?;
        if has_navigated || has_followed || press["isQuiet"] == true || in_frame {
            return Ok(());
        }
        let deadline = Instant::now() + EFFECT_WITHIN;
        while self.wire.activity() == before && self.ask(EFFECT, Vec::new()).await? == false {
            if Instant::now() > deadline {
                self.notes.push(format!("the click on `{}` did nothing within a second", gesture.selector));
                return Ok(());
            }
            tokio::time::sleep(POLL).await;
            self.drain_log().await?;
        }
        // What began late may lead on, too, or open a window.
        if self.wire.activity() != before {
            self.settle().await?;
            let has_navigated = self.wire.documents_of(self.window.as_deref()) > documents;
            self.follow_window(has_navigated).await?;
        }
        Ok(())
    }

    /// With the mouse, as WebDriver's actions have it: one command, whatever the number of clicks.
    async fn click_point(&mut self, press: &Value, twice: bool) -> Result<Value, CmdError> {
        let round = |side: &str| json!(press[side].as_f64().unwrap_or_default().floor());
        let down_up = [json!({"type": "pointerDown", "button": 0}), json!({"type": "pointerUp", "button": 0})];
        let mut actions = vec![json!({"type": "pointerMove", "duration": 0, "x": round("x"), "y": round("y")})];
        (0..if twice { 2 } else { 1 }).for_each(|_| actions.extend(down_up.clone()));
        let mouse =
            json!({"type": "pointer", "id": "mouse", "parameters": {"pointerType": "mouse"}, "actions": actions});
        self.command(Method::POST, "actions".to_owned(), json!({"actions": [mouse]})).await
    }

    /// By the element: where a frame begins in the window is the driver's to know.
    async fn click_element(&mut self, element: &Value, twice: bool) -> Result<Value, CmdError> {
        let id = element.as_object().and_then(|object| object.values().next()?.as_str()).unwrap_or_default();
        let path = format!("element/{id}/click");
        if twice {
            self.command(Method::POST, path.clone(), json!({})).await?;
        }
        self.command(Method::POST, path, json!({})).await
    }

    /// Lets scripts and gestures run in the frame, until `leave_frame`.
    async fn enter_frame(&mut self, selector: &str) -> Result<(), RunError> {
        let begun = Instant::now();
        loop {
            let frame = self.ask(FIND, vec![read(selector)?]).await?;
            if !frame.is_null() {
                let entered = self.command(Method::POST, "frame".to_owned(), json!({"id": frame})).await;
                if unless_navigated(entered)?.is_some() {
                    return Ok(());
                }
            }
            if begun.elapsed() > ELEMENT {
                return Err(self.stuck(&Gesture::new(selector, Deed::WaitFor), None).await?);
            }
            tokio::time::sleep(POLL).await;
        }
    }

    async fn leave_frame(&mut self, is_in: bool) -> Result<(), RunError> {
        if is_in {
            let left = self.command(Method::POST, "frame".to_owned(), json!({"id": null})).await;
            // With its window the frame is left, too.
            if !left.as_ref().is_err_and(is_gone) {
                left?;
            }
        }
        Ok(())
    }

    /// Why a gesture could not be done in time: nothing matches, or `why`.
    async fn stuck(&mut self, gesture: &Gesture, why: Option<&str>) -> Result<RunError, RunError> {
        use crate::run::Engine;

        let page = self.look().await?;
        let (selector, waited_ms) = (gesture.selector.clone(), ELEMENT.as_millis());
        Ok(match why {
            Some(why) => RunError::NotReady { selector, why: why.to_owned(), url: page.url, waited_ms },
            None => {
                let hint = if gesture.frame.is_some() { String::new() } else { self.elsewhere(&selector).await? };
                RunError::Selector { selector, url: page.url, title: page.title, waited_ms, hint }
            }
        })
    }

    /// Where else the element may be: in a frame of another site, or in another window.
    async fn elsewhere(&mut self, selector: &str) -> Result<String, RunError> {
        let script = concat!(
            include_str!("find.js"),
            "return everywhere('iframe').filter((e) => !e.contentDocument).map((e) => [e, described(e)]);"
        );
        let frames = self.ask(script, Vec::new()).await?;
        for frame in frames.as_array().into_iter().flatten() {
            self.command(Method::POST, "frame".to_owned(), json!({"id": frame[0]})).await?;
            let found = self.client.execute(FIND, vec![read(selector)?]).await;
            self.leave_frame(true).await?;
            if found.is_ok_and(|found| !found.is_null()) {
                let name = frame[1].as_str().unwrap_or("iframe");
                return Ok(format!(
                    "; it is in the frame `{name}`, of another site: add `in = \"{name}\"` to the step"
                ));
            }
        }
        Ok(match self.client.windows().await?.len() {
            0 | 1 => String::new(),
            2 => "; a second window is open".to_owned(),
            count => format!("; {count} windows are open"),
        })
    }
}

/// Why nothing was done at an element that never came.
pub(super) async fn stuck_at(browser: &mut Browser, selector: &str) -> Result<RunError, RunError> {
    browser.stuck(&Gesture::new(selector, Deed::WaitFor), None).await
}
