// Who a face looks like, feature by feature, and in a sentence.

const SPOKEN = 50; // percent that a feature needs to be named

/** { sentence, matches, features } as the API gives them. */
export function tell(gallery, vectors, top) {
  const matches = gallery.search('face', vectors.face, top).map((hit) => match(gallery, 'face', hit));
  if (matches.length === 0) return { sentence: null, matches: [], features: [] };
  const features = gallery.regions
    .filter((region) => region !== 'face' && vectors[region])
    .map((feature) => ({ feature, ...match(gallery, feature, gallery.search(feature, vectors[feature], 1)[0]), spoken: false }));
  const [spoken] = features
    .filter(({ percent, person }) => percent >= SPOKEN && person.id !== matches[0].person.id)
    .toSorted((one, other) => other.percent - one.percent); // the earlier of equals
  if (spoken) spoken.spoken = true;
  const half = `You look ${matches[0].percent}% like ${matches[0].person.name}`;
  return { sentence: spoken ? `${half}, but you have ${spoken.person.name}'s ${spoken.feature}!` : `${half}!`, matches, features };
}

const match = (gallery, region, { person, similarity, score }) => ({
  person: { id: person.id, name: person.name },
  percent: gallery.percentOf(region, score),
  similarity: Math.round(similarity * 1e4) / 1e4,
});
