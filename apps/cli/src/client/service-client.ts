import type { IncomingMessage } from 'node:http';
import {
  type AnswerDocument,
  type AnswerEvent,
  type AskQuestion,
  type ChangeCollection,
  type CheckFiles,
  type CollectionView,
  type ConversationDetail,
  type ConversationList,
  type CreateCollection,
  type DocumentDetail,
  type DocumentList,
  type RecordDetail,
  type RecordQuery,
  type RetryFailed,
  type RevisionText,
  type SearchWish,
  type SearchResult,
  type StatusView,
  type UploadResult,
  answerDocument,
  checkResult,
  collectionList,
  collectionView,
  conversationDetail,
  conversationList,
  doctorView,
  documentDetail,
  documentList,
  errorBody,
  recordDetail,
  recordList,
  revisionText,
  searchResult,
  signInLink,
  statusView,
  uploadResult,
} from '#contracts';
import { z } from 'zod';
import { followAnswer } from './answer-stream.js';
import type { Connection } from './connection.js';
import { RequestRefused, ServiceUnreachable, UnexpectedResponse } from './errors.js';
import { HttpConnections, type RequestBody, networkFailure, textOf } from './http.js';
import { query } from './query.js';

/** Filters of the list of conversations; absent members do not filter. */
export interface ConversationFilter {
  readonly query?: string | undefined;
  readonly shared?: boolean;
  readonly archived: boolean;
  readonly offset: number;
  readonly limit: number;
}

/** Filters of the document list; absent members do not filter. */
export interface DocumentFilter {
  readonly collection?: string;
  readonly state?: 'live' | 'failed' | 'pending';
  readonly text?: string;
  /** Only what came out of this document. */
  readonly parent?: string;
  readonly offset?: number;
  readonly limit?: number;
}

const retryResult = z.object({ retried: z.number().int() });

/**
 * The service's HTTP API as typed calls; every answer is checked against its contract.
 * @throws (all) ServiceUnreachable, RequestRefused with the service's own code, UnexpectedResponse.
 */
export class ServiceClient {
  private readonly connections: HttpConnections;

  constructor(
    private readonly connection: Connection,
    private readonly signal?: AbortSignal,
  ) {
    this.connections = new HttpConnections(connection.certificate);
  }

  get url(): string {
    return this.connection.url;
  }

  status(): Promise<StatusView> {
    return this.get('/status', statusView);
  }

  doctor() {
    return this.get('/doctor', doctorView);
  }

  async collections(): Promise<CollectionView[]> {
    return (await this.get('/collections', collectionList)).collections;
  }

  createCollection(body: CreateCollection): Promise<CollectionView> {
    return this.send('POST', '/collections', collectionView, jsonBody(body));
  }

  changeCollection(id: string, body: ChangeCollection): Promise<CollectionView> {
    return this.send('PATCH', `/collections/${encodeURIComponent(id)}`, collectionView, jsonBody(body));
  }

  async removeCollection(id: string): Promise<void> {
    await this.send('DELETE', `/collections/${encodeURIComponent(id)}`, z.unknown());
  }

  upload(form: RequestBody): Promise<UploadResult> {
    return this.send('POST', '/documents', uploadResult, form);
  }

  async checkFiles(body: CheckFiles): Promise<string[]> {
    return (await this.send('POST', '/documents/check', checkResult, jsonBody(body))).unchanged;
  }

  documents(filter: DocumentFilter): Promise<DocumentList> {
    return this.get(`/documents${query({ ...filter })}`, documentList);
  }

  document(id: string): Promise<DocumentDetail> {
    return this.get(`/documents/${encodeURIComponent(id)}`, documentDetail);
  }

  removeDocument(id: string): Promise<DocumentDetail> {
    return this.send('DELETE', `/documents/${encodeURIComponent(id)}`, documentDetail);
  }

  /** @param password Kept nowhere, here neither. */
  unlockDocument(id: string, password: string): Promise<DocumentDetail> {
    return this.send('POST', `/documents/${encodeURIComponent(id)}/unlock`, documentDetail, jsonBody({ password }));
  }

  restoreDocument(id: string): Promise<DocumentDetail> {
    return this.send('POST', `/documents/${encodeURIComponent(id)}/restore`, documentDetail);
  }

  revisionText(id: string): Promise<RevisionText> {
    return this.get(`/revisions/${encodeURIComponent(id)}/text`, revisionText);
  }

  retryFailed(body: RetryFailed) {
    return this.send('POST', '/documents/retry', retryResult, jsonBody(body));
  }

  search(body: SearchWish): Promise<SearchResult> {
    return this.send('POST', '/search', searchResult, jsonBody(body));
  }

  ask(body: AskQuestion): Promise<AnswerDocument> {
    return this.send('POST', '/questions', answerDocument, jsonBody(body));
  }

  /** Ask and hear about every event as it happens; resolves with the finished answer. */
  async askStreaming(body: AskQuestion, onEvent: (event: AnswerEvent) => void): Promise<AnswerDocument> {
    const url = this.address('/questions');
    const response = await this.exchange('POST', url, jsonBody(body), 'text/event-stream');
    await this.refuseUnlessOk(response, url);
    return followAnswer(this.bytesOf(response, url), onEvent);
  }

  records(wanted: Partial<RecordQuery>) {
    return this.get(`/records${query(wanted)}`, recordList);
  }

  record(id: string): Promise<RecordDetail> {
    return this.get(`/records/${encodeURIComponent(id)}`, recordDetail);
  }

  conversations({ shared, archived, ...filter }: ConversationFilter): Promise<ConversationList> {
    const whose = shared === undefined ? {} : { shared: String(shared) };
    return this.get(`/conversations${query({ ...filter, ...whose, archived: String(archived) })}`, conversationList);
  }

  conversation(id: string, turn?: string): Promise<ConversationDetail> {
    return this.get(`/conversations/${encodeURIComponent(id)}${query({ turn })}`, conversationDetail);
  }

  signInLink() {
    return this.send('POST', '/sign-in-links', signInLink);
  }

  /** Any other route, for the calls that have a file of their own. @param path Below `/api/v1`. */
  call<T extends z.ZodType>(method: string, path: string, schema: T, body?: unknown): Promise<z.infer<T>> {
    return this.send(method, path, schema, body === undefined ? undefined : jsonBody(body));
  }

  /** The same with a body that is no JSON. */
  async send<T extends z.ZodType>(method: string, path: string, schema: T, body?: RequestBody): Promise<z.infer<T>> {
    const url = this.address(path);
    const response = await this.exchange(method, url, body, 'application/json');
    await this.refuseUnlessOk(response, url);
    const text = await textOf(response, url, this.signal);
    const parsed = schema.safeParse(text === '' ? undefined : jsonOf(text, url));
    if (parsed.success) return parsed.data;
    throw new UnexpectedResponse(`${method} ${url.pathname} answered in an unknown shape.`, { cause: parsed.error });
  }

  close(): void {
    this.connections.close();
  }

  /** The bytes of a file, as they arrive. @param path Below `/api/v1`. */
  async *download(path: string): AsyncIterable<Uint8Array> {
    const url = this.address(path);
    const response = await this.exchange('GET', url, undefined, '*/*');
    await this.refuseUnlessOk(response, url);
    yield* this.bytesOf(response, url);
  }

  private get<T extends z.ZodType>(path: string, schema: T): Promise<z.infer<T>> {
    return this.send('GET', path, schema);
  }

  private address(path: string): URL {
    return new URL(`${this.connection.url}/api/v1${path}`);
  }

  private exchange(method: string, url: URL, body: RequestBody | undefined, accept: string): Promise<IncomingMessage> {
    const { token, view } = this.connection;
    const headers = {
      accept,
      ...(token === null ? {} : { authorization: `Bearer ${token}` }),
      ...(view === undefined ? {} : { 'x-chancery-view': view }),
    };
    return this.connections.send({ method, url, headers, body, signal: this.signal });
  }

  private async refuseUnlessOk(response: IncomingMessage, url: URL): Promise<void> {
    const status = response.statusCode ?? 0;
    if (status >= 200 && status < 300) return;
    const text = await textOf(response, url, this.signal);
    const parsed = errorBody.safeParse(looksLikeJson(text) ? jsonOf(text, url) : undefined);
    const { code, message } = parsed.success
      ? parsed.data
      : { code: `http.${status}`, message: `${url.pathname} answered with HTTP status ${status}.` };
    throw new RequestRefused(status, code, message, secondsIn(response.headers['retry-after']));
  }

  private async *bytesOf(response: IncomingMessage, url: URL): AsyncIterable<Uint8Array> {
    try {
      yield* response as AsyncIterable<Uint8Array>;
    } catch (error) {
      throw networkFailure(error, url, this.signal);
    }
  }
}

function jsonBody(value: unknown): RequestBody {
  const bytes = Buffer.from(JSON.stringify(value));
  return { contentType: 'application/json', lengthBytes: bytes.length, chunks: () => [bytes] };
}

/** What `Retry-After` says where it counts seconds. */
function secondsIn(header: string | undefined): number | undefined {
  return header !== undefined && /^\d+$/.test(header) ? Number(header) : undefined;
}

function looksLikeJson(text: string): boolean {
  return /^\s*\{/.test(text);
}

/** @throws ServiceUnreachable for a text that is no JSON: whoever answers there is not this service. */
function jsonOf(text: string, url: URL): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new ServiceUnreachable(url.origin, 'something else answers there', { cause });
  }
}
