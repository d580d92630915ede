'use strict';
// @node-saml/node-saml 4 and 5: the minimal example of its README, with both versions set to what 5 does by default
// (wantAssertionsSigned) and to take what most IdPs send (the assertion alone is signed).
const { SAML } = require('@node-saml/node-saml');
const { pem } = require('../idp_metadata');

module.exports = ({ entityId, acsUrl, idp }) => {
  const certificates = idp.certificates.map(pem);
  const saml = new SAML({
    issuer: entityId,
    audience: entityId,
    callbackUrl: acsUrl,
    entryPoint: idp.ssoUrl,
    cert: certificates, // the option's name in 4
    idpCert: certificates, // and in 5
    wantAssertionsSigned: true,
    wantAuthnResponseSigned: false,
  });
  return {
    login: (relayState) => saml.getAuthorizeUrlAsync(relayState, undefined, {}),
    consume: async (form) => {
      const { profile } = await saml.validatePostResponseAsync(form);
      return { nameId: profile.nameID, attributes: profile.attributes };
    },
    metadata: () => saml.generateServiceProviderMetadata(null, null),
  };
};
