use super::evidence_view::{DS, MD, boolean, children, roles};
use super::schema::{Place, attributes, in_order_repeating};
use super::{EvidenceView, Judgement, Rule};

/// Metadata 2.3.2, 2.4.1, 2.4.2 and 2.4.4: the schema.
pub(super) const RULE: Rule = Rule {
    name: "metadata-fits-schema",
    demand: "Children and attributes of EntityDescriptor, SPSSODescriptor and its parts are those of the schema, in its order.",
    rows: &["MD-01"],
    judge,
};

const ENTITY: &[Place] = &[
    (DS, &["Signature"]),
    (MD, &["Extensions"]),
    (
        MD,
        &[
            "RoleDescriptor",
            "IDPSSODescriptor",
            "SPSSODescriptor",
            "AuthnAuthorityDescriptor",
            "AttributeAuthorityDescriptor",
            "PDPDescriptor",
            "AffiliationDescriptor",
        ],
    ),
    (MD, &["Organization"]),
    (MD, &["ContactPerson"]),
    (MD, &["AdditionalMetadataLocation"]),
];

const ROLE: &[Place] = &[
    (DS, &["Signature"]),
    (MD, &["Extensions"]),
    (MD, &["KeyDescriptor"]),
    (MD, &["Organization"]),
    (MD, &["ContactPerson"]),
    (MD, &["ArtifactResolutionService"]),
    (MD, &["SingleLogoutService"]),
    (MD, &["ManageNameIDService"]),
    (MD, &["NameIDFormat"]),
    (MD, &["AssertionConsumerService"]),
    (MD, &["AttributeConsumingService"]),
];

const OF_ENTITY: &[&str] = &["entityID", "ID", "validUntil", "cacheDuration"];
const OF_ROLE: &[&str] = &[
    "ID",
    "validUntil",
    "cacheDuration",
    "protocolSupportEnumeration",
    "errorURL",
    "AuthnRequestsSigned",
    "WantAssertionsSigned",
];
const OF_SERVICE: &[&str] = &["Binding", "Location", "ResponseLocation", "index", "isDefault"];

fn judge(view: &EvidenceView<'_>) -> Judgement {
    view.each_entity(|entity| {
        let mut found = attributes(entity, &["entityID"], OF_ENTITY);
        found.extend(in_order_repeating(entity, ENTITY));
        for role in roles(entity) {
            found.extend(attributes(role, &["protocolSupportEnumeration"], OF_ROLE));
            found.extend(in_order_repeating(role, ROLE));
            let booleans = ["AuthnRequestsSigned", "WantAssertionsSigned"].into_iter();
            let wrong = booleans.filter_map(|name| Some((name, role.attribute(name)?)));
            let wrong = wrong.filter(|(_, value)| boolean(value).is_none());
            found.extend(wrong.map(|(name, value)| format!("{name} is `{value}`")));
            for service in children(role, MD, "AssertionConsumerService") {
                found.extend(attributes(service, &["Binding", "Location", "index"], OF_SERVICE));
            }
            let keys = children(role, MD, "KeyDescriptor").filter_map(|key| key.attribute("use"));
            let strange = keys.filter(|purpose| !matches!(*purpose, "signing" | "encryption"));
            found.extend(strange.map(|purpose| format!("a KeyDescriptor has the use `{purpose}`")));
        }
        found
    })
}

#[cfg(test)]
mod tests {
    use super::super::sample::metadata;
    use super::RULE;

    #[test]
    fn order_attributes_and_values_are_told() {
        let found = metadata(RULE, "<md:NameIDFormat>", "<md:AssertionConsumerService/><md:NameIDFormat>");
        assert_eq!(
            found,
            [
                "NameIDFormat comes after AssertionConsumerService in SPSSODescriptor",
                "AssertionConsumerService lacks Binding",
                "AssertionConsumerService lacks Location",
                "AssertionConsumerService lacks index",
            ]
        );
        assert_eq!(metadata(RULE, "use=\"signing\"", "use=\"sign\""), ["a KeyDescriptor has the use `sign`"]);
        let wants = metadata(RULE, "WantAssertionsSigned=\"true\"", "WantAssertionsSigned=\"yes\"");
        assert_eq!(wants, ["WantAssertionsSigned is `yes`"]);
    }
}
