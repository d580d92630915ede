//! What stands in the way: cookie banners, and terms that want to be accepted.

use scraper::ElementRef;

use super::dom::{Dom, name_of, text_of};
use super::words::{self, AGREE, BANNER, DISMISS};
use crate::action::{Action, Step};
use crate::target::Interruption;

/// What stands in the way on this page.
pub(crate) fn on_page(dom: &Dom) -> Vec<Interruption> {
    banner(dom).into_iter().chain(terms(dom)).collect()
}

/// The innermost element that is called a banner and has a button that makes it go away.
fn banner(dom: &Dom) -> Option<Interruption> {
    let called = |e: &ElementRef<'_>| {
        let own = ["id", "class", "aria-label", "data-testid"].iter().filter_map(|name| e.attr(name));
        words::says(&own.collect::<Vec<_>>().join(" "), BANNER)
    };
    let boxes = dom.all("div, section, aside, dialog, form, footer, p").into_iter().filter(called);
    let with_button = boxes.filter_map(|e| Some((e, dismisses(dom, e)?)));
    let (e, button) = with_button.last()?;
    Some(interruption(dom.own_name(e).unwrap_or_else(|| button.clone()), &[], button))
}

/// The button within `root` that gives away the least.
fn dismisses(dom: &Dom, root: ElementRef<'_>) -> Option<String> {
    let buttons = dom.pressable().into_iter().filter(|b| b.ancestors().any(|above| above.id() == root.id()));
    let ranked = buttons.filter_map(|b| Some((words::rank(&name_of(b), DISMISS)?, b)));
    let (_, button) = ranked.min_by_key(|(rank, _)| *rank)?;
    Some(dom.click_selector(button))
}

/// A form whose button says that one agrees, and which asks for nothing but ticks.
fn terms(dom: &Dom) -> Option<Interruption> {
    let forms = dom.all("form").into_iter();
    let of_banner = |form: &ElementRef<'_>| {
        form.ancestors().filter_map(ElementRef::wrap).chain([*form]).any(|e| {
            let own = ["id", "class"].iter().filter_map(|name| e.attr(name)).collect::<Vec<_>>().join(" ");
            words::says(&own, BANNER)
        })
    };
    forms.filter(|form| !of_banner(form)).find_map(|form| {
        let within = |css: &str| -> Vec<ElementRef<'_>> {
            dom.all(css).into_iter().filter(|e| e.ancestors().any(|above| above.id() == form.id())).collect()
        };
        let asks = "input:not([type=checkbox]):not([type=submit]):not([type=hidden]), textarea, select";
        if !within(asks).is_empty() {
            return None;
        }
        let button = within("button, input[type=submit]").into_iter().find(|b| words::says(&name_of(*b), AGREE))?;
        let ticks: Vec<String> = within("input[type=checkbox]").into_iter().map(|tick| dom.selector(tick)).collect();
        let says_terms = words::says(&text_of(form), &["terms", "conditions", "agb", "bedingungen", "policy", "agree"]);
        let button = dom.click_selector(button);
        // Without a name of its own, what is pressed tells it from other forms.
        let when = dom.own_name(form).unwrap_or_else(|| button.clone());
        (says_terms || !ticks.is_empty()).then(|| interruption(when, &ticks, button))
    })
}

fn interruption(when: String, ticks: &[String], button: String) -> Interruption {
    let tick = |selector: &String| Action::Fill { selector: selector.clone(), text: "on".to_owned() };
    let actions = ticks.iter().map(tick).chain([Action::Click { selector: button }]);
    Interruption { when, steps: actions.map(|action| Step { action, guide: None }).collect() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::discover::dom::dom;

    fn found(source: &str) -> Vec<(String, Vec<String>)> {
        let told = |one: Interruption| {
            let steps = one.steps.iter().map(|step| step.action.selector().unwrap_or_default().to_owned());
            (one.when.clone(), steps.collect())
        };
        on_page(&dom(source)).into_iter().map(told).collect()
    }

    #[test]
    fn a_banner_is_dismissed_by_the_button_that_gives_the_least() {
        let page = "<div id=cookie-banner><p>We use cookies</p><button>Accept all</button><button>Only necessary</button></div>";
        assert_eq!(found(page), [("#cookie-banner".to_owned(), vec!["text=Only necessary".to_owned()])]);
        assert!(found("<p class=cookie>Our cookies are good</p><button>Accept</button>").is_empty());
    }

    #[test]
    fn terms_are_agreed_to() {
        let page =
            "<form id=terms method=post><p>Our terms</p><input type=checkbox name=yes><button>I agree</button></form>";
        let steps = ["input[name=yes]", "text=I agree"].map(str::to_owned).to_vec();
        assert_eq!(found(page), [("#terms".to_owned(), steps)]);
        assert!(found("<form><input name=email><button>Accept terms and sign up</button></form>").is_empty());
    }
}
