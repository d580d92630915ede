// Whether anything came of the click that `perform.js` prepared; a page that it has left is an effect.
const seen = window[Symbol.for('saml-harness')];
return !seen || seen.effect;
