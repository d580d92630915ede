//! Reading `Set-Cookie` (RFC 6265bis 5.6), with the limits that Chromium sets.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

/// Longest name and value together.
const LONGEST: usize = 4096;
/// Longest attribute value; a longer one is as if it were not there.
const LONGEST_ATTRIBUTE: usize = 1024;
/// No cookie lives longer than 400 days.
const LONGEST_LIFE: SignedDuration = SignedDuration::from_hours(400 * 24);

/// The `SameSite` attribute.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub(super) enum SameSite {
    Strict,
    Lax,
    None,
}

/// One `Set-Cookie` as written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct SetCookie {
    pub(super) name: String,
    pub(super) value: String,
    pub(super) domain: Option<String>,
    pub(super) path: Option<String>,
    pub(super) secure: bool,
    pub(super) http_only: bool,
    /// Absent: not given, or not understood.
    pub(super) same_site: Option<SameSite>,
    /// Absent: until the browser ends.
    pub(super) expires: Option<Timestamp>,
}

/// Reads the header's value at time `now`; nothing when browsers ignore it.
pub(super) fn parse(header: &str, now: Timestamp) -> Option<SetCookie> {
    // A line end or NUL ends what is read; other control characters spoil the cookie.
    let header = header.split(['\0', '\r', '\n']).next().unwrap_or_default();
    if header.chars().any(|c| c.is_control() && c != '\t') {
        return None;
    }
    let mut parts = header.split(';');
    let pair = parts.next().unwrap_or_default();
    let (name, value) = pair.split_once('=').unwrap_or(("", pair));
    let mut cookie = SetCookie { name: trim(name).to_owned(), value: trim(value).to_owned(), ..SetCookie::default() };
    let nothing = cookie.name.is_empty() && cookie.value.is_empty();
    // A cookie without a name could pose as one with a guarded name (6265bis 5.7 step 22).
    let poses = cookie.name.is_empty() && guarded(&cookie.value);
    if nothing || poses || cookie.name.len() + cookie.value.len() > LONGEST {
        return None;
    }
    let (mut expires, mut max_age) = (None, None);
    for part in parts {
        let (key, value) = part.split_once('=').unwrap_or((part, ""));
        let value = trim(value);
        if value.len() > LONGEST_ATTRIBUTE {
            continue;
        }
        match trim(key).to_ascii_lowercase().as_str() {
            "domain" => cookie.domain = Some(value.trim_start_matches('.').to_ascii_lowercase()),
            "path" => cookie.path = value.starts_with('/').then(|| value.to_owned()),
            "secure" => cookie.secure = true,
            "httponly" => cookie.http_only = true,
            "samesite" => cookie.same_site = same_site(value),
            "expires" => expires = cookie_date(value).or(expires),
            "max-age" => max_age = seconds(value).or(max_age),
            _ => {}
        }
    }
    let latest = now + LONGEST_LIFE;
    let aged = max_age.map(|seconds| if seconds <= 0 { Timestamp::UNIX_EPOCH } else { after(now, seconds) });
    cookie.expires = aged.or(expires).map(|expires| expires.min(latest));
    Some(cookie)
}

/// Whether the name demands attributes (6265bis 4.1.3).
pub(super) fn guarded(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    name.starts_with("__host-") || name.starts_with("__secure-")
}

fn after(now: Timestamp, seconds: i64) -> Timestamp {
    now + SignedDuration::from_secs(seconds).min(LONGEST_LIFE)
}

fn trim(text: &str) -> &str {
    text.trim_matches([' ', '\t'])
}

fn same_site(value: &str) -> Option<SameSite> {
    match value.to_ascii_lowercase().as_str() {
        "strict" => Some(SameSite::Strict),
        "lax" => Some(SameSite::Lax),
        "none" => Some(SameSite::None),
        _ => None,
    }
}

fn seconds(value: &str) -> Option<i64> {
    let digits = value.strip_prefix('-').unwrap_or(value);
    let number = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit());
    // What does not fit is as far away as can be.
    number.then(|| value.parse().unwrap_or(if value.starts_with('-') { i64::MIN } else { i64::MAX }))
}

/// A date in any of the shapes that servers write (6265bis 5.1.1).
fn cookie_date(text: &str) -> Option<Timestamp> {
    let delimiter = |c: char| matches!(c, '\t' | ' '..='/' | ';'..='@' | '['..='`' | '{'..='~') && c != ':';
    let (mut time, mut day, mut month, mut year) = (None, None, None, None);
    for token in text.split(delimiter).filter(|token| !token.is_empty()) {
        if time.is_none()
            && let Some(found) = time_of_day(token)
        {
            time = Some(found);
        } else if day.is_none()
            && let Some(found) = number(token, 1, 2)
        {
            day = Some(found);
        } else if month.is_none()
            && let Some(found) = month_number(token)
        {
            month = Some(found);
        } else if year.is_none()
            && let Some(found) = number(token, 2, 4)
        {
            year = Some(found);
        }
    }
    let (hour, minute, second) = time?;
    let year = match year? {
        year @ 70..=99 => year + 1900,
        year @ 0..=69 => year + 2000,
        year => year,
    };
    let day = i8::try_from(day?).ok().filter(|day| (1..=31).contains(day))?;
    if year < 1601 || hour > 23 || minute > 59 || second > 59 {
        return None;
    }
    let day = Date::new(year, month?, day).ok()?;
    let at = day.at(i8::try_from(hour).ok()?, i8::try_from(minute).ok()?, i8::try_from(second).ok()?, 0);
    TimeZone::UTC.to_timestamp(at).ok()
}

/// Leading digits of `token`, at least `least` and at most `most`.
fn number(token: &str, least: usize, most: usize) -> Option<i16> {
    let digits = token.bytes().take_while(u8::is_ascii_digit).count();
    if (least..=most).contains(&digits) { token.get(..digits)?.parse().ok() } else { None }
}

fn time_of_day(token: &str) -> Option<(i16, i16, i16)> {
    let mut fields = token.splitn(3, ':');
    let (hour, minute, second) = (fields.next()?, fields.next()?, fields.next()?);
    let whole = |field: &str| (1..=2).contains(&field.len()) && field.bytes().all(|b| b.is_ascii_digit());
    if !whole(hour) || !whole(minute) {
        return None;
    }
    Some((hour.parse().ok()?, minute.parse().ok()?, number(second, 1, 2)?))
}

fn month_number(token: &str) -> Option<i8> {
    const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let start = token.get(..3)?.to_ascii_lowercase();
    MONTHS.iter().position(|month| *month == start).and_then(|index| i8::try_from(index + 1).ok())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    fn read(header: &str) -> SetCookie {
        parse(header, "2026-05-01T00:00:00Z".parse().unwrap()).unwrap()
    }

    #[test]
    fn attributes_are_read_whatever_their_case() {
        let cookie = read("sid = a=b ; PATH=/x; secure; HTTPONLY; samesite=Lax; Domain=.Example.ORG; other=1");
        assert_eq!((cookie.name.as_str(), cookie.value.as_str()), ("sid", "a=b"));
        assert_eq!((cookie.path.as_deref(), cookie.domain.as_deref()), (Some("/x"), Some("example.org")));
        assert_eq!((cookie.secure, cookie.http_only, cookie.same_site), (true, true, Some(SameSite::Lax)));
        assert_eq!(read("a=1; SameSite=sometimes").same_site, None);
        assert_eq!(read("a=1; path=relative").path, None);
    }

    #[test]
    fn dates_of_all_shapes_end_a_cookie() {
        for text in ["Wed, 06 May 2026 08:49:37 GMT", "Wednesday, 06-May-26 08:49:37 GMT", "Wed May  6 08:49:37 2026"] {
            let cookie = read(&format!("a=1; Expires={text}"));
            assert_eq!(cookie.expires, Some("2026-05-06T08:49:37Z".parse().unwrap()), "{text}");
        }
        assert_eq!(read("a=1; Expires=tomorrow").expires, None);
        assert_eq!(read("a=1; Max-Age=0; Expires=Wed, 06 May 2026 08:49:37 GMT").expires, Some(Timestamp::UNIX_EPOCH));
        assert_eq!(read("a=1; Max-Age=99999999999999999999").expires, Some("2027-06-05T00:00:00Z".parse().unwrap()));
        assert_eq!(read("a=1; Max-Age=x").expires, None);
    }

    #[test]
    fn what_browsers_ignore_is_ignored() {
        for header in ["", "=", "a=\u{1}", "=__Host-x=1", &format!("a={}", "x".repeat(5000))] {
            assert_eq!(parse(header, Timestamp::UNIX_EPOCH), None, "{header}");
        }
        assert_eq!(read("lonely").value, "lonely");
    }
}
