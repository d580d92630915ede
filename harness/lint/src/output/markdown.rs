//! The rules as a page, and one rule as text.

use crate::rule::{self, Rule};

/// How the command is used.
const USAGE: &str = "\
It recognises what a file is: metadata, a certificate, a request or a response, also URL-encoded, base64 or deflated, and \
what people send in place of them. It fetches nothing and expands no entity. XML that is not well-formed is read as far as \
it goes, so that everything else is said, too.

| option | does |
|---|---|
| `-` as FILE | reads the standard input |
| `--format human\\|json\\|sarif`, `--json` | how to print what was found |
| `--at TIME` | holds certificates, `validUntil` and messages against that time; without it, certificates against now, and messages against nothing |
| `--role idp\\|sp` | what the files should be: the other side's metadata is an error then |
| `--deny warnings` | exit status 1 for warnings, too |
| `--compare A B` | holds two files against each other: match, mismatch, missing, or unknown where a file cannot say |
| `--rules`, `--explain RULE` | the rules, one rule; with `--json` as JSON |

Exit status: 0 no error; 1 an error (with `--compare`: a mismatch or something missing); 2 a file cannot be read, or the \
call is wrong.

`--compare` takes any two of metadata, AuthnRequest, response and certificate, or the settings of an SP as TOML. What is \
left out of the settings is unknown:

```toml
entity_id              = \"https://app.example.com/metadata\"   # the SP's own
acs_url                = \"https://app.example.com/acs\"
issuer                 = \"JumpCloud-acme\"                     # what the SP was told of the IdP
sso_url                = \"https://sso.jumpcloud.com/saml2/acme-app\"
certificate            = \"-----BEGIN CERTIFICATE----- ...\"     # or certificate_sha256
name_id_format         = \"urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress\"
attributes             = [\"email\"]
request_binding        = \"HTTP-Redirect\"
sign_requests          = true
want_assertions_signed = true
```
";

/// The page of all rules.
pub fn markdown() -> String {
    let rules = rule::all();
    let mut text = format!(
        "# Rules of `lint`\n\n`saml-harness lint FILE...` says what is wrong or risky in SAML files, with line and column. It \
         knows {} rules. This page is made from them (`saml-harness lint --rules --markdown`).\n\n{USAGE}\n\
         | rule | severity | finds |\n|---|---|---|\n",
        rules.len()
    );
    for rule in rules {
        text += &format!("| [`{}`](#{}) | {} | {} |\n", rule.id, rule.id, rule.severity, cell(rule.finds));
    }
    for rule in rules {
        text +=
            &format!("\n## {}\n\n{} ({})\n\n{}\n\n", rule.id, escaped(rule.finds), rule.severity, escaped(rule.why));
        text += &format!("**What to do:** {}", escaped(rule.mend));
        if let Some(step) = rule.step {
            text += &format!(" Step of the guide: `{step}`.");
        }
        text.push('\n');
        if !rule.refs.is_empty() {
            text += &format!("\nSee: {}\n", rule.refs.join("; "));
        }
    }
    text
}

/// One rule as text.
pub fn explain(rule: &Rule) -> String {
    let mut text =
        format!("{} ({})\n  {}\n\nwhy   {}\nmend  {}\n", rule.id, rule.severity, rule.finds, rule.why, rule.mend);
    if let Some(step) = rule.step {
        text += &format!("step  {step}, of the JumpCloud guide\n");
    }
    if !rule.refs.is_empty() {
        text += &format!("see   {}\n", rule.refs.join("; "));
    }
    text
}

fn cell(text: &str) -> String {
    escaped(text).replace('|', "\\|")
}

/// Tags outside of code would vanish.
fn escaped(text: &str) -> String {
    text.split('`')
        .enumerate()
        .map(|(index, part)| if index % 2 == 0 { part.replace('<', "\\<") } else { part.to_owned() })
        .collect::<Vec<_>>()
        .join("`")
}
