'use strict';
// express-saml2 1.x, the name that samlify had first: both sides are made from metadata, as its documentation shows.
const fs = require('fs');
const os = require('os');
const path = require('path');
const saml = require('express-saml2');
const plainMetadata = require('../plain_metadata');

/** As in its examples: what a request by redirect says of the ACS is that of HTTP-Redirect. */
function metadata({ entityId, acsUrl }) {
  const byRedirect = `<AssertionConsumerService index="1" Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="${acsUrl}"/>`;
  return plainMetadata({ entityId, acsUrl }).replace('</SPSSODescriptor>', `${byRedirect}\n  </SPSSODescriptor>`);
}

module.exports = ({ entityId, acsUrl }) => {
  // It takes metadata as files only, and reads them at once.
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'express-saml2-'));
  const file = path.join(folder, 'metadata.xml');
  fs.writeFileSync(file, metadata({ entityId, acsUrl }));
  const sp = saml.ServiceProvider({}, file);
  fs.rmSync(folder, { recursive: true });
  const idp = saml.IdentityProvider({}, process.env.IDP_METADATA);
  return {
    login: (relayState) => new Promise((resolve) => {
      sp.sendLoginRequest(idp, 'redirect', (url) => {
        // The library's own RelayState is a setting and not one of a request.
        const location = new URL(url);
        if (relayState) location.searchParams.set('RelayState', relayState);
        resolve(location.toString());
      });
    }),
    consume: (form) => new Promise((resolve) => {
      sp.parseLoginResponse(idp, 'post', { body: form, query: {} }, ({ extract }) => {
        // Several NameIDs come as a list, of which an application that expects one takes the first.
        resolve({ nameId: [].concat(extract.nameid)[0], attributes: extract.attribute || {} });
      });
    }),
    metadata: () => sp.getMetadata(),
  };
};
