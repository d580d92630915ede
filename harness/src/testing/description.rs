//! What a test says of its SP, as the target file that it stands for. It is read as any other, so that the same words mean
//! the same thing and the same faults are found.

use toml::{Table, Value};

use super::Error;
use crate::diagnostic::Source;
use crate::target::{self, Target};

/// What faults and reports call it.
const NAME: &str = "what the test says of its SP";

/// How the SP comes to run.
#[derive(Clone, Debug)]
pub(super) enum Origin {
    /// A router in the test's process.
    Router,
    /// A program and its arguments.
    Command(Vec<String>),
    /// It runs already.
    Url(String),
}

/// A target file in the making.
#[derive(Clone, Debug)]
pub(super) struct Description {
    origin: Origin,
    said: Table,
    /// The first text that could not be read.
    fault: Option<String>,
}

impl Description {
    pub(super) fn new(origin: Origin) -> Self {
        Self { origin, said: Table::new(), fault: None }
    }

    /// `key = value` in the table `section`, or at the top where that is empty.
    pub(super) fn set(&mut self, section: &str, key: &str, value: impl Into<Value>) {
        self.section(section).insert(key.to_owned(), value.into());
    }

    /// The whole of the table `section`.
    pub(super) fn replace(&mut self, section: &str, table: Table) {
        self.said.insert(section.to_owned(), table.into());
    }

    /// One more item of the list `key` in the table `section`, or at the top where that is empty.
    pub(super) fn push(&mut self, section: &str, key: &str, item: Table) {
        let list = self.section(section).entry(key.to_owned()).or_insert_with(|| Value::Array(Vec::new()));
        if let Value::Array(items) = list {
            items.push(item.into());
        }
    }

    /// More of a target file, as its text.
    pub(super) fn add(&mut self, text: &str) {
        match text.parse::<Table>() {
            Ok(more) => merge(&mut self.said, more),
            Err(error) => self.fault = self.fault.take().or_else(|| Some(format!("the text given to `toml`: {error}"))),
        }
    }

    /// The target; an error says what is wrong, at its line of the target file that this stands for.
    pub(super) fn target(&self) -> Result<Target, Error> {
        if let Some(fault) = &self.fault {
            return Err(Error::new(fault));
        }
        let whole = self.with_defaults();
        if let (Origin::Url(url), None) = (&self.origin, whole.get("provision")) {
            return Err(Error::new(format!(
                "nothing says how the SP at {url} is given the metadata of the IdP of this run; say it with \
                 `.toml(\"[provision] ...\")`, as a target file does, or with `via = \"none\"` that it has it"
            )));
        }
        let text = toml::to_string(&whole).map_err(|error| Error::new(error.to_string()))?;
        let target = target::load_from(&Source::embedded(NAME, text));
        target.map_err(|faults| Error::new(faults.to_string()))
    }

    fn section(&mut self, name: &str) -> &mut Table {
        if name.is_empty() {
            return &mut self.said;
        }
        let section = self.said.entry(name.to_owned()).or_insert_with(|| Value::Table(Table::new()));
        if !section.is_table() {
            *section = Value::Table(Table::new());
        }
        section.as_table_mut().expect("it was made one just now")
    }

    /// What was said, and what is usual where nothing was.
    fn with_defaults(&self) -> Table {
        let mut whole = Self { origin: self.origin.clone(), said: self.said.clone(), fault: None };
        whole.usual("", "schema", 1);
        whole.usual("", "name", "sp");
        let base_url = match &self.origin {
            Origin::Router | Origin::Command(_) => "http://127.0.0.1:{port}".to_owned(),
            Origin::Url(url) => url.trim_end_matches('/').to_owned(),
        };
        whole.usual("sp", "base_url", base_url);
        let has_metadata = whole.section("sp").contains_key("metadata_url");
        if !has_metadata {
            whole.usual("sp", "entity_id", "{sp.base_url}/metadata");
            whole.usual("sp", "acs_url", "{sp.base_url}/acs");
        }
        whole.usual("login", "start", "/login");
        if !whole.said.contains_key("signed_in") {
            whole.replace("signed_in", signed_in("/me", "user", "#user"));
        }
        match &self.origin {
            Origin::Url(_) => return whole.said,
            Origin::Router => {
                whole.usual("launch", "command", vec![Value::from("a router in the process of the test")]);
                whole.usual("launch", "ready", "");
            }
            Origin::Command(words) => {
                let command: Vec<Value> = words.iter().map(|word| Value::from(word.as_str())).collect();
                whole.usual("launch", "command", command);
                let open = whole.section("signed_in").get("open").cloned();
                let launch = whole.section("launch");
                if !launch.contains_key("ready") && !launch.contains_key("ready_url") {
                    // It answers there to whoever is not signed in, too.
                    let page = open.as_ref().and_then(Value::as_str).unwrap_or("/");
                    launch.insert("ready_url".to_owned(), absolute(page).into());
                }
                let env = launch.entry("env".to_owned()).or_insert_with(|| Value::Table(Table::new()));
                for (name, value) in
                    [("PORT", "{port}"), ("SP_BASE_URL", "{sp.base_url}"), ("IDP_METADATA", "{idp.metadata_file}")]
                {
                    if let Value::Table(env) = env {
                        env.entry(name.to_owned()).or_insert_with(|| value.into());
                    }
                }
            }
        }
        whole.usual("provision", "via", "launch");
        whole.said
    }

    fn usual(&mut self, section: &str, key: &str, value: impl Into<Value>) {
        self.section(section).entry(key.to_owned()).or_insert_with(|| value.into());
    }
}

/// `[signed_in]` that opens a page and reads `what` there.
pub(super) fn signed_in(open: &str, key: &str, what: &str) -> Table {
    [("open", open), (key, what)].map(|(key, value)| (key.to_owned(), Value::from(value))).into_iter().collect()
}

fn absolute(page: &str) -> String {
    if page.starts_with('/') { format!("{{sp.base_url}}{page}") } else { page.to_owned() }
}

/// Adds `more`: tables come together, lists of tables are added to, and anything else is replaced.
fn merge(table: &mut Table, more: Table) {
    for (key, value) in more {
        match (table.get_mut(&key), value) {
            (Some(Value::Table(there)), Value::Table(more)) => merge(there, more),
            (Some(Value::Array(there)), Value::Array(more)) if more.iter().all(Value::is_table) => there.extend(more),
            (_, value) => drop(table.insert(key, value)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::target::{Procedure, Ready};

    #[test]
    fn what_is_not_said_is_usual() {
        let router = Description::new(Origin::Router).target().unwrap();
        assert_eq!((router.sp["acs_url"].as_str(), router.login.start.as_str()), ("{sp.base_url}/acs", "/login"));
        assert_eq!((router.signed_in.user.as_str(), router.provision.procedure), ("#user", Procedure::Launch));
        let mut command = Description::new(Origin::Command(vec!["./serve".to_owned()]));
        command.replace("signed_in", signed_in("/whoami", "json", "/email"));
        let launch = command.target().unwrap().launch.unwrap();
        assert_eq!(launch.ready, Ready::Url("{sp.base_url}/whoami".to_owned()));
        assert_eq!(launch.env["IDP_METADATA"], "{idp.metadata_file}");
    }

    #[test]
    fn what_is_said_goes_before_what_is_usual() {
        let mut said = Description::new(Origin::Router);
        said.set("login", "start", "/company-login");
        said.push("login", "steps", [("click".to_owned(), Value::from("#go"))].into_iter().collect());
        said.add("[login]\nsteps = [{ click = \"#on\" }]\n[supports]\nidp_initiated = false\n[signed_in]\nopen = \"/me\"\njson = \"/email\"");
        let target = said.target().unwrap();
        assert_eq!((target.login.start.as_str(), target.login.steps.len()), ("/company-login", 2));
        assert_eq!(target.signed_in.json.as_deref(), Some("/email"));
        assert!(!target.supports["idp_initiated"]);
    }

    #[test]
    fn faults_are_told_in_words() {
        let fault = |said: &Description| said.target().unwrap_err().to_string();
        let mut said = Description::new(Origin::Router);
        said.set("supports", "idp_initated", true);
        assert!(fault(&said).contains("did you mean `idp_initiated`?"), "{}", fault(&said));
        said.add("[login");
        assert!(fault(&said).starts_with("the text given to `toml`: "), "{}", fault(&said));
        let running = Description::new(Origin::Url("http://127.0.0.1:1/".to_owned()));
        assert!(fault(&running).contains("nothing says how the SP at http://127.0.0.1:1/"), "{}", fault(&running));
    }
}
