//! What a case sends, tried on a sample: the message as the IdP makes it against the one that is sent.

mod tree;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use mock_idp::recipe::{Recipe, Route, Sent, Step};
use serde::Serialize;
use similar::{ChangeTag, TextDiff};

use crate::plan::Case;
use crate::scenario::{sample_scene, try_recipe};
use tree::Line;

/// Unchanged lines that are shown around a change.
const CONTEXT: usize = 4;

/// Lines of a difference that are shown; a message can be made of a hundred thousand.
const LONGEST: usize = 300;

/// What became of one line of the message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Change {
    /// It is in both.
    Same,
    /// The IdP's message has it.
    Gone,
    /// The message that is sent has it.
    Come,
    /// Stands for this many lines that are in both, or that are too many to show.
    Left(usize),
}

/// One line of the difference.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Row {
    /// What became of it.
    pub change: Change,
    /// Whose valid signature is over it, by the name of the key.
    pub signed: Option<String>,
    /// The line, indented.
    pub text: String,
}

/// A message before and after a recipe.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Message {
    /// The difference, in order.
    pub rows: Vec<Row>,
    /// How it is encoded and delivered, where that is not the plain way; one sentence each.
    pub travel: Vec<String>,
}

/// The message that `case` sends, on a sample; none when the IdP's own is sent. In words why that cannot be shown.
pub fn message(case: &Case) -> Option<Result<Message, String>> {
    if case.recipe.steps.is_empty() {
        return None;
    }
    Some(tried(case))
}

fn tried(case: &Case) -> Result<Message, String> {
    let scene = sample_scene(&case.idp, &case.flow).map_err(|fault| fault.message)?;
    let plain = try_recipe(&Recipe::default(), &scene, &case.flow).map_err(|error| error.to_string())?;
    let sent = try_recipe(&case.recipe, &scene, &case.flow).map_err(|error| error.to_string())?;
    let travel = travel(&plain, &sent);
    Ok(Message { rows: difference(&tree::lines(&plain), &tree::lines(&sent)), travel })
}

/// The steps of a recipe as the file says them, one a line.
pub fn steps(recipe: &Recipe) -> Vec<String> {
    recipe.steps.iter().map(step).collect()
}

fn step(step: &Step) -> String {
    let mut words = vec![step.name().to_owned()];
    let keys = serde_json::to_value(step).unwrap_or_default();
    for (name, value) in
        keys.as_object().into_iter().flatten().filter(|(name, value)| *name != "step" && !value.is_null())
    {
        words.push(format!("{name}={}", shortened(&value.to_string())));
    }
    words.join(" ")
}

fn shortened(text: &str) -> String {
    const MOST: usize = 160;
    match text.char_indices().nth(MOST) {
        Some((end, _)) => format!("{}… ({} characters)", &text[..end], text.chars().count()),
        None => text.to_owned(),
    }
}

fn difference(before: &[Line], after: &[Line]) -> Vec<Row> {
    let texts = |lines: &[Line]| lines.iter().map(|line| line.text.clone()).collect::<Vec<_>>();
    let (old, new) = (texts(before), texts(after));
    let old: Vec<&str> = old.iter().map(String::as_str).collect();
    let new: Vec<&str> = new.iter().map(String::as_str).collect();
    let diff = TextDiff::from_slices(&old, &new);
    let row = |change: similar::Change<&str>| {
        let (kind, line) = match change.tag() {
            ChangeTag::Equal => (Change::Same, change.new_index().and_then(|index| after.get(index))),
            ChangeTag::Delete => (Change::Gone, change.old_index().and_then(|index| before.get(index))),
            ChangeTag::Insert => (Change::Come, change.new_index().and_then(|index| after.get(index))),
        };
        line.map(|line| Row { change: kind, signed: line.signed.clone(), text: line.text.clone() })
    };
    folded(diff.iter_all_changes().filter_map(row).collect())
}

/// Leaves out unchanged lines that are far from any change, and what is beyond all measure.
fn folded(rows: Vec<Row>) -> Vec<Row> {
    let changed: Vec<usize> = (0..rows.len()).filter(|index| rows[*index].change != Change::Same).collect();
    let near = |index: usize| {
        let next = changed.partition_point(|changed| *changed < index);
        let after = changed.get(next).is_some_and(|at| at - index <= CONTEXT);
        after || next.checked_sub(1).and_then(|i| changed.get(i)).is_some_and(|at| index - at <= CONTEXT)
    };
    let mut shown: Vec<Row> = Vec::new();
    let left = |shown: &mut Vec<Row>, count: usize| match shown.last_mut().map(|row| &mut row.change) {
        Some(Change::Left(before)) => *before += count,
        _ => shown.push(Row { change: Change::Left(count), signed: None, text: String::new() }),
    };
    for (index, row) in rows.into_iter().enumerate() {
        if changed.is_empty() || near(index) && shown.len() < LONGEST {
            shown.push(row);
        } else {
            left(&mut shown, 1);
        }
    }
    shown
}

fn travel(plain: &Sent, sent: &Sent) -> Vec<String> {
    let mut facts = Vec::new();
    if sent.field != STANDARD.encode(&sent.xml) {
        facts.push(format!("the field holds {}", shortened(&sent.field)));
    }
    let (way, usual) = (&sent.delivery, &plain.delivery);
    match way.route {
        Route::Post => {}
        Route::Redirect => facts.push("it travels in the query of a redirect, deflated".to_owned()),
        Route::ArtifactLess => facts.push("a redirect without any message".to_owned()),
    }
    if way.url != usual.url {
        facts.push(format!("it goes to {}", way.url));
    }
    if way.enctype != usual.enctype {
        facts.push(format!("the form is written as {}", way.enctype.media_type()));
    }
    let names = |sent: &Sent| sent.delivery.fields.iter().map(|field| field.name.clone()).collect::<Vec<_>>();
    if names(sent) != names(plain) {
        facts.push(format!("the fields are {}", names(sent).join(", ")));
    }
    for field in &way.fields {
        let ordinary = field.value == sent.field || usual.fields.contains(field);
        if !ordinary {
            facts.push(format!("{} is {}", field.name, shortened(&field.value)));
        }
    }
    if way.times > 1 {
        facts.push(format!("it is posted {} times", way.times));
    }
    if !way.delay.is_zero() {
        facts.push(format!("the IdP answers after {} s", way.delay.as_secs_f32()));
    }
    if way.hold {
        facts.push("the IdP's page holds it and posts nothing".to_owned());
    }
    facts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::outcome::OutcomeKind;
    use crate::sample::case;

    fn explained(steps: &str) -> Message {
        let mut case = case("attack/a", OutcomeKind::Refused);
        case.recipe = serde_json::from_str(steps).unwrap();
        message(&case).unwrap().unwrap()
    }

    fn rows(message: &Message, change: Change) -> Vec<(&str, Option<&str>)> {
        let rows = message.rows.iter().filter(|row| row.change == change);
        rows.map(|row| (row.text.trim(), row.signed.as_deref())).collect()
    }

    #[test]
    fn a_case_without_a_recipe_sends_what_the_idp_makes() {
        assert_eq!(message(&case("login/a", OutcomeKind::SignedIn)), None);
    }

    #[test]
    fn only_what_a_step_changed_differs() {
        let message = explained(
            r#"[{"step": "sign"}, {"step": "set", "node": "Response/@Destination", "text": "http://elsewhere.test/"}]"#,
        );
        let (gone, come) = (rows(&message, Change::Gone), rows(&message, Change::Come));
        assert_eq!((gone.len(), come.len()), (1, 1), "{message:?}");
        assert!(come[0].0.starts_with("<saml2p:Response Destination=\"http://elsewhere.test/\""), "{come:?}");
        assert_eq!(come[0].1, None, "the Response is not signed");
        assert!(message.travel.is_empty(), "{:?}", message.travel);
    }

    #[test]
    fn what_a_signature_holds_over_is_marked() {
        let set = r#"[{"step": "sign"}, {"step": "copy", "node": "Assertion", "to": "before Assertion"},
            {"step": "strip-signature", "node": "Assertion[1]"},
            {"step": "set", "node": "Assertion[1]/Subject/NameID", "text": "victim@sample.test"}]"#;
        let message = explained(set);
        let come = rows(&message, Change::Come);
        assert!(come.iter().any(|(text, _)| text.contains("victim@sample.test")), "{come:?}");
        assert!(come.iter().all(|(_, signed)| signed.is_none()), "{come:?}");
        let same = rows(&message, Change::Same);
        let genuine = same.iter().find(|(text, _)| text.contains("NameID")).or(same.last()).unwrap();
        assert_eq!(genuine.1.is_some(), genuine.0.contains("NameID"), "{same:?}");
    }

    #[test]
    fn another_way_of_travelling_is_reported() {
        let message = explained(
            r#"[{"step": "sign"}, {"step": "encode", "line_length": 64}, {"step": "deliver", "url": "http://x.test/", "times": 2}]"#,
        );
        let travel = message.travel.join("; ");
        for part in ["the field holds ", "it goes to http://x.test/", "it is posted 2 times"] {
            assert!(travel.contains(part), "{travel}");
        }
        assert!(rows(&message, Change::Come).is_empty());
    }

    #[test]
    fn what_is_no_xml_is_shown_all_the_same() {
        let message = explained(r#"[{"step": "raw", "find": "</saml2p:Response>", "with": ""}]"#);
        assert!(!message.rows.is_empty());
    }
}
