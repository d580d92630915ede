// Everything that is read of a page, in one go.
const entry = performance.getEntriesByType('navigation')[0];
const text = document.body ? document.body.innerText : '';
return {
  url: location.href,
  ready: document.readyState === 'complete',
  status: entry && entry.responseStatus ? entry.responseStatus : null,
  title: document.title,
  text: text.slice(0, 20000),
};
