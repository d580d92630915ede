use super::evidence_view::{MD, SAMLP, children, roles, text};
use super::{EvidenceView, Judgement, Rule};

/// Core 3.4.1.1 and metadata 2.4.2.
pub(super) const RULE: Rule = Rule {
    name: "request-name-id-format-declared",
    demand: "A Format that is asked for is among the NameIDFormats of the metadata, if that lists any.",
    rows: &["REQ-13", "MD-16"],
    judge,
};

fn judge(view: &EvidenceView<'_>) -> Judgement {
    view.metadata()?;
    let declared = view.entity().map(|entity| roles(entity).flat_map(|role| children(role, MD, "NameIDFormat")));
    let declared: Vec<String> = declared.into_iter().flatten().map(|format| text(format).trim().to_owned()).collect();
    view.each_request(|_, root| {
        let policy = children(root, SAMLP, "NameIDPolicy").next();
        let format = policy.and_then(|policy| policy.attribute("Format"))?;
        let fits = declared.is_empty() || format.ends_with(":unspecified") || declared.iter().any(|one| one == format);
        (!fits).then(|| format!("asked for is `{format}`, declared is `{}`", declared.join("`, `")))
    })
}

#[cfg(test)]
mod tests {
    use super::super::sample::{broken, in_metadata, request};
    use super::RULE;

    #[test]
    fn an_undeclared_format_is_reported() {
        let found = request(RULE, "AllowCreate=", "Format=\"urn:x\" AllowCreate=");
        let declared = "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress";
        assert_eq!(found, [format!("asked for is `urn:x`, declared is `{declared}`")]);
        assert_eq!(request(RULE, "AllowCreate=", &format!("Format=\"{declared}\" AllowCreate=")), [""; 0]);
    }

    #[test]
    fn any_format_may_be_asked_for_where_none_is_declared_and_none_where_any_will_do() {
        let unspecified = "urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified";
        assert_eq!(request(RULE, "AllowCreate=", &format!("Format=\"{unspecified}\" AllowCreate=")), [""; 0]);
        let mut undeclared = in_metadata("md:NameIDFormat", "md:Else");
        let xml = &mut undeclared.messages[0].xml;
        *xml = xml.replace("AllowCreate=", "Format=\"urn:x\" AllowCreate=");
        assert_eq!(broken(RULE, &undeclared), [""; 0]);
    }
}
