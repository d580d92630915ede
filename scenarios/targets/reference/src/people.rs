//! Companies and their people, preset, and who an assertion means.

use crate::refusal::Refusal;
use crate::response::AssertionFields;

/// A person who has an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Person {
    /// E-mail address.
    pub email: &'static str,
    /// Full name.
    pub name: &'static str,
}

impl Person {
    /// Login name: what stands before the `@`.
    pub fn username(&self) -> &'static str {
        self.email.split('@').next().unwrap_or(self.email)
    }
}

/// A company with its members.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Company {
    /// Its short name, as in addresses.
    pub name: &'static str,
    /// Its name for people.
    pub title: &'static str,
    /// Its members.
    pub members: &'static [Person],
}

/// All companies.
pub const COMPANIES: &[Company] = &[
    Company {
        name: "acme",
        title: "Acme",
        members: &[
            Person { email: "employee@acme.test", name: "Erin Employee" },
            Person { email: "colleague@acme.test", name: "Colin Colleague" },
            Person { email: "victim@acme.test", name: "Vera Victim" },
            Person { email: "outsider@acme.test", name: "Otto Outsider" },
            Person { email: "admin@acme.test", name: "Ada Admin" },
            Person { email: "suspended@acme.test", name: "Susan Suspended" },
            Person { email: "staged@acme.test", name: "Stan Staged" },
        ],
    },
    Company {
        name: "globex",
        title: "Globex",
        members: &[
            Person { email: "employee@globex.test", name: "Gina Globex" },
            Person { email: "colleague@globex.test", name: "Carl Colleague" },
            Person { email: "victim@globex.test", name: "Viola Victim" },
            Person { email: "outsider@globex.test", name: "Olga Outsider" },
            Person { email: "admin@globex.test", name: "Gus Admin" },
            Person { email: "suspended@globex.test", name: "Sven Suspended" },
            Person { email: "staged@globex.test", name: "Stella Staged" },
        ],
    },
];

/// The company of that short name.
pub fn company(name: &str) -> Option<&'static Company> {
    COMPANIES.iter().find(|company| company.name == name)
}

/// Which of the companies somebody who types this e-mail address at Company Login belongs to. Here case does not
/// matter; at the ACS it does.
pub fn company_of(companies: &'static [Company], email: &str) -> Option<&'static Company> {
    let email = email.trim();
    companies.iter().find(|company| company.members.iter().any(|person| person.email.eq_ignore_ascii_case(email)))
}

/// Formats whose names have no meaning but that of a name (saml-core-2.0 8.3.7, 8.3.8).
const OPAQUE: &[&str] =
    &["urn:oasis:names:tc:SAML:2.0:nameid-format:persistent", "urn:oasis:names:tc:SAML:2.0:nameid-format:transient"];

/// The member whom the assertion means: the NameID when it is an e-mail address, else the attribute `email` or
/// `mail`. Matched to the letter, and only among the members of the company whose IdP speaks.
pub fn subject(company: &Company, assertion: &AssertionFields) -> Result<Person, Refusal> {
    let name_id = assertion.name_id.as_ref();
    let opaque = name_id.and_then(|name_id| name_id.format.as_deref()).is_some_and(|one| OPAQUE.contains(&one));
    let name_id = name_id.map(|name_id| name_id.value.as_str()).unwrap_or_default();
    let email = if name_id.contains('@') && !opaque {
        name_id
    } else {
        let attributes = assertion.attributes.iter();
        let mut emails = attributes.filter(|attribute| ["email", "mail"].contains(&attribute.name.as_str()));
        let values = emails.next().map(|attribute| attribute.values.as_slice()).unwrap_or_default();
        match (values, emails.next()) {
            ([email], None) => email.as_str(),
            _ => {
                return Err(Refusal::new(
                    "person",
                    format!("neither `{name_id}` nor one attribute is an e-mail address"),
                ));
            }
        }
    };
    let found = company.members.iter().find(|person| person.email == email);
    found
        .copied()
        .ok_or_else(|| Refusal::new("person", format!("no member of {} has the e-mail `{email}`", company.name)))
}
