'use strict';
const { DOMParser } = require('metadata-xmldom');

const METADATA = 'urn:oasis:names:tc:SAML:2.0:metadata';
const SIGNATURE = 'http://www.w3.org/2000/09/xmldsig#';

/** What a library wants to be told of the IdP: entity ID, HTTP-Redirect endpoint (if there is one), signing certificates. */
function readIdpMetadata(xml) {
  const document = new DOMParser().parseFromString(xml, 'text/xml');
  const role = document.getElementsByTagNameNS(METADATA, 'IDPSSODescriptor')[0];
  const endpoints = Array.from(role.getElementsByTagNameNS(METADATA, 'SingleSignOnService'));
  const redirect = endpoints.find((endpoint) => endpoint.getAttribute('Binding').endsWith(':HTTP-Redirect'));
  const keys = Array.from(role.getElementsByTagNameNS(METADATA, 'KeyDescriptor'));
  const certificates = keys
    .filter((key) => key.getAttribute('use') !== 'encryption')
    .flatMap((key) => Array.from(key.getElementsByTagNameNS(SIGNATURE, 'X509Certificate')))
    .map((certificate) => certificate.textContent.replace(/\s+/g, ''));
  return {
    entityId: role.parentNode.getAttribute('entityID'),
    ssoUrl: redirect && redirect.getAttribute('Location'),
    certificates,
  };
}

/** A certificate as PEM, from its base64. */
function pem(base64) {
  return `-----BEGIN CERTIFICATE-----\n${base64.match(/.{1,64}/g).join('\n')}\n-----END CERTIFICATE-----\n`;
}

module.exports = { readIdpMetadata, pem };
