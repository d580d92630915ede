//! Installing browser and driver: on Debian, as root, by apt-get; elsewhere a message that says what to do.

use std::fs::File;
use std::path::Path;

use tokio::process::Command;

use super::find::{NAMED, PACKAGES, find};
use crate::run::RunError;

/// Installs what [`find`] does not find. `say` gets a line for each command that is run.
pub async fn install(headed: bool, say: &dyn Fn(&str)) -> Result<(), RunError> {
    let found = find(headed);
    // Binaries that were named by hand are not ours to install.
    if found.is_ok() || NAMED.iter().any(|variable| std::env::var_os(variable).is_some()) {
        return found.map(|_| ());
    }
    if !Path::new("/usr/bin/apt-get").exists() {
        return Err(RunError::Browser(format!(
            "this machine has no apt-get; install Chromium and a chromedriver of the same version (Debian's \
             packages are {}) and put them on PATH",
            PACKAGES.join(", ")
        )));
    }
    if !rustix::process::geteuid().is_root() {
        return Err(RunError::Browser(format!(
            "only root may install packages; run `sudo apt-get install {}` and start again without --install-browser",
            PACKAGES.join(" ")
        )));
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
    let shown = path.display().to_string();
    let locked = tokio::task::spawn_blocking(move || {
        let file = File::create(path)?;
        file.lock()?;
        Ok::<_, std::io::Error>(file)
    });
    let failed = |e: &dyn std::fmt::Display| RunError::Browser(format!("`{shown}` cannot be locked: {e}"));
    locked.await.map_err(|e| failed(&e))?.map_err(|e| failed(&e))
}

async fn apt_get(arguments: &[&str], say: &dyn Fn(&str)) -> Result<(), RunError> {
    say(&format!("apt-get {}", arguments.join(" ")));
    let output = Command::new("apt-get")
        .args(arguments)
        .env("DEBIAN_FRONTEND", "noninteractive")
        .kill_on_drop(true)
        .output()
        .await
        .map_err(|e| RunError::Browser(format!("apt-get cannot be run: {e}")))?;
    if output.status.success() {
        return Ok(());
    }
    let text = String::from_utf8_lossy(&output.stderr);
    let last: Vec<&str> = text.lines().rev().take(5).collect();
    let last = last.into_iter().rev().collect::<Vec<_>>().join("\n  ");
    Err(RunError::Browser(format!("`apt-get {}` failed ({}):\n  {last}", arguments.join(" "), output.status)))
}
