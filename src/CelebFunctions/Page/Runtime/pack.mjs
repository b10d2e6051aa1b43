// Packs what the page needs of ONNX Runtime Web into the folder `ort`: one thread, WebAssembly alone.

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

mkdirSync('ort', { recursive: true });
for (const name of ['ort.wasm.min.mjs', 'ort-wasm-simd-threaded.mjs', 'ort-wasm-simd-threaded.wasm']) {
  writeFileSync(`ort/${name}.gz`, gzipSync(readFileSync(`node_modules/onnxruntime-web/dist/${name}`), { level: 9 }));
}
