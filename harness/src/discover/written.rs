//! A target file with what was found out, as text: what was given beforehand stays as it stands, and what was not found is a
//! comment that says what to put there.

use std::fmt::Write;

use toml::{Table, Value};

use super::{Findings, Who};
use crate::action::{Action, Step};
use crate::target::Interruption;

/// What there is before anybody has looked at the SP.
#[derive(Clone, Debug, Default)]
pub struct Draft {
    text: String,
    table: Table,
    name: String,
    base_url: String,
    /// Lines under `[idp]`.
    pub idp: Vec<String>,
}

impl Draft {
    /// A draft with `text`, a part of a target file; `name` and `base_url` are for what it does not say itself. The error is
    /// the TOML's.
    pub fn new(text: &str, name: &str, base_url: &str) -> Result<Self, String> {
        let table: Table = text.parse().map_err(|error: toml::de::Error| error.to_string())?;
        let (text, name, base_url) = (text.trim().to_owned(), name.to_owned(), base_url.to_owned());
        Ok(Self { text, table, name, base_url, idp: Vec::new() })
    }

    /// Whether it says something under `key`.
    pub fn has(&self, key: &str) -> bool {
        self.table.contains_key(key)
    }

    /// What it says of the SP under `key`.
    pub fn sp(&self, key: &str) -> Option<&str> {
        self.table.get("sp")?.as_table()?.get(key)?.as_str()
    }

    /// Whether the SP gets metadata when it is started.
    fn is_given_at_launch(&self) -> bool {
        self.table.get("launch").is_some_and(|launch| launch.to_string().contains("{idp."))
    }

    /// Company Login as the draft has it; none where it has none, or one that says more than clicks and fields.
    pub fn has_names(&self) -> bool {
        self.sp("entity_id").is_some() && self.sp("acs_url").is_some()
    }

    /// A whole target file for looking around: what is not known yet is something harmless.
    pub fn for_looking(&self, findings: &Findings) -> String {
        let anything = Who {
            open: "/".to_owned(),
            steps: Vec::new(),
            user: "body".to_owned(),
            attribute: None,
            json: None,
            shows: crate::fixture::Fact::Email,
            nobody: None,
        };
        let mut findings = findings.clone();
        findings.who.get_or_insert(anything);
        findings.login.get_or_insert(("/".to_owned(), Vec::new()));
        if findings.metadata_url.is_none() && self.sp("metadata_url").is_none() {
            let unknown = |name: &str| format!("{{sp.base_url}}/unknown-{name}");
            findings.names.get_or_insert((unknown("entity-id"), unknown("acs")));
        }
        self.whole(&findings)
    }

    /// The target file.
    pub fn whole(&self, findings: &Findings) -> String {
        let mut text = String::new();
        let mut own = self.text.clone();
        if !self.has("schema") {
            text += "schema = 1\n";
        }
        if !self.has("name") {
            text += &format!("name   = {}   # also the folder of its snapshots\n", quoted(&self.name));
        }
        let sp = self.sp_lines(findings);
        if self.has("sp") {
            own = below_header(&own, "[sp]", &sp);
        }
        if !own.is_empty() {
            text += if text.is_empty() { "" } else { "\n" };
            text += &format!("{own}\n");
        }
        if !self.has("launch") {
            text += "\n# [launch]                  # lets the harness start and stop the SP; see add-your-sp.md, \"Start it, or not\"\n";
        }
        if !self.has("sp") {
            text += &format!("\n[sp]\n{sp}");
        }
        if !self.idp.is_empty() && !self.has("idp") {
            text += &format!("\n# Without this the SP does not take a response.\n[idp]\n{}\n", self.idp.join("\n"));
        }
        if !self.has("provision") {
            text += &self.provision(findings);
        }
        if !self.has("login") {
            text += &login(findings);
        }
        if !self.has("interruption") {
            findings.interruptions.iter().for_each(|one| text += &interruption(one));
        }
        if !self.has("signed_in") {
            text += &signed_in(findings);
        }
        if !self.has("sign_out") {
            text += &sign_out(findings);
        }
        text
    }

    fn sp_lines(&self, findings: &Findings) -> String {
        let mut lines = String::new();
        let mut line = |key: &str, value: &str| {
            if self.sp(key).is_none() {
                let _ = writeln!(lines, "{key} = {}", quoted(value));
            }
        };
        line("base_url", &self.base_url);
        match (&findings.metadata_url, &findings.names) {
            (Some(url), _) => line("metadata_url", url),
            (None, Some((entity_id, acs_url))) => {
                line("entity_id", entity_id);
                line("acs_url", acs_url);
            }
            (None, None) if self.sp("metadata_url").is_none() && !self.has_names() => {
                lines += "# The SP's metadata was not found. Say where it is, or what it says:\n";
                lines += "# metadata_url = \"{sp.base_url}/saml/metadata\"\n";
                lines += "# entity_id    = \"{sp.base_url}/metadata\"\n# acs_url      = \"{sp.base_url}/acs\"\n";
            }
            (None, None) => {}
        }
        lines
    }

    fn provision(&self, findings: &Findings) -> String {
        match &findings.provision {
            Some(found) => format!("\n# How the SP is given the IdP's metadata.\n[provision]\nsteps = {}\n", steps(found)),
            None if self.is_given_at_launch() => {
                "\n[provision]\nvia = \"launch\"   # the SP finds the IdP's metadata when it is started\n".to_owned()
            }
            None => "\n# How the SP is given the IdP's metadata was not found, and without it nobody can log in. One of:\n\
                     # [provision]\n\
                     # command = [\"./import-idp-metadata\", \"{idp.metadata_file}\"]\n\
                     # steps   = [{ open = \"/settings/sso\" }, { fill = \"textarea[name=metadata]\", with = \"{idp.metadata_xml}\" }, { click = \"text=Save\" }]\n\
                     # request = { url = \"/api/sso\", body = '{{\"metadata\": {idp.metadata_xml|json}}}' }\n"
                .to_owned(),
        }
    }
}

fn login(findings: &Findings) -> String {
    let mut text = "\n[login]\n".to_owned();
    match &findings.login {
        Some((start, actions)) => {
            text += &format!("start = {}\n", quoted(start));
            if actions.is_empty() {
                text += "# That page leads to the IdP by itself, so there are no `steps`.\n";
            } else {
                text += &format!("steps = {}\n", list(actions));
            }
        }
        None => {
            text +=
                "# Nothing was found that leads to the IdP: say where Company Login begins, and what is done there.\n";
            text += "start = \"/login\"\n# steps = [{ fill = \"label=E-mail\", with = \"{user.email}\" }, { click = \"text=Continue\" }]\n";
        }
    }
    let steps = findings.login.as_ref().map(|(_, steps)| steps.as_slice()).unwrap_or_default();
    match &findings.deep_link {
        Some(own) => {
            text += "deep_link = \"/{path}\"   # where pages are that need a login\n";
            if own != steps {
                text += &format!("deep_link_steps = {}\n", list(own));
            }
        }
        None => {
            text += "# deep_link = \"/{path}\"   # where pages are that need a login, so that links to them are tried, too\n";
        }
    }
    text
}

fn interruption(one: &Interruption) -> String {
    format!(
        "\n# Stands in the way wherever it shows.\n[[interruption]]\nwhen  = {}\nsteps = {}\n",
        quoted(&one.when),
        steps(&one.steps)
    )
}

fn signed_in(findings: &Findings) -> String {
    let mut text = "\n# Who is signed in.\n[signed_in]\n".to_owned();
    let Some(who) = &findings.who else {
        text += "# No page was found that shows the person. Say which, and the element whose text they are:\n";
        text += "open = \"/\"\nuser = \"#user\"\n# json = \"/user/email\"     # in place of `user`, where `open` answers with JSON\n";
        return text;
    };
    let mut line = |key: &str, value: String| text += &format!("{key} = {value}\n");
    line("open", quoted(&who.open));
    if !who.steps.is_empty() {
        line("steps", list(&who.steps));
    }
    match &who.json {
        Some(pointer) => line("json", quoted(pointer)),
        None => line("user", quoted(&who.user)),
    }
    if let Some(attribute) = &who.attribute {
        line("attribute", quoted(attribute));
    }
    line("shows", quoted(who.shows.word()));
    match &who.nobody {
        Some(nobody) => line("nobody", format!("{}   # is there when nobody is signed in", quoted(nobody))),
        None => {
            text += "# nobody = \"#login-form\"   # not needed here: the status or the address says that nobody is signed in\n"
        }
    }
    text
}

fn sign_out(findings: &Findings) -> String {
    let head = "\n[sign_out]\n";
    match findings.sign_out.as_deref() {
        Some([Action::Open { url }]) => format!("{head}open = {}\n", quoted(url)),
        Some(actions) => format!("{head}steps = {}\n", list(actions)),
        None => "\n# How one signs out was not found; scenarios that need it cannot be verified.\n# [sign_out]\n\
                 # open = \"/logout\"         # or steps = [{ open = \"/me\" }, { click = \"text=Log out\" }]\n"
            .to_owned(),
    }
}

/// `text` with `lines` right below the line `header`.
fn below_header(text: &str, header: &str, lines: &str) -> String {
    let mut out = String::new();
    for line in text.lines() {
        out += &format!("{line}\n");
        if line.split('#').next().unwrap_or_default().trim() == header {
            out += lines;
        }
    }
    out.trim_end().to_owned()
}

/// Steps as a target file writes them.
pub(crate) fn steps(steps: &[Step]) -> String {
    let written: Vec<String> = steps.iter().map(|step| one(&step.action, step.guide.as_deref())).collect();
    bracketed(&written)
}

/// Actions as a target file writes them.
pub(crate) fn list(actions: &[Action]) -> String {
    let written: Vec<String> = actions.iter().map(|action| one(action, None)).collect();
    bracketed(&written)
}

fn bracketed(items: &[String]) -> String {
    match items {
        [] => "[]".to_owned(),
        [only] => format!("[{only}]"),
        several => format!("[\n{}]", several.iter().map(|item| format!("  {item},\n")).collect::<String>()),
    }
}

fn one(action: &Action, guide: Option<&str>) -> String {
    let (frame, optional) = match action {
        Action::Adapted { frame, optional, .. } => (frame.as_deref(), *optional),
        _ => (None, false),
    };
    let mut pairs: Vec<(&str, &str)> = match action.inner() {
        Action::Open { url } => vec![("open", url)],
        Action::Fill { selector, text } => vec![("fill", selector), ("with", text)],
        Action::Click { selector } => vec![("click", selector)],
        Action::Upload { selector, file } => vec![("upload", selector), ("file", file)],
        Action::Select { selector, option } => vec![("select", selector), ("option", option)],
        Action::WaitFor { selector } => vec![("wait_for", selector)],
        Action::Press { key } => vec![("press", key)],
        Action::Download { selector, placeholder } => vec![("download", selector), ("as", placeholder)],
        Action::Read { selector, placeholder } => vec![("read", selector), ("as", placeholder)],
        Action::Adapted { .. } => Vec::new(),
    };
    pairs.extend(frame.map(|frame| ("in", frame)));
    pairs.extend(guide.map(|guide| ("guide", guide)));
    let mut written: Vec<String> = pairs.into_iter().map(|(key, value)| format!("{key} = {}", quoted(value))).collect();
    if optional {
        written.push("optional = true".to_owned());
    }
    format!("{{ {} }}", written.join(", "))
}

fn quoted(text: &str) -> String {
    Value::String(text.to_owned()).to_string()
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::fixture::Fact;
    use crate::target::load_text;

    fn findings() -> Findings {
        let click = |selector: &str| Action::Click { selector: selector.to_owned() };
        Findings {
            metadata_url: Some("{sp.base_url}/saml/metadata".to_owned()),
            login: Some((
                "/login".to_owned(),
                vec![
                    Action::Fill { selector: "input[name=\"a b\"]".to_owned(), text: "{user.email}".to_owned() },
                    click("text=Go \"on\""),
                ],
            )),
            interruptions: vec![Interruption {
                when: "#cookies".to_owned(),
                steps: vec![Step { action: click("text=OK"), guide: None }],
            }],
            who: Some(Who {
                open: "/me".to_owned(),
                steps: Vec::new(),
                user: "#user".to_owned(),
                attribute: None,
                json: None,
                shows: Fact::Email,
                nobody: Some("#login".to_owned()),
            }),
            deep_link: Some(Vec::new()),
            sign_out: Some(vec![Action::Open { url: "/me".to_owned() }, click("text=Log out")]),
            ..Findings::default()
        }
    }

    #[test]
    fn what_is_written_is_read_as_it_was_found() {
        let draft = Draft::new("", "acme", "http://127.0.0.1:3000").unwrap();
        let target =
            load_text(Path::new("t.toml"), draft.whole(&findings())).map_err(|faults| faults.to_string()).unwrap();
        assert_eq!(target.name, "acme");
        assert_eq!(target.sp["metadata_url"], "{sp.base_url}/saml/metadata");
        let login: Vec<Action> = target.login.steps.into_iter().map(|step| step.action).collect();
        assert_eq!(login, findings().login.unwrap().1);
        assert_eq!((target.signed_in.user.as_str(), target.signed_in.shows), ("#user", Some(Fact::Email)));
        assert_eq!(target.signed_in.nobody.as_deref(), Some("#login"));
        assert_eq!(target.login.deep_link_steps.map(|steps| steps.len()), Some(0));
        assert_eq!(target.interruptions.len(), 1);
        assert_eq!(target.sign_out.unwrap().len(), 2);
    }

    #[test]
    fn what_was_given_stays_and_is_not_written_twice() {
        let base = "name = \"own\"   # mine\n\n[launch]\ncommand = [\"./serve\", \"{idp.metadata_file}\"]\nready = \"ready\"\n\n[sp]   # here\nbase_url = \"http://127.0.0.1:{port}\"\n\n[login]\nstart = \"/x\"";
        let draft = Draft::new(base, "other", "http://other").unwrap();
        let text = draft.whole(&findings());
        assert!(
            text.contains("name = \"own\"   # mine\n") && text.contains("[sp]   # here\nmetadata_url = "),
            "{text}"
        );
        let target = load_text(Path::new("t.toml"), text).map_err(|faults| faults.to_string()).unwrap();
        assert_eq!((target.name.as_str(), target.login.start.as_str()), ("own", "/x"));
        assert_eq!(target.sp["base_url"], "http://127.0.0.1:{port}");
        assert_eq!(target.provision.procedure, crate::target::Procedure::Launch);
    }

    #[test]
    fn what_was_not_found_is_a_comment_in_a_file_that_can_be_read() {
        let draft = Draft::new("", "acme", "http://127.0.0.1:3000").unwrap();
        for said in
            ["metadata was not found", "One of:", "Nothing was found", "No page was found", "signs out was not found"]
        {
            assert!(draft.whole(&Findings::default()).contains(said), "{said}");
        }
        let looking = load_text(Path::new("t.toml"), draft.for_looking(&Findings::default()));
        assert!(looking.map_err(|faults| faults.to_string()).unwrap().sp.contains_key("entity_id"));
    }
}
