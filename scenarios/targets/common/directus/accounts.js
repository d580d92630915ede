// usage: node accounts.js DATABASE
//
// Adds the role of people who come in by SAML, and their accounts. Directus refuses addresses below .test, at its API and for
// people who come in by SAML for the first time, so the accounts are put into its database.
"use strict";

const { randomUUID } = require("node:crypto");
const sqlite3 = require("sqlite3");

const ROLE = "aaaaaaaa-0000-4000-8000-000000000001"; // As AUTH_SAML_DEFAULT_ROLE_ID in `serve`.
const POLICY = randomUUID();
const PEOPLE = ["employee", "colleague", "victim", "outsider", "admin", "suspended", "staged", "not-victim"].map(
  (name) => `${name}@acme.test`,
);
PEOPLE.push("victim@acme.test.mallory.example");

const database = new sqlite3.Database(process.argv[2]);
const insert = (table, row) => {
  const columns = Object.keys(row);
  const places = columns.map(() => "?").join(", ");
  database.run(`insert into ${table} (${columns.join(", ")}) values (${places})`, Object.values(row), (error) => {
    if (error) throw error;
  });
};

database.serialize(() => {
  insert("directus_roles", { id: ROLE, name: "Employees", icon: "badge" });
  // They may use the Data Studio, which gives them their own record to read.
  insert("directus_policies", { id: POLICY, name: "Employees", icon: "badge", app_access: 1, admin_access: 0, enforce_tfa: 0 });
  insert("directus_access", { id: randomUUID(), role: ROLE, policy: POLICY });
  for (const email of PEOPLE) {
    // `external_identifier` is what people of an identity provider are known by.
    const account = { provider: "saml", external_identifier: email, role: ROLE, status: "active" };
    insert("directus_users", { id: randomUUID(), email, ...account });
  }
});
database.close();
