// Does as many of the steps in arguments[0] as it can, in order, and says how far it came.
// A click ends the batch, since it may lead to another page.
const find = (selector) => {
  if (!selector.startsWith('text=')) return document.querySelector(selector);
  const wanted = selector.slice(5).trim();
  const text = (e) => (e.innerText || e.value || e.textContent || '').replace(/\s+/g, ' ').trim();
  const all = [...document.querySelectorAll('a, button, input[type=submit], input[type=button], summary, label, [role=button], [role=link], [role=tab]')];
  const shown = (e) => e.getClientRects().length > 0;
  const hits = all.filter((e) => text(e) === wanted);
  return hits.find(shown) || hits[0] || null;
};
const control = (e) => (e.tagName === 'LABEL' && e.control) || e;
const announce = (e, ...names) => names.forEach((n) => e.dispatchEvent(new Event(n, { bubbles: true })));
// Frameworks replace the setter of `value`; the prototype's own tells them of the change.
const assign = (e, value) => {
  const own = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(e), 'value');
  if (own && own.set) own.set.call(e, value); else e.value = value;
};
const acts = {
  fill: (e, { text }) => {
    e = control(e);
    if (e.type === 'checkbox' || e.type === 'radio') { if (e.checked !== (text === 'on')) e.click(); return; }
    e.focus();
    if (e.isContentEditable) e.textContent = text; else assign(e, text);
    announce(e, 'input', 'change');
  },
  select: (e, { option }) => {
    e = control(e);
    const hit = [...e.options].find((o) => o.value === option) || [...e.options].find((o) => o.text.trim() === option);
    if (!hit) return `no option \`${option}\` in`;
    e.value = hit.value;
    announce(e, 'input', 'change');
  },
  upload: (e, { name, content }) => {
    e = control(e);
    const bytes = Uint8Array.from(atob(content), (c) => c.charCodeAt(0));
    const files = new DataTransfer();
    files.items.add(new File([bytes], name));
    e.files = files.files;
    announce(e, 'input', 'change');
  },
  wait_for: () => {},
  click: (e, { twice }) => { e.scrollIntoView({ block: 'nearest' }); e.click(); if (twice) e.click(); },
};
const steps = arguments[0];
for (let i = 0; i < steps.length; i++) {
  const step = steps[i];
  const element = find(step.selector);
  if (!element) return { done: i, missing: step.selector };
  const problem = acts[step.act](element, step);
  if (problem) return { done: i, missing: `${problem} ${step.selector}` };
  if (step.act === 'click') return { done: i + 1 };
}
return { done: steps.length };
