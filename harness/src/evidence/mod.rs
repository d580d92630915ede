//! What was seen, as stored: judging reads nothing else.

mod archive;
mod cookies;
mod dom;
mod headers;
mod identity;
mod kept;
mod message;
mod page;
mod shown;

use std::collections::BTreeMap;
use std::sync::Arc;

pub use archive::{Archive, Place};
pub use cookies::{CookieTrace, RefusedCookie, WithheldCookie, named, set_cookies, without_value};
pub use dom::{Dom, Moment};
pub use headers::headers;
pub use identity::{Arrived, Identity, Sign};
use jiff::Timestamp;
pub use kept::Kept;
pub use message::Message;
use mock_idp::organization::SsoAuthEvent;
pub use page::{Cookie, Document, HTML_LIMIT, Page, digest};
use serde::{Deserialize, Serialize};
pub use shown::{Piece, Shown};

use crate::case_id::CaseId;
use crate::plan::ControlId;

/// An address that the SP's metadata names, asked once.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SpEndpoint {
    /// Which element names it, as `AssertionConsumerService`.
    pub element: String,
    /// The address.
    pub url: String,
    /// HTTP status; absent when there was no answer.
    pub status: Option<u16>,
    /// Why there was none.
    pub error: Option<String>,
}

/// The SP's metadata as it was fetched once.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SpMetadataFetch {
    /// Where.
    pub url: String,
    /// HTTP status; absent when there was no answer.
    pub status: Option<u16>,
    /// `Content-Type`.
    pub content_type: Option<String>,
    /// The document; empty when there was none.
    pub text: String,
    /// Why there is none.
    pub error: Option<String>,
    /// When, by the machine's clock.
    pub at: Timestamp,
}

/// One thing that was done, and what came of it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// In words, as `Company Login` or the guide's text.
    pub name: String,
    /// Id of the guide's step, when it is one.
    pub guide: Option<String>,
    /// `true` for setting up, `false` for the login itself.
    pub provision: bool,
    /// `true` for what was done because something stood in the way; the step that it stood in the way of comes after it,
    /// and is judged as if it had not.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub interruption: bool,
    /// Documents asked for while it was done, in order.
    pub documents: Vec<Document>,
    /// The page at its end.
    pub page: Page,
    /// Milliseconds since the case began.
    pub started_ms: u64,
    /// Milliseconds it took.
    pub duration_ms: u64,
}

impl Step {
    /// Whether it is a step of the login itself.
    pub fn is_of_login(&self) -> bool {
        !self.provision && !self.interruption
    }
}

/// A check during the flow of who is signed in, with what it must show.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Check {
    /// In words.
    pub name: String,
    /// E-mail demanded; absent: nobody.
    pub demanded: Option<String>,
    /// What was seen.
    pub identity: Identity,
    /// Cookies then.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cookies: Vec<Cookie>,
}

/// A sign-out during the flow.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignOut {
    /// Which of [`CaseEvidence::steps`] it was.
    pub step: usize,
    /// Who was signed in after it; absent: the look-up at the case's end is the first after it.
    pub identity: Option<Identity>,
}

/// What a course's login on the way ended with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Checkpoint {
    /// The steps of that login: a range of [`CaseEvidence::steps`].
    pub steps: std::ops::Range<usize>,
    /// Who was signed in then.
    pub identity: Identity,
}

/// Whose trouble an incident is; written in kebab-case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, strum::Display)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum IncidentKind {
    /// Browser or driver.
    Browser,
    /// The SP did not start, or ended.
    Launch,
    /// The SP could not be given its metadata, or a step could not be done.
    Provision,
    /// A step's element is not there.
    Selector,
    /// A template could not be filled in.
    Placeholder,
    /// Something of ours took too long.
    TimeOut,
    /// The mock IdP.
    Idp,
    /// The recipe could not be carried out, or was not.
    Recipe,
    /// A file or folder could not be read or written.
    Files,
    /// The run ended early.
    Interrupted,
}

/// Trouble on our side; the case is `not-verified`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Incident {
    /// Whose trouble.
    pub kind: IncidentKind,
    /// One sentence: what happened and what to do next.
    pub message: String,
}

/// Addresses and people that judging and normalising need.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Surroundings {
    /// SP's base URL.
    pub sp_base_url: String,
    /// Its base URL for the second company, where that is another.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub second_sp_base_url: Option<String>,
    /// SP's ACS URL.
    pub acs_url: String,
    /// SP's entity ID.
    #[serde(default)]
    pub sp_entity_id: String,
    /// Which key of the SP assertions are encrypted for, in words; absent: none is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sp_encryption_key: Option<String>,
    /// Where Company Login starts.
    #[serde(default)]
    pub login_url: String,
    /// Where the IdP takes AuthnRequests, as its metadata says.
    #[serde(default)]
    pub idp_sso_url: String,
    /// The organization's base URL.
    pub idp_base_url: String,
    /// Second company's organization, when there is one.
    pub second_idp_base_url: Option<String>,
    /// E-mail by persona.
    pub personas: BTreeMap<String, String>,
    /// The same of the second company, when there is one.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub second_personas: BTreeMap<String, String>,
    /// What the SP shows of the person who is signed in; absent: that was neither said nor learned.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shown: Option<Shown>,
    /// What the look-up read, in place of a user, before anybody had logged in.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub shown_to_nobody: Vec<String>,
}

/// The controls around a case that has its controls in the lane.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LaneControls {
    /// The last one before it; absent when none was run.
    pub before: Option<ControlId>,
    /// The first one after it; absent when none was run.
    pub after: Option<ControlId>,
    /// The second of two in a row on a fresh SP, where it let nobody in: what was sent in the case is not to blame for the one
    /// after it. Absent when it worked, or nobody had to ask.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub in_a_row: Option<ControlId>,
}

/// A login beside the cases, and what was seen of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ControlEvidence {
    /// Which one.
    pub id: ControlId,
    /// What was seen.
    pub login: CaseEvidence,
}

/// A plain login in a lane, between its cases: it shows whether the SP still lets anybody in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LaneControl {
    /// Which one.
    pub id: ControlId,
    /// What was seen.
    pub login: Kept,
}

/// All that was seen of one case.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseEvidence {
    /// Case id.
    pub case: String,
    /// Which lane ran it.
    pub lane: usize,
    /// The controls that it shares with its neighbours, or that it has to itself.
    #[serde(default)]
    pub controls: LaneControls,
    /// How often it was tried again before.
    pub retries: u32,
    /// Why each attempt before this one did not count, in words.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub earlier: Vec<String>,
    /// Addresses and people.
    pub surroundings: Surroundings,
    /// How the SP was set up for its lane, where this case was the first one there, and how that was taken away again,
    /// where it was the last.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub set_up: Vec<Step>,
    /// What was done, in order.
    pub steps: Vec<Step>,
    /// The pages before the response was posted, at the login's end, and of the look-up.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub dom: Vec<Dom>,
    /// Messages that went over the wire, in order.
    pub messages: Vec<Message>,
    /// The metadata that the customer exported, as it was inserted at the SP; kept for cases about a customer's set-up.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub idp_metadata: Option<String>,
    /// The IdP's `sso_auth` log.
    pub idp_events: Vec<SsoAuthEvent>,
    /// Cookies at the end.
    pub cookies: Vec<Cookie>,
    /// The SP's metadata, fetched before the login and after it; for cases that demand rules of targets that name a
    /// `metadata_url`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sp_metadata: Vec<SpMetadataFetch>,
    /// What the addresses that the metadata names answer to GET; asked where the rule `metadata-endpoints-answer` is
    /// demanded.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sp_endpoints: Vec<SpEndpoint>,
    /// Requests for the case's canary URL at the mock IdP, each as `METHOD path`; nobody has reason to make one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub canary_hits: Vec<String>,
    /// Whether the protected page names the person to somebody without any cookie, too; absent: not asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seen_without_cookies: Option<bool>,
    /// Look-ups on the way.
    pub checks: Vec<Check>,
    /// Sign-outs on the way.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sign_outs: Vec<SignOut>,
    /// A course's login on the way.
    pub checkpoint: Option<Checkpoint>,
    /// Who was signed in at the end; absent when it could not be looked up.
    pub identity: Option<Identity>,
    /// Trouble of ours.
    pub incident: Option<Incident>,
    /// Why the target cannot do what the scenario needs.
    pub not_applicable: Option<String>,
    /// How the SP's process ended while the case ran, as `signal: 6 (SIGABRT)`; absent: it did not, or it is not ours.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sp_ended: Option<String>,
    /// The case done once more, on a fresh SP and between controls of its own, because the SP's process ended or nobody
    /// was let in any more.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub again: Option<Box<CaseEvidence>>,
    /// Last lines of the SP's log, when it was launched by us.
    pub sp_log: Vec<String>,
    /// Milliseconds in all.
    pub duration_ms: u64,
    /// Milliseconds spent waiting for browser and SP.
    pub browser_ms: u64,
}

impl CaseEvidence {
    /// Every page that was seen, that of the second attempt among them.
    pub fn pages_mut(&mut self) -> Vec<&mut Page> {
        let of_steps = self.set_up.iter_mut().chain(&mut self.steps).map(|step| &mut step.page);
        let identities = (self.checks.iter_mut().map(|check| &mut check.identity))
            .chain(self.sign_outs.iter_mut().filter_map(|sign_out| sign_out.identity.as_mut()))
            .chain(self.checkpoint.iter_mut().map(|checkpoint| &mut checkpoint.identity))
            .chain(&mut self.identity);
        let of_again = self.again.iter_mut().flat_map(|again| again.pages_mut());
        of_steps.chain(identities.map(|identity| &mut identity.page)).chain(of_again).collect()
    }

    /// Those of its lane's `controls` between which it was run, once or twice.
    pub fn around(&self, controls: &[LaneControl]) -> Vec<ControlEvidence> {
        let attempts = std::iter::once(self).chain(self.again.as_deref());
        let named = attempts.flat_map(|attempt| attempt.controls.before.iter().chain(&attempt.controls.after));
        let named: Vec<&ControlId> = named.collect();
        let around = controls.iter().filter(|control| named.contains(&&control.id));
        let read = |control: &LaneControl| ControlEvidence {
            id: control.id.clone(),
            login: Arc::unwrap_or_clone(control.login.seen()),
        };
        around.map(read).collect()
    }
}

/// An SP that limits logins, and what that cost.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Waited {
    /// Its first answer that said so, as `HTTP 429 at http://…/acs`.
    pub answer: String,
    /// How often it was waited for.
    pub times: usize,
    /// Seconds in all; lanes may have waited at the same time.
    pub seconds: u64,
}

/// Controls and cases of a run, as stored in `evidence/`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RunEvidence {
    /// Target's name.
    pub target: String,
    /// `browser` or `http`.
    pub engine: String,
    /// Browser's name and version, or the reason why there is none.
    pub browser: String,
    /// RFC 3339.
    pub started_at: String,
    /// Wall time.
    pub duration_ms: u64,
    /// How many lanes ran side by side.
    pub jobs: usize,
    /// The case at which `--fail-fast` ended the run; what came after it is not run to its end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stopped_at: Option<CaseId>,
    /// How long the run waited for an SP that limits logins; absent: it limits none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub waited: Option<Waited>,
    /// What the look-up showed before anybody had logged in; absent where no page is opened for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub nobody: Option<Identity>,
    /// One for each planned case, in the plan's order. They are stored apart from the rest, so that nobody has to hold them
    /// all at once.
    #[serde(skip)]
    pub cases: Vec<Kept>,
    /// The lanes' plain logins, lane by lane in the order in which they were run; stored as the cases are.
    #[serde(skip)]
    pub lane_controls: Vec<LaneControl>,
    /// Logins beside the lanes: those of [`Plan::extra_controls`](crate::plan::Plan::extra_controls).
    pub controls: Vec<ControlEvidence>,
}

impl RunEvidence {
    /// What was seen of the login `id` beside the lanes; none when it was not run.
    pub fn control(&self, id: &ControlId) -> Option<&CaseEvidence> {
        self.controls.iter().find(|control| control.id == *id).map(|control| &control.login)
    }
}
