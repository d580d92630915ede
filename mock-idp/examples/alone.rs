//! The mock IdP in a program of one's own: a customer, a flipped toggle, and what went over the wire.
#![allow(clippy::print_stdout)]

use std::error::Error;

use mock_idp::MockIdp;
use mock_idp::organization::{SettingsPatch, Sign};

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let idp = MockIdp::start().await?;
    let acme = idp
        .organization("acme")
        .user("erin@acme.test", "her password")
        .application("Orders", "https://orders.test/metadata", "https://orders.test/acs")
        .make()?;
    println!("log in at   {}userconsole", acme.base_url());
    println!("metadata    {}", acme.metadata_url("orders"));

    acme.configure("Orders", &SettingsPatch { sign: Some(Sign::Both), ..SettingsPatch::default() });
    println!("both parts are signed from now on; Ctrl-C ends it and shows the messages");
    tokio::signal::ctrl_c().await?;
    for message in acme.journal().since(0) {
        println!("{:?} {}\n{}", message.direction, message.url, message.xml);
    }
    Ok(())
}
