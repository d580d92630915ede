'use strict';
// passport-saml 1.x: the SAML class that its passport strategy wraps, with the minimal example of its README and the
// audience.
const { SAML } = require('passport-saml');

const OURS = /^(issuer|inResponseTo|sessionIndex|nameID.*|nameQualifier|spNameQualifier)$/;

module.exports = ({ entityId, acsUrl, idp }) => {
  const saml = new SAML({
    issuer: entityId,
    audience: entityId,
    callbackUrl: acsUrl,
    entryPoint: idp.ssoUrl,
    cert: idp.certificates,
  });
  return {
    login: (relayState) => new Promise((resolve, reject) => {
      const request = { headers: {}, query: {}, body: { RelayState: relayState } };
      saml.getAuthorizeUrl(request, {}, (error, url) => (error ? reject(error) : resolve(url)));
    }),
    consume: (form) => new Promise((resolve, reject) => {
      saml.validatePostResponse(form, (error, profile) => {
        if (error || !profile) return reject(error || new Error('no profile'));
        // The profile has the attributes beside what is the library's own.
        const attributes = Object.entries(profile).filter(([name, value]) => typeof value !== 'function' && !OURS.test(name));
        resolve({ nameId: profile.nameID, attributes: Object.fromEntries(attributes) });
      });
    }),
    metadata: () => saml.generateServiceProviderMetadata(null, null),
  };
};
