import { type Server, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { IndexComparison } from '#contracts';
import type { Terminal } from '../output/terminal.js';
import { runCli } from '../program.js';

describe('index compare --run', () => {
  let server: Server;
  /** What the service says of the two generations, one answer a look; the last one stays. */
  let said: IndexComparison[];
  let asked: unknown[];

  beforeEach(async () => {
    asked = [];
    server = createServer((request, response) => {
      let body = '';
      request.on('data', (piece: Buffer) => void (body += piece.toString()));
      request.on('end', () => {
        const isAsking = request.method === 'POST';
        if (isAsking) asked.push(JSON.parse(body));
        const reply = isAsking ? { accepted: true, generation: 'g2' } : said.length > 1 ? said.shift() : said[0];
        response.writeHead(isAsking ? 202 : 200, { 'content-type': 'application/json' }).end(JSON.stringify(reply));
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  afterEach(() => void server.close());

  async function compare(...args: string[]): Promise<{ status: number; out: string; err: string }> {
    let [out, err] = ['', ''];
    const terminal: Terminal = {
      ...{ out: (text) => void (out += text), err: (text) => void (err += text) },
      ...{ isOutTty: false, isErrTty: false, columns: 120, onInterrupt: () => () => undefined },
    };
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const status = await runCli(['--url', url, '--token', 'k', 'index', 'compare', ...args], terminal, {});
    return { status, out, err };
  }

  const under = (state: IndexComparison['asked'], to = 'g2'): IndexComparison => {
    const side = (generation: string) => ({ generation, embedder: 'e@1', ranAt: null, figures: null });
    const gate = { passes: true, reason: 'None speaks against it.', untried: 0, tolerance: 0.02 };
    return { from: side('g1'), to: side(to), asked: state, questions: [], verdict: 'same', gate };
  };
  const at = '2026-11-29T08:00:00Z';

  it('waits until both have answered, by the names that they had when it was asked', async () => {
    said = [under(null), under({ at, failure: null }), under({ at, failure: null }), under(null)];
    expect(await compare('--run')).toMatchObject({ status: 0, out: expect.stringContaining('g1 (e@1) → g2 (e@1)') });
    expect(asked).toEqual([{ from: 'g1', to: 'g2' }]);
  });

  it('says why it was given up, and waits no longer', async () => {
    const failure = { code: 'model.unavailable', message: 'The embedder does not answer.' };
    said = [under(null), under({ at, failure: null }), under({ at, failure })];
    const { status, err } = await compare('--run');
    expect(status).toBe(1);
    expect(err).toContain('could not be put to both: The embedder does not answer.');
  });
});
