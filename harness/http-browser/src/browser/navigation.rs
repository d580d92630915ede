//! Where a page leads: a document is asked for, shown, and followed while it leads on by itself.

use std::time::Instant;

use ego_tree::NodeId;

use super::Browser;
use crate::alone::{Deed, held_back, on_load, refresh};
use crate::error::Unsettled;
use crate::form::Place;
use crate::loaded::{Loaded, essence};
use crate::press::Leads;
use crate::request::Request;
use crate::tab::Entry;
use crate::wire::{Arrival, Came};

/// How often pages may lead on by themselves before that is taken for a circle; sign-ons take three or four.
pub(crate) const HOPS: usize = 30;

/// How the next page comes into the history.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    Next,
    InPlace,
}

impl Browser {
    /// What is left of `leads` when the page's policy has been asked, for a form.
    fn let_go(&mut self, leads: Leads) -> Leads {
        let (request, _) = leads.as_ref()?;
        let forbids = request.leaves.as_ref().filter(|policy| !policy.allows_form_to(&request.url));
        if let Some(policy) = forbids {
            let said = policy.keeps_form_from(&request.url, &request.url);
            self.wire.note_blocked(said);
            return None;
        }
        leads
    }

    /// Goes where a link or form leads: in this tab, or in a new one, to which the person turns.
    pub(super) async fn follow(&mut self, leads: Leads) {
        match self.let_go(leads) {
            None => {}
            Some((request, Place::Here)) => self.go(request, Way::Next).await,
            Some((request, Place::NewTab)) => {
                self.new_tab();
                self.go(request, Way::InPlace).await;
            }
        }
    }

    /// Asks for a document and shows it, and what it leads to by itself.
    pub(super) async fn go(&mut self, request: Request, way: Way) {
        let deadline = Instant::now() + self.patience;
        self.unsettled = None;
        self.wire.take_late();
        if self.load(request, way, deadline).await {
            self.lead_on(deadline).await;
        }
        if self.wire.take_late() {
            self.unsettled = Some(Unsettled::TooSlow);
        }
    }

    /// Shows what came; false when the page stays as it is.
    async fn load(&mut self, request: Request, way: Way, deadline: Instant) -> bool {
        let Arrival { request, came } = self.wire.navigate(request, deadline).await;
        let document = self.wire.last_document().cloned();
        let answer = match came {
            Came::Answer(answer) => answer,
            Came::Nothing => return false,
            Came::Trouble => {
                let page = Loaded::failed(&request.url);
                self.show(Entry { page, request: Some(request), document, keeps: false }, way);
                return true;
            }
        };
        let disposition = answer.header("content-disposition").unwrap_or_default();
        let attached = disposition.trim_start().to_ascii_lowercase().starts_with("attachment");
        // No content, or a file to keep: the browser stays where it is.
        if matches!(answer.status, 204 | 205) || attached || !shown_in_tab(&essence(answer.content_type().as_deref())) {
            return false;
        }
        let keeps = !answer.header("cache-control").unwrap_or_default().to_ascii_lowercase().contains("no-store");
        let page = Loaded::of(request.url.clone(), answer);
        self.show(Entry { page, request: Some(request), document, keeps }, way);
        true
    }

    /// Does what pages do by themselves, until one does nothing. Such a page takes no place in the history.
    pub(super) async fn lead_on(&mut self, deadline: Instant) {
        self.unsettled = None;
        for _ in 0..HOPS {
            let deed = if self.scripts_off { refresh(self.loaded()) } else { on_load(self.loaded()) };
            let Some(deed) = deed else {
                self.unsettled = (!self.scripts_off && held_back(self.loaded())).then_some(Unsettled::NeedsScripts);
                return;
            };
            if Instant::now() >= deadline {
                self.unsettled = Some(Unsettled::TooSlow);
                return;
            }
            let leads = match deed {
                Deed::Go(url) => Some((Request::by(self.loaded().initiator(), url), Place::Here)),
                Deed::Submit(form) => self.submit(form, deadline).await,
                Deed::Again(delay) => {
                    // The page says itself for how long: there is nothing else to wait for.
                    tokio::time::sleep(delay).await;
                    let page = self.loaded();
                    Some((Request::by(page.initiator(), page.url.clone()), Place::Here))
                }
            };
            // A tab that opens by itself is a pop-up, and browsers stop those.
            let Some((request, Place::Here)) = leads else { return };
            if !self.load(request, Way::InPlace, deadline).await {
                return;
            }
        }
        self.unsettled = Some(Unsettled::Endless);
    }

    /// Sends a form as its page does; where that is `data-times` times, all but the last go to a window of their own, which
    /// is a navigation with cookies as well.
    async fn submit(&mut self, form: NodeId, deadline: Instant) -> Leads {
        let leads = self.loaded().submit(form, None);
        let leads = self.let_go(leads);
        let times = self.loaded().element(form).and_then(|form| form.attr("data-times")?.parse().ok());
        if let Some((request, _)) = &leads {
            for _ in 1..times.unwrap_or(1_usize) {
                self.wire.navigate(request.clone(), deadline).await;
            }
        }
        leads
    }
}

/// Whether a browser shows such an answer; others it keeps as a file.
fn shown_in_tab(essence: &str) -> bool {
    essence.is_empty()
        || essence.starts_with("text/")
        || essence.starts_with("image/")
        || essence.ends_with("+xml")
        || essence.ends_with("json")
        || matches!(essence, "application/xml" | "application/javascript" | "application/pdf")
}
