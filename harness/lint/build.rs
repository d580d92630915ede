//! Makes the list of rules out of the files of `src/rule`: a rule is its file and its `mod` line.

use std::fmt::Write;
use std::path::Path;
use std::{env, fs};

fn main() {
    println!("cargo::rerun-if-changed=src/rule");
    let folder = fs::read_dir("src/rule").expect("the rules are there");
    let names = folder.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
    let mut names: Vec<String> = names
        .filter_map(|name| name.strip_suffix(".rs").map(str::to_owned))
        .filter(|name| !matches!(name.as_str(), "mod" | "context"))
        .collect();
    names.sort();
    let mut list = String::from("static ALL: &[Rule] = &[\n");
    for name in names {
        let _ = writeln!(list, "    {name}::RULE,");
    }
    list.push_str("];\n");
    let folder = env::var("OUT_DIR").expect("Cargo says where to write");
    fs::write(Path::new(&folder).join("rules.rs"), list).expect("the folder can be written to");
}
