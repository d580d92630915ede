//! Carrying a recipe out.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use openssl::x509::X509;

use super::signing::{sign_assertions, sign_response};
use super::{Context, Delivery, Draft, Fault, KeyName, Kind, Recipe, RecipeError, Route, Scene, Script, Span, Step};
use crate::sign::{SignedPart, signed_parts};
use crate::xml::Document;

/// How much all stages of a message together may weigh, in octets.
const STAGES_LIMIT: usize = 64 * 1024 * 1024;

/// A message that a recipe made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sent {
    /// The message before any step, then after each one and after signing last, as text.
    pub stages: Vec<Stage>,
    /// The octets, before they are encoded.
    pub xml: Vec<u8>,
    /// The text that carries them: the SAMLResponse field.
    pub field: String,
    /// How it travels.
    pub delivery: Delivery,
    /// Certificates of the keys that signed something, DER.
    pub certificates: Vec<(KeyName, Vec<u8>)>,
}

impl Sent {
    /// What is signed in `text`, one of the stages: every Reference of every Signature, with the word for the key
    /// that it was made with. What is no XML has nothing signed.
    pub fn signed_parts(&self, text: &str) -> Vec<SignedPart> {
        let Ok(document) = Document::parse_keeping_entities(text) else { return Vec::new() };
        let parsed = |(name, der): &(KeyName, Vec<u8>)| {
            (name.word(), X509::from_der(der).expect("it was written from a certificate"))
        };
        let certificates: Vec<_> = self.certificates.iter().map(parsed).collect();
        let certificates: Vec<_> = certificates.iter().map(|(word, certificate)| (*word, &**certificate)).collect();
        signed_parts(&document, &certificates)
    }
}

/// The message after one thing was done to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stage {
    /// The step that was carried out; none for the message as made and for signing last.
    pub step: Option<usize>,
    /// What was done.
    pub what: &'static str,
    /// The message then; what is not UTF-8 is replaced. Empty where there are many and large ones.
    pub text: String,
}

/// Carries `script` out on the message that `scene` asks for. Nothing but randomness and keys comes from elsewhere.
///
/// Steps are carried out in order, but for `deliver`, which comes last: it is about the message as encoded. A message
/// that is signed last is signed once no step that needs its tree follows, and its Assertions before they are
/// encrypted.
pub fn run(scene: &Scene, script: &Script) -> Result<Sent, RecipeError> {
    let mut stages = Vec::with_capacity(script.recipe.steps.len() + 2);
    let mut room = STAGES_LIMIT;
    let sent = carry_out(scene, script, true, &mut |stage| {
        let mut stage = stage();
        if stage.text.len() > room {
            stage.text = String::new();
        }
        room -= stage.text.len();
        stages.push(stage);
    })?;
    Ok(Sent { stages, ..sent })
}

/// Like [`run`], without stages and certificates.
pub(crate) fn send(scene: &Scene, script: &Script) -> Result<Sent, RecipeError> {
    carry_out(scene, script, false, &mut |_| {})
}

/// Gets to know each stage, and makes its text if it wants to.
type Watch<'a> = &'a mut dyn FnMut(&dyn Fn() -> Stage);

fn carry_out(scene: &Scene, script: &Script, with_certificates: bool, watch: Watch<'_>) -> Result<Sent, RecipeError> {
    let script = &*script.spoken_in(&scene.settings).map_err(|fault| RecipeError::new(0, fault))?;
    let steps = &script.recipe.steps;
    let (context, mut draft) = make(scene, script).map_err(|(step, fault)| RecipeError::new(step, fault))?;
    watch(&|| stage(None, "message", &draft));
    let last_tree_step = steps.iter().rposition(|step| step.kind() == Kind::Tree);
    for (index, step) in steps.iter().enumerate().filter(|(_, step)| !is_delivery(step)) {
        let fault = |fault| RecipeError::new(index, fault);
        let last = last_tree_step.is_none_or(|last| index > last);
        if draft.signs_last && last {
            sign_last(&mut draft, &context).map_err(fault)?;
            watch(&|| stage(None, "sign", &draft));
        }
        let hidden = step.hides(&mut draft).filter(|_| scene.settings.sign.assertion());
        if let Some(hidden) = hidden.filter(|_| draft.signs_last) {
            let document = draft.tree().map_err(fault)?;
            sign_assertions(document, &context, &hidden).map_err(fault)?;
            watch(&|| stage(None, "sign", &draft));
        }
        step.apply(&mut draft, &context).map_err(fault)?;
        draft.check_size().map_err(fault)?;
        watch(&|| stage(Some(index), step.name(), &draft));
    }
    if draft.signs_last {
        sign_last(&mut draft, &context).map_err(|fault| RecipeError::new(steps.len(), fault))?;
        watch(&|| stage(None, "sign", &draft));
    }
    let xml = draft.bytes().into_owned();
    draft.field = draft.encoding.encode(&xml, steps.iter().any(deflates));
    draft.delivery = Delivery::post(&scene.acs_url, &draft.field, scene.relay_state.as_deref());
    for (index, step) in steps.iter().enumerate().filter(|(_, step)| is_delivery(step)) {
        let fault = |fault| RecipeError::new(index, fault);
        if step.placeholders().iter().any(|placeholder| placeholder.name == "plain") {
            draft.plain = plain(&context).map_err(fault)?;
        }
        step.apply(&mut draft, &context).map_err(fault)?;
        watch(&|| stage(Some(index), step.name(), &draft));
    }
    let certificates = if with_certificates {
        certificates(&context, &script.recipe).map_err(|fault| RecipeError::new(steps.len(), fault))?
    } else {
        Vec::new()
    };
    Ok(Sent { stages: Vec::new(), xml, field: draft.field, delivery: draft.delivery, certificates })
}

fn is_delivery(step: &Step) -> bool {
    matches!(step, Step::Deliver(_))
}

/// Whether the binding wants the message deflated (SAML bindings 3.4.4.1).
fn deflates(step: &Step) -> bool {
    matches!(step, Step::Deliver(deliver) if deliver.binding == Some(Route::Redirect))
}

/// The context and the message as it is before any step, or the step that is to blame.
fn make<'a>(scene: &'a Scene, script: &'a Script) -> Result<(Context<'a>, Draft), (usize, Fault)> {
    let offset = clock_offset(&script.recipe.steps)?;
    let make = || {
        let now = offset.from(scene.now);
        let response = scene.response(&scene.person, now)?;
        let document = response.to_document(&scene.settings)?;
        Ok((Context::new(scene, script, response, now), Draft::new(document, script.signs_last)))
    };
    make().map_err(|fault| (0, fault))
}

/// How far from the organization's present moment the message is made.
fn clock_offset(steps: &[Step]) -> Result<Span, (usize, Fault)> {
    if let Some(late) = steps.iter().skip(1).position(|step| matches!(step, Step::Clock(_))) {
        return Err((late + 1, Fault::new("`clock` comes first").help("the whole message is made at that time")));
    }
    match steps.first() {
        Some(Step::Clock(clock)) => Ok(clock.offset),
        _ => Ok(Span::default()),
    }
}

/// Certificates of the organization and of whoever else signs.
fn certificates(context: &Context<'_>, recipe: &Recipe) -> Result<Vec<(KeyName, Vec<u8>)>, Fault> {
    let mut names = vec![KeyName::Organization];
    names.extend(recipe.steps.iter().filter_map(Step::key));
    names.sort();
    names.dedup();
    names.into_iter().map(|name| Ok((name, context.key(name)?.certificate.to_der()?))).collect()
}

fn stage(step: Option<usize>, what: &'static str, draft: &Draft) -> Stage {
    Stage { step, what, text: String::from_utf8_lossy(&draft.bytes()).into_owned() }
}

/// The field that the message would be without any step.
fn plain(context: &Context<'_>) -> Result<String, Fault> {
    let Scene { settings, key_pair, .. } = context.scene;
    Ok(STANDARD.encode(context.response.to_signed(settings, key_pair)?.to_string()))
}

/// Signs as the toggles say: every Assertion directly below the root that has no signature yet, then the root, each
/// directly after its Issuer.
fn sign_last(draft: &mut Draft, context: &Context<'_>) -> Result<(), Fault> {
    let document = draft.tree()?;
    sign_assertions(document, context, &[])?;
    sign_response(document, context)?;
    draft.signs_last = false;
    Ok(())
}

impl Step {
    /// What can be signed no more, as nobody sees it, once this step is done.
    fn hides(&self, draft: &mut Draft) -> Option<Vec<usize>> {
        match self {
            // A path that leads nowhere is an error of the step itself, when its turn comes.
            Self::Encrypt(encrypt) => encrypt.path(draft.tree().ok()?).ok(),
            _ => None,
        }
    }
}
