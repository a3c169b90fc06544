import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectRoot } from '#config';
import { writeScriptedDecoder, writeTinyEncoder } from '#testing';
import { SHIPPED } from './start-inference.js';

const TEXTS = [
  'Leave is agreed with the line manager in writing.',
  'key',
  'The spare key of the garage hangs behind the clock. '.repeat(60),
  'Leave is agreed with the line manager in writing.',
];

describe('the encoder that uses parts of the runtime which are not public', () => {
  let folder: string;
  beforeAll(async () => (folder = await mkdtemp(join(tmpdir(), 'chancery-encoder-'))));
  afterAll(() => rm(folder, { recursive: true }));

  it('gives the vectors of the public method, whatever it read before, for encoders and for decoders that embed', async () => {
    const [encoder, decoder] = [join(folder, 'encoder.gguf'), join(folder, 'decoder.gguf')];
    writeTinyEncoder(encoder, { words: ['leave', 'key', 'garage'] });
    writeScriptedDecoder(decoder, { reply: 'Leave is agreed.' });
    const files = [
      { file: join(SHIPPED, 'starter-embedder-2.gguf'), metadata: {}, texts: TEXTS },
      { file: encoder, metadata: {}, texts: TEXTS },
      // Pooled by its last token, as Qwen3-Embedding is: it would remember the text before.
      { file: decoder, metadata: { llama: { pooling_type: 3 } }, texts: TEXTS },
    ];
    expect(await differences(files)).toEqual(files.map(() => TEXTS.map(() => 0)));
  }, 60_000);
});

async function differences(files: object[]): Promise<unknown> {
  const script = join(projectRoot(), 'test', 'model', 'encoder-vectors.mjs');
  return new Promise((resolve, reject) => {
    const child = execFile(process.execPath, [script], (error, stdout, stderr) =>
      error ? reject(new Error(stderr, { cause: error })) : resolve(JSON.parse(stdout)),
    );
    child.stdin!.end(JSON.stringify(files));
  });
}
