//! No code but the tests (`tests/`) that run the catalogue, the guides and the reference SP under `cargo test`.
