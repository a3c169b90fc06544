// Encodes texts with the inference host's encoder and with the runtime's own public method, in a process of its own. Standard input:
// [{ file, metadata, texts }]; standard output: for each file, the largest difference between both vectors of each text.
import { text } from 'node:stream/consumers';
import { LlamaRuntime } from '../../dist/apps/inference/src/llama-runtime.js';
import { TextEncoder } from '../../dist/apps/inference/src/text-encoder.js';

const CONTEXT = 256;
const runtime = await LlamaRuntime.start();
const answers = [];
for (const { file, metadata, texts } of JSON.parse(await text(process.stdin))) {
  const model = await runtime.llama.loadModel({ modelPath: file, metadataOverrides: metadata });
  const known = await model.createEmbeddingContext({ contextSize: CONTEXT, batchSize: CONTEXT, threads: 1 });
  const ours = await TextEncoder.of(model, CONTEXT);
  const differences = [];
  for (const each of texts) {
    const tokens = model.tokenize(each).slice(0, CONTEXT - 4);
    const { vector } = await known.getEmbeddingFor(tokens);
    const other = await ours.encode(tokens);
    if (vector.length !== other.length || other.every((value) => value === 0)) throw new Error('No vector to compare.');
    differences.push(Math.max(...vector.map((value, index) => Math.abs(value - other[index]))));
  }
  answers.push(differences);
  await ours.dispose();
  await model.dispose();
}
await runtime.dispose();
process.stdout.write(JSON.stringify(answers));
