//! `saml-harness lint FILE...`: what is wrong or risky in the files that customers send.

use std::io::Read;
use std::path::PathBuf;

use clap::{Args, ValueEnum};
use saml_lint::compare::Source;
use saml_lint::output::{self, Linted};
use saml_lint::{Options, Role, Severity, rule};

use super::{Failure, out};

#[derive(Debug, Args)]
pub(super) struct LintArguments {
    /// Metadata, certificates, requests or responses; `-` is the standard input
    #[arg(value_name = "FILE", required_unless_present_any = ["rules", "explain", "compare"])]
    files: Vec<PathBuf>,
    /// Hold two files against each other: metadata, a request, a response, a certificate, or an SP's settings as TOML
    #[arg(long, num_args = 2, value_names = ["FILE", "FILE"], conflicts_with = "files")]
    compare: Option<Vec<PathBuf>>,
    /// How to print what was found
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,
    /// As JSON: the same as `--format json`
    #[arg(long, conflicts_with = "format")]
    json: bool,
    /// Hold certificates, `validUntil` and messages against this time instead of now
    #[arg(long, value_name = "TIME")]
    at: Option<jiff::Timestamp>,
    /// What the files should be: then the other side's metadata is an error
    #[arg(long, value_name = "idp|sp")]
    role: Option<Role>,
    /// Exit status 1 for warnings, too
    #[arg(long, value_name = "WHAT")]
    deny: Option<Deny>,
    /// List the rules
    #[arg(long, conflicts_with = "files")]
    rules: bool,
    /// The rules as a page
    #[arg(long, requires = "rules")]
    markdown: bool,
    /// One rule: what it finds, why that matters, what to do
    #[arg(long, value_name = "RULE", conflicts_with = "files")]
    explain: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    Human,
    Json,
    Sarif,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Deny {
    Warnings,
}

/// 0 where there is no error, 1 where there is one, or a warning with `--deny warnings`; 2 for a file that cannot be read.
pub(super) fn lint(arguments: &LintArguments) -> Result<u8, Failure> {
    if arguments.rules {
        out(rules(arguments).trim_end());
        return Ok(0);
    }
    if let Some(id) = &arguments.explain {
        let rule = rule::find(id).ok_or_else(|| Failure::Usage(unknown(id)))?;
        out(output::explain(rule).trim_end());
        return Ok(0);
    }
    if let Some(files) = &arguments.compare {
        return compared(arguments, files);
    }
    let options = Options { at: arguments.at, role: arguments.role };
    let mut files = Vec::new();
    for path in &arguments.files {
        let report = saml_lint::lint(&read(path)?, &options);
        files.push(Linted { file: path.display().to_string(), report });
    }
    let format = if arguments.json { Format::Json } else { arguments.format };
    out(&print(&files, format)?);
    let limit = if arguments.deny.is_some() { Severity::Warning } else { Severity::Error };
    let refused = files.iter().filter_map(|linted| linted.report.worst()).any(|worst| worst >= limit);
    Ok(u8::from(refused))
}

/// 0 where nothing differs as far as the files can say, 1 where something does.
fn compared(arguments: &LintArguments, files: &[PathBuf]) -> Result<u8, Failure> {
    let mut sources = Vec::new();
    for path in files {
        sources.push(Source::read(&path.display().to_string(), &read(path)?).map_err(Failure::Usage)?);
    }
    let [one, other] = sources.as_slice() else { return Err(Failure::Usage("two files are compared".to_owned())) };
    let comparison = saml_lint::compare::compare(one, other);
    match (arguments.json, arguments.format) {
        (false, Format::Human) => out(output::table(&comparison).trim_end()),
        (false, Format::Sarif) => return Err(Failure::Usage("a comparison is printed as text or JSON".to_owned())),
        _ => out(&serde_json::to_string_pretty(&comparison).map_err(Failure::trouble)?),
    }
    Ok(u8::from(comparison.is_wrong()))
}

fn print(files: &[Linted], format: Format) -> Result<String, Failure> {
    let value = match format {
        Format::Human => return Ok(output::human(files).trim_end().to_owned()),
        Format::Json => output::json(files),
        Format::Sarif => output::sarif(files),
    };
    serde_json::to_string_pretty(&value).map_err(Failure::trouble)
}

/// The bytes of a file, and no more of a large one than is needed to see that it is too large.
fn read(path: &PathBuf) -> Result<Vec<u8>, Failure> {
    let most = saml_lint::LARGEST as u64 + 1;
    let mut bytes = Vec::new();
    let result = if path.as_os_str() == "-" {
        std::io::stdin().take(most).read_to_end(&mut bytes)
    } else {
        std::fs::File::open(path).and_then(|file| file.take(most).read_to_end(&mut bytes))
    };
    result.map_err(|error| Failure::Usage(format!("{} cannot be read: {error}", path.display())))?;
    Ok(bytes)
}

fn rules(arguments: &LintArguments) -> String {
    if arguments.markdown {
        return output::markdown();
    }
    if arguments.json || arguments.format == Format::Json {
        let rows: Vec<serde_json::Value> = rule::all().iter().map(output::rule_as_json).collect();
        return serde_json::to_string_pretty(&rows).unwrap_or_default();
    }
    let width = rule::all().iter().map(|rule| rule.id.len()).max().unwrap_or_default();
    rule::all()
        .iter()
        .map(|rule| format!("{:width$}  {:7}  {}\n", rule.id, rule.severity.to_string(), rule.finds))
        .collect()
}

fn unknown(id: &str) -> String {
    let nearest = rule::all()
        .iter()
        .max_by(|one, other| strsim::jaro_winkler(one.id, id).total_cmp(&strsim::jaro_winkler(other.id, id)));
    let nearest = nearest.map_or("", |rule| rule.id);
    format!("there is no rule `{id}`; did you mean `{nearest}`? `lint --rules` lists them")
}

#[cfg(test)]
mod tests {
    use clap::Parser;
    use mock_idp::organization::{ApplicationSettings, KeyPair};
    use saml_lint::{Options, lint};

    use super::super::{Command, CommandLine};

    /// What the mock IdP exports is JumpCloud's, so only what its settings leave out is found.
    #[test]
    fn what_the_mock_idp_exports_is_healthy_but_for_its_settings() {
        let key = openssl::rsa::Rsa::generate(2048).unwrap();
        let pair = KeyPair::self_signed(openssl::pkey::PKey::from_rsa(key).unwrap(), "acme").unwrap();
        for (redirect, key_use, format, expected) in [
            (true, true, "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress", vec![]),
            (false, true, "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress", vec!["no-redirect-endpoint"]),
            (true, false, "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress", vec!["key-without-use"]),
            (
                true,
                true,
                "urn:oasis:names:tc:SAML:1.0:nameid-format:unspecified",
                vec!["name-id-format-jumpcloud-default"],
            ),
        ] {
            let settings = ApplicationSettings {
                idp_entity_id: "JumpCloud-acme".to_owned(),
                declare_redirect_endpoint: redirect,
                declare_key_use: key_use,
                name_id_format: format.to_owned(),
                ..ApplicationSettings::default()
            };
            let xml = mock_idp::message::metadata::write(&settings, &pair, "https://sso.jumpcloud.com/saml2/acme-app");
            let found: Vec<&str> =
                lint(xml.as_bytes(), &Options::default()).findings.iter().map(|finding| finding.rule).collect();
            assert_eq!(found, expected);
        }
    }

    /// Exit status of a call, or what is wrong with it.
    fn status(arguments: &[&str]) -> Result<u8, String> {
        let words = ["saml-harness", "lint"].iter().chain(arguments);
        let line = CommandLine::try_parse_from(words).map_err(|error| error.to_string())?;
        let Command::Lint(arguments) = line.command else { return Err("another command".to_owned()) };
        super::lint(&arguments).map_err(|failure| format!("{failure:?}"))
    }

    #[test]
    fn the_exit_status_follows_from_the_worst_finding() {
        let folder = tempfile::tempdir().unwrap();
        let file = |name: &str, text: &str| {
            let path = folder.path().join(name);
            std::fs::write(&path, text).unwrap();
            path.display().to_string()
        };
        let request = |issuer: &str, destination: &str| {
            format!(
                r#"<p:AuthnRequest xmlns:p="urn:oasis:names:tc:SAML:2.0:protocol" ID="_1" Version="2.0" Destination="{destination}">{issuer}</p:AuthnRequest>"#
            )
        };
        let issuer = r#"<a:Issuer xmlns:a="urn:oasis:names:tc:SAML:2.0:assertion">sp</a:Issuer>"#;
        let healthy = file("healthy.xml", &request(issuer, "https://idp.example/sso"));
        let warned = file("warned.xml", &request(issuer, "http://idp.example/sso"));
        let wrong = file("wrong.xml", &request("", "https://idp.example/sso"));
        assert_eq!(status(&[&healthy]), Ok(0));
        assert_eq!(status(&[&warned, "--json"]), Ok(0));
        assert_eq!(status(&[&warned, "--deny", "warnings"]), Ok(1));
        assert_eq!(status(&[&healthy, &wrong, "--format", "sarif"]), Ok(1));
        let settings = file("sp.toml", "entity_id = \"sp\"\n");
        assert_eq!(status(&["--compare", &healthy, &settings]), Ok(0));
        let settings = file("other.toml", "entity_id = \"other\"\n");
        assert_eq!(status(&["--compare", &healthy, &settings, "--json"]), Ok(1));
        assert_eq!(status(&["--rules"]), Ok(0));
        assert_eq!(status(&["--explain", "no-redirect-endpoint"]), Ok(0));
        assert!(status(&["--explain", "no-redirect"]).unwrap_err().contains("did you mean `no-redirect-endpoint`"));
        assert!(status(&["missing.xml"]).unwrap_err().contains("missing.xml cannot be read"));
        assert!(status(&[]).unwrap_err().contains("FILE"));
        assert!(status(&[&healthy, "--at", "yesterday"]).unwrap_err().contains("--at"));
    }
}
