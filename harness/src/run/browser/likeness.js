// What a picture of the page would show, as a text that is the same for pages that look the same; null where more than the
// page's elements decides that: what is drawn, played or moved, and what other documents show within it.
const likeness = () => {
  const MOST = 3000;
  const DRAWN = /^(canvas|video|audio|iframe|frame|object|embed|animate.*|set|marquee)$/i;
  // What nobody sees; where things lead and what is sent along differ from login to login.
  const UNSEEN = /^(script|noscript|template|meta|base|title)$/i;
  const UNSEEN_ATTRIBUTES = /^(href|action|formaction|nonce|integrity|name|for)$/;
  const focused = document.activeElement;
  const hovered = [...document.querySelectorAll(':hover')].at(-1);
  const said = [innerWidth, innerHeight, scrollX, scrollY, devicePixelRatio];
  let count = 0;
  const sheets = (root) => {
    if (root.adoptedStyleSheets?.length) return false;
    for (const sheet of root.styleSheets || []) {
      try { said.push(sheet.href, sheet.disabled, sheet.cssRules.length); } catch { said.push('another site'); }
    }
    return true;
  };
  const field = (e) => {
    if (e.type === 'hidden') return;
    said.push(e.value, e.checked, e.indeterminate, e.selectedIndex);
  };
  const element = (e) => {
    if (UNSEEN.test(e.localName)) return true;
    if (++count > MOST || DRAWN.test(e.localName) || (e.localName.includes('-') && !e.shadowRoot)) return false;
    if (e.localName === 'img' && !e.complete) return false;
    const isHidden = e.localName === 'input' && e.type === 'hidden';
    said.push(`<${e.localName}`, e === focused, e === hovered, e.scrollTop, e.scrollLeft);
    for (const { name, value } of e.attributes) {
      const isLink = e.localName === 'link' && name === 'href';
      if (!isHidden && (isLink || !UNSEEN_ATTRIBUTES.test(name))) said.push(name, value);
    }
    if (/^(input|textarea|select)$/.test(e.localName)) field(e);
    if (e.popover && e.matches(':popover-open')) said.push('open');
    return (!e.shadowRoot || (sheets(e.shadowRoot) && within(e.shadowRoot))) && within(e);
  };
  const within = (root) => {
    for (const node of root.childNodes) {
      if (node.nodeType === Node.ELEMENT_NODE && !element(node)) return false;
      if (node.nodeType === Node.TEXT_NODE) said.push(node.data);
    }
    said.push('>');
    return true;
  };
  if (document.getAnimations().length || document.fonts.status !== 'loaded') return null;
  if (!sheets(document) || !within(document)) return null;
  // Two sums of 32 bits that are mixed anew with each letter: pages are not told apart by chance.
  let [one, two] = [0xdeadbeef, 0x41c6ce57];
  for (const text of said) {
    const letters = `${text}\u0000`;
    for (let i = 0; i < letters.length; i++) {
      const letter = letters.charCodeAt(i);
      one = Math.imul(one ^ letter, 2654435761);
      two = Math.imul(two ^ letter, 1597334677);
      one ^= two >>> 15;
      two ^= one >>> 13;
    }
  }
  return `${(one >>> 0).toString(16)}-${(two >>> 0).toString(16)}-${count}`;
};
