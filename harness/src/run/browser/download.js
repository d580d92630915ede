// Fetches what the link arguments[0] leads to, as the person's browser would, and hands over its text.
const [selector, done] = [arguments[0], arguments[1]];
const wanted = selector.startsWith('text=') ? selector.slice(5).trim() : null;
const link = wanted === null
  ? document.querySelector(selector)
  : [...document.querySelectorAll('a[href]')].find((a) => a.textContent.replace(/\s+/g, ' ').trim() === wanted);
if (!link) { done({ missing: selector }); return; }
fetch(link.href, { credentials: 'include' })
  .then((answer) => answer.text().then((text) => done({ status: answer.status, text })))
  .catch((error) => done({ error: String(error) }));
