//! `saml-harness demo`: the mock IdP and the reference SP, for a person to click through, with the guide on
//! the screen.

use std::path::PathBuf;

use axum::Router;
use axum::response::Html;
use axum::routing::get;
use clap::Args;
use maud::{DOCTYPE, Markup, html};
use mock_idp::organization::KeyPool;
use tokio::net::TcpListener;

use super::{Failure, catalogue, out};
use crate::guide::{Guide, GuideStep, Place};
use crate::placeholder::Values;
use crate::plan::{Selection, plan};
use crate::run::{EngineName, IdpOptions, IdpServer, ProvisionedSp, RunOptions};

#[derive(Debug, Args)]
pub(super) struct DemoArguments {
    /// Target file of the SP (the reference SP when absent)
    #[arg(long, value_name = "FILE")]
    target: Option<PathBuf>,
    /// Port of the page with the guide (a free one when 0)
    #[arg(long, default_value_t = 0)]
    port: u16,
}

pub(super) async fn demo(arguments: DemoArguments) -> Result<u8, Failure> {
    let loaded = catalogue::load(&[])?;
    let target = catalogue::target(arguments.target.as_deref()).map_err(Failure::usage)?;
    let Some(guide) = loaded.guides.first() else { return Err(Failure::Usage("there is no guide".to_owned())) };
    let filters = vec![format!("guide/{}", guide.name)];
    let selection = Selection { filters, ..Selection::default() };
    let plan = plan(&loaded.scenarios, &loaded.guides, &target, &selection).map_err(Failure::usage)?;
    let Some(case) = plan.cases.iter().find(|case| case.id == format!("guide/{}", guide.name)) else {
        return Err(Failure::Usage("the guide has no case of its own".to_owned()));
    };
    let options = IdpOptions { tls: target.idp_tls, ..IdpOptions::default() };
    let keys = KeyPool::new(4096, super::run::key_cache());
    let idp = IdpServer::start(keys, &options).await.map_err(Failure::trouble)?;
    crate::run::set_up(&target, &|what: &str| out(what)).await.map_err(Failure::trouble)?;
    // It drives no browser and keeps no evidence.
    let sp = RunOptions::new(EngineName::Http, PathBuf::new());
    let provisioned = ProvisionedSp::prepare(&target, &idp, case, &sp, 0, 1).await.map_err(Failure::trouble)?;
    let company = &provisioned.companies[0];
    let mut values = company.values.clone();
    for (name, template) in &guide.values {
        values.set_template(&format!("guide.{name}"), template.clone());
    }
    let page = page(guide, &values, target.login.start.as_str()).into_string();
    let listener = TcpListener::bind(("127.0.0.1", arguments.port))
        .await
        .map_err(|e| Failure::Trouble(format!("port {} cannot be used: {e}", arguments.port)))?;
    let address = listener.local_addr().map_err(Failure::trouble)?;
    out(&format!("open  http://{address}/   (the guide, with every value to type)"));
    out(&format!("  IdP admin portal  {}admin", company.organization.base_url()));
    out(&format!("  SP                {}", values.get("sp.base_url").unwrap_or_default()));
    out("Ctrl-C ends it.");
    let app = Router::new().route("/", get(move || async move { Html(page) }));
    tokio::select! {
        served = axum::serve(listener, app) => served.map_err(Failure::trouble)?,
        _ = tokio::signal::ctrl_c() => {}
    }
    if let Some(sp) = provisioned.sp {
        sp.stop().await;
    }
    Ok(0)
}

/// The guide, with links to both portals and the values to type.
fn page(guide: &Guide, values: &Values, login: &str) -> Markup {
    let admin = values.get("idp.admin_url").unwrap_or_default();
    let sp = values.get("sp.base_url").unwrap_or_default();
    html! {
        (DOCTYPE)
        html lang="en" {
            head { meta charset="utf-8"; title { (guide.title) } style { (maud::PreEscaped(STYLE)) } }
            body {
                h1 { (guide.title) }
                p.links {
                    a href=(admin) target="_blank" { "Admin Portal (mock JumpCloud)" }
                    a href=(sp) target="_blank" { "Service provider" }
                    a href=(format!("{}{login}", sp.trim_end_matches('/'))) target="_blank" { "Company Login" }
                }
                ol { @for step in &guide.steps { (row(step, values)) } }
                p { "Last: open Company Login, and log in at the mock JumpCloud with the e-mail and password above. "
                    "Leave \"Sign Assertion\" or \"Declare Redirect Endpoint\" off to meet the 404." }
            }
        }
    }
}

fn row(step: &GuideStep, values: &Values) -> Markup {
    let typed = typed(step, values);
    html! {
        li class=(if step.at == Place::Idp { "idp" } else { "sp" }) {
            span.place { (if step.at == Place::Idp { "JumpCloud" } else { "SP" }) }
            (step.text)
            @for text in typed { code { (text) } }
        }
    }
}

/// What is typed in a step, filled in where it is known before the guide is followed.
fn typed(step: &GuideStep, values: &Values) -> Vec<String> {
    use crate::action::Action;
    use crate::guide::Work;
    let actions = match &step.work {
        Work::Actions(actions) => actions,
        // At the SP the guide's value of the step's name is typed, where it has one (metadata has none before the export).
        Work::Target(id) => return values.expand(&format!("{{guide.{id}}}")).into_iter().collect(),
    };
    let texts = actions.iter().filter_map(|action| match action.inner() {
        Action::Fill { text, .. } if text != "on" && text != "off" => values.expand(text).ok(),
        Action::Upload { file, .. } => values.expand(file).ok(),
        _ => None,
    });
    texts.collect()
}

const STYLE: &str =
    "body{font:16px/1.5 system-ui,sans-serif;max-width:52rem;margin:2rem auto;padding:0 1rem;color:#1b2b34}
h1{font-size:1.6rem}.links a{display:inline-block;margin-right:1rem;padding:.4rem .8rem;border-radius:.4rem;
background:#0f5c5c;color:#fff;text-decoration:none}li{margin:.5rem 0;padding:.5rem .8rem;border-left:4px solid #0f9d8c;
background:#f2f8f7;border-radius:.3rem}li.sp{border-color:#5b6ee1;background:#f3f4fd}.place{font-size:.75rem;
text-transform:uppercase;letter-spacing:.05em;margin-right:.6rem;color:#567}code{display:inline-block;margin-left:.6rem;
padding:.1rem .4rem;background:#fff;border:1px solid #cdd;border-radius:.3rem;user-select:all}";
