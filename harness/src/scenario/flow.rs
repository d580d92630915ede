//! Reading what the person does.

use std::collections::BTreeSet;

use mock_idp::recipe::Span;
use strum::VariantNames;

use super::settings::read_settings;
use super::{Flow, FlowStep, Start, values};
use crate::diagnostic::{Table, Value};
use crate::fixture;
use crate::placeholder::Names;

/// Another name of `open`, for files where the method matters.
const GET: &str = "get";

const STATES: [&str; 3] = ["active", "suspended", "staged"];

/// A `[flow]` as written: what is absent comes from elsewhere.
#[derive(Clone, Debug, Default)]
pub(super) struct FlowDraft {
    start: Option<Start>,
    user: Option<String>,
    steps: Option<Vec<FlowStep>>,
    needs_browser: Option<bool>,
}

impl FlowDraft {
    /// Names of `{with.*}` in its texts.
    pub(super) fn used(&self) -> BTreeSet<String> {
        serde_json::to_value(&self.steps).map(|value| values::used(&value)).unwrap_or_default()
    }

    /// This flow, and what is absent here from `base`. Steps belong to where they start: with another start the
    /// base's are not taken over.
    pub(super) fn over(&self, base: &Self) -> Self {
        let restarted = self.start.is_some_and(|start| start != base.start.unwrap_or_default());
        let inherited = base.steps.clone().filter(|_| !restarted);
        Self {
            start: self.start.or(base.start),
            user: self.user.clone().or_else(|| base.user.clone()),
            steps: self.steps.clone().or(inherited),
            needs_browser: self.needs_browser.or(base.needs_browser),
        }
    }

    /// With the defaults filled in.
    pub(super) fn finished(&self) -> Flow {
        let plain = Flow::plain(self.start.unwrap_or_default(), self.user.as_deref().unwrap_or("employee"));
        let steps = self.steps.clone().filter(|steps| !steps.is_empty()).unwrap_or(plain.steps);
        Flow { steps, needs_browser: self.needs_browser.unwrap_or_default(), ..plain }
    }
}

impl Flow {
    /// The plain login of `user`: Company Login and the IdP's login, or the tile.
    pub fn plain(start: Start, user: &str) -> Self {
        let steps = match start {
            Start::Sp => vec![
                FlowStep::CompanyLogin { user: None, deep_link: None, twice: false, company: 0 },
                FlowStep::IdpLogin { user: None, company: 0 },
            ],
            Start::Idp => vec![FlowStep::Tile { user: None }],
        };
        Self { start, user: user.to_owned(), steps, needs_browser: false }
    }

    /// Whether a step is about the lane's second company.
    pub fn needs_second_company(&self) -> bool {
        self.steps.iter().any(|step| match step {
            FlowStep::CompanyLogin { company, .. } | FlowStep::IdpLogin { company, .. } => *company > 0,
            _ => false,
        })
    }
}

impl FlowStep {
    /// Whether it only shows what is there, and can sign nobody in or out.
    pub fn only_looks(&self) -> bool {
        matches!(self, Self::Check { .. } | Self::Back | Self::Reload)
    }
}

/// The `[flow]` of a scenario or of a variant.
pub(super) fn read_flow(mut table: Table<'_>, names: &Names) -> FlowDraft {
    let start = table.choice("start", "start");
    let user = persona(&mut table, "user");
    let steps = table.optional("steps");
    let steps = steps.map(|list| list.items().iter().filter_map(|item| read_step(item, names)).collect());
    let needs_browser = table.optional("needs").map(|value| value.one_of("engine", ["browser"]) == "browser");
    table.finish();
    FlowDraft { start, user, steps, needs_browser }
}

/// A persona's name under `key`.
pub(super) fn persona(table: &mut Table<'_>, key: &'static str) -> Option<String> {
    table.optional(key).map(|value| value.one_of("persona", fixture::persona_names()))
}

fn read_step(item: &Value<'_>, names: &Names) -> Option<FlowStep> {
    let mut table = item.table()?;
    let name = table.required("do")?.one_of("flow step", FlowStep::VARIANTS.iter().copied().chain([GET]));
    let step = match name.as_str() {
        "company-login" => FlowStep::CompanyLogin {
            user: persona(&mut table, "user"),
            deep_link: table.optional_template("deep_link", names),
            twice: table.optional_bool("twice").unwrap_or_default(),
            company: company(&mut table),
        },
        "idp-login" => FlowStep::IdpLogin { user: persona(&mut table, "user"), company: company(&mut table) },
        "idp-wrong-password" => FlowStep::IdpWrongPassword { user: persona(&mut table, "user") },
        "tile" => FlowStep::Tile { user: persona(&mut table, "user") },
        "idp-sign-out" => FlowStep::IdpSignOut,
        "sign-out" => FlowStep::SignOut,
        "open" | GET => FlowStep::Open { url: table.required_template("url", names) },
        "post" => FlowStep::Post {
            url: table.required_template("url", names),
            fields: table.template_map("fields", &names.clone().with(["message".to_owned()])),
        },
        "post-again" => FlowStep::PostAgain {
            message: table.optional("message").and_then(|value| counted(&value)),
            relay_state: table.optional_template("relay_state", names),
        },
        "cut-off-post" => FlowStep::CutOffPost,
        "fresh-browser" => FlowStep::FreshBrowser,
        "arm" => FlowStep::Arm,
        "disarm" => FlowStep::Disarm,
        "set-clock" => FlowStep::SetClock { offset: offset(&mut table) },
        "scripts" => {
            FlowStep::Scripts { on: table.required("on").and_then(|value| value.boolean()).unwrap_or_default() }
        }
        "wait" => FlowStep::Wait { seconds: table.required("seconds").and_then(|value| value.index()).unwrap_or(1) },
        "open-bookmark" => FlowStep::OpenBookmark,
        "reload" => FlowStep::Reload,
        "back" => FlowStep::Back,
        "new-tab" => FlowStep::NewTab,
        "tab" => FlowStep::Tab { tab: table.required("tab").and_then(|value| value.index()).unwrap_or_default() },
        "check" => {
            let known = fixture::persona_names().chain(["nobody"]);
            let signed_in = table.required("signed_in").map(|value| value.one_of("persona", known));
            FlowStep::Check { signed_in: signed_in.unwrap_or_default(), company: company(&mut table) }
        }
        "set-user-state" => {
            let user = persona(&mut table, "user");
            let state = table.required("state").map(|value| value.one_of("state", STATES));
            FlowStep::SetUserState { user, state: state.unwrap_or_default() }
        }
        "configure" => {
            let idp = read_settings(&mut table, "idp");
            FlowStep::Configure { idp: Box::new(idp) }
        }
        _ => return None,
    };
    table.finish();
    Some(step)
}

/// A number from 1 on.
fn counted(value: &Value<'_>) -> Option<usize> {
    let number = value.index();
    if number == Some(0) {
        value.report("messages are counted from 1".to_owned(), "", None);
    }
    number
}

/// A span with its sign, which says whether the clock is fast or slow; `0` is the present.
fn offset(table: &mut Table<'_>) -> Span {
    let Some(value) = table.required("offset") else { return Span::default() };
    let text = value.text();
    let span = text.parse::<Span>().ok().filter(|_| text.starts_with(['+', '-']));
    if span.is_none() && text != "0" {
        let help = Some("write it as `-1h`, `+10m`, `+90s`, `-3650d`, or `0` for the present".to_owned());
        value.report(format!("`{text}` is no offset of a clock"), "", help);
    }
    span.unwrap_or_default()
}

fn company(table: &mut Table<'_>) -> usize {
    let Some(value) = table.optional("company") else { return 0 };
    let index = value.index().unwrap_or_default();
    if index > 1 {
        value.report("a lane has two companies".to_owned(), "0 is its own, 1 the other", None);
    }
    index
}
