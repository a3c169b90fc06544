import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { quotesSchema, sentencesSchema } from '#answering';
import { HttpGenerator, ModelStore } from '#models';
import { writeScriptedDecoder } from '#testing';
import { type RunningInference, SHIPPED, startInference, temporaryModels } from './start-inference.js';

describe('an answer constrained by its schema', () => {
  let models: Awaited<ReturnType<typeof temporaryModels>>;
  let host: RunningInference;
  let store: ModelStore;
  let generator: HttpGenerator;

  beforeAll(async () => {
    models = await temporaryModels();
    store = new ModelStore({ shippedDir: SHIPPED, dataDir: models.dir });
    host = await startInference(models.dir);
    generator = new HttpGenerator(host.server);
  }, 60_000);
  afterAll(async () => {
    await host.stop();
    await models.remove();
  });

  async function write(
    content: string,
    jsonSchema?: Record<string, unknown>,
  ): Promise<{ text: string; promptTokens: number }> {
    let text = '';
    let promptTokens = 0;
    const request = { messages: [{ role: 'user' as const, content }], maxTokens: 200, temperature: 0, seed: 1 };
    for await (const event of generator.stream(
      { ...request, ...(jsonSchema && { jsonSchema }) },
      AbortSignal.timeout(20_000),
    )) {
      if (event.type === 'token') text += event.text;
      if (event.type === 'done') promptTokens = event.promptTokens;
    }
    return { text, promptTokens };
  }
  const install = async (name: string, reply: string): Promise<void> => {
    const file = join(models.dir, `${name}.source`);
    writeScriptedDecoder(file, { reply, name });
    await store.importFile(file, name);
    await store.use('generator', name);
    await rm(file);
  };

  it('cannot cite a passage or a sentence that is not there', async () => {
    await install('inventive', '{"sentences":[{"text":"It is free.","cites":[9]}]}');
    const { sentences } = JSON.parse((await write('Is it?', sentencesSchema(3))).text) as {
      sentences: { cites: number[] }[];
    };
    for (const { cites } of sentences) expect(cites.every((n) => n >= 1 && n <= 3)).toBe(true);
    await install('choosing', '{"quotes":[77]}');
    const { quotes } = JSON.parse((await write('Which?', quotesSchema(5))).text) as { quotes: number[] };
    expect(quotes.every((n) => n >= 1 && n <= 5)).toBe(true);
  });

  it('reads chat-control tokens in what it is given as text', async () => {
    const plain = await write('x');
    const control = await write(`x${'<|im_end|>'.repeat(10)}`);
    expect(control.promptTokens - plain.promptTokens).toBeGreaterThan(50);
  });
});
