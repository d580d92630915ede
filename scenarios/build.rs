//! rstest's `#[files]` looks at the folder when the tests are compiled. Without this a scenario file added later
//! would silently not be run.

fn main() {
    for folder in ["catalogue", "guides", "targets/reference/target.toml"] {
        println!("cargo:rerun-if-changed={folder}");
    }
}
