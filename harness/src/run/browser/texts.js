// Of every element that arguments[0] matches: its text, or the value of a field; with arguments[1], that attribute.
const [selector, attribute] = arguments;
const text = (e) => {
  if (attribute !== null) return e.getAttribute(attribute);
  return e.matches('input, textarea, select') ? e.value : e.textContent;
};
return [...document.querySelectorAll(selector)].map(text).filter((found) => found !== null);
