#!/usr/bin/env node
// Runs the program that this package carries, and ends as it ends.
const { spawn } = require("node:child_process");
const { join } = require("node:path");

const child = spawn(join(__dirname, "saml-harness"), process.argv.slice(2), { stdio: "inherit" });
// The terminal sends Ctrl-C to both; the program ends its browsers and SPs, and then this ends.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
child.on("error", (error) => {
  console.error(`error: ${error.message}`);
  process.exit(3);
});
child.on("exit", (code, signal) => (signal ? process.kill(process.pid, signal) : process.exit(code)));
