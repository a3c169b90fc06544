import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface FakeGenerator {
  /** Settings of a service that uses it. */
  readonly env: Readonly<Record<string, string>>;
  /** Answers that were broken off by whoever asked. */
  brokenOff(): number;
  /** Answers that it began to write on and on. */
  begun(): number;
  close(): void;
}

/**
 * A model behind OpenAI's protocol: thinks, then writes `sentence` and cites the first passage. Asked what something
 * "has the endless", it writes on and on until it is stopped; what "has the crowded", it is too busy, for 7 seconds.
 */
export async function startFakeGenerator(sentence: string): Promise<FakeGenerator> {
  let brokenOff = 0;
  let begun = 0;
  const server = createServer((request, response) => {
    if (request.url?.endsWith('/models')) {
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify({ object: 'list', data: [{ id: 'fake', object: 'model' }] }));
      return;
    }
    let body = '';
    request.on('data', (data: Buffer) => (body += data.toString()));
    request.on('end', () => {
      if (/has the crowded/i.test(body)) {
        response.writeHead(429, { 'retry-after': '7' }).end('{}');
        return;
      }
      response.setHeader('content-type', 'text/event-stream');
      const tell = (delta: unknown, finish: string | null = null) =>
        response.write(`data: ${JSON.stringify({ choices: [{ index: 0, delta, finish_reason: finish }] })}\n\n`);
      if (/has the endless/i.test(body)) {
        begun += 1;
        const timer = setInterval(() => tell({ content: 'on and ' }), 50);
        response.on('close', () => {
          clearInterval(timer);
          brokenOff += 1;
        });
        return;
      }
      tell({ reasoning_content: 'Let me see.' });
      for (const content of [sentence.slice(0, 20), sentence.slice(20), ' [1]']) tell({ content });
      tell({}, 'stop');
      const usage = { prompt_tokens: 11, completion_tokens: 7, total_tokens: 18 };
      response.write(`data: ${JSON.stringify({ choices: [], usage })}\n\n`);
      response.end('data: [DONE]\n\n');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    env: { GENERATOR_URL: `http://127.0.0.1:${port}`, GENERATOR_MODEL: 'fake', GENERATOR_API_KEY: 'key' },
    brokenOff: () => brokenOff,
    begun: () => begun,
    close: () => void server.close(),
  };
}
