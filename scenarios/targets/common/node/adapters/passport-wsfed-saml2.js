'use strict';
// passport-wsfed-saml2: its passport strategy with the SAML-P example of its README. What passport would add to the
// strategy is how it ends, and that is added here.
const { Strategy } = require('passport-wsfed-saml2');
const plainMetadata = require('../plain_metadata');

const NAME_ID = 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/nameidentifier';

module.exports = ({ entityId, acsUrl, idp }) => {
  const { host, pathname } = new URL(acsUrl);
  const options = {
    protocol: 'samlp',
    path: pathname,
    realm: entityId,
    identityProviderUrl: idp.ssoUrl,
    cert: idp.certificates[0],
    callback: acsUrl,
    destinationUrl: acsUrl,
    recipientUrl: acsUrl,
  };
  const strategy = new Strategy(options, (profile, done) => done(null, profile));
  const authenticate = (method, body, parameters) => new Promise((resolve, reject) => {
    const attempt = Object.create(strategy);
    attempt.success = resolve;
    attempt.redirect = resolve;
    attempt.fail = reject;
    attempt.error = reject;
    const get = (name) => (name === 'host' ? host : undefined);
    const request = { method, body, query: {}, headers: { host }, protocol: 'http', get, originalUrl: pathname, url: pathname };
    attempt.authenticate(request, parameters);
  });
  return {
    login: (relayState) => authenticate('GET', {}, relayState ? { RelayState: relayState } : {}),
    consume: async (form) => {
      const profile = await authenticate('POST', form, {});
      return { nameId: profile[NAME_ID], attributes: profile };
    },
    metadata: () => plainMetadata({ entityId, acsUrl }),
  };
};
