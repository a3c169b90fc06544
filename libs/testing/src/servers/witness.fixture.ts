import { once } from 'node:events';
import { generateKeyPairSync } from 'node:crypto';
import { type IncomingMessage, type ServerResponse, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import {
  COSIGNATURE,
  type NoteKey,
  ProofInvalid,
  cosignNote,
  formatNoteKey,
  noteKeyOf,
  provesConsistency,
  verifyCheckpoint,
} from '#transparency';

/** A witness on loopback as C2SP tlog-witness describes them: it knows one log, remembers its newest state, and signs what continues it. */
export interface TestWitness {
  readonly url: string;
  readonly vkey: string;
  /** Tell it which keys the log signs with. */
  trust(keys: readonly NoteKey[]): void;
  /** Size of the newest state that it cosigned. */
  readonly size: number;
  /** Let it forget everything, as one that was set up anew. */
  forget(): void;
  stop(): Promise<void>;
}

interface Seen {
  readonly size: number;
  readonly root: Buffer;
}

const NOTHING: Seen = { size: 0, root: Buffer.alloc(0) };

/** A real witness of one log (tlog-witness) on a free port, which cosigns only what grows from what it saw. */
export async function startWitness(name = 'witness.example'): Promise<TestWitness> {
  const { privateKey } = generateKeyPairSync('ed25519');
  let [keys, seen]: [readonly NoteKey[], Seen] = [[], NOTHING];
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const { status, body, type } = addCheckpoint(await text(request), keys, seen);
    if (status !== 200) return void response.writeHead(status, { 'content-type': type ?? 'text/plain' }).end(body);
    const { note, size, root } = body;
    seen = { size, root };
    response.writeHead(200, { 'content-type': 'text/plain' }).end(cosignNote(note, privateKey, name, new Date()));
  };
  const server = createServer((request, response) => {
    if (request.method !== 'POST' || request.url !== '/add-checkpoint') response.writeHead(404).end();
    else answer(request, response).catch((error: unknown) => response.writeHead(500).end(String(error)));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    vkey: formatNoteKey(noteKeyOf(privateKey, name, COSIGNATURE)),
    trust: (known) => void (keys = known),
    get size() {
      return seen.size;
    },
    forget: () => void (seen = NOTHING),
    async stop() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

type Reply =
  | { readonly status: 200; readonly body: Seen & { readonly note: string }; readonly type?: undefined }
  | { readonly status: 400 | 403 | 404 | 409 | 422; readonly body: string; readonly type?: string };

/** @see C2SP tlog-witness, "add-checkpoint": the order of the checks is the order there. */
function addCheckpoint(request: string, keys: readonly NoteKey[], seen: Seen): Reply {
  const border = request.indexOf('\n\n');
  const [first = '', ...lines] = request.slice(0, Math.max(0, border)).split('\n');
  const old = /^old (0|[1-9]\d*)$/.exec(first)?.[1];
  if (border < 0 || old === undefined || lines.length > 63) return { status: 400, body: 'malformed' };
  const note = request.slice(border + 2);
  const origin = note.split('\n')[0];
  if (!keys.some(({ name }) => name === origin)) return { status: 404, body: 'unknown log' };
  try {
    const { size, root, note: parsed } = verifyCheckpoint(note, keys);
    if (Number(old) > size) return { status: 400, body: 'old size above the new one' };
    if (Number(old) !== seen.size) return { status: 409, body: `${seen.size}\n`, type: 'text/x.tlog.size' };
    const path = lines.map((line) => Buffer.from(line, 'base64'));
    if (size === seen.size && !root.equals(seen.root))
      return { status: 409, body: `${seen.size}\n`, type: 'text/x.tlog.size' };
    if (!provesConsistency(seen.size, size, seen.root, root, path)) return { status: 422, body: 'not consistent' };
    return { status: 200, body: { size, root, note: parsed.text } };
  } catch (error) {
    if (!(error instanceof ProofInvalid)) throw error;
    return { status: 403, body: error.message };
  }
}
