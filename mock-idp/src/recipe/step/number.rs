//! A whole number that a file may also write as text, since a variant's values are texts.

use std::fmt;

use serde::de::{Error, Unexpected, Visitor};
use serde::{Deserialize, Deserializer, Serialize};

use crate::recipe::Fault;

/// A whole number, written as `8` or as `"8"`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Number(u32);

impl Number {
    /// Once.
    pub(super) const ONE: Self = Self(1);

    /// Its value.
    pub fn get(self) -> usize {
        self.0 as usize
    }

    /// Its value, when that is at most `most`.
    pub(super) fn up_to(self, most: usize) -> Result<usize, Fault> {
        let number = self.get();
        if number > most { Err(Fault::new(format!("{number} is too much, at most {most} is"))) } else { Ok(number) }
    }

    /// Whether it stands for nothing that a file would have to say.
    #[allow(clippy::trivially_copy_pass_by_ref)]
    pub(super) fn is_one(&self) -> bool {
        *self == Self::ONE
    }
}

impl Default for Number {
    fn default() -> Self {
        Self::ONE
    }
}

struct NumberVisitor;

impl Visitor<'_> for NumberVisitor {
    type Value = Number;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a whole number from 0 to 4294967295")
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<Number, E> {
        u32::try_from(number).map(Number).map_err(|_| E::invalid_value(Unexpected::Unsigned(number), &self))
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<Number, E> {
        u32::try_from(number).map(Number).map_err(|_| E::invalid_value(Unexpected::Signed(number), &self))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Number, E> {
        text.trim().parse().map(Number).map_err(|_| E::invalid_value(Unexpected::Str(text), &self))
    }
}

impl<'de> Deserialize<'de> for Number {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(NumberVisitor)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_from_both() {
        let read = serde_json::from_str::<Number>;
        assert_eq!((read("8").unwrap(), read(r#"" 8""#).unwrap()), (Number(8), Number(8)));
        for bad in ["-1", "1.5", r#""x""#, "99999999999", "true", "null"] {
            assert!(read(bad).is_err(), "{bad}");
        }
        assert_eq!(Number(3).up_to(2).unwrap_err().message, "3 is too much, at most 2 is");
    }
}
