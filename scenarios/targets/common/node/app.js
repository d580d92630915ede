'use strict';
// A web application with Company Login and nothing else; the SAML library does all that matters, through an adapter.
// usage: node app.js ADAPTER    env: PORT, IDP_METADATA, SP_BASE_URL
//
// An adapter is a function of { entityId, acsUrl, idp } that returns
//   login(relayState) -> URL at the IdP    consume(form) -> { nameId, attributes }, or it throws    metadata() -> XML
const crypto = require('crypto');
const fs = require('fs');
const http = require('http');
const path = require('path');
const { readIdpMetadata } = require('./idp_metadata');

const LARGEST_BODY = 8 * 1024 * 1024;

const port = Number(process.env.PORT);
const baseUrl = (process.env.SP_BASE_URL || `http://127.0.0.1:${port}`).replace(/\/$/, '');
const idp = readIdpMetadata(fs.readFileSync(process.env.IDP_METADATA, 'utf8'));
const adapter = require(path.join(__dirname, 'adapters', process.argv[2]));
const sp = adapter({ entityId: `${baseUrl}/metadata`, acsUrl: `${baseUrl}/acs`, idp });

/** Cookie value to signed-in person. */
const sessions = new Map();
/** RelayState to the page that was asked for: a link may be longer than the 80 bytes that RelayState may have. */
const links = new Map();
/** Answers that are still owed. */
const owed = new Set();

// Old libraries throw from callbacks, where no handler catches it. The one who asked gets a 500, and the server lives on.
process.on('uncaughtException', (error) => {
  console.error('uncaught:', error);
  for (const response of owed) page(response, 500, '<p id="error">internal error</p>');
});
for (const signal of ['SIGTERM', 'SIGINT']) process.on(signal, () => process.exit(0));

function escape(text) {
  return String(text).replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

function answer(response, status, headers, body = '') {
  if (response.headersSent) return;
  response.writeHead(status, { 'Cache-Control': 'no-store', ...headers });
  response.end(body);
}

function page(response, status, body) {
  answer(response, status, { 'Content-Type': 'text/html; charset=utf-8' }, `<!doctype html><title>SP</title>${body}\n`);
}

function sessionCookie(request) {
  const found = /(?:^|;\s*)sp_session=([0-9a-f]+)/.exec(request.headers.cookie || '');
  return found && found[1];
}

function readForm(request) {
  return new Promise((resolve, reject) => {
    const chunks = [];
    let length = 0;
    request.on('data', (chunk) => {
      length += chunk.length;
      if (length > LARGEST_BODY) reject(new Error('the form is too large'));
      else chunks.push(chunk);
    });
    request.on('end', () => resolve(Object.fromEntries(new URLSearchParams(Buffer.concat(chunks).toString('utf8')))));
    request.on('error', reject);
  });
}

/** What went wrong, in one line: some libraries wrap the cause, some throw texts. */
function reason(error) {
  const inner = error && error.inner && error.inner.message;
  const text = `${(error && error.message) || error || 'refused'}${inner ? ` (${inner})` : ''}`;
  return text.replace(/\s+/g, ' ').slice(0, 600);
}

async function login(response, relayState) {
  if (!idp.ssoUrl) return page(response, 404, '<p id="error">the IdP has no HTTP-Redirect endpoint</p>');
  answer(response, 302, { Location: await sp.login(relayState) });
}

/** Where to go after the login: a page of our own, never another site. */
function landing(relayState) {
  const link = links.get(relayState) || relayState || '';
  return /^\/(?![/\\])[!-~]*$/.test(link) ? link : '/me';
}

/** A page that needs a login. */
function orders(request, response) {
  if (sessions.has(sessionCookie(request))) return page(response, 200, '<h1>Orders</h1>');
  const relayState = crypto.randomBytes(16).toString('hex');
  links.set(relayState, request.url);
  return login(response, relayState);
}

const routes = {
  'GET /login': (request, response) => login(response, ''),
  'POST /acs': async (request, response) => {
    let form;
    let person;
    try {
      form = await readForm(request);
      person = await sp.consume(form);
      if (!person.nameId) throw new Error('no NameID');
    } catch (error) {
      console.error(`rejected: ${reason(error)}`);
      return page(response, 403, `<p id="error">${escape(reason(error))}</p>`);
    }
    const id = crypto.randomBytes(16).toString('hex');
    sessions.delete(sessionCookie(request));
    sessions.set(id, person);
    const cookie = `sp_session=${id}; Path=/; HttpOnly; SameSite=Lax`;
    answer(response, 302, { Location: landing(form.RelayState), 'Set-Cookie': cookie });
  },
  'GET /me': (request, response) => {
    const person = sessions.get(sessionCookie(request));
    if (!person) return page(response, 401, '<p id="anonymous">not signed in</p>');
    const attributes = escape(JSON.stringify(person.attributes));
    page(response, 200, `<p id="user">${escape(person.nameId)}</p><pre id="attributes">${attributes}</pre>`);
  },
  'GET /metadata': (request, response) => {
    answer(response, 200, { 'Content-Type': 'application/samlmetadata+xml' }, sp.metadata());
  },
  'GET /logout': (request, response) => {
    sessions.delete(sessionCookie(request));
    answer(response, 302, { Location: '/me', 'Set-Cookie': 'sp_session=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0' });
  },
};

const server = http.createServer(async (request, response) => {
  owed.add(response);
  response.on('close', () => owed.delete(response));
  const place = `${request.method} ${request.url.split('?')[0]}`;
  const route = place.startsWith('GET /orders/') ? orders : routes[place];
  if (!route) return page(response, 404, '<p>not found</p>');
  try {
    await route(request, response);
  } catch (error) {
    console.error('error:', error);
    page(response, 500, '<p id="error">internal error</p>');
  }
});
server.listen(port, '127.0.0.1', () => console.log(`ready ${baseUrl}`));
