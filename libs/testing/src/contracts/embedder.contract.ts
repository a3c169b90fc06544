import type { Embedder } from '#models';

const cosine = (a: Float32Array, b: Float32Array): number =>
  a.reduce((sum, value, index) => sum + value * b[index]!, 0);

/** What every {@link Embedder} keeps to, whatever runs behind it. Call inside a `describe`. */
export function describeEmbedder(make: () => Promise<Embedder>): void {
  it('returns one unit vector per text, in order', async () => {
    const embedder = await make();
    const { dimensions } = await embedder.model();
    const [first, other, again] = await embedder.embedPassages(['leave policy', 'fire drill', 'leave policy']);

    expect(first!.vector).toHaveLength(dimensions);
    expect(Math.hypot(...first!.vector)).toBeCloseTo(1, 4);
    expect(again!.vector).toEqual(first!.vector);
    expect(other!.vector).not.toEqual(first!.vector);
  });

  it('keeps the order across more texts than fit one request', async () => {
    const embedder = await make();
    const texts = Array.from({ length: 150 }, (_, index) => `clause ${index} of the agreement`);
    const together = await embedder.embedPassages(texts);
    const [alone] = await embedder.embedPassages([texts[149]!]);

    expect(together).toHaveLength(150);
    expect(cosine(together[149]!.vector, alone!.vector)).toBeCloseTo(1, 5);
  });

  it('puts a question nearer to the passage that shares its subject', async () => {
    const embedder = await make();
    const [leave, drill] = await embedder.embedPassages([
      'The annual leave policy for staff.',
      'Fire drill in the car park.',
    ]);
    const { vector } = await embedder.embedQuery('annual leave policy');

    expect(cosine(vector, leave!.vector)).toBeGreaterThan(cosine(vector, drill!.vector));
  });

  it('compares words where it says so', async () => {
    const embedder = await make();
    const texts = ['The annual leave policy for staff.', 'Fire drill in the car park.', 'A policy.'];
    const compared = embedder.compareWords('Leave policy', texts);
    if (!(await embedder.model()).comparesWords)
      return expect(compared).rejects.toMatchObject({ code: 'model.request_failed' });
    const [leave, drill, policy] = await compared;
    expect(leave).toBeGreaterThan(policy!);
    expect(policy).toBeGreaterThan(drill!);
    expect(leave).toBeLessThanOrEqual(1);
    return expect(embedder.compareWords('Leave policy', [])).resolves.toEqual([]);
  });

  it('says how many tokens it read and whether it cut the text', async () => {
    const embedder = await make();
    const { contextTokens } = await embedder.model();
    const [short, long] = await embedder.embedPassages(['leave policy', 'leave '.repeat(contextTokens + 50)]);

    expect(short).toMatchObject({ truncated: false });
    expect(short!.tokens).toBeGreaterThan(0);
    expect(long).toMatchObject({ truncated: true });
    expect(long!.tokens).toBeLessThanOrEqual(contextTokens);
    expect(Math.hypot(...long!.vector)).toBeCloseTo(1, 4);
  });

  it('gives a unit vector to a text without words', async () => {
    const [blank] = await (await make()).embedPassages(['   ']);
    expect(Math.hypot(...blank!.vector)).toBeCloseTo(1, 4);
  });

  it('answers no texts with no vectors', async () => {
    expect(await (await make()).embedPassages([])).toEqual([]);
  });

  it('stops when told to', async () => {
    const embedder = await make();
    const reason = new Error('no longer needed');
    await expect(embedder.embedPassages(['leave policy'], AbortSignal.abort(reason))).rejects.toBe(reason);
    await expect(embedder.embedQuery('leave policy', AbortSignal.abort(reason))).rejects.toBe(reason);
  });
}
