//! The people and the application that every organization starts with, unless a guide is followed.

use mock_idp::organization::{
    ApplicationSettings, ApplicationSpec, GroupSpec, NamedValue, OrganizationSpec, Sign, SubjectField, UserSpec,
    UserState,
};

use serde::{Deserialize, Serialize};
use strum::{EnumString, IntoStaticStr, VariantArray};

use crate::placeholder::Values;

/// Password of everybody.
pub const PASSWORD: &str = "correct horse battery staple";

/// The application's name under its tile.
pub const DISPLAY_LABEL: &str = "Acme App";

/// The group that the application is for.
pub const GROUP: &str = "Acme SSO";

/// Another group with the application; employee is in both.
const SECOND_GROUP: &str = "Finance";

/// All groups.
pub const GROUPS: [&str; 2] = [GROUP, SECOND_GROUP];

/// One person.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct Persona {
    /// As scenarios call them.
    pub name: &'static str,
    pub first_name: &'static str,
    pub last_name: &'static str,
    pub email: String,
    pub state: UserState,
    /// Names of groups.
    pub groups: &'static [&'static str],
}

const BOUND: &[&str] = &[GROUP];

/// Everybody: name, given name, family name, state, groups.
#[rustfmt::skip]
const PEOPLE: &[(&str, &str, &str, UserState, &[&str])] = &[
    ("employee", "Erin", "Employee", UserState::Active, &[GROUP, SECOND_GROUP]),
    ("colleague", "Colin", "Colleague", UserState::Active, BOUND),
    ("victim", "Vera", "Victim", UserState::Active, BOUND),
    ("outsider", "Otto", "Outsider", UserState::Active, &[]),
    ("admin", "Ada", "Admin", UserState::Active, BOUND),
    ("suspended", "Susan", "Suspended", UserState::Suspended, BOUND),
    ("staged", "Stan", "Staged", UserState::Staged, BOUND),
    ("mallory", "Mallory", "Malone", UserState::Active, BOUND),
    ("victim-suffixed", "Vic", "Suffixed", UserState::Active, BOUND),
    ("not-victim", "Not", "Victim", UserState::Active, BOUND),
];

/// Accounts that an attacker may own, whose addresses hold the victim's: one goes on behind it, the other begins before it.
/// A trick that cuts a name short, or drops its front, makes the victim of them.
pub const NAMESAKES: [&str; 2] = ["victim-suffixed", "not-victim"];

/// The mail domain of `company`, unless the target file names another.
pub fn mail_domain(company: &str) -> String {
    format!("{company}.test")
}

/// All people of a company with this mail domain.
pub fn personas(domain: &str) -> Vec<Persona> {
    let people = PEOPLE.iter().map(|(name, first_name, last_name, state, groups)| Persona {
        name,
        first_name,
        last_name,
        email: email(name, domain),
        state: *state,
        groups,
    });
    people.collect()
}

/// Names of all people.
pub fn persona_names() -> impl Iterator<Item = &'static str> + Clone {
    PEOPLE.iter().map(|(name, ..)| *name)
}

/// What an SP may show of the person who is signed in; the most telling first.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, EnumString, IntoStaticStr, VariantArray,
)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum Fact {
    /// E-mail address.
    Email,
    /// Name that the IdP gives the subject of its assertions, where that is none of the others.
    NameId,
    /// User name.
    Username,
    /// First and last name.
    Name,
    /// First name.
    FirstName,
}

impl Fact {
    /// As target files write it.
    pub fn word(self) -> &'static str {
        self.into()
    }

    /// What it is, in words.
    pub fn in_words(self) -> &'static str {
        match self {
            Self::Email => "e-mail address",
            Self::NameId => "NameID",
            Self::Username => "user name",
            Self::Name => "first and last name",
            Self::FirstName => "first name",
        }
    }
}

/// What an SP may show of a person, other than their e-mail address.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct Facts {
    pub username: String,
    pub first_name: String,
    pub last_name: String,
    /// First and last name.
    pub name: String,
}

/// A whole name in the orders in which it is written: `Erin Employee`, `Employee Erin`, `Employee, Erin`.
pub fn whole_names(first: &str, last: &str) -> [String; 3] {
    [format!("{first} {last}"), format!("{last} {first}"), format!("{last}, {first}")]
}

/// The facts of `persona`; none when nobody is called so. They are the same in every company.
pub fn facts(persona: &str) -> Option<Facts> {
    let (name, first_name, last_name, ..) = PEOPLE.iter().find(|(name, ..)| *name == persona)?;
    Some(Facts {
        username: (*name).to_owned(),
        first_name: (*first_name).to_owned(),
        last_name: (*last_name).to_owned(),
        name: format!("{first_name} {last_name}"),
    })
}

/// Mallory belongs to no company; her address does not change with it. The address of `victim-suffixed` ends in a
/// domain of hers, and begins with the whole address of the victim: an SP that cuts it short takes one for the other.
fn email(persona: &str, domain: &str) -> String {
    match persona {
        "mallory" => "mallory@mallory.example".to_owned(),
        "victim-suffixed" => format!("victim@{domain}.mallory.example"),
        _ => format!("{persona}@{domain}"),
    }
}

/// What an organization of `company` with this mail domain starts with: everybody, both groups, and the application as the guide sets it
/// up. The SP's entity ID, ACS URL and certificate are left to who knows them.
pub fn organization_spec(company: &str, domain: &str) -> OrganizationSpec {
    let groups = vec![GROUP.to_owned(), SECOND_GROUP.to_owned()];
    let application =
        ApplicationSpec { settings: settings(company), groups: groups.clone(), active: true, uploaded_pair: None };
    OrganizationSpec {
        groups: groups.into_iter().map(|name| GroupSpec { name }).collect(),
        users: personas(domain).into_iter().map(user).collect(),
        applications: vec![application],
        ..OrganizationSpec::default()
    }
}

/// The application's settings as the guide leaves them.
pub fn settings(company: &str) -> ApplicationSettings {
    let attribute = |name: &str, property: &str| NamedValue { name: name.to_owned(), value: property.to_owned() };
    ApplicationSettings {
        display_label: DISPLAY_LABEL.to_owned(),
        idp_entity_id: format!("JumpCloud-{company}"),
        sign: Sign::Assertion,
        declare_redirect_endpoint: true,
        user_attributes: vec![
            attribute("email", "email"),
            attribute("firstName", "firstname"),
            attribute("lastName", "lastname"),
        ],
        include_groups: true,
        groups_attribute_name: "memberOf".to_owned(),
        ..ApplicationSettings::default()
    }
}

fn user(persona: Persona) -> UserSpec {
    UserSpec {
        username: persona.name.to_owned(),
        first_name: persona.first_name.to_owned(),
        last_name: persona.last_name.to_owned(),
        company_email: persona.email,
        description: String::new(),
        password: PASSWORD.to_owned(),
        state: persona.state,
        groups: persona.groups.iter().map(|group| (*group).to_owned()).collect(),
    }
}

/// `{company}`, everybody's e-mail, and `{user.*}` for `persona`, where the company has this mail domain.
pub fn values(company: &str, domain: &str, persona: &str) -> Values {
    let mut values = Values::default();
    values.set("company", company);
    for person in personas(domain) {
        values.set(&format!("{}.email", person.name), person.email);
    }
    set_name_ids(&mut values, settings(company).subject_field);
    set_user(&mut values, persona);
    values
}

/// Everybody's `{victim.name_id}`: what the IdP calls the people of the company of `values` when `field` is their NameID.
pub fn set_name_ids(values: &mut Values, field: SubjectField) {
    for (name, first_name, last_name, ..) in PEOPLE {
        let name_id = match field {
            SubjectField::Email => {
                values.get(&format!("{name}.email")).expect("the values of a company hold everybody's address")
            }
            SubjectField::Username => (*name).to_owned(),
            SubjectField::Firstname => (*first_name).to_owned(),
            SubjectField::Lastname => (*last_name).to_owned(),
            // Nobody's user record has a description.
            SubjectField::Description => String::new(),
        };
        values.set(&format!("{name}.name_id"), name_id);
    }
}

/// `{second.victim.email}` and the like: everybody's e-mail in the second company, which has this mail domain; and what its
/// IdP is called.
pub fn set_second_company(values: &mut Values, domain: &str, idp_entity_id: &str) {
    values.set(&format!("{SECOND}idp.entity_id"), idp_entity_id);
    for person in personas(domain) {
        values.set(&format!("{SECOND}{}.email", person.name), person.email);
    }
}

/// What the names of values of the second company begin with.
pub const SECOND: &str = "second.";

/// Makes `persona` of the company of `values` their `{user.*}`.
pub fn set_user(values: &mut Values, persona: &str) {
    let Some(facts) = facts(persona) else { return };
    let email = values.get(&format!("{persona}.email")).expect("the values of a company hold everybody's address");
    values.set("user.name", facts.name);
    values.set("user.first_name", facts.first_name);
    values.set("user.last_name", facts.last_name);
    values.set("user.username", facts.username);
    let name_id = values.get(&format!("{persona}.name_id")).expect("the values of a company hold everybody's NameID");
    values.set("user.name_id", name_id);
    values.set("user.email", email);
    values.set("user.password", PASSWORD);
}
