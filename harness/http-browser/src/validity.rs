//! Whether a browser lets a form go: the constraints that it checks when a button sends it (HTML 4.10.21).

use regex::Regex;
use scraper::ElementRef;

use crate::control::{disabled, kind, name_of};
use crate::loaded::Loaded;

/// Whether all fields of `form` hold what they may.
pub(crate) fn valid(page: &Loaded, form: ElementRef<'_>) -> bool {
    page.controls_of(form).all(|control| barred(control) || holds(page, control))
}

/// Whether nothing is demanded of the control.
fn barred(control: ElementRef<'_>) -> bool {
    let button = matches!(kind(control).as_str(), "hidden" | "reset" | "button" | "submit" | "image");
    button || disabled(control) || (control.attr("readonly").is_some() && name_of(control) != "select")
}

fn holds(page: &Loaded, control: ElementRef<'_>) -> bool {
    let kind = kind(control);
    let required = control.attr("required").is_some();
    match kind.as_str() {
        "checkbox" => return !required || page.checked(control),
        "radio" => {
            let group = page
                .elements()
                .filter(|other| other.attr("name") == control.attr("name") && crate::control::kind(*other) == "radio");
            return !required || group.into_iter().any(|radio| page.checked(radio));
        }
        "file" => return !required || !page.files(control).is_empty(),
        _ => {}
    }
    let value = page.value(control);
    if value.is_empty() {
        return !required;
    }
    let typed = match kind.as_str() {
        "email" => {
            let mut addresses = value.split(',').map(str::trim);
            if control.attr("multiple").is_some() { addresses.all(is_email) } else { is_email(&value) }
        }
        "url" => url::Url::parse(&value).is_ok(),
        "number" => in_range(control, &value),
        _ => true,
    };
    typed && matches_pattern(control, &value)
}

/// HTML 4.10.5.1.5.
fn is_email(text: &str) -> bool {
    let Some((local, host)) = text.split_once('@') else { return false };
    let local_character = |c: char| c.is_ascii_alphanumeric() || ".!#$%&'*+/=?^_`{|}~-".contains(c);
    let label = |label: &str| {
        (1..=63).contains(&label.len())
            && label.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    !local.is_empty() && local.chars().all(local_character) && host.split('.').all(label)
}

fn in_range(control: ElementRef<'_>, value: &str) -> bool {
    let bound = |name: &str| control.attr(name).and_then(|bound| bound.parse::<f64>().ok());
    let Ok(value) = value.parse::<f64>() else { return false };
    bound("min").is_none_or(|min| value >= min) && bound("max").is_none_or(|max| value <= max)
}

/// A pattern that is no expression demands nothing.
fn matches_pattern(control: ElementRef<'_>, value: &str) -> bool {
    let Some(pattern) = control.attr("pattern").filter(|_| name_of(control) == "input") else { return true };
    Regex::new(&format!("^(?:{pattern})$")).map_or(true, |pattern| pattern.is_match(value))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::loaded::sample;

    fn check(fields: &str) -> bool {
        let page = sample(&format!("<form>{fields}</form>"));
        valid(&page, page.first("form").unwrap())
    }

    #[test]
    fn what_is_demanded_must_be_there() {
        for (fields, wanted) in [
            ("<input required>", false),
            ("<input required value=x>", true),
            ("<input required disabled><input required type=hidden><input required readonly>", true),
            ("<input type=checkbox required>", false),
            ("<input type=radio name=a required><input type=radio name=a checked>", true),
            ("<select required><option value=''>choose</select>", false),
            ("<textarea required></textarea>", false),
            ("<input type=file required>", false),
        ] {
            assert_eq!(check(fields), wanted, "{fields}");
        }
    }

    #[test]
    fn what_is_typed_must_fit() {
        for (fields, wanted) in [
            ("<input type=email value='e@acme.test'>", true),
            ("<input type=email value='e@acme.test '>", true),
            ("<input type=email value='e acme.test'>", false),
            ("<input type=email value='e@-acme.test'>", false),
            ("<input type=email>", true),
            ("<input type=url value=acme>", false),
            ("<input type=number max=5 value=6>", false),
            ("<input pattern='[a-z]+' value=abc>", true),
            ("<input pattern='[a-z]+' value=ab1>", false),
            ("<input pattern='(' value=ab1>", true),
        ] {
            assert_eq!(check(fields), wanted, "{fields}");
        }
    }
}
