//! How many logins an SP takes in a while.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::duration;

/// At most so many logins in so long a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pace {
    /// How many, at least one.
    pub logins: usize,
    /// In which time.
    pub within: Duration,
}

impl Pace {
    /// Reads `5/m`, `100/h`, `1/s` or `5/30s`; in words what is wrong.
    pub fn read(text: &str) -> Result<Self, String> {
        let wrong = || format!("`{text}` is no pace; write it as `5/m`, `100/h` or `5/30s`");
        let (logins, within) = text.split_once('/').ok_or_else(wrong)?;
        let logins: usize = logins.trim().parse().map_err(|_| wrong())?;
        let within = within.trim();
        let within =
            if within.starts_with(|c: char| c.is_ascii_digit()) { within.to_owned() } else { format!("1{within}") };
        let within = duration(&within).map_err(|_| wrong())?;
        if logins == 0 || within.is_zero() { Err(wrong()) } else { Ok(Self { logins, within }) }
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::a_minute("5/m", Some((5, 60)))]
    #[case::an_hour("100/h", Some((100, 3600)))]
    #[case::half_a_minute("5/30s", Some((5, 30)))]
    #[case::none("0/m", None)]
    #[case::no_time("5", None)]
    #[case::no_unit("5/", None)]
    #[case::words("five/m", None)]
    fn a_pace_is_a_number_and_a_time(#[case] text: &str, #[case] expected: Option<(usize, u64)>) {
        let expected = expected.map(|(logins, seconds)| Pace { logins, within: Duration::from_secs(seconds) });
        assert_eq!(Pace::read(text).ok(), expected);
    }
}
