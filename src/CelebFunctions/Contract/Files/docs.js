// Shows openapi.json to people. Text from the contract goes into text nodes only.

const response = await fetch('/api/openapi.json');
const contract = await response.json();
const calls = Object.entries(contract.paths).flatMap(([path, item]) =>
  Object.entries(item).map(([verb, call]) => ({ path, verb: verb.toUpperCase(), ...call })));

document.getElementById('about').append(...contract.info.description.split('\n\n').map((text) => p(text)));
for (const [tag, group] of Map.groupBy(calls, (call) => call.tags[0])) {
  document.getElementById('contents').append(element('div', {}, p(tag), element('ul', {}, ...group.map((call) =>
    element('li', {}, element('a', { href: `#${call.operationId}` }, verb(call), ' ', element('code', {}, call.path)))))));
}
const main = document.getElementById('calls');
main.append(...calls.map(section));
main.ariaBusy = 'false';
// What the address names was not there yet when the browser looked for it.
document.getElementById(location.hash.slice(1))?.scrollIntoView();

function section(call) {
  return element('section', { id: call.operationId },
    element('h2', {}, verb(call), ' ', element('code', {}, call.path)),
    p(call.summary),
    call.security ? p('Asks for the function key.', 'key') : '',
    element('pre', {}, curl(call)),
    heading('Parameters'), element('dl', {}, ...call.parameters.map(resolve).flatMap(parameter)),
    ...call.requestBody ? [heading('Body'), p(call.requestBody.description), element('dl', {}, ...Object.entries(call.requestBody.content).flatMap(body))] : [],
    heading('Answers'), ...Object.entries(call.responses).map(answer));
}

function parameter({ name, in: place, required, description, schema }) {
  const facts = [place, required ? 'required' : '', kind(schema), 'default' in schema ? `default ${[schema.default]}` : ''];
  return item(name, facts, description);
}

function body([type, { schema }]) {
  return item(type, [Object.keys(schema.properties ?? {}).map((name) => `part ${name}`).join(', ') || 'the bytes of the photo']);
}

function answer([status, given]) {
  const { description, headers = {}, content = {} } = resolve(given);
  return element('details', { open: status === '200' },
    element('summary', {}, element('strong', {}, status), ' ', ...text(description)),
    element('p', { className: 'key' }, ...Object.keys(headers).flatMap((name) => [element('code', {}, name), ' '])),
    ...Object.entries(content).flatMap(([type, { schema, example, examples = {} }]) => [
      p(type, 'key'),
      ...[example, ...Object.values(examples).map((one) => one.value)].filter(Boolean).map((one) =>
        element('pre', {}, typeof one === 'string' ? one : JSON.stringify(one, null, 2))),
      schema.$ref ? element('details', {}, element('summary', {}, 'Every field'), fields(resolve(schema))) : '',
    ]));
}

function fields(schema) {
  return element('dl', {}, ...Object.entries(schema.properties).flatMap(([name, property]) => {
    const inner = record(property);
    return [...item(name, [kind(property)], property.description ?? inner?.description),
      ...inner ? [element('dd', {}, fields(inner))] : []];
  }));
}

/** The record that a property holds, alone, perhaps or many times. */
function record(schema) {
  const one = schema.items ?? schema.anyOf?.find((choice) => choice.$ref) ?? schema;
  return one.$ref ? resolve(one) : null;
}

function kind(schema) {
  if (schema.anyOf) return schema.anyOf.map(kind).join(' or ');
  if (schema.$ref) return 'object';
  if (schema.enum) return schema.enum.join(' · ');
  if (schema.items) return `list of ${kind(schema.items)}`;
  const range = 'minimum' in schema && 'maximum' in schema ? ` ${schema.minimum} to ${schema.maximum}` : '';
  return [schema.type].flat().join(' or ') + range;
}

function curl(call) {
  const parts = Object.keys(call.requestBody?.content['multipart/form-data'].schema.properties ?? {});
  const plain = call.requestBody?.content['image/*'];
  return ['curl',
    call.security ? `-H 'x-functions-key: …'` : '',
    plain ? '--data-binary @photo.jpg' : parts.map((part) => `-F ${part}=@${part}.jpg`).join(' '),
    `'${location.origin}${call.path}'`].filter(Boolean).join(' ');
}

function resolve(given) {
  return given.$ref ? given.$ref.slice(2).split('/').reduce((node, name) => node[name], contract) : given;
}

function item(name, facts, description = '') {
  return [element('dt', {}, element('code', {}, name), ' ', element('span', { className: 'key' }, facts.filter(Boolean).join(', '))),
    ...description ? [element('dd', {}, ...text(description))] : []];
}

function verb(call) { return element('span', { className: 'verb' }, call.verb); }
function heading(words) { return element('h3', {}, words); }
function p(words, className = '') { return element('p', { className }, ...text(words)); }

/** Words between backticks are code. */
function text(words) {
  return words.split('`').map((part, index) => (index % 2 ? element('code', {}, part) : part));
}

function element(name, properties, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}
