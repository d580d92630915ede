// Does as many of the steps in arguments[0] as it can, in order, and says how far it came. Before each it waits, at most
// arguments[2] milliseconds, until a person could do it. It stops where one of the elements in arguments[1] is seen, and
// before a click, which the driver does with the mouse.
const [steps, watched, patience, answer] = arguments;
const TYPED = /^(text|search|tel|url|email|password|number)$/;
// How long a page without what is optional must stand still. Scripts that draw do so in the first moments.
const REST = 250;
// A hidden tab draws no frames.
const frame = () => new Promise((go) => { requestAnimationFrame(go); setTimeout(go, 200); });
const field = (e) => {
  const own = (e.tagName === 'LABEL' && e.control) || e;
  // A custom element's field is within its shadow root.
  return own.shadowRoot?.querySelector('input, textarea, select') || own;
};
const isSwitch = (e) => e.type === 'checkbox' || e.type === 'radio';
const isDisabled = (e) => e.matches(':disabled') || !!e.closest('[aria-disabled=true]');
const isField = (e) => e.isContentEditable || e.tagName === 'TEXTAREA' || e.tagName === 'SELECT'
  || (e.tagName === 'INPUT' && !/^(submit|button|reset|image|file|hidden)$/.test(e.type));
// What a person would press: the label stands for a switch that is drawn by its style.
const pressed = (e) => isShown(e) ? e : [...(e.labels || [])].find(isShown) || e;
const rectangle = (e) => e.getClientRects()[0] || e.getBoundingClientRect();
const isStill = async (e) => {
  const own = e.ownerDocument;
  if (!patience || (!own.scripts.length && !own.getAnimations().length)) return true;
  const isMoving = ({ playState, effect }) => playState === 'running' && effect?.target && isWithin(e, effect.target)
    && effect.getComputedTiming().endTime !== Infinity;
  if (own.getAnimations().some(isMoving)) return false;
  const before = rectangle(e);
  await frame();
  const after = rectangle(e);
  return ['left', 'top', 'width', 'height'].every((side) => before[side] === after[side]);
};
const hit = (root, x, y) => {
  const e = root.elementFromPoint(x, y);
  const deeper = e?.shadowRoot ? hit(e.shadowRoot, x, y) : null;
  return deeper || e;
};
const isWithin = (e, around) => {
  for (let node = e; node; node = node.parentNode || node.host) if (node === around) return true;
  return false;
};
// Where the mouse goes, in the window's own pixels, and what is in the way there.
const aim = (e) => {
  const { left, top, width, height } = rectangle(e);
  let [x, y, target, view] = [left + width / 2, top + height / 2, e, e.ownerDocument.defaultView];
  for (;;) {
    const found = hit(view.document, x, y);
    const isLabel = (found?.closest?.('label')?.control ?? null) === target;
    if (found && !isWithin(found, target) && !isLabel) return { cover: found };
    if (!found) return { cover: null };
    if (view === window) return { x, y };
    target = view.frameElement;
    const box = target.getBoundingClientRect();
    [x, y, view] = [x + box.left + target.clientLeft, y + box.top + target.clientTop, view.parent];
  }
};
const isInView = (e) => {
  const { left, top, width, height } = rectangle(e);
  const [x, y, view] = [left + width / 2, top + height / 2, e.ownerDocument.defaultView];
  return view === window && x >= 0 && y >= 0 && x < view.innerWidth && y < view.innerHeight;
};
// Why a person could not do it yet; nothing when they can.
const hindrance = async (e, { act, text }) => {
  if (act === 'upload') return isDisabled(e) ? 'is disabled' : null;
  const isToggled = act === 'fill' && isSwitch(e);
  if (!isShown(act === 'click' || isToggled ? pressed(e) : e)) return 'is not visible';
  if (act === 'wait_for') return null;
  if (isDisabled(e)) return 'is disabled';
  if (act === 'fill' && !isField(e)) return 'is no field';
  if (act === 'fill' && (e.readOnly || e.closest('[aria-readonly=true]'))) return 'is read-only';
  if (act === 'select' && e.tagName !== 'SELECT') return 'is no select';
  if (act !== 'click' && !(isToggled && e.checked !== (text === 'on'))) return null;
  const target = pressed(e);
  if (!isInView(target)) target.scrollIntoView({ block: 'center', inline: 'center', behavior: 'instant' });
  if (!(await isStill(target))) return 'keeps moving';
  const { cover } = aim(target);
  if (cover === null) return 'is out of the window';
  return cover ? `is covered by \`${described(cover)}\`` : null;
};
const announce = (e, ...names) => names.forEach((name) => e.dispatchEvent(new Event(name, { bubbles: true })));
// Frameworks replace the setter of `value`; the prototype's own tells them of the change.
const assign = (e, value) => {
  const own = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(e), 'value');
  if (own && own.set) own.set.call(e, value); else e.value = value;
};
// Typed as the keyboard does, with the browser's own events, where that is quick: not pages of text.
const type = (e, text) => {
  e.focus();
  const isText = e.isContentEditable || e.tagName === 'TEXTAREA' || TYPED.test(e.type);
  let isTyped = false;
  if (isText && text.length < 1000 && !(e.tagName === 'INPUT' && /[\r\n]/.test(text))) {
    if (e.select) e.select(); else e.ownerDocument.getSelection().selectAllChildren(e);
    const own = e.ownerDocument;
    isTyped = text ? own.execCommand('insertText', false, text) : own.execCommand('delete') || !e.value;
  }
  if (!isTyped) {
    if (e.isContentEditable) e.textContent = text; else assign(e, text);
    announce(e, 'input');
  }
  // A person leaves the field before they press the next thing.
  announce(e, 'change');
};
const choose = (e, option) => {
  const found = [...e.options].find((o) => o.value === option) || [...e.options].find((o) => o.text.trim() === option);
  if (!found) return `has no option \`${option}\``;
  assign(e, found.value);
  announce(e, 'input', 'change');
};
const upload = (e, { name, content }) => {
  const bytes = Uint8Array.from(atob(content), (c) => c.charCodeAt(0));
  const files = new DataTransfer();
  files.items.add(new File([bytes], name));
  e.files = files.files;
  announce(e, 'input', 'change');
};
// From now on `effect.js` can tell whether anything came of a click.
const watchEffect = () => {
  const seen = { effect: false };
  const note = () => { seen.effect = true; };
  const observer = new MutationObserver(note);
  for (const root of rootsOf(document)) observer.observe(root, { subtree: true, childList: true, attributes: true, characterData: true });
  for (const name of ['input', 'change', 'toggle', 'submit', 'hashchange', 'popstate', 'beforeunload']) addEventListener(name, note, true);
  window[Symbol.for('saml-harness')] = seen;
};
const press = (e, isToggled) => {
  const target = pressed(e);
  // Some things are pressed to have the keyboard.
  const isQuiet = isToggled || isField(field(e)) || e.tagName === 'LABEL';
  if (!isQuiet) watchEffect();
  // The driver knows elements by the frame that it is in, and needs one only there.
  return { ...aim(target), isQuiet, element: window === top ? null : target };
};
(async () => {
  const interrupted = () => watched.findIndex((selector) => { const e = find(selector); return !!e && isShown(e); });
  for (let done = 0; done < steps.length; done++) {
    const step = steps[done];
    const { act, selector, text } = step;
    const begun = performance.now();
    let e;
    for (;;) {
      const watch = interrupted();
      if (watch >= 0) return { done, watch };
      e = find(selector);
      if (e && act !== 'click' && act !== 'wait_for') e = field(e);
      const why = e ? await hindrance(e, step) : null;
      if (e && !why) break;
      const waited = performance.now() - begun;
      if (!e && step.optional && waited >= Math.min(REST, patience)) break;
      if (waited >= patience) return { done, why };
      await frame();
    }
    if (!e || act === 'wait_for') continue;
    if (act === 'click') return { done: done + 1, press: press(e, false) };
    if (act === 'fill' && isSwitch(e)) {
      if (e.checked !== (text === 'on')) return { done: done + 1, press: press(e, true) };
    } else if (act === 'fill') type(e, text);
    else if (act === 'upload') upload(e, step);
    else {
      const why = choose(e, step.option);
      if (why) return { done, why };
    }
  }
  return { done: steps.length, watch: interrupted() };
})().then(answer, (error) => answer({ done: 0, trouble: String(error) }));
