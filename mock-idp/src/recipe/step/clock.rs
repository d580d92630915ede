//! `clock`: when the message is made.

use serde::{Deserialize, Serialize};

use super::{Apply, Effect, Kind};
use crate::recipe::{Context, Draft, Fault, Span};

/// Makes the whole message as if the organization's clock were ahead by `offset`. Comes first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Clock {
    /// How far ahead: `+10m`; or behind: `-1h`.
    pub offset: Span,
}

impl Apply for Clock {
    const KIND: Kind = Kind::Travel;

    fn effect(&self) -> Effect {
        Effect::Keeps
    }

    fn apply(&self, _: &mut Draft, _: &Context<'_>) -> Result<(), Fault> {
        // The engine asks for the offset before it makes the message.
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use crate::recipe::step::tests::{changed, refused, tried};

    #[test]
    fn the_message_is_made_at_that_time() {
        let (_, now) = changed(r#"{"step": "set", "node": "Issuer", "text": "x"}"#);
        let (before, after) =
            changed(r#"[{"step": "clock", "offset": "+3650d"}, {"step": "set", "node": "Issuer", "text": "{now}"}]"#);
        let instant = |xml: &str| xml.split("IssueInstant=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
        assert_eq!(instant(&before), instant(&after));
        assert!(after.contains(&format!(">{}<", instant(&before))));
        let year = |xml: &str| instant(xml)[..4].parse::<i32>().unwrap();
        assert!((9..=10).contains(&(year(&after) - year(&now))), "{} {}", instant(&after), instant(&now));
    }

    #[test]
    fn it_comes_first() {
        let error = refused(r#"[{"step": "remove", "node": "Status"}, {"step": "clock", "offset": "1h"}]"#);
        assert_eq!((error.step, error.message.as_str()), (1, "`clock` comes first"));
        assert!(tried(r#"[{"step": "clock", "offset": "-1h"}]"#).is_ok());
    }
}
