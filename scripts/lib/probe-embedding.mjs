// Prints as JSON which CPU backend the inference host loads here, and the vector that the starter embedder gives a text with it.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { LlamaRuntime } from '../../dist/apps/inference/src/llama-runtime.js';
import { TextEncoder } from '../../dist/apps/inference/src/text-encoder.js';
import { root } from './run.mjs';

const runtime = await LlamaRuntime.start();
const model = await runtime.llama.loadModel({ modelPath: join(root, 'models', 'starter-embedder-2.gguf') });
const encoder = await TextEncoder.of(model, 512);
const vector = await encoder.encode(model.tokenize('Leave is agreed with the line manager in writing. '.repeat(20)));
const backend = /\/\S*libggml-cpu-\w+\.so/.exec(readFileSync('/proc/self/maps', 'utf8'))?.[0];
await runtime.dispose();
process.stdout.write(JSON.stringify({ backend, vector: [...vector] }));
