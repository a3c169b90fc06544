import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ListObjectsV2Command } from '@aws-sdk/client-s3';
import { s3ClientFor } from '#library';
import { HttpReranker, ModelStore } from '#models';
import { IndexStore } from '#search-index';
import { type InnerServer, startInnerServer } from './inner-server.js';

/** Where clouds tell machines their secrets. Nothing answers there; that it is refused shows in the time and the code. */
const METADATA = '169.254.169.254';

let inner: InnerServer;
let folder: string;
beforeEach(async () => {
  inner = await startInnerServer();
  folder = await mkdtemp(join(tmpdir(), 'chancery-fetchers-'));
});
afterEach(async () => {
  await inner.close();
  await rm(folder, { recursive: true, force: true });
});

/** Codes of an error and of what caused it, outermost first. */
function codesOf(error: unknown): string[] {
  const { code, cause } = (error ?? {}) as { code?: unknown; cause?: unknown };
  return [...(typeof code === 'string' ? [code] : []), ...(cause ? codesOf(cause) : [])];
}
const refusal = (work: Promise<unknown>): Promise<string[]> => work.then(() => ['none'], codesOf);

describe('models that are fetched', () => {
  const pull = async (url: string, privateHosts: string[] = []) => {
    await writeFile(join(folder, 'catalogue.json'), JSON.stringify({ models: [] }));
    const patience = { retryAfterMs: [], silenceMs: 5_000 };
    const store = new ModelStore({ shippedDir: folder, dataDir: join(folder, 'store') }, patience, privateHosts);
    return refusal(store.pull(`${url}/x.gguf`));
  };

  it('come from no address inside that no setting names', async () => {
    for (const url of [inner.named, inner.inside, `http://[::1]:${inner.port}`, `http://${METADATA}`])
      expect(await pull(url)).toEqual(['outbound.refused']);
    expect(inner.asked).toEqual([]);
  });

  it('come from a named host, and from nowhere that it sends to', async () => {
    expect(await pull(inner.named, ['localhost'])).toEqual(['model.not_found']);
    inner.sendInside(302);
    expect(await pull(inner.named, ['localhost'])).toEqual(['outbound.refused']);
    inner.answer = (_, response) => void response.writeHead(302, { location: `http://${METADATA}/latest` }).end();
    expect(await pull(inner.named, ['localhost', METADATA])).toEqual(['outbound.refused']);
    expect(inner.asked.filter((path) => !path.endsWith('/x.gguf'))).toEqual([]);
  });
});

describe('servers of models', () => {
  const rank = (baseUrl: string) =>
    refusal(new HttpReranker({ baseUrl, apiKey: 'k', model: 'm', timeoutMs: 5_000, retryForMs: 0 }).rerank('q', ['a']));

  it.each([301, 302, 307, 308])(
    'are asked by themselves alone: a redirect (%i) is told, not followed',
    async (status) => {
      inner.sendInside(status);
      expect(await rank(inner.named)).toEqual(['model.request_failed']);
      expect(inner.asked.some((path) => path.includes('/inside'))).toBe(false);
    },
  );

  it('are never the places where clouds keep secrets, whatever settings say', async () => {
    expect(await rank(`http://${METADATA}`)).toEqual(['outbound.refused']);
  });
});

describe('places of originals and of the index', () => {
  it('are not followed elsewhere', async () => {
    const list = (endpoint: string) => {
      const place = {
        bucket: 'docs',
        prefix: '',
        endpoint,
        region: 'us-east-1',
        accessKeyId: 'a',
        secretAccessKey: 'b',
      };
      const client = s3ClientFor({ ...place, pathStyle: true });
      return refusal(client.send(new ListObjectsV2Command({ Bucket: 'docs' }))).finally(() => client.destroy());
    };
    inner.sendInside(307);
    expect(await list(inner.named)).not.toEqual(['none']);
    expect(inner.asked.length).toBeGreaterThan(0);
    expect(inner.asked.some((path) => path.includes('/inside'))).toBe(false);
    expect(await list(`http://${METADATA}`)).toContain('outbound.refused');
    const index = new IndexStore({ uri: 's3://docs/index', storageOptions: { aws_endpoint: `http://${METADATA}` } });
    expect(await refusal(index.open('chunks'))).toContain('outbound.refused');
  });
});
