//! Carrying a recipe out.

use super::{Context, Delivery, Draft, Fault, Kind, RecipeError, Scene, Script, Step};
use crate::message::response::PREFIX_LIST;
use crate::sign::{Signing, sign_after_issuer};
use crate::xml::{Document, Node};

/// A message that a recipe made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sent {
    /// The message before any step, then after each one and after signing last, as text.
    pub stages: Vec<Stage>,
    /// The octets, before they are encoded.
    pub xml: Vec<u8>,
    /// The text of the SAMLResponse field.
    pub field: String,
    /// How it travels.
    pub delivery: Delivery,
}

/// The message after one thing was done to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stage {
    /// The step that was carried out; none for the message as made and for signing last.
    pub step: Option<usize>,
    /// What was done.
    pub what: &'static str,
    /// The message then; what is not UTF-8 is replaced.
    pub text: String,
}

/// Carries `script` out on the message that `scene` asks for. Nothing but randomness and keys comes from elsewhere.
pub fn run(scene: &Scene, script: &Script) -> Result<Sent, RecipeError> {
    let steps = &script.recipe.steps;
    let made = make(scene, script).map_err(|fault| RecipeError::new(0, fault))?;
    let (context, mut draft) = made;
    let mut stages = Vec::with_capacity(steps.len() + 2);
    stages.push(stage(None, "message", &draft));
    let last_tree_step = steps.iter().rposition(|step| step.kind() == Kind::Tree);
    for (index, step) in steps.iter().enumerate() {
        let fault = |fault| RecipeError::new(index, fault);
        if draft.signs_last && last_tree_step.is_none_or(|last| index > last) {
            sign_last(&mut draft, &context, true).map_err(fault)?;
            stages.push(stage(None, "sign", &draft));
        }
        if draft.signs_last && step.hides_assertions() {
            sign_last(&mut draft, &context, false).map_err(fault)?;
            stages.push(stage(None, "sign", &draft));
        }
        step.apply(&mut draft, &context).map_err(fault)?;
        draft.check_size().map_err(fault)?;
        stages.push(stage(Some(index), step.name(), &draft));
    }
    let fault = |fault| RecipeError::new(steps.len(), fault);
    if draft.signs_last {
        sign_last(&mut draft, &context, true).map_err(fault)?;
        stages.push(stage(None, "sign", &draft));
    }
    let xml = draft.bytes().into_owned();
    let field = draft.encoding.encode(&xml);
    Ok(Sent { stages, xml, field, delivery: draft.delivery })
}

fn make<'a>(scene: &'a Scene, script: &'a Script) -> Result<(Context<'a>, Draft), Fault> {
    let now = script.recipe.clock_offset().from(scene.now);
    let response = scene.response(&scene.person, now)?;
    let document = Document::parse(&response.to_xml())?;
    Ok((Context::new(scene, script, response, now), Draft::new(document, script.signs_last)))
}

fn stage(step: Option<usize>, what: &'static str, draft: &Draft) -> Stage {
    Stage { step, what, text: String::from_utf8_lossy(&draft.bytes()).into_owned() }
}

/// Signs as the toggles say: every Assertion directly below the root that has no signature yet, then (if
/// `response`) the root, each directly after its Issuer.
fn sign_last(draft: &mut Draft, context: &Context<'_>, response: bool) -> Result<(), Fault> {
    let settings = &context.scene.settings;
    let Scene { key_pair, .. } = context.scene;
    let signing = Signing::plain(key_pair, settings.signature_algorithm, PREFIX_LIST, settings.include_key_info)?;
    let document = draft.tree()?;
    if settings.sign.assertion() {
        for position in 0..document.root().children.len() {
            let Some(Node::Element(child)) = document.root().children.get(position) else { continue };
            if child.local_name() == "Assertion" && child.child("Signature").is_none() {
                sign_after_issuer(document, &[position], &signing)?;
            }
        }
    }
    if response {
        if settings.sign.response() {
            sign_after_issuer(document, &[], &signing)?;
        }
        draft.signs_last = false;
    }
    Ok(())
}

impl Step {
    /// Whether the Assertion cannot be signed any more once this step is done.
    fn hides_assertions(&self) -> bool {
        self.name() == "encrypt"
    }
}
