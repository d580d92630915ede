// Whether the page may change by itself, and all its text, in open shadow roots and frames of the same origin, too.
const rest = () => {
  const inner = (e) => {
    if (e.shadowRoot) return e.shadowRoot;
    try { return e.matches('iframe, frame') ? e.contentDocument : null; } catch { return null; }
  };
  const roots = (root) => [root, ...[...root.querySelectorAll('*')].map(inner).filter((r) => r).flatMap(roots)];
  const all = roots(document);
  const words = (root) => {
    const own = root === document ? root.body : root;
    if (!own) return '';
    const walker = document.createTreeWalker(own, NodeFilter.SHOW_TEXT);
    let text = '';
    while (walker.nextNode()) {
      if (!walker.currentNode.parentElement?.closest('script, style, noscript, template')) text += walker.currentNode.data + ' ';
    }
    return text;
  };
  const has = (selector) => all.some((root) => root.querySelector(selector));
  const text = all.map(words).join(' ').replace(/\s+/g, ' ').trim();
  return {
    scripts: has('script, iframe, frame, body[onload], img[onerror], object, embed'),
    blank: !text && !has('img, svg, canvas, video, button, input:not([type=hidden]), select, textarea'),
    text: text.slice(0, 20000),
  };
};
