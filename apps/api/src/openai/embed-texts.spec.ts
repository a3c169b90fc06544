import type { EmbeddedText, Embedder, EmbedderModel, Embedders } from '#models';
import { EmbedTexts } from './embed-texts.js';

/** A model of whose vectors the first number says whose they are. */
const modelNo = (no: number) => ({
  model: async () => ({ id: `m${no}@1`, name: `m${no}`, dimensions: 2 }) as EmbedderModel,
  embedQuery: async (): Promise<EmbeddedText> => ({ vector: new Float32Array([no, 0]), tokens: 1, truncated: false }),
});

it('embeds all texts of a request with the model that it names, whatever is put to use meanwhile', async () => {
  let inUse = 1;
  const role = {
    model: () => modelNo(inUse).model(),
    embedQuery: () => modelNo(inUse++).embedQuery(),
  } as unknown as Embedder;
  const embedders = {
    of: (id: string) => {
      inUse = 2;
      return modelNo(Number(id[1]));
    },
  } as unknown as Embedders;
  const request = { model: 'chancery-embedder', input: ['a', 'b', 'c'], input_type: 'query' } as const;
  const { model, data } = await new EmbedTexts(role, embedders).run(
    { ...request, input: [...request.input], encoding_format: 'float' },
    AbortSignal.timeout(1_000),
  );
  expect(model).toBe('m1');
  expect(data.map(({ embedding }) => embedding[0])).toEqual([1, 1, 1]);
});
