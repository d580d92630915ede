//! `tls` and `ca` of `[sp]`: which certificates of the SP are taken.

use std::path::{Path, PathBuf};

use http_browser::Trust;
use openssl::x509::X509;
use thiserror::Error;

use crate::diagnostic::Table;

/// Certificates of a file that cannot be had.
#[derive(Debug, Error)]
#[allow(missing_docs)]
pub enum CaError {
    #[error("the target file's `ca` `{}` cannot be read", path.display())]
    Unreadable { path: PathBuf, source: std::io::Error },
    #[error("the target file's `ca` `{}` holds no certificate in PEM (`-----BEGIN CERTIFICATE-----`)", path.display())]
    NoCertificate { path: PathBuf },
}

/// The trust as far as the target file itself says it, and the file with further authorities. A file that is not there
/// yet is no fault where the SP is set up by a command, which may make it.
pub(super) fn read_trust(table: &mut Table<'_>, folder: &Path, is_launched: bool) -> (Trust, Option<PathBuf>) {
    let any = table.optional("tls").is_some_and(|value| value.one_of("way to judge certificates", ["any"]) == "any");
    let Some(ca) = table.optional("ca") else { return (Trust { any, ..Trust::default() }, None) };
    if any {
        ca.report("`tls` and `ca` are both given".to_owned(), "every certificate is taken already", None);
    }
    let path = folder.join(ca.text());
    match authorities(&path) {
        Err(CaError::Unreadable { .. }) if is_launched && !path.exists() => {}
        Err(error) if ca.raw().get_ref().is_str() => {
            let help = Some("a relative path begins at the target file".to_owned());
            let source = std::error::Error::source(&error).map(|cause| format!(": {cause}")).unwrap_or_default();
            ca.report(format!("{error}{source}"), "", help);
        }
        _ => {}
    }
    (Trust { any, ..Trust::default() }, Some(path))
}

/// The certificates in the file at `path`, each as PEM.
pub fn authorities(path: &Path) -> Result<Vec<String>, CaError> {
    let text = std::fs::read(path).map_err(|source| CaError::Unreadable { path: path.to_owned(), source })?;
    let found = X509::stack_from_pem(&text).unwrap_or_default();
    let written = found.iter().map(|certificate| certificate.to_pem().ok().and_then(|pem| String::from_utf8(pem).ok()));
    let all: Option<Vec<String>> = written.collect();
    all.filter(|all| !all.is_empty()).ok_or_else(|| CaError::NoCertificate { path: path.to_owned() })
}
