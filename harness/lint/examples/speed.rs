//! Lints a file, or 5 MiB of metadata that is made here, and prints how long that took and what memory it needed:
//! `cargo run --release --package saml-lint --example speed [FILE]`.
#![allow(clippy::print_stdout, clippy::unwrap_used)]

use std::time::Instant;

fn main() {
    let bytes = std::env::args().nth(1).map_or_else(made, |file| std::fs::read(file).unwrap());
    let start = Instant::now();
    let report = saml_lint::lint(&bytes, &saml_lint::Options::default());
    println!("{} bytes, {}, {} findings in {:?}", bytes.len(), report.kind, report.findings.len(), start.elapsed());
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    status.lines().filter(|line| line.starts_with("VmHWM")).for_each(|line| println!("{line}"));
}

/// As many IdPs as 5 MiB hold.
fn made() -> Vec<u8> {
    let one = include_str!("../tests/healthy/jumpcloud.xml");
    let entity = &one[one.find("<md:EntityDescriptor").unwrap()..];
    let mut text = String::from("<md:EntitiesDescriptor xmlns:md=\"urn:oasis:names:tc:SAML:2.0:metadata\">");
    let mut number = 0;
    while text.len() < 5 << 20 {
        text += &entity.replace("JumpCloud-acme", &format!("JumpCloud-{number}"));
        number += 1;
    }
    text += "</md:EntitiesDescriptor>";
    text.into_bytes()
}
