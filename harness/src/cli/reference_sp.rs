//! `saml-harness reference-sp`: the SP that runs without `--target` are against, in a process of its own.

use clap::Args;

use super::Failure;

#[derive(Debug, Args)]
pub(super) struct ReferenceSpArguments {
    /// Port on loopback (a free one when 0)
    #[arg(long, env = "PORT", default_value_t = 0)]
    port: u16,
    /// Where browsers reach it (http://127.0.0.1:PORT when absent)
    #[arg(long, value_name = "URL", env = "SP_BASE_URL")]
    base_url: Option<String>,
    /// Switch a weakness on
    #[arg(long, value_name = "NAME", env = "SP_WEAKNESS")]
    weakness: Option<String>,
    /// List the weaknesses, each as a name, a tab and a sentence, and end
    #[arg(long)]
    weaknesses: bool,
    /// Switch a manner on
    #[arg(long, value_name = "NAME", env = "SP_MANNER")]
    manner: Option<String>,
    /// List the manners, each as a name, a tab and a sentence, and end
    #[arg(long)]
    manners: bool,
    /// Write the list as JSON: each with its name and sentence
    #[arg(long)]
    json: bool,
}

#[cfg(feature = "reference-sp")]
pub(super) async fn reference_sp(arguments: ReferenceSpArguments) -> Result<u8, Failure> {
    if arguments.weaknesses {
        return listed(reference_sp::weaknesses(), arguments.json);
    }
    if arguments.manners {
        return listed(reference_sp::manners(), arguments.json);
    }
    if arguments.json {
        return Err(Failure::Usage("`--json` goes with `--weaknesses` or `--manners`; add one of them".to_owned()));
    }
    let (weakness, manner) = (arguments.weakness.as_deref(), arguments.manner.as_deref());
    if let Some(name) = weakness {
        super::weakness::check(name)?;
    }
    if let Some(name) = manner {
        super::manner::check(name)?;
    }
    let served = reference_sp::serve(arguments.port, arguments.base_url.as_deref(), weakness, manner).await;
    served.map(|()| 0).map_err(|error| Failure::Trouble(error.to_string()))
}

/// Lists names with their sentences.
#[cfg(feature = "reference-sp")]
fn listed<'a>(all: impl Iterator<Item = (&'a str, &'a str)>, as_json: bool) -> Result<u8, Failure> {
    if as_json {
        let rows: Vec<_> =
            all.map(|(name, sentence)| serde_json::json!({ "name": name, "sentence": sentence })).collect();
        super::out(&serde_json::to_string_pretty(&rows).map_err(Failure::trouble)?);
    } else {
        all.for_each(|(name, sentence)| super::out(&format!("{name}\t{sentence}")));
    }
    Ok(0)
}

#[cfg(not(feature = "reference-sp"))]
pub(super) async fn reference_sp(_: ReferenceSpArguments) -> Result<u8, Failure> {
    Err(super::weakness::not_built_in())
}
