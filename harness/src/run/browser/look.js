// Everything that is read of a page, in one go.
const look = () => {
  const entry = performance.getEntriesByType('navigation')[0];
  const text = document.body ? document.body.innerText : '';
  const source = document.documentElement ? document.documentElement.outerHTML : '';
  const MOST = 65536; // HTML_LIMIT
  const html = source.slice(0, MOST);
  return {
    url: location.href,
    // The mock IdP's page that posts more than once says so as long as it is there.
    // Firefox's own pages on what could not be loaded never are complete.
    ready: (document.readyState === 'complete' || /^about:(net|cert)error/.test(document.documentURI)) && !document.querySelector('form[data-mock-idp-busy]'),
    status: entry && entry.responseStatus ? entry.responseStatus : null,
    title: document.title,
    text: text.slice(0, 20000),
    likeness: likeness(),
    // Half a letter at the end would be no text.
    html: html.toWellFormed ? html.toWellFormed() : html,
    left_out: source.length - html.length,
  };
};
