//! `saml-harness reproduce FILE...`: from what a customer sends to the step that was missed.

mod run;

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use saml_artefact::{Options, Reading, Redactor, Secret, read};

use super::driving::Driving;
use super::{Failure, catalogue, err, out};
use crate::diagnose::letter::{self, Letter, Ran};
use crate::diagnose::{self, Conclusion, Customer, KnownSp, Repeat};
use crate::target::Target;

/// How the answer is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Form {
    /// Everything, for the terminal
    Text,
    /// To the customer
    Mail,
    /// For support
    Ticket,
    /// For a page
    Markdown,
    /// For machines
    Json,
}

#[derive(Debug, Args)]
pub(super) struct ReproduceArguments {
    /// What the customer sent: metadata, a SAML response, an AuthnRequest or address, a HAR, an export of SAML-tracer,
    /// JumpCloud's application as JSON or copied from its page, settings as code, a certificate, a mail, document or archive with
    /// these in it, the words of a screenshot (`-`: stdin)
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Target file of the SP (the reference SP when absent)
    #[arg(long, value_name = "FILE")]
    target: Option<PathBuf>,
    /// Only diagnose; run nothing
    #[arg(long)]
    no_run: bool,
    /// How the answer is written
    #[arg(long = "as", value_enum, default_value = "text")]
    form: Form,
    /// The SP's private key (PEM), to read encrypted assertions
    #[arg(long, value_name = "FILE")]
    sp_key: Option<PathBuf>,
    /// Where scenario files that repeat it are written (`reproduced` when absent; with `--no-run` only where given)
    #[arg(long, value_name = "DIR")]
    write: Option<PathBuf>,
    #[command(flatten)]
    driving: Driving,
}

/// Prints the answer; 0 when there is one, 3 when the files do not tell or the run had trouble.
pub(super) async fn reproduce(arguments: ReproduceArguments) -> Result<u8, Failure> {
    let options = Options { sp_key: arguments.sp_key.as_deref().map(private_key).transpose()? };
    let readings = readings(&arguments.files, &options)?;
    let mut redactor = Redactor::default();
    readings.iter().for_each(|reading| redactor.learn(reading));
    let target = catalogue::target(arguments.target.as_deref()).map_err(Failure::usage)?;
    let loaded = catalogue::load(&[])?;
    let guide = loaded.guides.iter().find(|guide| guide.name == "jumpcloud").or_else(|| loaded.guides.first());
    let guide = guide.ok_or_else(|| Failure::Usage("there is no guide whose steps could mend anything".to_owned()))?;

    let now = jiff::Timestamp::now();
    let sp = known_sp(&target);
    let library = catalogue::symptoms().map_err(Failure::usage)?;
    // What comes from the customer is redacted before it stands in our sentences and in scenario files.
    let diagnosis = diagnose::diagnose(&readings, &sp, &library, now).redacted(&mut redactor);
    let mut settings = diagnose::settings(&Customer::of(&readings, &sp, &library, now));
    settings.iter_mut().for_each(|setting| setting.value = redactor.text(&setting.value));
    let repeat = diagnosis.first().and_then(|first| diagnose::repeat(first, &settings, diagnosis.end.as_ref()));
    let ran = if arguments.no_run {
        if let (Some(folder), Some(repeat)) = (&arguments.write, &repeat) {
            write(folder, repeat)?;
        }
        Ran::default()
    } else if let Some(repeat) = &repeat {
        let folder = arguments.write.clone().unwrap_or_else(|| PathBuf::from("reproduced"));
        write(&folder, repeat)?;
        run::both(&folder, repeat, &target, diagnosis.end.as_ref(), &arguments.driving).await?
    } else {
        Ran { remark: Some("Nothing was run: nothing found can be repeated.".to_owned()), ..Ran::default() }
    };

    let inventory = inventory(&readings, &redactor);
    let secrets: Vec<Secret> = readings.iter().flat_map(|reading| reading.secrets.clone()).collect();
    let letter = Letter {
        diagnosis: &diagnosis,
        guide,
        settings: &settings,
        inventory: &inventory,
        secrets: &secrets,
        ran: &ran,
    };
    if arguments.form == Form::Json {
        let mut json = letter.json();
        json["receipt"] = serde_json::to_value(redactor.receipt()).map_err(Failure::trouble)?;
        out(&serde_json::to_string_pretty(&json).map_err(Failure::trouble)?);
    } else {
        let text = match arguments.form {
            Form::Mail => letter.mail(),
            Form::Ticket => letter.ticket(),
            Form::Markdown => letter.markdown(),
            Form::Text | Form::Json => letter.text(),
        };
        out(&text);
        secrets.iter().filter(|_| arguments.form == Form::Mail).for_each(|secret| {
            err(&format!("SECRET: {} {}(s) came along: {}", secret.count, secret.kind, secret.advice));
        });
        if arguments.form == Form::Text {
            out("\nTaken out of everything above");
            letter::receipt(&redactor.receipt()).iter().for_each(|line| out(&format!("  {line}")));
        }
    }
    let is_unclear = diagnosis.conclusion == Conclusion::CannotBeTold || ran.same == Some(false);
    Ok(if is_unclear { 3 } else { 0 })
}

fn private_key(path: &Path) -> Result<openssl::pkey::PKey<openssl::pkey::Private>, Failure> {
    let pem = std::fs::read(path).map_err(|error| Failure::Usage(format!("--sp-key `{}`: {error}", path.display())))?;
    openssl::pkey::PKey::private_key_from_pem(&pem).map_err(|_| {
        Failure::Usage(format!("--sp-key `{}` is no private key as PEM without a password", path.display()))
    })
}

/// Every file, read. One that cannot be read is told; the others still say something.
fn readings(files: &[PathBuf], options: &Options) -> Result<Vec<Reading>, Failure> {
    let (mut readings, mut refusals) = (Vec::new(), Vec::new());
    for path in files {
        let name = path.file_name().map_or_else(|| "stdin".to_owned(), |name| name.to_string_lossy().into_owned());
        let bytes = bytes(path).map_err(|error| Failure::Usage(format!("`{}`: {error}", path.display())))?;
        match read(&name, &bytes, options) {
            Ok(reading) => readings.push(reading),
            Err(refusal) => refusals.push(refusal.to_string()),
        }
    }
    if readings.is_empty() {
        return Err(Failure::Usage(refusals.join("\n")));
    }
    refusals.iter().for_each(|refusal| err(refusal));
    Ok(readings)
}

/// A file's bytes, no more than are taken: a file of many gigabytes is not read whole to be refused.
fn bytes(path: &Path) -> std::io::Result<Vec<u8>> {
    use std::io::Read;
    let limit = u64::try_from(saml_artefact::FILE_LIMIT).unwrap_or(u64::MAX) + 1;
    let mut bytes = Vec::new();
    if path == Path::new("-") {
        std::io::stdin().take(limit).read_to_end(&mut bytes)?;
    } else {
        std::fs::File::open(path)?.take(limit).read_to_end(&mut bytes)?;
    }
    Ok(bytes)
}

/// What the target file says the SP is called, where it says so without placeholders.
fn known_sp(target: &Target) -> KnownSp {
    let said = |key: &str| target.sp.get(key).filter(|text| !text.contains('{')).cloned();
    KnownSp { entity_id: said("entity_id"), acs_url: said("acs_url"), wants_assertions_signed: false }
}

fn inventory(readings: &[Reading], redactor: &Redactor) -> Vec<String> {
    let all = readings.iter().flat_map(|reading| &reading.artefacts);
    let lines =
        all.map(|artefact| format!("{}:{}  {}", redactor.file(&artefact.file), artefact.line, artefact.content.name()));
    lines.collect()
}

/// Writes the scenario files below `folder`.
fn write(folder: &Path, repeat: &Repeat) -> Result<(), Failure> {
    for (below, text) in &repeat.files {
        let path = folder.join(below);
        let written = path.parent().map_or(Ok(()), std::fs::create_dir_all);
        written
            .and_then(|()| std::fs::write(&path, text))
            .map_err(|error| Failure::Usage(format!("cannot write `{}`: {error}", path.display())))?;
        err(&format!("wrote {}", path.display()));
    }
    Ok(())
}
