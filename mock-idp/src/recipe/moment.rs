//! Spans of time as recipes write them: `90s`, `-1h`, `+3650d`.

use std::fmt;
use std::str::FromStr;

use jiff::{SignedDuration, Timestamp};
use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Units and their milliseconds, the shortest first.
const UNITS: [(&str, i64); 5] = [("ms", 1), ("s", 1000), ("m", 60_000), ("h", 3_600_000), ("d", 86_400_000)];

/// A signed span of time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Span(SignedDuration);

impl Span {
    /// Milliseconds, negative when it leads back.
    pub fn milliseconds(self) -> i64 {
        i64::try_from(self.0.as_millis()).unwrap_or(if self.0.is_negative() { i64::MIN } else { i64::MAX })
    }

    /// `instant` moved by the span; the end of time at most.
    pub fn from(self, instant: Timestamp) -> Timestamp {
        let limit = if self.0.is_negative() { Timestamp::MIN } else { Timestamp::MAX };
        instant.checked_add(self.0).unwrap_or(limit)
    }
}

impl FromStr for Span {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let fail =
            || format!("`{text}` is no span of time; write a number and its unit, as in `90s`, `-1h` or `+365d`");
        let (sign, number) = match (text.strip_prefix('-'), text.strip_prefix('+')) {
            (Some(rest), _) => (-1, rest),
            (_, Some(rest)) => (1, rest),
            _ => (1, text),
        };
        let end = number.find(|c: char| !c.is_ascii_digit()).ok_or_else(fail)?;
        let (digits, unit) = number.split_at(end);
        let (_, milliseconds) = UNITS.iter().find(|(name, _)| *name == unit).ok_or_else(fail)?;
        let number: i64 = digits.parse().map_err(|_| fail())?;
        Ok(Self(SignedDuration::from_millis(number.saturating_mul(*milliseconds).saturating_mul(sign))))
    }
}

impl fmt::Display for Span {
    /// With a sign, in the largest unit that gives a whole number: `-1h`, `+90s`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let milliseconds = self.milliseconds();
        let whole = UNITS.iter().rev().find(|(_, length)| milliseconds != 0 && milliseconds % length == 0);
        let (unit, length) = whole.unwrap_or(&("s", 1000));
        write!(f, "{:+}{unit}", milliseconds / length)
    }
}

impl<'de> Deserialize<'de> for Span {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::from_str(&String::deserialize(deserializer)?).map_err(D::Error::custom)
    }
}

impl Serialize for Span {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_span_is_written_as_people_would() {
        for (text, written) in [("90s", "+90s"), ("-60m", "-1h"), ("72h", "+3d"), ("1500ms", "+1500ms"), ("0h", "+0s")]
        {
            let span: Span = text.parse().unwrap();
            assert_eq!(span.to_string(), written);
            assert_eq!(span.to_string().parse::<Span>().unwrap(), span);
        }
    }

    #[test]
    fn spans_are_read() {
        for (text, milliseconds) in
            [("90s", 90_000), ("-1h", -3_600_000), ("+10m", 600_000), ("3650d", 315_360_000_000), ("5ms", 5), ("0s", 0)]
        {
            assert_eq!(text.parse::<Span>().unwrap().milliseconds(), milliseconds, "{text}");
        }
        for text in ["", "-", "1", "h", "1w", "1h30m", "--1h", "1.5h", "99999999999999999999s", "é"] {
            assert!(text.parse::<Span>().is_err(), "{text}");
        }
    }

    #[test]
    fn time_ends() {
        let span: Span = "99999999999d".parse().unwrap();
        assert_eq!(span.from(Timestamp::UNIX_EPOCH), Timestamp::MAX);
        let span: Span = "-99999999999d".parse().unwrap();
        assert_eq!(span.from(Timestamp::UNIX_EPOCH), Timestamp::MIN);
    }
}
