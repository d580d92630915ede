//! Attributes: which are there, how they are called, what they hold.

use saml_artefact::Attribute;

use super::super::cause::{Cause, Certainty, Found, Side};
use super::super::customer::{Customer, Place};

const MAP: &str =
    "Add email, firstName and lastName under User Attributes of the application, spelt exactly so, and save it.";

fn attributes<'a>(customer: &Customer<'a>) -> &'a [Attribute] {
    customer.assertion().map(|assertion| assertion.attributes.as_slice()).unwrap_or_default()
}

fn names(customer: &Customer<'_>) -> String {
    attributes(customer).iter().map(|one| one.name.as_str()).collect::<Vec<_>>().join(", ")
}

/// What other vendors call the guide's attributes; only letters and digits are compared.
const OTHER_NAMES: [(&str, &[&str]); 3] = [
    ("email", &["mail", "emailaddress", "useremail", "mailaddress"]),
    ("firstname", &["givenname", "userfirstname", "forename"]),
    ("lastname", &["surname", "sn", "familyname", "userlastname"]),
];

fn plain(name: &str) -> String {
    name.to_lowercase().chars().filter(char::is_ascii_alphanumeric).collect()
}

/// Whether it is one of the guide's under a name of its own.
fn is_other_name(one: &Attribute, wanted: &str) -> bool {
    OTHER_NAMES.iter().any(|(name, others)| *name == wanted && others.contains(&plain(&one.name).as_str()))
}

/// Whether somebody complains of an attribute.
fn is_spoken_of(customer: &Customer<'_>) -> bool {
    customer.told_of("attribute-missing").is_some() || customer.said_words().contains("attribute")
}

fn is_readable(customer: &Customer<'_>) -> bool {
    customer.assertion().is_some() && customer.response().is_some_and(|response| response.is_success())
}

/// Likely when the page speaks of attributes: many SPs need none.
fn rank(customer: &Customer<'_>, found: Found) -> Found {
    let is_good = customer.end.as_ref().is_some_and(|end| end.is_good);
    found.at(if is_spoken_of(customer) && !is_good { Certainty::Likely } else { Certainty::Possible })
}

/// No statement.
pub const NONE: Cause = Cause {
    id: "no-attributes",
    sentence: "No attributes are mapped at all: the assertion has no AttributeStatement.",
    field: "User Attributes",
    place: Place::Acs,
    side: Side::Customer,
    mend: &[],
    also: MAP,
    support: "Say which attributes are needed.",
    cases: &["misconfiguration/attributes-missing"],
    settings: "user_attributes = []\ninclude_groups = false",
    find: |customer| {
        let none = is_readable(customer) && attributes(customer).is_empty();
        none.then(|| rank(customer, Found::certain("email, firstName, lastName", "no attribute")))
    },
};

/// One of the three is not there.
pub const MISSING: Cause = Cause {
    id: "attribute-missing",
    sentence: "An attribute of the guide is not mapped.",
    field: "User Attributes",
    place: Place::Acs,
    side: Side::Customer,
    mend: &[],
    also: MAP,
    support: "Say which attributes are needed.",
    cases: &["misconfiguration/attributes-missing"],
    settings: "user_attributes = [{ name = \"firstName\", value = \"firstname\" }]",
    find: |customer| {
        let wanted = ["email", "firstname", "lastname"];
        let all = attributes(customer);
        // Only where some of the guide's names are used: other SPs have other names.
        let there = |wanted: &&str| all.iter().any(|one| plain(&one.name) == **wanted);
        let missing: Vec<&str> = wanted.into_iter().filter(|name| !there(name)).collect();
        let is_other = all.iter().any(|one| one.name.contains(':') || one.name.contains('/'));
        if !is_readable(customer) || missing.is_empty() || missing.len() == wanted.len() || is_other {
            return None;
        }
        if missing.iter().all(|name| all.iter().any(|one| is_other_name(one, name))) {
            return None;
        }
        Some(rank(customer, Found::certain("email, firstName, lastName", names(customer))))
    },
};

/// No value.
pub const EMPTY: Cause = Cause {
    id: "attribute-empty",
    sentence: "An attribute is there and holds nothing: the field of the user that it is made of is empty.",
    field: "the user's record",
    place: Place::Acs,
    side: Side::Customer,
    mend: &["user-details", "save-user"],
    also: "",
    support: "",
    cases: &["misconfiguration/attribute-empty"],
    settings: "",
    find: |customer| {
        let empty = attributes(customer).iter().find(|one| one.values.iter().all(|value| value.trim().is_empty()))?;
        let found = Found::certain(format!("{} with a value", empty.name), format!("{} without one", empty.name));
        let step = "{ step = \"set\", node = \"AttributeStatement/Attribute[1]/AttributeValue\", text = \"\" }";
        Some(rank(customer, found.with_step(step)))
    },
};

/// Other names.
pub const NAMES: Cause = Cause {
    id: "attribute-names-differ",
    sentence: "An attribute has another name than the guide's: names are compared to the letter.",
    field: "User Attributes",
    place: Place::Acs,
    side: Side::Customer,
    mend: &[],
    also: MAP,
    support: "Say which names are read.",
    cases: &["misconfiguration/attributes-under-vendor-names"],
    settings: "user_attributes = [{ name = \"Email\", value = \"email\" }]",
    find: |customer| {
        let odd = |one: &&Attribute| {
            let low = one.name.trim().to_lowercase();
            let known = ["email", "firstname", "lastname"].contains(&low.as_str());
            let exact = ["email", "firstName", "lastName"].contains(&one.name.as_str());
            let vendor = low.contains("claims/") || low.starts_with("urn:oid:");
            // Such names are right at other SPs: somebody has to complain.
            let other = ["email", "firstname", "lastname"].iter().any(|wanted| is_other_name(one, wanted));
            known && !exact || vendor || one.name.trim() != one.name || other && is_spoken_of(customer)
        };
        // Claims of a vendor's own, as `tenantid`, stand beside the guide's under its names.
        let is_wanted = |one: &&Attribute| {
            let last = plain(one.name.rsplit(['/', ':']).next().unwrap_or_default());
            OTHER_NAMES.iter().any(|(name, others)| last == *name || others.contains(&last.as_str()))
        };
        let all = || attributes(customer).iter().filter(odd);
        let seen = all().find(is_wanted).or_else(|| all().next())?;
        let step = format!(
            "{{ step = \"set\", node = \"AttributeStatement/Attribute[1]/@Name\", text = \"{}\" }}",
            seen.name.replace(['"', '\\'], "")
        );
        Some(rank(customer, Found::certain("email, firstName, lastName", format!("`{}`", seen.name)).with_step(step)))
    },
};

/// Distinguished names and the like.
pub const GROUPS_SHAPE: Cause = Cause {
    id: "groups-in-another-shape",
    sentence: "Groups are sent as distinguished names, identifiers, a link or one joined text, not as one name a value.",
    field: "include group attribute",
    place: Place::Acs,
    side: Side::Customer,
    mend: &[],
    also: "Tick include group attribute of the application, in place of an attribute of your own, and save it.",
    support: "",
    cases: &["misconfiguration/groups-in-another-shape"],
    settings: "",
    find: |customer| {
        let groups = |one: &&Attribute| {
            let low = one.name.to_lowercase();
            low.contains("group") || low.contains("member")
        };
        let odd = |value: &&String| {
            let guid = value.len() == 36 && value.chars().filter(|letter| *letter == '-').count() == 4;
            value.contains("CN=")
                || value.contains("cn=")
                || guid
                || value.starts_with("http")
                || value.contains(',')
                || value.contains(';')
        };
        let mut all = attributes(customer).iter().filter(groups);
        let (name, seen) = all.find_map(|one| Some((&one.name, one.values.iter().find(odd)?)))?;
        let found = Found::certain("one AttributeValue for each group, with its name", seen.clone());
        // A link in place of more than 150 groups, which no service provider follows.
        if name.ends_with("/groups.link") && customer.may_have_failed() {
            return Some(found.at(Certainty::Likely));
        }
        Some(rank(customer, found))
    },
};

/// Hundreds.
pub const MANY_GROUPS: Cause = Cause {
    id: "very-many-groups",
    sentence: "The assertion carries hundreds of groups, which makes the message large.",
    field: "include group attribute",
    place: Place::Acs,
    side: Side::Customer,
    mend: &[],
    also: "Bind only the groups to the application that the service provider needs.",
    support: "Take messages of up to 512 KiB.",
    cases: &["misconfiguration/very-many-groups"],
    settings: "",
    find: |customer| {
        let many = attributes(customer).iter().map(|one| one.values.len()).max()?;
        (many >= 150).then(|| rank(customer, Found::certain("the groups that are needed", format!("{many} groups"))))
    },
};
