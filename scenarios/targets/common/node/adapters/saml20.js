'use strict';
// saml20 validates tokens; request and metadata are left to the application. Given are the two options that its README
// has: the IdP's certificate and the audience.
const crypto = require('crypto');
const zlib = require('zlib');
const saml20 = require('saml20');
const plainMetadata = require('../plain_metadata');

const NAME_ID = 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/nameidentifier';

module.exports = ({ entityId, acsUrl, idp }) => ({
  login: (relayState) => {
    const request = `<samlp:AuthnRequest xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol"
      ID="_${crypto.randomBytes(16).toString('hex')}" Version="2.0" IssueInstant="${new Date().toISOString()}"
      Destination="${idp.ssoUrl}" AssertionConsumerServiceURL="${acsUrl}"
      ProtocolBinding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST"
      ><saml:Issuer xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion">${entityId}</saml:Issuer></samlp:AuthnRequest>`;
    const url = new URL(idp.ssoUrl);
    url.searchParams.set('SAMLRequest', zlib.deflateRawSync(request).toString('base64'));
    if (relayState) url.searchParams.set('RelayState', relayState);
    return url.toString();
  },
  consume: (form) => new Promise((resolve, reject) => {
    const token = Buffer.from(form.SAMLResponse || '', 'base64').toString('utf8');
    saml20.validate(token, { publicKey: idp.certificates[0], audience: entityId }, (error, profile) => {
      if (error) reject(error);
      else resolve({ nameId: profile.claims[NAME_ID], attributes: profile.claims });
    });
  }),
  metadata: () => plainMetadata({ entityId, acsUrl }),
});
