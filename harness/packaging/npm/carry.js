// Puts the built program into the package: `npm pack` carries it, and nothing is fetched when the package is installed.
const { chmodSync, copyFileSync } = require("node:fs");
const { join } = require("node:path");

const built = process.env.SAML_HARNESS_BINARY || join(__dirname, "../../../target/release/saml-harness");
const carried = join(__dirname, "bin", "saml-harness");
copyFileSync(built, carried);
chmodSync(carried, 0o755);
