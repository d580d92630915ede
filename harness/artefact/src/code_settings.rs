//! Settings as code, files and scripts write them: Terraform, PowerShell, YAML, TOML, `.env`, arrays of PHP, objects of JavaScript.
//!
//! Read is a line with a name and a value. Names are compared without what stands between their words, so that
//! `declare_redirect_endpoint`, `declareRedirectEndpoint` and `Declare-Redirect-Endpoint` are one.

use std::sync::LazyLock;

use regex::Regex;

use crate::application::Application;
use crate::pattern::pattern;
use crate::sp_settings::SpSettings;

/// Name, `=`, `:` or `=>`, value; in quotation marks or not.
static PAIR: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r#"^(\s*)(?:-\s+|export\s+|\$env:|\$)?["']?([A-Za-z][A-Za-z0-9_.-]*)["']?\s*(?:=>|:|=)\s*(.*?)\s*[,;]?\s*$"#,
    )
});

/// One line.
#[derive(Debug)]
struct Pair {
    /// Counted from 0.
    line: usize,
    /// Names of the blocks around it and its own, without separators and in lower case.
    path: Vec<String>,
    value: String,
}

impl Pair {
    fn name(&self) -> &str {
        self.path.last().map(String::as_str).unwrap_or_default()
    }

    /// Whether a block around it has one of these words in its name.
    fn is_within(&self, words: &[&str]) -> bool {
        let around = &self.path[..self.path.len().saturating_sub(1)];
        around.iter().any(|block| words.iter().any(|word| block.contains(word)))
    }
}

/// What was read, with the lines of it, counted from 0.
#[derive(Debug, Default)]
pub(crate) struct Found {
    pub(crate) application: Option<Application>,
    pub(crate) sp_settings: Option<SpSettings>,
    pub(crate) taken: Vec<usize>,
}

/// Takes the value of a line into the application.
type Setter = fn(&mut Application, &str);
/// What marks JumpCloud's application; one of them alone may be anything.
const OF_JUMPCLOUD: &[(&str, Setter)] = &[
    ("declareredirectendpoint", |one, value| one.declare_redirect_endpoint = truth(value)),
    ("signassertion", |one, value| one.sign_assertion = truth(value)),
    ("signresponse", |one, value| one.sign_response = truth(value)),
    ("displaylabel", |one, value| one.label = Some(value.to_owned())),
    ("subjectfield", |one, value| one.subject_field = Some(value.to_owned())),
    ("overridenameidformat", |one, value| one.name_id_format = Some(value.to_owned())),
    ("defaulttargeturl", |one, value| one.default_relay_state = Some(value.to_owned())),
    ("idpiniturl", |one, value| one.login_url = Some(value.to_owned())),
];
/// What it has, too, and others as well.
const WITH_OTHERS: &[(&str, Setter)] = &[
    ("active", |one, value| one.active = truth(value)),
    ("ssourl", |one, value| one.sso_url = Some(value.to_owned())),
    ("idpentityid", |one, value| one.idp_entity_id = Some(value.to_owned())),
    ("spentityid", |one, value| one.sp_entity_id = Some(value.to_owned())),
    ("acsurl", |one, value| one.acs_urls.get_or_insert_default().extend(urls(value))),
    ("acsurls", |one, value| one.acs_urls.get_or_insert_default().extend(urls(value))),
    ("nameidformat", |one, value| one.name_id_format = Some(value.to_owned())),
    ("signaturealgorithm", |one, value| one.signature_algorithm = Some(value.to_owned())),
];

/// How many lines make settings.
const ENOUGH: usize = 2;

/// The settings in `text`.
pub(crate) fn read(text: &str) -> Found {
    let pairs = pairs(text);
    let is_one = |pair: &&Pair, all: &[(&str, Setter)]| all.iter().any(|(name, _)| *name == pair.name());
    let marks = pairs.iter().filter(|pair| is_one(pair, OF_JUMPCLOUD)).count();
    let others = pairs.iter().filter(|pair| is_one(pair, WITH_OTHERS)).count();
    let mut found = Found::default();
    if marks >= 1 && marks + others >= ENOUGH {
        let mut application = Application::default();
        for pair in &pairs {
            let known = OF_JUMPCLOUD.iter().chain(WITH_OTHERS).find(|(name, _)| *name == pair.name());
            if let Some((_, set)) = known.filter(|_| !is_variable(&pair.value)) {
                set(&mut application, &pair.value);
                found.taken.push(pair.line);
            }
        }
        found.application = Some(application);
        return found;
    }
    let mut settings = SpSettings::default();
    // Where the service provider's own name is called issuer, the IdP's has another name (node-saml).
    let is_own_issuer = pairs.iter().any(|pair| ["entrypoint", "idpissuer", "callbackurl"].contains(&pair.name()));
    for pair in pairs.iter().filter(|pair| !pair.value.is_empty() && !is_variable(&pair.value)) {
        if let Some(field) = field(pair, is_own_issuer, &mut settings) {
            // What was said first stays: examples and defaults follow.
            field.get_or_insert_with(|| pair.value.clone());
            found.taken.push(pair.line);
        }
    }
    let is_stored = settings.issuer.is_some() || settings.sso_url.is_some();
    if is_stored && found.taken.len() >= ENOUGH {
        found.sp_settings = Some(settings);
    } else {
        found.taken.clear();
    }
    found
}

/// The field that a line of a service provider's settings is about.
fn field<'a>(pair: &Pair, is_own_issuer: bool, settings: &'a mut SpSettings) -> Option<&'a mut Option<String>> {
    let name = pair.name();
    let ends = |words: &[&str]| words.iter().any(|word| name.ends_with(word));
    let of_idp = pair.is_within(&["idp", "identityprovider", "assertingparty"]);
    let of_acs = pair.is_within(&["acs", "assertionconsumer"]);
    let of_sso = pair.is_within(&["singlesignon", "ssoservice", "sso"]) && of_idp;
    match name {
        "url" | "location" if of_acs => Some(&mut settings.acs_url),
        "url" | "location" if of_sso => Some(&mut settings.sso_url),
        "entityid" if of_idp => Some(&mut settings.issuer),
        "issuer" if !is_own_issuer => Some(&mut settings.issuer),
        _ if ends(&["idpentityid", "idpissuer", "identityproviderissuer", "identityproviderentityid"]) => {
            Some(&mut settings.issuer)
        }
        _ if ends(&[
            "ssourl",
            "entrypoint",
            "ssotargeturl",
            "ssoserviceurl",
            "singlesignonserviceurl",
            "ssourlredirect",
        ]) =>
        {
            Some(&mut settings.sso_url)
        }
        _ if ends(&["acsurl", "callbackurl", "assertionconsumerserviceurl"]) => Some(&mut settings.acs_url),
        _ if ends(&["spentityid", "spissuer"]) || matches!(name, "entityid" | "issuer") => {
            Some(&mut settings.entity_id)
        }
        _ => None,
    }
}

/// The lines with a name and a value, each with the blocks around it: those that began further left.
fn pairs(text: &str) -> Vec<Pair> {
    let mut blocks: Vec<(usize, String)> = Vec::new();
    let mut pairs = Vec::new();
    for (line, whole) in text.lines().enumerate() {
        // `[sp]` of TOML is a block for all that follows.
        let header = whole.trim().strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
        if let Some(header) = header.filter(|one| !one.is_empty() && !one.contains(['"', ',', ' '])) {
            blocks = vec![(0, plain(header))];
            continue;
        }
        let Some(found) = PAIR.captures(whole) else { continue };
        let depth = found[1].len();
        // The lines of a TOML block stand as far left as its head.
        blocks.retain(|(at, _)| *at < depth || *at == 0 && depth == 0 && blocks_are_flat(whole));
        let value = &found[3];
        let opens = value.is_empty() || value.ends_with(['{', '[', '(']) || value == "|";
        let mut path: Vec<String> = blocks.iter().map(|(_, name)| name.clone()).collect();
        // `name: X` and below it `value: Y`, as Kubernetes has variables.
        let above = pairs.last().filter(|above: &&Pair| above.name() == "name" && above.line + 1 == line);
        match above.filter(|_| &found[2] == "value") {
            Some(above) => path.push(plain(&above.value)),
            None => path.push(plain(&found[2])),
        }
        if opens {
            blocks.push((depth, plain(&found[2])));
        }
        let value = if opens { String::new() } else { unquoted(value) };
        pairs.push(Pair { line, path, value });
    }
    pairs
}

/// Whether a line is one of a file in which blocks are not indented, as TOML's.
fn blocks_are_flat(line: &str) -> bool {
    line.contains(" = ") && !line.trim_end().ends_with(['{', '[', '('])
}

/// A name without what stands between its words, in lower case.
fn plain(name: &str) -> String {
    name.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

fn unquoted(value: &str) -> String {
    // A comment behind a value begins after a blank.
    let value = value.split(" #").next().unwrap_or(value).split(" //").next().unwrap_or(value).trim();
    let value = value.strip_suffix([',', ';']).unwrap_or(value);
    value.trim_matches(['"', '\'']).to_owned()
}

/// Whether the value is to be filled in by something else.
fn is_variable(value: &str) -> bool {
    value.contains("${")
        || value.contains("env(")
        || value.starts_with("var.")
        || value.starts_with("process.env")
        || value.starts_with("{{")
        || value.starts_with("ENV[")
        || value.starts_with("os.environ")
}

fn urls(value: &str) -> Vec<String> {
    let words = value.split(|letter: char| letter.is_whitespace() || "[]{}\"',".contains(letter));
    words.filter(|word| word.contains("://")).map(str::to_owned).collect()
}

fn truth(value: &str) -> Option<bool> {
    match value.trim().trim_start_matches('$').to_lowercase().as_str() {
        "true" | "yes" | "on" | "1" => Some(true),
        "false" | "no" | "off" | "0" => Some(false),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terraform_and_power_shell_name_the_switches_of_the_application() {
        let terraform = "resource \"jumpcloud_app\" \"x\" {\n  idp_entity_id = \"jc-x\"\n  acs_urls = [\"https://sp.example/acs\"]\n  sign_assertion = true\n  declare_redirect_endpoint = false # later\n}\n";
        let page = read(terraform).application.unwrap();
        assert_eq!((page.sign_assertion, page.declare_redirect_endpoint), (Some(true), Some(false)));
        assert_eq!(page.idp_entity_id.as_deref(), Some("jc-x"));
        assert_eq!(page.acs_urls, Some(vec!["https://sp.example/acs".to_owned()]));
        let list =
            "Active       : False\nDisplayLabel : Orders\nSsoUrl       : https://sso.jumpcloud.com/saml2/orders\n";
        let page = read(list).application.unwrap();
        assert_eq!((page.active, page.label.as_deref()), (Some(false), Some("Orders")));
    }

    #[test]
    fn settings_of_a_service_provider_in_six_notations() {
        let php = "'sp' => array (\n  'entityId' => 'https://sp.example/m',\n  'assertionConsumerService' => array (\n    'url' => 'https://sp.example/acs',\n  ),\n),\n'idp' => array (\n  'entityId' => 'https://idp.example/',\n  'singleSignOnService' => array (\n    'url' => 'https://idp.example/sso',\n  ),\n),";
        let yaml = "entra:\n  entity-id: https://sp.example/m\n  acs:\n    location: https://sp.example/acs\n  assertingparty:\n    entity-id: https://idp.example/\n    singlesignon:\n      url: https://idp.example/sso\n";
        let toml = "entity_id = \"https://sp.example/m\"\nacs_url = \"https://sp.example/acs\"\nissuer = \"https://idp.example/\"\nsso_url = \"https://idp.example/sso\"\n";
        let env = "SAML_SP_ENTITY_ID=https://sp.example/m\nSAML_ACS_URL=https://sp.example/acs\nSAML_IDP_ENTITY_ID=https://idp.example/\nSAML_IDP_SSO_URL=https://idp.example/sso\n";
        let kubernetes = "env:\n- name: SAML_IDP_ENTITY_ID\n  value: \"https://idp.example/\"\n- name: SAML_IDP_SSO_URL\n  value: https://idp.example/sso\n- name: SAML_SP_ENTITY_ID\n  value: https://sp.example/m\n- name: SAML_ACS_URL\n  value: https://sp.example/acs\n";
        let js = "  callbackUrl: 'https://sp.example/acs',\n  entryPoint: 'https://idp.example/sso',\n  issuer: 'https://sp.example/m',\n  idpIssuer: 'https://idp.example/',\n";
        for text in [php, yaml, toml, env, kubernetes, js] {
            let page = read(text).sp_settings.unwrap_or_else(|| panic!("{text}"));
            assert_eq!(page.entity_id.as_deref(), Some("https://sp.example/m"), "{text}");
            assert_eq!(page.acs_url.as_deref(), Some("https://sp.example/acs"), "{text}");
            assert_eq!(page.issuer.as_deref(), Some("https://idp.example/"), "{text}");
            assert_eq!(page.sso_url.as_deref(), Some("https://idp.example/sso"), "{text}");
        }
    }

    #[test]
    fn words_and_variables_are_no_settings() {
        for text in [
            "Issuer: does not match\nThe ACS URL is wrong",
            "From: a@b.example\nTo: c@d.example\nSubject: login",
            "SAML_IDP_ENTITY_ID=${IDP}\nSAML_IDP_SSO_URL=${SSO}\n",
            "Active: yes\nName: x",
        ] {
            let found = read(text);
            assert!(found.application.is_none() && found.sp_settings.is_none(), "{text}: {found:?}");
        }
    }
}
