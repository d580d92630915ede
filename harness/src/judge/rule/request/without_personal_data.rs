use url::form_urlencoded;

use super::evidence_view::{base64, each_once};
use super::{EvidenceView, Judgement, Rule};

/// Good practice: what is in a query is in histories and logs (profiles 4.1.3.1 has RelayState tell as little as it can).
pub(super) const RULE: Rule = Rule {
    name: "request-without-personal-data",
    demand: "Neither the request nor RelayState nor the query holds a person's e-mail address.",
    rows: &["REQ-36"],
    judge,
};

fn judge(view: &EvidenceView<'_>) -> Judgement {
    let mut found = Vec::new();
    for request in view.requests()? {
        let message = request.message;
        let relay_state = message.relay_state.clone().unwrap_or_default();
        let unpacked = base64(&relay_state).map(|octets| String::from_utf8_lossy(&octets).into_owned());
        let places = [
            ("the request", message.xml.clone()),
            ("RelayState", relay_state + "\n" + &unpacked.unwrap_or_default()),
            ("the query", unpacked_query(request.query())),
        ];
        for email in view.surroundings().personas.values() {
            let holds = |text: &String| text.to_lowercase().contains(&email.to_lowercase());
            let where_ = places.iter().filter(|(_, text)| holds(text));
            found.extend(where_.map(|(place, _)| format!("{place} holds `{email}`")));
        }
    }
    Ok(each_once(found))
}

fn unpacked_query(query: &str) -> String {
    form_urlencoded::parse(query.as_bytes()).map(|(key, value)| format!("{key}={value}\n")).collect()
}

#[cfg(test)]
mod tests {
    use super::super::sample::{broken, evidence, request};
    use super::RULE;

    #[test]
    fn an_address_is_reported_wherever_it_is() {
        let found = request(RULE, " ID=", " ProviderName=\"Employee@acme.test\" ID=");
        assert_eq!(found, ["the request holds `employee@acme.test`"]);
        let mut evidence = evidence();
        evidence.messages[0].url += "&login_hint=employee%40acme.test";
        evidence.messages[0].relay_state = Some("ZW1wbG95ZWVAYWNtZS50ZXN0".to_owned());
        let told = ["RelayState holds `employee@acme.test`", "the query holds `employee@acme.test`"];
        assert_eq!(broken(RULE, &evidence), told);
    }
}
