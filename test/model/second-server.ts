import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** In what the servers that organizations run differ, as their documentation has it. */
export interface Dialect {
  readonly vectors: 'base64' | 'numbers';
  /** TEI ranks at `/rerank` and answers with a bare list of scores; Jina, Cohere, vLLM and llama-server at `/v1/rerank`, with `results`. */
  readonly ranking: 'list' | 'results';
  /** TEI has `/info` instead of a list of models. */
  readonly models: 'list' | 'info';
  /** Texts that it takes in one request; null for any number. */
  readonly most: number | null;
  readonly reasoning: 'reasoning_content' | 'reasoning';
  readonly reportsUsage: boolean;
  readonly sendsComments: boolean;
  /** How a refusal is worded: OpenAI nests it, FastAPI servers have `detail`, TEI flat `error` and `error_type`. */
  readonly errors: 'nested' | 'detail' | 'flat';
}

export interface SecondServer {
  readonly url: string;
  /** Refuse so many of the next requests with 429 and `Retry-After: 1`. */
  refuseNext(count: number): void;
  /** Answers that the reader left before they ended. */
  readonly left: number;
  stop(): Promise<void>;
}

const KEY = 'Bearer key-of-the-second-server';

/** A model server of its own, without anything of ours: a vector tells which letters a text has, an answer repeats the question. */
export async function startSecondServer(dialect: Dialect): Promise<SecondServer> {
  let refusals = 0;
  let left = 0;
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    let text = '';
    for await (const piece of request) text += String(piece);
    const send = (status: number, body: unknown, headers = {}): void =>
      void response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
    const refuse = (status: number, message: string, headers = {}): void => send(status, refusal(message), headers);
    if (request.headers.authorization !== KEY) return refuse(401, 'Unauthorized');
    const list = { object: 'list', data: [{ id: 'second', object: 'model' }] };
    if (request.url === '/v1/models') return dialect.models === 'list' ? send(200, list) : refuse(404, 'Not found');
    if (request.url === '/info' && dialect.models === 'info')
      return send(200, { model_id: 'second', max_input_length: 512, max_client_batch_size: dialect.most });
    if (refusals > 0) {
      refusals--;
      return refuse(429, 'Too many requests', { 'retry-after': '1' });
    }
    const body = JSON.parse(text) as Record<string, unknown>;
    const texts = body['input'] ?? body['texts'];
    if (dialect.most !== null && Array.isArray(texts) && texts.length > dialect.most)
      return refuse(413, `batch size ${texts.length} > maximum allowed batch size ${dialect.most}`);
    if (request.url === '/v1/embeddings') return send(200, embeddings(body));
    if (request.url === (dialect.ranking === 'list' ? '/rerank' : '/v1/rerank')) return send(200, ranking(body));
    if (request.url === '/v1/chat/completions') return chat(body, response, refuse);
    refuse(404, 'Not found');
  };

  const refusal = (message: string): unknown => {
    if (dialect.errors === 'detail') return { detail: message };
    if (dialect.errors === 'flat') return { error: message, error_type: 'overloaded' };
    return { error: { message, type: 'server_error', code: null, param: null } };
  };

  const embeddings = ({ input, encoding_format: format }: Record<string, unknown>): unknown => ({
    object: 'list',
    data: (input as string[]).map((text, index) => {
      const vector = letters(text);
      const isBase64 = dialect.vectors === 'base64' && format === 'base64';
      const packed = (): string => Buffer.from(new Float32Array(vector).buffer).toString('base64');
      return { object: 'embedding', index, embedding: isBase64 ? packed() : vector };
    }),
    ...(dialect.reportsUsage ? { usage: { prompt_tokens: 7, total_tokens: 7 } } : {}),
  });

  const ranking = ({ query, documents, texts }: Record<string, unknown>): unknown => {
    const passages = (dialect.ranking === 'list' ? texts : documents) as string[];
    const scores = passages.map((passage, index) => ({ index, score: similarity(String(query), passage) }));
    scores.sort((a, b) => b.score - a.score);
    if (dialect.ranking === 'list') return scores;
    return { results: scores.map(({ index, score }) => ({ index, relevance_score: score, document: null })) };
  };

  const chat = async (
    body: Record<string, unknown>,
    response: ServerResponse,
    refuse: (status: number, message: string) => void,
  ): Promise<void> => {
    const question = (body['messages'] as { content: string }[]).at(-1)!.content;
    if (question.length > 4_000) return refuse(400, "This model's maximum context length is 1000 tokens.");
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.on('close', () => (left += response.writableFinished ? 0 : 1));
    const say = (delta: unknown, reason: string | null = null): unknown =>
      response.write(
        `data: ${JSON.stringify({ id: 'x', object: 'chat.completion.chunk', choices: [{ index: 0, delta, finish_reason: reason }] })}\n\n`,
      );
    say({ role: 'assistant', content: '' });
    if (dialect.sendsComments) response.write(': keep-alive\n\n');
    say({ [dialect.reasoning]: 'They ask something.' });
    for (const word of question.split(/(?= )/)) {
      say({ content: word });
      await new Promise((resolve) => setTimeout(resolve, 5));
      if (response.destroyed) return;
    }
    say({}, 'stop');
    const usage = { prompt_tokens: 9, completion_tokens: 4, total_tokens: 13 };
    if (dialect.reportsUsage) response.write(`data: ${JSON.stringify({ choices: [], usage })}\n\n`);
    response.end('data: [DONE]\n\n');
  };

  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => response.destroy(error as Error));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    refuseNext: (count) => (refusals = count),
    get left() {
      return left;
    },
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** How often each letter occurs. */
function letters(text: string): number[] {
  const counts = new Array<number>(26).fill(0);
  for (const letter of text.toLowerCase().match(/[a-z]/g) ?? []) counts[letter.charCodeAt(0) - 97]! += 1;
  return counts;
}

function similarity(a: string, b: string): number {
  const [x, y] = [letters(a), letters(b)];
  const dot = (p: number[], q: number[]): number => p.reduce((sum, value, index) => sum + value * q[index]!, 0);
  return dot(x, y) / Math.sqrt(dot(x, x) * dot(y, y) || 1);
}
