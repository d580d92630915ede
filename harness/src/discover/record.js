// Keeps what a person does at a page: which element, on which page, and what was typed. sessionStorage outlives the page.
(() => {
  const KEY = '__saml_harness_recorded';
  const MARK = 'data-saml-harness-recorded';
  if (window.top !== window) return;
  const PRESSABLE = 'a, button, input[type=submit], input[type=button], input[type=image], summary, [role=button], [role=link], [role=tab], [role=menuitem], [role=option]';
  const FIELD = 'input:not([type=submit]):not([type=button]):not([type=image]), select, textarea, option, label';
  let entered = null;
  const oneSpace = (text) => (text || '').replace(/\s+/g, ' ').trim();
  const keep = (kind, element, value) => {
    element.setAttribute(MARK, '');
    const html = document.documentElement.outerHTML.slice(0, 300000);
    element.removeAttribute(MARK);
    const text = oneSpace(element.innerText || element.value).slice(0, 80);
    let all = [];
    try { all = JSON.parse(sessionStorage.getItem(KEY) || '[]'); } catch { /* what is no list is begun anew */ }
    all.push({ kind, html, text, value: String(value ?? ''), at: Date.now() });
    try { sessionStorage.setItem(KEY, JSON.stringify(all)); } catch { /* full: what came before is worth more */ }
  };
  const target = (event) => {
    const node = event.composedPath()[0];
    return node instanceof Element ? node : node?.parentElement;
  };
  const typed = (field) => {
    if (field.matches('select')) return keep('select', field, oneSpace(field.selectedOptions[0]?.text));
    if (field.type === 'file') return keep('upload', field, field.files[0]?.name);
    if (field.type === 'checkbox' || field.type === 'radio') return keep('fill', field, field.checked ? 'on' : 'off');
    return keep(field.type === 'password' ? 'password' : 'fill', field, field.value);
  };
  addEventListener('click', (event) => {
    const at = target(event);
    if (!at || at.closest(FIELD)) return;
    // Enter in a field clicks the form's button.
    if (event.detail === 0 && entered && Date.now() - entered < 500) return;
    keep('click', at.closest(PRESSABLE) || at, '');
  }, true);
  addEventListener('change', (event) => {
    const at = target(event);
    if (at?.matches('input, select, textarea')) typed(at);
  }, true);
  addEventListener('keydown', (event) => {
    const at = target(event);
    if (event.key !== 'Enter' || !at?.matches('input')) return;
    entered = Date.now();
    typed(at);
    keep('press', at, 'Enter');
  }, true);
})();
