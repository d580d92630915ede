//! Where the last report of this user is, for commands that are not told.

use std::fs;
use std::path::{Path, PathBuf};

use super::Failure;

const FILE: &str = "last-report";

/// Remembers `report`. That is a convenience, so a cache that cannot be written is no trouble.
pub(super) fn remember(report: &Path) {
    let Some(cache) = cache() else { return };
    let whole = fs::canonicalize(report).unwrap_or_else(|_| report.to_owned());
    let written = fs::create_dir_all(&cache).and_then(|()| fs::write(cache.join(FILE), whole.display().to_string()));
    if let Err(error) = written {
        tracing::debug!("the place of the report is not remembered: {error}");
    }
}

/// The folder named on the command line, or the one that the last run wrote.
pub(super) fn or_last(named: Option<&Path>) -> Result<PathBuf, Failure> {
    if let Some(named) = named {
        return Ok(named.to_owned());
    }
    let last = cache().and_then(|cache| fs::read_to_string(cache.join(FILE)).ok()).map(PathBuf::from);
    last.filter(|folder| folder.is_dir()).ok_or_else(|| {
        Failure::Usage("there is no report of an earlier run; name its folder with `--report DIR`".to_owned())
    })
}

fn cache() -> Option<PathBuf> {
    super::run::key_cache().and_then(|keys| keys.parent().map(Path::to_owned))
}
