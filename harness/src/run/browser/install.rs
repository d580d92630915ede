//! Installing browser and driver: on Debian, as root, by apt-get; elsewhere a message that says what to do.

use std::fs::File;
use std::path::Path;

use tokio::process::Command;

use super::find::{NAMED, PACKAGES, find};
use crate::run::RunError;
use crate::run::error::{BrowserError, FileError};

/// Installs what [`find`] does not find. `say` gets a line for each command that is run.
pub async fn install(headed: bool, say: &dyn Fn(&str)) -> Result<(), RunError> {
    let found = find(headed);
    // Binaries that were named by hand are not ours to install.
    if found.is_ok() || NAMED.iter().any(|variable| std::env::var_os(variable).is_some()) {
        return found.map(|_| ());
    }
    if !Path::new("/usr/bin/apt-get").exists() {
        return Err(BrowserError::NoAptGet.into());
    }
    if !rustix::process::geteuid().is_root() {
        return Err(BrowserError::NotRoot.into());
    }
    let _lock = lock().await?;
    if find(headed).is_ok() {
        return Ok(());
    }
    apt_get(&["update"], say).await?;
    let required = [&["install", "--yes", "--no-install-recommends"], &PACKAGES[..2]].concat();
    apt_get(&required, say).await?;
    // The headless shell only makes runs quicker; older releases of Debian do not have it.
    let optional = ["install", "--yes", "--no-install-recommends", PACKAGES[2]];
    if let Err(error) = apt_get(&optional, say).await {
        say(&format!("{error}; going on with Chromium itself"));
    }
    find(headed).map(|_| ())
}

/// Two runs that start at once must not both call apt-get, which would refuse the second.
async fn lock() -> Result<File, RunError> {
    let path = std::env::temp_dir().join("saml-harness-install.lock");
    let shown = path.clone();
    let locked = tokio::task::spawn_blocking(move || {
        let file = File::create(path)?;
        file.lock()?;
        Ok::<_, std::io::Error>(file)
    });
    let locked = locked.await.map_err(BrowserError::Lock)?;
    Ok(locked.map_err(FileError::at("the lock against two installations at once,", shown))?)
}

async fn apt_get(arguments: &[&str], say: &dyn Fn(&str)) -> Result<(), RunError> {
    say(&format!("apt-get {}", arguments.join(" ")));
    let output = Command::new("apt-get")
        .args(arguments)
        .env("DEBIAN_FRONTEND", "noninteractive")
        .kill_on_drop(true)
        .output()
        .await
        .map_err(BrowserError::AptGet)?;
    if output.status.success() {
        return Ok(());
    }
    let text = String::from_utf8_lossy(&output.stderr);
    let last: Vec<&str> = text.lines().rev().take(5).collect();
    let last_lines = last.into_iter().rev().collect::<Vec<_>>().join("\n  ");
    Err(BrowserError::AptGetFailed { arguments: arguments.join(" "), status: output.status, last_lines }.into())
}
