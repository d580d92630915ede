// Of every element that the selector arguments[0] matches: its text, or the value of a field; with arguments[1], that
// attribute. arguments[2] is the page's source as it was sent, to be looked at in place of the page.
const [selector, attribute, source] = arguments;
const text = (e) => {
  if (attribute !== null) return e.getAttribute(attribute);
  return e.matches('input, textarea, select') ? e.value : e.textContent;
};
if (typeof source === 'string') {
  page = Document.parseHTMLUnsafe ? Document.parseHTMLUnsafe(source) : new DOMParser().parseFromString(source, 'text/html');
}
return findAll(selector).map(text).filter((found) => found !== null);
