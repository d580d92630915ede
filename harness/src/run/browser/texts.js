// Of every element that a selector matches: its text, or the value of a field; with an attribute, that attribute. `source`
// is a page's source as it was sent, to be looked at in place of the page.
const textsOf = (selector, attribute, source) => {
  const text = (e) => {
    if (attribute !== null) return e.getAttribute(attribute);
    return e.matches('input, textarea, select') ? e.value : e.textContent;
  };
  if (typeof source === 'string') {
    page = Document.parseHTMLUnsafe ? Document.parseHTMLUnsafe(source) : new DOMParser().parseFromString(source, 'text/html');
  }
  return findAll(selector).map(text).filter((found) => found !== null);
};
