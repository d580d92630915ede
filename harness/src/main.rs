//! The binary `saml-harness`.

use std::process::ExitCode;

#[tokio::main]
async fn main() -> ExitCode {
    tracing_subscriber::fmt()
        .with_env_filter(tracing_subscriber::EnvFilter::from_env("SAML_HARNESS_LOG"))
        .with_writer(std::io::stderr)
        .init();
    saml_harness::cli::main().await
}
