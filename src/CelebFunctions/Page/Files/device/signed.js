// Signed documents: JWS in compact form, ES256 and nothing else. docs/delivery.md says who signs what.

import { sha256 } from './files.js';
import { Unfit } from './unfit.js';

const CURVE = { name: 'ECDSA', namedCurve: 'P-256' };
const SIGNATURE = { name: 'ECDSA', hash: 'SHA-256' };
const PEM = /-----BEGIN PUBLIC KEY-----([A-Za-z0-9+/=\s]*?)-----END PUBLIC KEY-----/g;

/** The public keys of a PEM, by their thumbprints. */
export const rootsOf = (pem) => keysOf([...pem.matchAll(PEM)].map(([, base64]) =>
  crypto.subtle.importKey('spki', Uint8Array.from(atob(base64.replace(/\s/g, '')), (char) => char.charCodeAt(0)), CURVE, true, ['verify'])));

/** Keys as JSON (RFC 7517), by their thumbprints. */
export const publishersOf = (list) => keysOf(list.map(({ kty, crv, x, y }) =>
  crypto.subtle.importKey('jwk', { kty, crv, x, y }, CURVE, true, ['verify'])));

/** What a document says once it is verified: { content, digest }, the digest being the SHA-256 of what it says. */
export async function verify(name, document, type, keys) {
  const [head, body, signature, ...rest] = document.split('.');
  if (!signature || rest.length > 0) throw new Unfit(`${name} is no signed document.`);
  const header = parse(name, head);
  if (header.alg !== 'ES256' || header.crit !== undefined) throw new Unfit(`${name} is signed in a way that this page does not take: '${header.alg}'.`);
  if (header.typ !== type) throw new Unfit(`${name} is a '${header.typ}', where a '${type}' belongs.`);
  const key = keys.get(header.kid);
  if (!key) throw new Unfit(`${name} is signed by a key that is not trusted, or no more.`);
  if (!await crypto.subtle.verify(SIGNATURE, key, bytesOf(name, signature), new TextEncoder().encode(`${head}.${body}`))) {
    throw new Unfit(`The signature of ${name} is wrong: it was changed after it was signed.`);
  }
  if (!(header.exp * 1000 > Date.now())) throw new Unfit(`${name} was vouched for until a date that is past.`);
  return { content: parse(name, body), digest: await sha256(bytesOf(name, body)) };
}

async function keysOf(imports) {
  const keys = new Map();
  for (const key of await Promise.all(imports)) keys.set(await thumbprint(key), key);
  return keys;
}

/** RFC 7638. */
async function thumbprint(key) {
  const { crv, kty, x, y } = await crypto.subtle.exportKey('jwk', key);
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(JSON.stringify({ crv, kty, x, y })));
  return btoa(String.fromCharCode(...new Uint8Array(hash))).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

function bytesOf(name, text) {
  try {
    return Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (char) => char.charCodeAt(0));
  } catch {
    throw new Unfit(`${name} is no signed document.`);
  }
}

function parse(name, text) {
  try {
    return JSON.parse(new TextDecoder().decode(bytesOf(name, text)));
  } catch {
    throw new Unfit(`${name} cannot be read.`);
  }
}
