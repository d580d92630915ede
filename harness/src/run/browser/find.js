// Finding elements, as steps name them: through open shadow roots, and frames of the same site.
// The document that is looked at.
let page = document;
const oneSpace = (text) => (text || '').replace(/\s+/g, ' ').trim();
const isShown = (e) => e.getClientRects().length > 0 && e.checkVisibility({ visibilityProperty: true });
// A root, and the roots within it.
const rootsOf = (root) => {
  const found = [root];
  for (const e of root.querySelectorAll('*')) {
    if (e.shadowRoot) found.push(...rootsOf(e.shadowRoot));
    // Another site's frame has no document for us.
    if (e.tagName === 'IFRAME' && e.contentDocument) found.push(...rootsOf(e.contentDocument));
  }
  return found;
};
const everywhere = (css, roots = rootsOf(page)) => roots.flatMap((root) => [...root.querySelectorAll(css)]);
// CSS knows no way into a shadow root or frame, so `user-menu > .email` is matched part by part, as if what is in a root were
// within its host. Parts are compound selectors with the combinators between them.
const alternatives = (css) => {
  const tokens = css.trim().match(/\s*[>+~,]\s*|\s+|(?:\\.|\[(?:"[^"]*"|'[^']*'|[^\]])*\]|\((?:[^()]|\([^()]*\))*\)|[^\s>+~,[(\\])+/g) || [];
  return tokens.reduce((lists, token) => {
    if (token.trim() === ',') return [...lists, []];
    lists.at(-1).push(token.trim() || ' ');
    return lists;
  }, [[]]);
};
const parentOf = (e) => e.parentElement || e.getRootNode().host || e.ownerDocument.defaultView?.frameElement || null;
const NEXT = { '>': (e) => [parentOf(e)], '+': (e) => [e.previousElementSibling] };
NEXT[' '] = (e) => { const found = []; for (let p = parentOf(e); p; p = parentOf(p)) found.push(p); return found; };
NEXT['~'] = (e) => { const found = []; for (let p = e.previousElementSibling; p; p = p.previousElementSibling) found.push(p); return found; };
const fits = (e, parts, last = parts.length - 1) => !!e && e.matches(parts[last])
  && (last === 0 || NEXT[parts[last - 1]](e).some((other) => fits(other, parts, last - 2)));
const byCss = (css) => {
  const roots = rootsOf(page);
  const own = everywhere(css, roots);
  const lists = alternatives(css).filter((parts) => parts.length > 1);
  if (roots.length === 1 || !lists.length) return own;
  return everywhere('*', roots).filter((e) => own.includes(e) || lists.some((parts) => fits(e, parts)));
};

const PRESSABLE = 'a, button, input[type=submit], input[type=button], summary, label, [role=button], [role=link], [role=tab], [role=menuitem], [role=option]';
const shownText = (e) => oneSpace(e.innerText || e.value || e.textContent);
const byText = (wanted, css = PRESSABLE) => {
  const hits = everywhere(css).filter((e) => shownText(e) === wanted);
  if (hits.length || css !== PRESSABLE) return hits;
  // Some applications press on whatever has a handler: the innermost element with that text.
  const all = everywhere('body *').filter((e) => isShown(e) && oneSpace(e.innerText) === wanted);
  return all.filter((e) => !all.some((other) => other !== e && e.contains(other)));
};
const FIELDS = 'input:not([type=hidden]), select, textarea, [contenteditable], [role=textbox], [role=combobox], [role=checkbox], [role=switch]';
// A label's text without that of the field within it.
const labelText = (label) => {
  const copy = label.cloneNode(true);
  copy.querySelectorAll('input, select, textarea, button').forEach((e) => e.remove());
  return oneSpace(copy.textContent);
};
const named = (e, attribute) => oneSpace((e.getAttribute(attribute) || '').split(/\s+/).filter(Boolean)
  .map((id) => e.getRootNode().getElementById?.(id)).map((other) => other ? other.textContent : '').join(' '));
const labels = (e) => [named(e, 'aria-labelledby'), e.getAttribute('aria-label'), ...[...(e.labels || [])].map(labelText)].map(oneSpace).filter(Boolean);
// The name that assistive technology would say, near enough.
const names = (e) => {
  const own = labels(e);
  if (own.length) return own;
  const text = e.matches('input, select, textarea') ? (/^(submit|button|reset)$/.test(e.type) ? e.value : '') : shownText(e);
  return [text, e.getAttribute('alt'), e.title, e.getAttribute('placeholder')].map(oneSpace).filter(Boolean).slice(0, 1);
};
const ROLES = {
  button: 'button, summary, input[type=submit], input[type=button], input[type=reset], input[type=image]',
  link: 'a[href], area[href]',
  textbox: 'textarea, input:not([type]), input[type=text], input[type=email], input[type=tel], input[type=url], input[type=password]',
  searchbox: 'input[type=search]', spinbutton: 'input[type=number]', checkbox: 'input[type=checkbox]', radio: 'input[type=radio]',
  combobox: 'select:not([multiple])', listbox: 'select[multiple]', option: 'option', heading: 'h1, h2, h3, h4, h5, h6', img: 'img',
};
const byRole = (role) => {
  const implied = ROLES[role] ? everywhere(ROLES[role]).filter((e) => !e.hasAttribute('role')) : [];
  return [...implied, ...everywhere(`[role=${role}]`)];
};
// Of several: one that says exactly this before one that contains it, one that is seen before one that is not.
const best = (elements, texts, wanted) => {
  if (wanted === null) return elements.find(isShown) || elements[0] || null;
  const low = oneSpace(wanted).toLowerCase();
  // A label often ends with a star or a colon.
  const says = (text) => { const t = text.toLowerCase(); return t === low || t.replace(/\s*[*:]+$/, '') === low; };
  const exact = elements.filter((e) => texts(e).some(says));
  const hits = exact.length ? exact : elements.filter((e) => texts(e).some((text) => text.toLowerCase().includes(low)));
  return hits.find(isShown) || hits[0] || null;
};
// Every element that a selector (as `selector.rs` writes it) matches, or the one that it means.
const findAll = (s) => 'css' in s ? byCss(s.css) : [find(s)].filter(Boolean);
const find = (s) => {
  if ('css' in s) return byCss(s.css)[0] || null;
  if ('text' in s) return best(byText(oneSpace(s.text)), () => [], null);
  if ('label' in s) return best(everywhere(FIELDS), labels, s.label);
  if ('placeholder' in s) return best(everywhere('[placeholder]'), (e) => [oneSpace(e.placeholder || e.getAttribute('placeholder'))], s.placeholder);
  return best(byRole(s.role), names, s.name);
};
const described = (e) => {
  const id = e.id ? `#${e.id}` : '';
  const classes = typeof e.className === 'string' ? oneSpace(e.className).split(' ').filter(Boolean).map((c) => `.${c}`).join('') : '';
  return e.tagName.toLowerCase() + id + (id ? '' : classes);
};
