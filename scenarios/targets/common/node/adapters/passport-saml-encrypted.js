'use strict';
// passport-saml-encrypted: its SAML class with `cert` set, which its README's example leaves out (and then nothing is
// verified at all).
const { SAML } = require('passport-saml-encrypted/lib/saml');
const plainMetadata = require('../plain_metadata');

module.exports = ({ entityId, acsUrl, idp }) => {
  const saml = new SAML({ issuer: entityId, callbackUrl: acsUrl, entryPoint: idp.ssoUrl, cert: idp.certificates[0] });
  return {
    login: (relayState) => new Promise((resolve, reject) => {
      saml.getAuthorizeUrl({ headers: {} }, (error, url) => {
        if (error) return reject(error);
        // The library knows no RelayState.
        resolve(relayState ? `${url}&RelayState=${relayState}` : url);
      });
    }),
    consume: (form) => new Promise((resolve, reject) => {
      saml.validateResponse(form.SAMLResponse, (error, profile) => {
        if (error || !profile) return reject(error || new Error('no profile'));
        const { nameID, ...attributes } = profile;
        resolve({ nameId: nameID, attributes });
      });
    }),
    metadata: () => plainMetadata({ entityId, acsUrl }),
  };
};
