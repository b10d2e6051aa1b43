// The same job as POST /api/match, as a Node service would do it: two processes, one thread each for libvips and ONNX Runtime.
// node server.js PORT MODELS GALLERY — prints "ready" when both processes serve.
import cluster from 'node:cluster';
import { createServer } from 'node:http';
import { PhotoError, Pipeline } from './pipeline.js';

const PROCESSES = 2;
const MAX_BYTES = 20 * 1024 * 1024;
const [port, models, galleryFile] = process.argv.slice(2);

if (cluster.isPrimary) {
  let ready = 0;
  cluster.on('message', () => {
    if (++ready === PROCESSES) console.log('ready');
  });
  cluster.on('exit', (worker, code) => {
    console.error(`process ${worker.process.pid} ended with ${code}`);
    process.exit(1);
  });
  for (let i = 0; i < PROCESSES; i++) cluster.fork();
  process.on('SIGTERM', () => process.exit(0));
} else {
  const pipeline = await Pipeline.load(models, galleryFile);
  createServer((request, response) => answer(pipeline, request, response))
    .listen(Number(port), '127.0.0.1', () => process.send('ready'));
}

async function answer(pipeline, request, response) {
  try {
    const { pathname, searchParams } = new URL(request.url, 'http://localhost');
    if (request.method !== 'POST' || pathname !== '/api/match') return send(response, 404, { detail: 'POST /api/match' });
    const started = performance.now();
    const photo = await read(request);
    const result = await pipeline.match(photo, Number(searchParams.get('top') ?? 5));
    result.timings = { read: performance.now() - started - result.timings.total, ...result.timings };
    send(response, 200, result);
  } catch (error) {
    if (error instanceof PhotoError) return send(response, error.status, { detail: error.message });
    console.error(error);
    send(response, 500, { detail: 'Something went wrong.' });
  }
}

async function read(request) {
  const chunks = [];
  let length = 0;
  for await (const chunk of request) {
    length += chunk.length;
    if (length > MAX_BYTES) throw new PhotoError(413, 'A photo may have up to 20 MB.');
    chunks.push(chunk);
  }
  if (length === 0) throw new PhotoError(400, 'Send the photo as the body.');
  return Buffer.concat(chunks, length);
}

function send(response, status, value) {
  const body = JSON.stringify(value);
  response.writeHead(status, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) });
  response.end(body);
}
