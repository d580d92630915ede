use super::html::{Tag, tags};
use super::seen::base64;
use super::{Judgement, Rule, Seen};

/// Bindings 3.5.4: a form with method POST and a hidden SAMLRequest; the page may submit itself, and a person whose
/// browser runs no script must be able to.
pub(super) const RULE: Rule = Rule {
    name: "request-form-works-without-script",
    demand: "The page with the request's form has method POST, one hidden SAMLRequest, and a control to send it by hand.",
    rows: &["REQ-24"],
    judge,
};

fn judge(seen: &Seen<'_>) -> Judgement {
    let mut forms = seen.pages().into_iter().filter_map(|page| form(&tags(page.html.as_deref()?)));
    let form = forms.next_back().ok_or("no page with the form of an AuthnRequest was seen at rest")?;
    Ok(hold(&form))
}

/// The tags of the form that has the field SAMLRequest.
fn form(tags: &[Tag]) -> Option<Vec<Tag>> {
    let field = tags.iter().position(is_request)?;
    let start = tags.iter().take(field).rposition(|tag| tag.name == "form" && !tag.end)?;
    let length = tags.iter().skip(start).position(|tag| tag.name == "form" && tag.end);
    Some(tags.iter().skip(start).take(length.unwrap_or(usize::MAX)).cloned().collect())
}

fn is_request(tag: &Tag) -> bool {
    tag.name == "input" && tag.attribute("name") == Some("SAMLRequest")
}

fn hold(form: &[Tag]) -> Vec<String> {
    let mut found = Vec::new();
    let method = form.first().and_then(|form| form.attribute("method")).unwrap_or("GET");
    if !method.eq_ignore_ascii_case("post") {
        found.push(format!("the form has the method {method}"));
    }
    let fields: Vec<&Tag> = form.iter().filter(|tag| is_request(tag)).collect();
    if fields.len() > 1 {
        found.push(format!("the form has {} fields SAMLRequest", fields.len()));
    }
    for field in fields {
        if !field.attribute("type").is_some_and(|kind| kind.eq_ignore_ascii_case("hidden")) {
            found.push("the field SAMLRequest is not hidden".to_owned());
        }
        if field.attribute("value").and_then(base64).is_none_or(|octets| octets.is_empty()) {
            found.push("the value of SAMLRequest is no base64".to_owned());
        }
    }
    if !form.iter().any(submits) {
        found.push("the form has no control to send it by hand".to_owned());
    }
    found
}

fn submits(tag: &Tag) -> bool {
    let kind = tag.attribute("type").map(str::to_ascii_lowercase);
    match tag.name.as_str() {
        "button" => !tag.end && kind.is_none_or(|kind| kind == "submit"),
        "input" => kind.is_some_and(|kind| kind == "submit" || kind == "image"),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::super::sample::{broken, evidence, idle};
    use super::RULE;

    fn told(html: &str) -> Vec<String> {
        let mut evidence = evidence();
        evidence.steps[1].page.html = Some(html.to_owned());
        broken(RULE, &evidence)
    }

    #[test]
    fn what_the_form_lacks_is_told() {
        let good = r#"<form method="post" action="x"><input type="hidden" name="SAMLRequest" value="PGEvPg==">
            <noscript><button type="submit">Continue</button></noscript></form>"#;
        assert_eq!(told(good), [""; 0]);
        let told = told(r#"<form><input name="SAMLRequest" value="<a/>"></form><button>Elsewhere</button>"#);
        assert_eq!(
            told,
            [
                "the form has the method GET",
                "the field SAMLRequest is not hidden",
                "the value of SAMLRequest is no base64",
                "the form has no control to send it by hand",
            ]
        );
        assert_eq!(idle(RULE, &evidence()), "no page with the form of an AuthnRequest was seen at rest");
    }
}
