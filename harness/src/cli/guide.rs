//! `saml-harness guide [FILE]`: a set-up guide as Markdown for customers, or as JSON for programs.

use std::path::Path;

use clap::Args;

use super::{Failure, catalogue, out};
use crate::guide::{self, Guide};

#[derive(Debug, Args)]
pub(super) struct GuideArguments {
    /// A guide's file, or the name of a shipped one
    #[arg(default_value = "jumpcloud")]
    file: String,
    /// As JSON: the steps, what is seen when one goes wrong, and the mends
    #[arg(long)]
    json: bool,
}

pub(super) fn guide(arguments: &GuideArguments) -> Result<u8, Failure> {
    let guide = named(&arguments.file)?;
    if arguments.json {
        out(&serde_json::to_string_pretty(&guide::facts(&guide)).map_err(Failure::trouble)?);
    } else {
        out(guide::page(&guide).trim_end());
    }
    Ok(0)
}

fn named(name: &str) -> Result<Guide, Failure> {
    let path = Path::new(name);
    if path.is_file() {
        return guide::load(path).map_err(Failure::usage);
    }
    let guides = catalogue::load(&[])?.guides;
    let names: Vec<&str> = guides.iter().map(|guide| guide.name.as_str()).collect();
    let help = crate::diagnostic::help_for(name, names.iter().copied()).unwrap_or_default();
    let missing = format!("`{name}` is no file, and no shipped guide has this name; {help}");
    guides.into_iter().find(|guide| guide.name == name).ok_or(Failure::Usage(missing))
}
