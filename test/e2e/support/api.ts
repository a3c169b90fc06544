import { setTimeout as wait } from 'node:timers/promises';
import {
  type AnswerDocument,
  type DocumentDetail,
  type DocumentList,
  type PassageView,
  type SearchResult,
  type StatusView,
  type UploadResult,
  answerDocument,
} from '#contracts';

export interface Reply<Body = unknown> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Body;
}

export interface UploadFile {
  readonly name: string;
  readonly bytes: Uint8Array | string;
}

/** A caller of the HTTP API with one key; replies are returned as they are, whatever their status. */
export class Api {
  constructor(
    readonly url: string,
    readonly token: string | null,
    /** Sent with every request. */
    private readonly more: Readonly<Record<string, string>> = {},
  ) {}

  async send<Body = unknown>(
    method: string,
    path: string,
    init: { body?: RequestInit['body']; headers?: Record<string, string> } = {},
  ): Promise<Reply<Body>> {
    const bearer: Record<string, string> = this.token === null ? {} : { authorization: `Bearer ${this.token}` };
    const headers = { ...bearer, ...this.more, ...init.headers };
    const response = await fetch(`${this.url}${path}`, {
      method,
      headers,
      ...(init.body === undefined ? {} : { body: init.body }),
    });
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.includes('json') ?? false;
    return { status: response.status, headers: response.headers, body: (isJson ? JSON.parse(text) : text) as Body };
  }

  get<Body = unknown>(path: string): Promise<Reply<Body>> {
    return this.send('GET', path);
  }

  delete<Body = unknown>(path: string): Promise<Reply<Body>> {
    return this.send('DELETE', path);
  }

  post<Body = unknown>(path: string, value: unknown): Promise<Reply<Body>> {
    const body = typeof value === 'string' ? value : JSON.stringify(value);
    return this.send('POST', path, { body, headers: { 'content-type': 'application/json' } });
  }

  put<Body = unknown>(path: string, value: unknown): Promise<Reply<Body>> {
    return this.send('PUT', path, { body: JSON.stringify(value), headers: { 'content-type': 'application/json' } });
  }

  patch<Body = unknown>(path: string, value: unknown): Promise<Reply<Body>> {
    return this.send('PATCH', path, { body: JSON.stringify(value), headers: { 'content-type': 'application/json' } });
  }

  /** Files and fields as multipart, names exactly as given. */
  upload(
    collection: string,
    files: readonly UploadFile[],
    fields: Readonly<Record<string, string>> = {},
  ): Promise<Reply<UploadResult>> {
    const { body, contentType } = multipart({ collection, ...fields }, files);
    return this.send('POST', '/api/v1/documents', { body, headers: { 'content-type': contentType } });
  }

  async search(query: string, more: Record<string, unknown> = {}): Promise<SearchResult> {
    return expectOk(await this.post<SearchResult>('/api/v1/search', { query, ...more }), 200);
  }

  async passages(query: string, more: Record<string, unknown> = {}): Promise<PassageView[]> {
    return (await this.search(query, more)).passages;
  }

  async ask(question: string, more: Record<string, unknown> = {}): Promise<AnswerDocument> {
    return answerDocument.parse(expectOk(await this.post('/api/v1/questions', { question, ...more }), 201));
  }

  async document(id: string): Promise<DocumentDetail> {
    return expectOk(await this.get<DocumentDetail>(`/api/v1/documents/${id}`), 200);
  }

  async documents(query: string): Promise<DocumentList> {
    return expectOk(await this.get<DocumentList>(`/api/v1/documents?${query}`), 200);
  }

  /** With what only administrators and auditors are told. */
  async status(): Promise<Required<StatusView>> {
    return expectOk(await this.get<Required<StatusView>>('/api/v1/status'), 200);
  }

  /** The document once its newest revision is live or failed. */
  async settled(id: string, withinMs = 60_000): Promise<DocumentDetail> {
    return until(`document ${id} is read`, withinMs, async () => {
      const document = await this.document(id);
      return ['queued', 'chunked'].includes(document.state) ? null : document;
    });
  }

  /** Upload one file and wait until it is live. */
  async add(
    collection: string,
    name: string,
    bytes: Uint8Array | string,
    metadata: Record<string, string> = {},
  ): Promise<DocumentDetail> {
    const { documents } = expectOk(
      await this.upload(collection, [{ name, bytes }], { metadata: JSON.stringify([metadata]) }),
      201,
    );
    const document = await this.settled(documents[0]!.documentId);
    if (document.state !== 'live')
      throw new Error(`${name} is ${document.state}: ${JSON.stringify(document.latest.failure)}`);
    return document;
  }
}

export function expectOk<Body>(reply: Reply<Body>, status: number): Body {
  if (reply.status !== status)
    throw new Error(`Expected ${status}, got ${reply.status}: ${JSON.stringify(reply.body)}`);
  return reply.body;
}

/** Look again until there is something. @throws Error naming what never came. */
export async function until<T>(what: string, withinMs: number, look: () => Promise<T | null>): Promise<T> {
  const late = Date.now() + withinMs;
  for (;;) {
    const found = await look();
    if (found !== null) return found;
    if (Date.now() > late) throw new Error(`It did not come to pass within ${withinMs} ms that ${what}.`);
    await wait(150);
  }
}

const CRLF = '\r\n';

/** RFC 7578, with file names as raw UTF-8 (or the bytes given), so that hostile ones arrive as they are. */
export function multipart(
  fields: Readonly<Record<string, string>>,
  files: readonly UploadFile[],
): { body: Uint8Array<ArrayBuffer>; contentType: string } {
  const boundary = '----chancery-e2e-boundary-7d1f';
  const parts: Buffer[] = [];
  for (const [name, value] of Object.entries(fields))
    parts.push(
      Buffer.from(`--${boundary}${CRLF}Content-Disposition: form-data; name="${name}"${CRLF}${CRLF}${value}${CRLF}`),
    );
  for (const { name, bytes } of files) {
    const head = `--${boundary}${CRLF}Content-Disposition: form-data; name="files"; filename="${name.replaceAll('"', '%22')}"${CRLF}Content-Type: application/octet-stream${CRLF}${CRLF}`;
    parts.push(Buffer.from(head), Buffer.from(bytes), Buffer.from(CRLF));
  }
  parts.push(Buffer.from(`--${boundary}--${CRLF}`));
  return { body: Uint8Array.from(Buffer.concat(parts)), contentType: `multipart/form-data; boundary=${boundary}` };
}
