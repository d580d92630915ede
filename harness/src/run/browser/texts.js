// Of every element that arguments[0] matches, in open shadow roots and frames of the same origin, too: its text, or the
// value of a field; with arguments[1], that attribute. arguments[2] is the page's source as it was sent, to be looked at in
// place of the page.
const [selector, attribute, source] = arguments;
const text = (e) => {
  if (attribute !== null) return e.getAttribute(attribute);
  return e.matches('input, textarea, select') ? e.value : e.textContent;
};
const inner = (e) => {
  if (e.shadowRoot) return e.shadowRoot;
  // A frame of another origin gives none.
  try { return e.matches('iframe, frame') ? e.contentDocument : null; } catch { return null; }
};
const roots = (root) => [root, ...[...root.querySelectorAll('*')].map(inner).filter((r) => r).flatMap(roots)];
// `menu-bar #user` names the user in the menu bar's shadow root: what is before a blank may be around the root.
const parts = selector.includes(',') ? [] : selector.split(/\s+(?![^\[(]*[\])])/);
const joined = (i) => parts.slice(0, i).some((p) => '>+~'.includes(p)) || '>+~'.includes(parts[i]);
const host = (root) => root.host ?? root.defaultView?.frameElement;
const around = (e, ancestors) => {
  for (let h = host(e.getRootNode()); h; h = host(h.getRootNode())) if (h.closest(ancestors) || around(h, ancestors)) return true;
  return false;
};
const found = (root) => {
  const own = [...root.querySelectorAll(selector)];
  if (!host(root)) return own;
  for (let i = 1; i < parts.length; i++) {
    if (joined(i)) continue;
    const rest = [...root.querySelectorAll(parts.slice(i).join(' '))];
    own.push(...rest.filter((e) => !own.includes(e) && around(e, parts.slice(0, i).join(' '))));
  }
  return own;
};
const page = typeof source !== 'string' ? document
  : Document.parseHTMLUnsafe ? Document.parseHTMLUnsafe(source) : new DOMParser().parseFromString(source, 'text/html');
return roots(page).flatMap(found).map(text).filter((t) => t !== null);
