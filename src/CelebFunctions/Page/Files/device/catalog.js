// Which models and which gallery: as a signed set says where there is a feed, else as the server lists what is built into it.

import { bytesOf, get } from './files.js';
import { publishersOf, rootsOf, verify } from './signed.js';
import { Unfit } from './unfit.js';

/**
 * { number, keys, detector, embedder, gallery }: the numbers of the set and of its keys, null where nothing is signed, and for each
 * part its manifest and its smallest file { path, size, sha256, precision }.
 * @param setup What the server says of the page.
 * @param before What this answered before, or null: what is older is refused.
 */
export async function current({ rootKey, gallery }, before) {
  const list = await (await get('api/models')).json();
  const catalog = rootKey && list.set !== null ? await signed(rootKey, gallery) : await listed(list, gallery);
  if (before?.number && !(catalog.number >= before.number && catalog.keys >= before.keys)) {
    throw new Unfit('Older models were offered than this device has seen. They were not used.');
  }
  return catalog;
}

async function signed(rootKey, galleryName) {
  const document = async (path) => (await get(`api/models/${path}`)).text();
  const { content: keys } = await verify('keys.jws', await document('keys.jws'), 'celeb-keys', await rootsOf(rootKey));
  const publishers = await publishersOf(keys.keys);
  const { content: set } = await verify('active.jws', await document('active.jws'), 'celeb-set', publishers);
  const part = async ({ id, digest: pinned }) => {
    const path = `${id.replace('@', '/')}/manifest.jws`;
    const { content, digest } = await verify(`The manifest of ${id}`, await document(path), 'celeb-manifest', publishers);
    if (digest !== pinned || `${content.name}@${content.version}` !== id) throw new Unfit(`The manifest of ${id} is not the one that the signed set names.`);
    return partOf(content);
  };
  const { detector, embedder, galleries } = set.active;
  return {
    number: set.number, keys: keys.number, detector: await part(detector), embedder: await part(embedder),
    gallery: await part(galleries.find(({ id }) => id.startsWith(`${galleryName}@`)) ?? galleries[0]),
  };
}

async function listed({ models }, galleryName) {
  const network = async (kind) => {
    const file = models.find((model) => model.kind === kind)?.files.find(({ name }) => name === 'manifest.json');
    if (!file) throw new Unfit(`The server does not say how its ${kind} is used.`);
    return partOf(JSON.parse(new TextDecoder().decode(await bytesOf({ ...file, path: file.path.slice(1) }))));
  };
  const gallery = models.find(({ kind, id }) => kind === 'gallery' && id.startsWith(`${galleryName}@`));
  if (!gallery) throw new Unfit(`The server does not hand out the gallery '${galleryName}'.`);
  const [name, version] = gallery.id.split('@');
  return { number: null, keys: null, detector: await network('detector'), embedder: await network('embedder'), gallery: partOf({ name, version, files: gallery.files }) };
}

function partOf(manifest) {
  const { name, version, files } = manifest;
  const file = files.toSorted((one, other) => one.size - other.size)[0];
  if (!/^[a-z0-9-]+$/.test(name) || !file) throw new Unfit(`The manifest of ${name}@${version} makes no sense.`);
  return { manifest, file: { ...file, path: `api/models/${name}/${version}/${file.name}` } };
}
