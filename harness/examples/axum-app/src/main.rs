//! Serves the shop as its environment says: `PORT`, `SP_BASE_URL`, and `IDP_METADATA`, a file.

use std::error::Error;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let variable = |name: &str| std::env::var(name).map_err(|error| format!("{name}: {error}"));
    let metadata = std::fs::read_to_string(variable("IDP_METADATA")?)?;
    let app = axum_app::app(&metadata, &variable("SP_BASE_URL")?)?;
    let listener = tokio::net::TcpListener::bind(format!("127.0.0.1:{}", variable("PORT")?)).await?;
    println!("ready");
    axum::serve(listener, app).await?;
    Ok(())
}
