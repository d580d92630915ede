//! How a look-up tells who is signed in, in words.

use crate::evidence::{Identity, Sign};
use crate::target::SignedIn;

/// How the user was recognised; none where there was none.
pub(super) fn recognised(signed_in: &SignedIn, identity: &Identity) -> Option<String> {
    let user = identity.user.as_deref()?;
    let by = match (&signed_in.json, &signed_in.script, &signed_in.attribute) {
        (Some(pointer), ..) => format!("`{pointer}` in the JSON"),
        (None, Some(script), _) => format!("`{script}`"),
        (None, None, Some(attribute)) => format!("`{attribute}` of `{}`", signed_in.user),
        (None, None, None) => format!("`{}`", signed_in.user),
    };
    let several = match identity.texts.len() {
        0 => String::new(),
        many => format!(", the first of {many} such elements"),
    };
    Some(format!("{by} at {} is {user:?}{several}", identity.page.url))
}

/// What `nobody`, the look-up before anybody had logged in, shows; in words what is missing to recognise it again.
pub(super) fn nobody_looks_like(signed_in: &SignedIn, nobody: &Identity) -> Result<String, String> {
    let status = nobody.page.status.map_or_else(|| "no answer".to_owned(), |status| format!("HTTP {status}"));
    let place = format!("{} ({status})", nobody.page.url);
    match (&nobody.sign, &nobody.user) {
        (Sign::Unclear(reason) | Sign::Nameless(reason), _) => Err(format!("{place}: {reason}")),
        (Sign::LedToIdp, _) => Ok(format!("whoever is not signed in is led to the IdP: {place}")),
        (Sign::Nobody, _) if signed_in.json.is_some() => Ok(format!("the JSON or its status says so: {place}")),
        (Sign::Nobody, _) => Ok(format!("the page or its status says so: {place}")),
        (_, Some(text)) => Ok(format!("{place} shows {text:?} to everybody")),
        (_, None) => Ok(format!("{place} shows no user")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evidence::Page;

    #[test]
    fn the_doctor_says_how_the_user_and_nobody_are_recognised() {
        let signed_in = SignedIn::of_element(Some("/me".to_owned()), "#user".to_owned());
        let page = Page { url: "http://sp/me".to_owned(), status: Some(200), ..Page::default() };
        let user = Some("victim@acme.test ".to_owned());
        let identity = Identity { user, sign: Sign::User, page: page.clone(), ..Identity::default() };
        let said = recognised(&signed_in, &identity).unwrap();
        assert_eq!(said, "`#user` at http://sp/me is \"victim@acme.test \"");
        let nobody =
            |sign| nobody_looks_like(&signed_in, &Identity { sign, page: page.clone(), ..Identity::default() });
        assert_eq!(nobody(Sign::Absent).unwrap(), "http://sp/me (HTTP 200) shows no user");
        assert!(
            nobody(Sign::Unclear("it is a white page; add `nobody`".to_owned())).unwrap_err().contains("add `nobody`")
        );
    }
}
