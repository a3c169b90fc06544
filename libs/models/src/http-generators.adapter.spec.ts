import { type Server, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Generator, GeneratorModel } from './generator.port.js';
import { HttpGenerators } from './http-generators.adapter.js';
import { HttpGenerator } from './http/http-generator.adapter.js';
import type { ModelServer } from './http/server-address.js';

const NOBODY = { generator: null, reasoner: null, extractor: null };

describe('HttpGenerators', () => {
  const servers: Server[] = [];
  let installed: object[];
  let host: ModelServer;

  const serve = async (models: () => object[]): Promise<ModelServer> => {
    const server = createServer((_request, response) => {
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify({ object: 'list', data: models() }));
    });
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    return { baseUrl: `http://127.0.0.1:${port}`, apiKey: null, timeoutMs: 5_000 };
  };
  const model = (id: string, role: string, roles: string[]) => ({ id, role, roles, in_use: roles.includes(role) });

  beforeEach(async () => {
    installed = [
      model('starter', 'embedder', ['embedder']),
      model('writer', 'generator', ['generator']),
      model('thinker', 'generator', []),
    ];
    host = await serve(() => installed);
  });
  afterEach(() => {
    for (const server of servers.splice(0)) server.close();
  });

  const picked = async (generator: Promise<Generator>): Promise<GeneratorModel['name'] | undefined> =>
    (await (await generator).model())?.name;

  it('falls back to the generator, until a model is put to the role', async () => {
    const generators = new HttpGenerators({ inference: host, remote: NOBODY }, new HttpGenerator(host));
    expect(await picked(generators.pick('generator'))).toBe('writer');
    expect(await picked(generators.pick('reasoner'))).toBe('writer');
    installed[2] = model('thinker', 'generator', ['reasoner']);
    expect(await picked(generators.pick('reasoner'))).toBe('thinker');
    expect(await picked(generators.pick('extractor', null))).toBe('writer');
  });

  it('takes an installed model by name, and none that does not write', async () => {
    const generators = new HttpGenerators({ inference: host, remote: NOBODY }, new HttpGenerator(host));
    expect(await picked(generators.pick('generator', 'thinker'))).toBe('thinker');
    await expect(generators.pick('generator', 'starter')).rejects.toMatchObject({ code: 'model.not_found' });
    await expect(generators.pick('reasoner', 'nobody')).rejects.toMatchObject({ code: 'model.not_found' });
  });

  it('gives an empty role as a generator without a model', async () => {
    installed = [];
    const generators = new HttpGenerators({ inference: host, remote: NOBODY }, new HttpGenerator(host));
    expect(await picked(generators.pick('reasoner'))).toBeUndefined();
  });

  it('prefers the server that the settings name for a role, and knows its model by name', async () => {
    const remote = { ...(await serve(() => [{ id: 'house-model' }])), model: 'house-model' };
    const servers = { inference: host, remote: { ...NOBODY, reasoner: remote } };
    const generators = new HttpGenerators(servers, new HttpGenerator(host));
    installed[2] = model('thinker', 'generator', ['reasoner']);
    expect(await picked(generators.pick('reasoner'))).toBe('house-model');
    expect(await picked(generators.pick('generator', 'house-model'))).toBe('house-model');
    expect(await picked(generators.pick('extractor'))).toBe('writer');
  });

  it('does without an inference host where the settings name a server for everything', async () => {
    const remote = { ...(await serve(() => [{ id: 'house-model' }])), model: 'house-model' };
    const servers = { inference: null, remote: { ...NOBODY, generator: remote } };
    const generators = new HttpGenerators(servers, new HttpGenerator(remote));
    expect(await picked(generators.pick('extractor'))).toBe('house-model');
    expect(await picked(generators.pick('generator', 'house-model'))).toBe('house-model');
    await expect(generators.pick('generator', 'writer')).rejects.toMatchObject({ code: 'model.not_found' });
  });
});
