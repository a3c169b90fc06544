import { type GuardedFetch, fetchPermitting, refusalIn } from '#outbound';
import {
  COSIGNATURE,
  type NoteKey,
  ProofInvalid,
  cosignedAt,
  parseNote,
  parseNoteKey,
  verifiedBy,
} from '#transparency';
import { LogInconsistent, WitnessRefused } from '../errors.js';
import type { LogProofs } from '../log-proofs.js';
import type { SignedCheckpoint } from '../signed-checkpoints.js';
import type { Cosignature, Cosignatures } from './cosignatures.js';
import type { CheckpointOutlet } from './outlet.js';

/** A witness as the settings name it. */
export interface WitnessPlace {
  /** Its public key, `name+id+key`, for cosignatures. */
  readonly vkey: string;
  /** Below which it answers `add-checkpoint`. */
  readonly url: string;
}

const PATIENCE_MS = 30_000;
const MOST_REPLY_BYTES = 16_384;
/** One try, one more from where the witness says it is, and one for a checkpoint that another process brought meanwhile. */
const TRIES = 3;

/** Brings checkpoints to a witness, which cosigns what continues all that it saw before. @see C2SP tlog-witness */
export class WitnessOutlet implements CheckpointOutlet {
  readonly kind = 'witness';
  readonly everyMs = 0;
  private readonly key: NoteKey;
  private readonly fetch: GuardedFetch;

  constructor(
    private readonly place: WitnessPlace,
    private readonly proofs: LogProofs,
    private readonly cosignatures: Cosignatures,
    private readonly logSize: () => Promise<number>,
  ) {
    this.fetch = fetchPermitting({ bySettings: [new URL(place.url).hostname] }, MOST_REPLY_BYTES);
    this.key = parseNoteKey(place.vkey);
    if (this.key.type !== COSIGNATURE)
      throw new ProofInvalid(`The key of the witness "${this.name}" is none for cosignatures.`);
  }

  get name(): string {
    return this.key.name;
  }

  async deliver(checkpoint: SignedCheckpoint): Promise<void> {
    let old = await this.cosignatures.lastOf(this.name);
    for (let tries = 0; tries < TRIES && old <= checkpoint.size; tries += 1) {
      const reply = await this.submit(checkpoint, old);
      if (typeof reply === 'string') return this.cosignatures.keep(this.cosignatureIn(checkpoint, reply));
      old = reply;
    }
    // Another process of ours may have brought a newer checkpoint; a log that is shorter than what was witnessed lost its end.
    if (old > (await this.logSize())) throw new LogInconsistent(old);
    if (old <= checkpoint.size) throw new WitnessRefused(this.name, 'it does not say which state of the log it knows');
  }

  /** @returns The lines that it signed, or the size that it knows the log by. @throws WitnessRefused */
  private async submit({ size, note }: SignedCheckpoint, old: number): Promise<string | number> {
    const path = await this.proofs.consistency(old, size);
    const response = await this.post(addCheckpoint(old, path, note));
    const text = await response.text().catch((cause: unknown) => this.unreachable(cause));
    if (response.status === 200) return text;
    const known = /^(0|[1-9]\d{0,15})\n$/.exec(text)?.[1];
    if (response.status === 409 && known !== undefined) return Number(known);
    throw new WitnessRefused(this.name, `it answered with status ${response.status}`);
  }

  private post(body: string): Promise<Response> {
    const headers = { 'content-type': 'text/plain; charset=utf-8' };
    const url = `${this.place.url.replace(/\/+$/, '')}/add-checkpoint`;
    const signal = AbortSignal.timeout(PATIENCE_MS);
    return this.fetch(url, { method: 'POST', headers, body, signal }).catch((cause: unknown) =>
      this.unreachable(cause),
    );
  }

  private unreachable(cause: unknown): never {
    const refusal = refusalIn(cause);
    throw new WitnessRefused(this.name, refusal?.message ?? 'it can not be reached', cause);
  }

  private cosignatureIn({ size, note }: SignedCheckpoint, reply: string): Cosignature {
    try {
      const { text } = parseNote(note);
      for (const line of reply.split(/(?<=\n)/)) {
        const cosigned = parseNote(`${text}\n${line}`);
        if (verifiedBy(cosigned, [this.key]).length > 0)
          return { size, witness: this.name, line, at: cosignedAt(cosigned.signatures[0]!) };
      }
    } catch (cause) {
      throw new WitnessRefused(this.name, 'its signature does not fit the checkpoint', cause);
    }
    throw new WitnessRefused(this.name, 'it did not sign with the key that the settings name');
  }
}

/** @see C2SP tlog-witness, "add-checkpoint" */
const addCheckpoint = (old: number, path: readonly Buffer[], note: string): string =>
  `old ${old}\n${path.map((hash) => `${hash.toString('base64')}\n`).join('')}\n${note}`;
