//! Clicks and keys: what they change on the page, and where they lead.

use std::sync::Arc;

use ego_tree::NodeId;
use scraper::ElementRef;

use crate::control::{disabled, kind, name_of, submittable};
use crate::form::{self, Place};
use crate::loaded::Loaded;
use crate::policy::ContentPolicy;
use crate::request::{Policy, Request};
use crate::site::bare;
use crate::validity::valid;

/// A request, and where its answer is shown.
pub(crate) type Leads = Option<(Request, Place)>;

impl Loaded {
    /// A click on an element: what it is in decides what happens.
    pub(crate) fn click(&mut self, id: NodeId) -> Leads {
        let element = self.element(id)?;
        let mut around = std::iter::once(element).chain(element.ancestors().filter_map(ElementRef::wrap));
        let active = around.find(|e| {
            matches!(name_of(*e), "button" | "input" | "label") || (name_of(*e) == "a" && e.attr("href").is_some())
        })?;
        let active = self.control(active);
        if submittable(active) && disabled(active) {
            return None;
        }
        let id = active.id();
        match (name_of(active), kind(active).as_str()) {
            ("a", _) => return self.click_link(id),
            (_, "submit" | "image") => return self.press_button(active),
            (_, "reset") => {
                let form = self.form_of(active)?;
                let controls: Vec<NodeId> = self.controls_of(form).map(|control| control.id()).collect();
                self.held.retain(|control, _| !controls.contains(control));
            }
            (_, "checkbox" | "radio") => self.toggle(id),
            // A label leads the keyboard to its field.
            _ => self.focus = Some(id),
        }
        None
    }

    /// Whether only a script knows what a click on the element does: by the markup it leads nowhere and changes nothing.
    pub(crate) fn pressed_by_script(&self, id: NodeId) -> bool {
        let Some(element) = self.element(id) else { return false };
        let around: Vec<_> = std::iter::once(element).chain(element.ancestors().filter_map(ElementRef::wrap)).collect();
        let has_handler = around.iter().any(|e| e.attr("onclick").is_some())
            || self
                .elements()
                .any(|e| name_of(e) == "script" && e.attr("type").is_none_or(|kind| !kind.contains("json")));
        let active = around.iter().find(|e| matches!(name_of(**e), "a" | "button" | "input" | "label" | "summary"));
        let leads = active.is_some_and(|active| match (name_of(*active), kind(*active).as_str()) {
            ("a", _) => active.attr("href").is_some_and(|href| {
                let href = href.trim();
                href != "#" && !href.to_ascii_lowercase().starts_with("javascript:")
            }),
            ("button", "button") | ("input", "button") => false,
            ("button", _) | ("input", "submit" | "image" | "reset") => self.form_of(*active).is_some(),
            _ => true,
        });
        has_handler && !leads
    }

    fn click_link(&mut self, id: NodeId) -> Leads {
        let link = self.element(id)?;
        let url = form::destination(self, link).filter(|_| link.attr("download").is_none())?;
        if url.fragment().is_some() && bare(&url) == bare(&self.url) {
            self.url = url;
            return None;
        }
        let mut initiator = self.initiator();
        if link.attr("rel").is_some_and(|rel| rel.split_ascii_whitespace().any(|word| word == "noreferrer")) {
            initiator.policy = Policy::NoReferrer;
        } else if let Some(policy) = link.attr("referrerpolicy").and_then(Policy::parse) {
            initiator.policy = policy;
        }
        Some((Request::by(initiator, url), form::place(link.attr("target"))))
    }

    /// A button sends its form only when the form's fields hold what they may.
    fn press_button(&self, button: ElementRef<'_>) -> Leads {
        let form = self.form_of(button)?;
        let unchecked = form.attr("novalidate").is_some() || button.attr("formnovalidate").is_some();
        if unchecked || valid(self, form) { self.submit(form.id(), Some(button.id())) } else { None }
    }

    /// Sends a form as `form.submit()` does, or by a button; whether the page's policy lets it go is for who follows it.
    pub(crate) fn submit(&self, form: NodeId, button: Option<NodeId>) -> Leads {
        let (request, place) = form::request(self, form, button)?;
        let policy = Arc::new(ContentPolicy::of(self));
        Some((Request { leaves: Some(policy), ..request }, place))
    }

    /// Enter in the focused element (HTML 4.10.22.2).
    pub(crate) fn enter(&mut self) -> Leads {
        let element = self.element(self.focus?)?;
        match (name_of(element), kind(element).as_str()) {
            ("a" | "button", _) | ("input", "submit" | "image" | "reset") => self.click(element.id()),
            ("input", _) => {
                let form = self.form_of(element)?;
                match form::default_button(self, form) {
                    // A button that is switched off keeps Enter from sending the form.
                    Some(button) => self.click(button),
                    None if !form::sends_without_button(self, form) => None,
                    None if form.attr("novalidate").is_some() || valid(self, form) => self.submit(form.id(), None),
                    None => None,
                }
            }
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::loaded::sample;

    fn click(page: &mut Loaded, id: &str) -> String {
        let id = page.by_id(id).unwrap().id();
        told(page.click(id))
    }

    fn told(leads: Leads) -> String {
        leads.map_or("stays".to_owned(), |(request, place)| {
            format!("{} {} {place:?}", request.method, request.url.path())
        })
    }

    #[test]
    fn links_and_buttons_lead_on() {
        let mut page = sample(
            "<a id=a href=/x><b id=in>x</b></a><a id=t href=/x target=_blank>x</a><a id=h href='#y'>x</a><a id=j href='javascript:z()'>x</a>
            <a id=n>x</a><a id=d href=/x download>x</a><button id=o form=f>x</button><button id=off form=f disabled>x</button>
            <form id=f method=post action=/send><button id=plain type=button>x</button></form><button id=none>x</button>",
        );
        for (id, wanted) in [
            ("a", "GET /x Here"),
            ("in", "GET /x Here"),
            ("t", "GET /x NewTab"),
            ("h", "stays"),
            ("j", "stays"),
            ("n", "stays"),
            ("d", "stays"),
            ("o", "POST /send Here"),
            ("off", "stays"),
            ("plain", "stays"),
            ("none", "stays"),
        ] {
            assert_eq!(click(&mut page, id), wanted, "{id}");
        }
        assert_eq!(page.url.fragment(), Some("y"));
    }

    #[test]
    fn what_only_a_script_knows() {
        let buttons = "<button id=lone>x</button><a id=link href=/x>x</a><a id=hash href='#'>x</a><div id=div>x</div>
            <form><button id=sends>x</button><button id=plain type=button>x</button></form><label id=label>x</label>";
        let with_script = sample(&format!("{buttons}<script>addEventListener('click', open)</script>"));
        let without = sample(buttons);
        for (id, wanted) in [
            ("lone", true),
            ("link", false),
            ("hash", true),
            ("div", true),
            ("sends", false),
            ("plain", true),
            ("label", false),
        ] {
            assert_eq!(with_script.pressed_by_script(with_script.by_id(id).unwrap().id()), wanted, "{id}");
            assert!(!without.pressed_by_script(without.by_id(id).unwrap().id()), "{id}");
        }
        let handler = sample("<p onclick='open()'><button id=b>x</button>");
        assert!(handler.pressed_by_script(handler.by_id("b").unwrap().id()));
    }

    #[test]
    fn a_button_checks_the_fields_and_a_script_does_not() {
        let mut page =
            sample("<form id=f action=/send><input name=e type=email value=wrong><button id=b>x</button></form>");
        assert_eq!(click(&mut page, "b"), "stays");
        let form = page.by_id("f").unwrap().id();
        assert_eq!(told(page.submit(form, None)), "GET /send Here");
        let email = page.first("input").unwrap().id();
        page.fill(email, "e@acme.test");
        assert_eq!(click(&mut page, "b"), "GET /send Here");
    }

    #[test]
    fn enter_presses_the_first_button() {
        let mut page = sample(
            "<form action=/send><input id=i><button type=button>x</button><button name=b value=1>y</button></form>",
        );
        assert_eq!(told(page.enter()), "stays", "nothing has the keyboard");
        let input = page.by_id("i").unwrap().id();
        page.fill(input, "v");
        let (request, _) = page.enter().unwrap();
        assert_eq!(request.url.query(), Some("b=1"));
        for (form, wanted) in [
            ("<input autofocus>", "GET /send Here"),
            ("<input autofocus><input>", "stays"),
            ("<input autofocus><button disabled>x</button>", "stays"),
            ("<textarea autofocus></textarea><button>x</button>", "stays"),
        ] {
            assert_eq!(told(sample(&format!("<form action=/send>{form}</form>")).enter()), wanted, "{form}");
        }
    }

    #[test]
    fn labels_and_switches_change_the_page_alone() {
        let mut page =
            sample("<label id=l><input type=checkbox id=c> x</label><form><input id=t><input type=reset id=r></form>");
        assert_eq!(click(&mut page, "l"), "stays");
        assert!(page.checked(page.by_id("c").unwrap()));
        let text = page.by_id("t").unwrap().id();
        page.fill(text, "v");
        click(&mut page, "r");
        assert_eq!(page.value(page.by_id("t").unwrap()), "");
    }
}
