//! Controls of forms: what they hold, to which form they belong, and how people fill them in.

use ego_tree::NodeId;
use scraper::ElementRef;

use crate::loaded::{Held, Loaded, Upload};

/// Name of the element.
pub(crate) fn name_of(element: ElementRef<'_>) -> &str {
    element.value().name()
}

/// Type of an input or button, in lower case: what browsers make of the attribute.
pub(crate) fn kind(element: ElementRef<'_>) -> String {
    let given = element.attr("type").unwrap_or_default().to_ascii_lowercase();
    match (name_of(element), given.as_str()) {
        ("button", "reset" | "button") => given,
        ("button", _) => "submit".to_owned(),
        (
            "input",
            "hidden" | "search" | "tel" | "url" | "email" | "password" | "date" | "month" | "week" | "time"
            | "datetime-local" | "number" | "range" | "color" | "checkbox" | "radio" | "file" | "submit" | "image"
            | "reset" | "button",
        ) => given,
        ("input", _) => "text".to_owned(),
        _ => String::new(),
    }
}

/// Whether it sends a form.
pub(crate) fn submits(element: ElementRef<'_>) -> bool {
    matches!(kind(element).as_str(), "submit" | "image")
}

/// Whether a form takes its value.
pub(crate) fn submittable(element: ElementRef<'_>) -> bool {
    matches!(name_of(element), "button" | "input" | "select" | "textarea")
}

/// Whether it, or a fieldset around it, is switched off (HTML 4.10.19.5).
pub(crate) fn disabled(element: ElementRef<'_>) -> bool {
    if element.attr("disabled").is_some() {
        return submittable(element) || matches!(name_of(element), "option" | "optgroup" | "fieldset");
    }
    let mut inside = element;
    for around in element.ancestors().filter_map(ElementRef::wrap) {
        if name_of(around) == "fieldset" && around.attr("disabled").is_some() {
            let legend = around.children().filter_map(ElementRef::wrap).find(|child| name_of(*child) == "legend");
            if legend.map(|legend| legend.id()) != Some(inside.id()) {
                return true;
            }
        }
        inside = around;
    }
    false
}

/// Why a person cannot use a control; nothing when they can.
pub(crate) fn hindrance(element: ElementRef<'_>) -> Option<&'static str> {
    (submittable(element) && disabled(element)).then_some("is disabled, as far as no script enables it")
}

/// Why a person cannot type into it, or switch it.
pub(crate) fn hindrance_to_fill(element: ElementRef<'_>) -> Option<&'static str> {
    let is_field = match name_of(element) {
        "select" | "textarea" => true,
        "input" => !matches!(kind(element).as_str(), "submit" | "button" | "reset" | "image" | "file" | "hidden"),
        _ => element.attr("contenteditable").is_some(),
    };
    let is_readonly = element.attr("readonly").is_some();
    hindrance(element)
        .or(is_readonly.then_some("is read-only, as far as no script changes that"))
        .or((!is_field).then_some("is no field"))
}

/// An option is also off when its group is.
fn option_disabled(option: ElementRef<'_>) -> bool {
    let group = option.parent().and_then(ElementRef::wrap).filter(|parent| name_of(*parent) == "optgroup");
    [Some(option), group].into_iter().flatten().any(|element| element.attr("disabled").is_some())
}

/// The options of a select.
pub(crate) fn options(select: ElementRef<'_>) -> impl Iterator<Item = ElementRef<'_>> {
    select.descendants().filter_map(ElementRef::wrap).filter(|element| name_of(*element) == "option")
}

/// Text of an option, its spaces made one.
fn option_text(option: ElementRef<'_>) -> String {
    option.text().collect::<String>().split_ascii_whitespace().collect::<Vec<_>>().join(" ")
}

/// Value of an option.
pub(crate) fn option_value(option: ElementRef<'_>) -> String {
    option.attr("value").map_or_else(|| option_text(option), str::to_owned)
}

impl Loaded {
    /// The form that `element` belongs to (HTML 4.10.17.3).
    pub(crate) fn form_of<'a>(&'a self, element: ElementRef<'a>) -> Option<ElementRef<'a>> {
        if name_of(element) == "form" {
            return Some(element);
        }
        if let Some(id) = element.attr("form") {
            return self.by_id(id).filter(|form| name_of(*form) == "form");
        }
        let around = || element.ancestors().filter_map(ElementRef::wrap);
        around().find(|around| name_of(*around) == "form").or_else(|| {
            // Parsers end a form that begins between a table's parts at once; what follows is still the form's.
            let table = around().find(|around| name_of(*around) == "table")?;
            let before = table.descendants().filter_map(ElementRef::wrap).take_while(|e| e.id() != element.id());
            before.filter(|e| name_of(*e) == "form" && e.children().next().is_none()).last()
        })
    }

    /// Controls of a form, in order.
    pub(crate) fn controls_of<'a>(&'a self, form: ElementRef<'a>) -> impl Iterator<Item = ElementRef<'a>> {
        let controls = self.elements().filter(|element| submittable(*element));
        controls.filter(move |element| self.form_of(*element).is_some_and(|owner| owner.id() == form.id()))
    }

    /// The text that a control holds.
    pub(crate) fn value(&self, element: ElementRef<'_>) -> String {
        if let Some(Held::Text(text)) = self.held.get(&element.id()) {
            return text.clone();
        }
        match (name_of(element), kind(element).as_str()) {
            ("textarea", _) => element.text().collect(),
            ("select", _) => self.chosen(element).first().map(|option| option_value(*option)).unwrap_or_default(),
            (_, "checkbox" | "radio") => element.attr("value").unwrap_or("on").to_owned(),
            (_, kind) => sanitized(kind, element.attr("value").unwrap_or_default()),
        }
    }

    /// Whether a checkbox or radio is on.
    pub(crate) fn checked(&self, element: ElementRef<'_>) -> bool {
        if let Some(Held::Checked(on)) = self.held.get(&element.id()) {
            return *on;
        }
        // Of several radios that say they are on, the last is.
        element.attr("checked").is_some()
            && (kind(element) != "radio"
                || self.radios(element).filter(|radio| radio.attr("checked").is_some()).last().map(|r| r.id())
                    == Some(element.id()))
    }

    /// The group of a radio, itself included.
    fn radios<'a>(&'a self, radio: ElementRef<'a>) -> impl Iterator<Item = ElementRef<'a>> {
        let form = self.form_of(radio).map(|form| form.id());
        let name = radio.attr("name").filter(|name| !name.is_empty());
        self.elements().filter(move |other| {
            other.id() == radio.id()
                || (kind(*other) == "radio"
                    && name.is_some()
                    && other.attr("name") == name
                    && self.form_of(*other).map(|form| form.id()) == form)
        })
    }

    /// Options of a select that are chosen.
    pub(crate) fn chosen<'a>(&'a self, select: ElementRef<'a>) -> Vec<ElementRef<'a>> {
        if let Some(Held::Chosen(option)) = self.held.get(&select.id()) {
            return self.element(*option).into_iter().collect();
        }
        let marked: Vec<_> = options(select).filter(|option| option.attr("selected").is_some()).collect();
        if select.attr("multiple").is_some() {
            return marked;
        }
        let list = select.attr("size").and_then(|size| size.parse::<u32>().ok()).is_some_and(|size| size > 1);
        // A drop-down always shows one.
        let first = || options(select).find(|option| !option_disabled(*option));
        marked.last().copied().or_else(|| if list { None } else { first() }).into_iter().collect()
    }

    /// Files chosen for a file input.
    pub(crate) fn files(&self, element: ElementRef<'_>) -> &[Upload] {
        match self.held.get(&element.id()) {
            Some(Held::Files(files)) => files,
            _ => &[],
        }
    }

    /// What a label is for; the element itself when it is no label, or one for nothing.
    pub(crate) fn control<'a>(&'a self, element: ElementRef<'a>) -> ElementRef<'a> {
        if name_of(element) != "label" {
            return element;
        }
        let labelable = |e: &ElementRef<'_>| {
            matches!(name_of(*e), "button" | "input" | "meter" | "output" | "progress" | "select" | "textarea")
                && kind(*e) != "hidden"
        };
        let labelled = match element.attr("for") {
            Some(id) => self.by_id(id).filter(labelable),
            None => element.descendants().filter_map(ElementRef::wrap).find(labelable),
        };
        labelled.unwrap_or(element)
    }

    /// Types `text` into the control.
    pub(crate) fn fill(&mut self, id: NodeId, text: &str) {
        let Some(control) = self.element(id).map(|element| self.control(element)) else { return };
        let (id, kind) = (control.id(), kind(control));
        match kind.as_str() {
            "checkbox" | "radio" => {
                if self.checked(control) != (text == "on") && !disabled(control) {
                    self.toggle(id);
                }
                return;
            }
            // A page's script may set these; what is typed goes nowhere.
            "file" => {}
            _ if name_of(control) == "select" => self.select(id, text),
            _ if submittable(control) => {
                let text = if name_of(control) == "textarea" { line_ends(text) } else { sanitized(&kind, text) };
                self.held.insert(id, Held::Text(text));
            }
            _ => {}
        }
        self.focus = Some(id);
    }

    /// Turns a checkbox over, or a radio on.
    pub(crate) fn toggle(&mut self, id: NodeId) {
        let Some(element) = self.element(id) else { return };
        if kind(element) == "radio" {
            let group: Vec<NodeId> = self.radios(element).map(|radio| radio.id()).collect();
            self.held.extend(group.into_iter().map(|radio| (radio, Held::Checked(radio == id))));
        } else {
            let on = !self.checked(element);
            self.held.insert(id, Held::Checked(on));
        }
    }

    /// The option of `select` whose value, or else whose text, is `option`.
    pub(crate) fn option_called(&self, select: ElementRef<'_>, option: &str) -> Option<NodeId> {
        let by_value = options(select).find(|candidate| option_value(*candidate) == option);
        by_value.or_else(|| options(select).find(|candidate| option_text(*candidate) == option)).map(|found| found.id())
    }

    fn select(&mut self, id: NodeId, value: &str) {
        let option = self.element(id).and_then(|select| options(select).find(|option| option_value(*option) == value));
        if let Some(option) = option.map(|option| option.id()) {
            self.held.insert(id, Held::Chosen(option));
        }
    }
}

/// One line end, whatever was typed (HTML "normalize newlines").
fn line_ends(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\r', "\n")
}

/// What an input of `kind` makes of a value (HTML 4.10.5.1).
fn sanitized(kind: &str, text: &str) -> String {
    let one_line = || text.replace(['\r', '\n'], "");
    match kind {
        "text" | "search" | "tel" | "password" => one_line(),
        "email" | "url" => one_line().trim_matches(|c: char| c.is_ascii_whitespace()).to_owned(),
        "number" | "range" if text.parse::<f64>().is_err() => String::new(),
        _ => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::loaded::{Loaded, sample};

    fn find<'a>(page: &'a Loaded, selector: &str) -> ElementRef<'a> {
        page.query(selector).unwrap().unwrap()
    }

    fn fill(page: &mut Loaded, selector: &str, text: &str) {
        let id = find(page, selector).id();
        page.fill(id, text);
    }

    #[test]
    fn a_control_belongs_to_the_form_around_it_or_named_by_it() {
        let page = sample(
            "<form id=a><input id=x><input id=y form=b></form><form id=b></form><button id=z form=a></button>
            <button id=n form=none></button><table><form id=t><tr><td><input id=w></td></tr></form></table>",
        );
        let owner = |id: &str| page.form_of(page.by_id(id).unwrap()).and_then(|form| form.attr("id"));
        assert_eq!(["x", "y", "z", "n", "w"].map(owner), [Some("a"), Some("b"), Some("a"), None, Some("t")]);
    }

    #[test]
    fn controls_hold_what_was_typed_or_chosen() {
        let mut page = sample(
            "<label id=l>E-mail <input name=e type=email></label><input type=checkbox name=c><label for=r2 id=lr>R</label>
            <input type=radio name=r id=r1 checked><input type=radio name=r id=r2>
            <select name=s><option disabled>Off<option value=a>First<option> Second  one </select><textarea>x</textarea>",
        );
        fill(&mut page, "#l", " a@b\n");
        assert_eq!(page.value(find(&page, "[name=e]")), "a@b");
        assert!(page.focus.is_some());
        fill(&mut page, "[name=c]", "on");
        fill(&mut page, "[name=c]", "on");
        assert!(page.checked(find(&page, "[name=c]")));
        fill(&mut page, "[name=c]", "off");
        assert!(!page.checked(find(&page, "[name=c]")));
        fill(&mut page, "#lr", "on");
        assert!(!page.checked(find(&page, "#r1")) && page.checked(find(&page, "#r2")));
        assert_eq!(page.value(find(&page, "select")), "a", "a drop-down shows the first that can be had");
        assert!(page.option_called(find(&page, "select"), "Second one").is_some());
        fill(&mut page, "select", "Second one");
        assert_eq!(page.value(find(&page, "select")), "Second one");
        fill(&mut page, "textarea", "a\r\nb");
        assert_eq!(page.value(find(&page, "textarea")), "a\nb");
    }

    #[test]
    fn a_fieldset_switches_off_all_but_its_legend() {
        let page = sample(
            "<fieldset disabled><legend><input id=a></legend><div><input id=b></div></fieldset><input id=c disabled>",
        );
        assert_eq!(["a", "b", "c"].map(|id| disabled(page.by_id(id).unwrap())), [false, true, true]);
    }
}
