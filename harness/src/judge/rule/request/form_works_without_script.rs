use scraper::{ElementRef, Html};

use super::evidence_view::base64;
use super::html::{elements, parse, says};
use super::{EvidenceView, Judgement, Rule};

/// Bindings 3.5.4: a form with method POST and a hidden SAMLRequest; the page may submit itself, and a person whose
/// browser runs no script must be able to.
pub(super) const RULE: Rule = Rule {
    name: "request-form-works-without-script",
    demand: "The page with the request's form has method POST, one hidden SAMLRequest, and a control to send it by hand.",
    rows: &["REQ-24"],
    judge,
};

fn judge(view: &EvidenceView<'_>) -> Judgement {
    let pages = view.pages().into_iter().filter_map(|page| page.html.as_deref()).map(parse);
    let mut held = pages.filter_map(|page| Some(check(form(&page)?)));
    held.next_back().ok_or_else(|| "no page with the form of an AuthnRequest was seen at rest".to_owned())
}

/// The form that has the field SAMLRequest.
fn form(page: &Html) -> Option<ElementRef<'_>> {
    let field = elements(page).find(|element| is_request(*element))?;
    field.ancestors().filter_map(ElementRef::wrap).find(|around| around.value().name() == "form")
}

fn is_request(element: ElementRef<'_>) -> bool {
    element.value().name() == "input" && element.attr("name") == Some("SAMLRequest")
}

fn check(form: ElementRef<'_>) -> Vec<String> {
    let mut found = Vec::new();
    let method = form.attr("method").unwrap_or("GET");
    if !method.eq_ignore_ascii_case("post") {
        found.push(format!("the form has the method {method}"));
    }
    let inside: Vec<ElementRef<'_>> = form.descendants().filter_map(ElementRef::wrap).collect();
    let fields: Vec<_> = inside.iter().filter(|element| is_request(**element)).collect();
    if fields.len() > 1 {
        found.push(format!("the form has {} fields SAMLRequest", fields.len()));
    }
    for field in fields {
        if !says(*field, "type", &["hidden"]) {
            found.push("the field SAMLRequest is not hidden".to_owned());
        }
        if field.attr("value").and_then(base64).is_none_or(|octets| octets.is_empty()) {
            found.push("the value of SAMLRequest is no base64".to_owned());
        }
    }
    if !inside.into_iter().any(submits) {
        found.push("the form has no control to send it by hand".to_owned());
    }
    found
}

fn submits(element: ElementRef<'_>) -> bool {
    match element.value().name() {
        "button" => element.attr("type").is_none() || says(element, "type", &["submit"]),
        "input" => says(element, "type", &["submit", "image"]),
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
    fn what_the_form_lacks_is_reported() {
        let good = r#"<form method="post" action="x"><input type="hidden" name="RelayState" value="x"><input type="hidden" name="SAMLRequest" value="PGEvPg==">
            <noscript><button type="submit">Continue</button></noscript></form>"#;
        assert_eq!(told(good), [""; 0]);
        let field = r#"<input type="hidden" name="SAMLRequest" value="PGEvPg==">"#;
        let twice = told(&format!(r#"<form method="post">{field}{field}<input type="submit"></form>"#));
        assert_eq!(twice, ["the form has 2 fields SAMLRequest"]);
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
