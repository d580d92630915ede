//! Finding elements as the browser's script does: by CSS, or by what a person sees of them.

use ego_tree::NodeId;
use scraper::ElementRef;

use crate::control::{kind, name_of};
use crate::error::Error;
use crate::loaded::Loaded;
use crate::selector::Selector;

impl Loaded {
    /// The element that a step's selector means; of several the first that is seen.
    pub(crate) fn find(&self, selector: &str) -> Result<Option<NodeId>, Error> {
        let found = match self.read(selector)? {
            Selector::Css(css) => self.css(&css)?,
            by_sight => self.first_shown(&self.seen_as(&by_sight)),
        };
        Ok(found.map(|element| element.id()))
    }

    /// All elements that a selector means, in the page's order.
    pub(crate) fn find_all(&self, selector: &str) -> Result<Vec<ElementRef<'_>>, Error> {
        match self.read(selector)? {
            Selector::Css(css) => {
                self.query_all(&css).map_err(|reason| Error::Selector { selector: selector.to_owned(), reason })
            }
            by_sight => Ok(self.seen_as(&by_sight)),
        }
    }

    /// The elements that a person would call so; none by CSS.
    fn seen_as(&self, selector: &Selector) -> Vec<ElementRef<'_>> {
        match selector {
            Selector::Css(_) => Vec::new(),
            Selector::Text(wanted) => {
                let wanted = one_space(wanted);
                let hits = self.elements().filter(|e| pressable(*e) && self.label(*e) == wanted).collect::<Vec<_>>();
                if hits.is_empty() { self.innermost(&wanted).into_iter().collect() } else { hits }
            }
            Selector::Label(wanted) => best(self.fields(), |e| self.labels(e), wanted),
            Selector::Placeholder(wanted) => {
                best(self.fields(), |e| e.attr("placeholder").map(one_space).into_iter().collect(), wanted)
            }
            Selector::Role { role, name } => {
                let of_role = self.elements().filter(|e| role_of(*e) == Some(role.as_str())).collect();
                match name {
                    Some(name) => best(of_role, |e| self.names(e), name),
                    None => of_role,
                }
            }
        }
    }

    /// What a download's selector means: the same, and by text links alone.
    pub(crate) fn find_link(&self, selector: &str) -> Result<Option<NodeId>, Error> {
        let Selector::Text(wanted) = self.read(selector)? else { return self.find(selector) };
        let text = |element: ElementRef<'_>| one_space(&element.text().collect::<String>());
        let mut links = self.elements().filter(|e| name_of(*e) == "a" && e.attr("href").is_some());
        Ok(links.find(|link| text(*link) == wanted).map(|link| link.id()))
    }

    fn read(&self, selector: &str) -> Result<Selector, Error> {
        selector.parse().map_err(|reason: crate::NoSelector| Error::Selector {
            selector: selector.to_owned(),
            reason: reason.to_string(),
        })
    }

    fn css(&self, selector: &str) -> Result<Option<ElementRef<'_>>, Error> {
        self.query(selector).map_err(|reason| Error::Selector { selector: selector.to_owned(), reason })
    }

    fn first_shown<'a>(&self, hits: &[ElementRef<'a>]) -> Option<ElementRef<'a>> {
        hits.iter().find(|element| self.shown(**element)).or(hits.first()).copied()
    }

    /// Some applications press on whatever has a handler: the innermost element that is seen with this text.
    fn innermost(&self, wanted: &str) -> Option<ElementRef<'_>> {
        let says = |e: ElementRef<'_>| self.shown(e) && one_space(&self.text_of(e)) == wanted;
        let body = self.first("body")?;
        let mut hits = body.descendants().skip(1).filter_map(ElementRef::wrap).filter(|e| says(*e));
        let mut found = hits.next()?;
        // What comes next in order and is within it is further in.
        for next in hits {
            if !next.ancestors().any(|around| around.id() == found.id()) {
                break;
            }
            found = next;
        }
        Some(found)
    }

    fn fields(&self) -> Vec<ElementRef<'_>> {
        let is_field = |e: &ElementRef<'_>| match name_of(*e) {
            "select" | "textarea" => true,
            "input" => kind(*e) != "hidden",
            _ => e.attr("contenteditable").is_some() || matches!(e.attr("role"), Some("textbox" | "combobox")),
        };
        self.elements().filter(is_field).collect()
    }

    fn label(&self, element: ElementRef<'_>) -> String {
        let seen = self.text_of(element);
        if !seen.trim().is_empty() {
            return one_space(&seen);
        }
        let value = if name_of(element) == "input" { self.value(element) } else { String::new() };
        if value.is_empty() { one_space(&element.text().collect::<String>()) } else { one_space(&value) }
    }

    /// Texts of the labels of a field.
    fn labels(&self, field: ElementRef<'_>) -> Vec<String> {
        let named = field.attr("aria-labelledby").unwrap_or_default().split_ascii_whitespace();
        let named = named.filter_map(|id| self.by_id(id)).map(|e| e.text().collect::<String>()).collect::<Vec<_>>();
        let is_of_field = |label: &ElementRef<'_>| {
            name_of(*label) == "label" && self.control(*label).id() == field.id() && label.id() != field.id()
        };
        let around = self.elements().filter(is_of_field).map(text_without_fields);
        let mut texts = vec![named.join(" "), field.attr("aria-label").unwrap_or_default().to_owned()];
        texts.extend(around);
        texts.iter().map(|text| one_space(text)).filter(|text| !text.is_empty()).collect()
    }

    /// The name that assistive technology would say, near enough.
    fn names(&self, element: ElementRef<'_>) -> Vec<String> {
        let labels = self.labels(element);
        if !labels.is_empty() {
            return labels;
        }
        let text = match (name_of(element), kind(element).as_str()) {
            ("input", "submit" | "button" | "reset") => self.value(element),
            ("input" | "select" | "textarea", _) => String::new(),
            _ => self.label(element),
        };
        let attribute = |name: &str| element.attr(name).unwrap_or_default().to_owned();
        let texts = [text, attribute("alt"), attribute("title"), attribute("placeholder")];
        texts.iter().map(|text| one_space(text)).filter(|text| !text.is_empty()).take(1).collect()
    }
}

/// Those that say exactly this; without any, those that contain it.
fn best<'a>(
    elements: Vec<ElementRef<'a>>,
    texts: impl Fn(ElementRef<'a>) -> Vec<String>,
    wanted: &str,
) -> Vec<ElementRef<'a>> {
    let wanted = one_space(wanted).to_lowercase();
    // A label often ends with a star or a colon.
    let bare = |text: &str| text.trim_end_matches([' ', '*', ':']).to_owned();
    let says = |text: &String| text.to_lowercase() == wanted || bare(&text.to_lowercase()) == wanted;
    let exact: Vec<_> = elements.iter().filter(|e| texts(**e).iter().any(says)).copied().collect();
    if !exact.is_empty() {
        return exact;
    }
    let contains = |text: &String| text.to_lowercase().contains(&wanted);
    elements.into_iter().filter(|e| texts(*e).iter().any(contains)).collect()
}

/// The ARIA role, written out or implied (HTML-AAM).
fn role_of(element: ElementRef<'_>) -> Option<&str> {
    if let Some(role) = element.attr("role") {
        return Some(role);
    }
    Some(match (name_of(element), kind(element).as_str()) {
        ("button" | "summary", _) | ("input", "submit" | "button" | "reset" | "image") => "button",
        ("a" | "area", _) if element.attr("href").is_some() => "link",
        ("textarea", _) | ("input", "text" | "email" | "tel" | "url" | "password") => "textbox",
        ("input", "search") => "searchbox",
        ("input", "number") => "spinbutton",
        ("input", "checkbox") => "checkbox",
        ("input", "radio") => "radio",
        ("select", _) if element.attr("multiple").is_some() => "listbox",
        ("select", _) => "combobox",
        ("option", _) => "option",
        ("h1" | "h2" | "h3" | "h4" | "h5" | "h6", _) => "heading",
        ("img", _) => "img",
        _ => return None,
    })
}

fn pressable(element: ElementRef<'_>) -> bool {
    match name_of(element) {
        "a" | "button" | "summary" | "label" => true,
        "input" => matches!(kind(element).as_str(), "submit" | "button"),
        _ => matches!(element.attr("role"), Some("button" | "link" | "tab" | "menuitem" | "option")),
    }
}

/// A label's text without that of the field within it.
fn text_without_fields(label: ElementRef<'_>) -> String {
    let is_field = |e: ElementRef<'_>| matches!(name_of(e), "select" | "textarea" | "button");
    let texts = label.descendants().filter(|node| {
        let mut around = node.ancestors().filter_map(ElementRef::wrap);
        !around.any(is_field)
    });
    texts.filter_map(|node| node.value().as_text()).map(|text| &**text).collect()
}

fn one_space(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use crate::loaded::sample;

    fn found(page: &str, selector: &str) -> String {
        let page = sample(page);
        let found = page.find(selector).unwrap().and_then(|id| page.element(id));
        found.and_then(|element| element.attr("id")).unwrap_or("nothing").to_owned()
    }

    #[test]
    fn a_text_is_that_of_something_to_press() {
        let page = "<p>Save</p><b id=no>Save</b><button id=hidden hidden>Save</button><a id=a href=x>\n Save </a>
            <input type=submit id=i value='Go on'><label id=l>Name <input></label><i role=tab id=t>Tab</i>
            <button id=n><span>Sign</span> <b>in</b></button><noscript><button id=ns>Continue</button></noscript>
            <div id=outer><div id=inner>Sign on</div></div>";
        for (selector, wanted) in [
            ("text=Save", "a"),
            ("text= Go on", "i"),
            ("text=Name", "l"),
            ("text=Tab", "t"),
            ("text=Sign in", "n"),
            ("text=Sign on", "inner"),
            ("text=Never", "nothing"),
            ("text=Continue", "nothing"),
            ("[role=tab]", "t"),
        ] {
            assert_eq!(found(page, selector), wanted, "{selector}");
        }
        assert_eq!(found("<button id=hidden hidden>Save</button>", "text=Save"), "hidden");
        assert!(sample("").find("p:visible").is_err());
    }

    #[test]
    fn a_look_up_finds_what_a_person_sees_as_steps_do() {
        let page =
            sample("<a id=one href=/>Log in</a><a id=two href=/>Log in</a><label>E-mail <input id=mail></label>");
        for (selector, wanted) in [
            ("text=Log in", &["one", "two"][..]),
            ("label=E-mail", &["mail"]),
            ("role=link", &["one", "two"]),
            ("text=Log out", &[]),
            ("a", &["one", "two"]),
        ] {
            let found = page.find_all(selector).unwrap();
            let ids: Vec<&str> = found.into_iter().filter_map(|element| element.attr("id")).collect();
            assert_eq!(ids, wanted, "{selector}");
        }
        assert!(page.find_all("p:visible").is_err());
    }

    #[test]
    fn what_people_see_of_a_field() {
        let page = "<label for=mail>Work <b>e-mail</b> *</label><input id=mail type=email placeholder='you@acme.test'>
            <label>Country <select id=country><option>Chile</select></label><input id=aria aria-label='Country code'>
            <input type=submit id=go value='Go'><button id=close aria-label='Close the dialog'>x</button><a id=link href=/>Go</a>
            <h2 id=head>Sign in</h2><button id=in>Sign in with SSO</button><button id=hidden hidden>Sign in with SSO</button>";
        for (selector, wanted) in [
            ("label=work e-mail", "mail"),
            ("label=e-mail", "mail"),
            ("label=Country", "country"),
            ("label=Country code", "aria"),
            ("label=Chile", "nothing"),
            ("placeholder=you@", "mail"),
            ("role=button[name=Go]", "go"),
            ("role=link[name=Go]", "link"),
            ("role=button[name=close]", "close"),
            ("role=button[name=x]", "nothing"),
            ("role=button[name='Sign in']", "in"),
            ("role=heading", "head"),
            ("role=textbox[name=Work e-mail]", "mail"),
            ("role=combobox", "country"),
        ] {
            assert_eq!(found(page, selector), wanted, "{selector}");
        }
    }
}
