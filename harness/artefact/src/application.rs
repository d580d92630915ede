//! JumpCloud's application as its API and its admin page write it: `config.<key>.value`.

use serde::Serialize;
use serde_json::Value;

use crate::certificate::Certificate;

/// What a customer set at JumpCloud; what the JSON leaves out is absent.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Application {
    /// `displayLabel`.
    pub label: Option<String>,
    /// Whether it is active.
    pub active: Option<bool>,
    /// `ssoUrl`: the IdP URL.
    pub sso_url: Option<String>,
    /// IdP Entity ID.
    pub idp_entity_id: Option<String>,
    /// SP Entity ID.
    pub sp_entity_id: Option<String>,
    /// ACS URLs, the default one first.
    pub acs_urls: Option<Vec<String>>,
    /// Whether an SP certificate is there.
    pub sp_certificate: Option<bool>,
    /// The IdP's certificate.
    pub idp_certificate: Option<Certificate>,
    /// SAMLSubject NameID.
    pub subject_field: Option<String>,
    /// SAMLSubject NameID Format.
    pub name_id_format: Option<String>,
    /// Signature Algorithm.
    pub signature_algorithm: Option<String>,
    /// Sign Assertion.
    pub sign_assertion: Option<bool>,
    /// Sign Response.
    pub sign_response: Option<bool>,
    /// Declare Redirect Endpoint.
    pub declare_redirect_endpoint: Option<bool>,
    /// Default RelayState.
    pub default_relay_state: Option<String>,
    /// Login URL, formerly IdP-Initiated URL.
    pub login_url: Option<String>,
    /// Names of user and constant attributes with the property or the constant of each.
    pub attributes: Option<Vec<(String, String)>>,
}

impl Application {
    /// Of JSON that looks like an application; none when it is something else. A list gives all that it holds.
    pub(crate) fn all(json: &Value) -> Vec<Self> {
        match json {
            Value::Array(items) => items.iter().take(50).flat_map(Self::all).collect(),
            Value::Object(object) => match object.get("results").or_else(|| object.get("applications")) {
                Some(list) => Self::all(list),
                None => Self::of(json).into_iter().collect(),
            },
            _ => Vec::new(),
        }
    }

    fn of(json: &Value) -> Option<Self> {
        let config = json.get("config").unwrap_or(json);
        // Every field is an object with `value`; people also keep `key: value`.
        let field = |key: &str| {
            let found = config.get(key)?;
            Some(found.get("value").unwrap_or(found))
        };
        let known = ["idpEntityId", "spEntityId", "acsUrl", "signAssertion", "declareRedirectEndpoint"];
        if known.iter().filter(|key| field(key).is_some()).count() < 2 {
            return None;
        }
        let word = |key: &str| field(key).and_then(Value::as_str).map(str::to_owned);
        let flag = |key: &str| field(key).and_then(truth);
        let rows = ["databaseAttributes", "constantAttributes"].into_iter().filter_map(field).map(pairs);
        let rows: Vec<Vec<(String, String)>> = rows.collect();
        Some(Self {
            label: json.get("displayLabel").and_then(Value::as_str).map(str::to_owned),
            active: json.get("active").and_then(truth),
            sso_url: json.get("ssoUrl").and_then(Value::as_str).map(str::to_owned).or_else(|| word("ssoUrl")),
            idp_entity_id: word("idpEntityId"),
            sp_entity_id: word("spEntityId"),
            acs_urls: field("acsUrl").map(acs_urls),
            sp_certificate: word("spCertificate").map(|text| !text.trim().is_empty()),
            idp_certificate: word("idpCertificate").and_then(|text| Certificate::of_text(&text)),
            subject_field: word("subjectField"),
            name_id_format: word("overrideNameIdFormat"),
            signature_algorithm: word("signatureAlgorithm"),
            sign_assertion: flag("signAssertion"),
            sign_response: flag("signResponse"),
            declare_redirect_endpoint: flag("declareRedirectEndpoint"),
            default_relay_state: word("defaultTargetUrl"),
            login_url: word("idpInitUrl"),
            attributes: (!rows.is_empty()).then(|| rows.concat()),
        })
    }
}

fn truth(value: &Value) -> Option<bool> {
    value.as_bool().or_else(|| value.as_str()?.trim().to_lowercase().parse().ok())
}

/// One plain URL, or a list in a string: `[{"index":"0","isDefault":"true","url":"..."}]`.
fn acs_urls(value: &Value) -> Vec<String> {
    let parsed = value.as_str().and_then(|text| serde_json::from_str(text).ok());
    let list: &Value = parsed.as_ref().unwrap_or(value);
    match list {
        Value::Array(items) => {
            let url = |item: &Value| item.as_str().or_else(|| item.get("url")?.as_str()).map(str::to_owned);
            let is_default = |item: &&Value| item.get("isDefault").and_then(truth) == Some(true);
            let first = items.iter().filter(is_default).filter_map(url);
            let rest = items.iter().filter(|item| !is_default(item)).filter_map(url);
            first.chain(rest).collect()
        }
        other => other.as_str().map(str::to_owned).into_iter().collect(),
    }
}

fn pairs(value: &Value) -> Vec<(String, String)> {
    let text = |row: &Value, key: &str| row.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
    value.as_array().into_iter().flatten().map(|row| (text(row, "name"), text(row, "value"))).collect()
}
