import { type KeyObject, randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { Clock } from '#knowledge';
import { type NoteKey, formatNoteKey, noteKeyOf, parseNoteKey } from '#transparency';
import { DataSource } from 'typeorm';
import { AuditLog } from './audit-log.js';
import { LogKeyUnknown } from './errors.js';
import { LogKeyEntity } from './log-key.entity.js';
import { createSigningKey, readSigningKey } from './signing-key.js';

/** Where the private key that signs checkpoints lies. */
export interface SigningKeyPlace {
  /** PEM file of the private key. */
  readonly file: string;
  /** Whether the key is ours to make and renew; a key given by settings is its owner's. */
  readonly isManaged: boolean;
}

/** A public key that signs, or once signed, checkpoints of this log. `vkey` and `origin` as in signed notes (C2SP). */
export interface KnownLogKey {
  readonly key: NoteKey;
  readonly vkey: string;
  readonly origin: string;
  /** The log entry that made it known. */
  readonly logIndex: number;
  readonly addedAt: Date;
}

/** What signs now: the log's name and the private key that the log knows last. */
export interface LogSigner {
  readonly origin: string;
  readonly privateKey: KeyObject;
}

/** Who enters a key waits for who does so already. The service may not lock the table itself: it may only add to it. */
const KEYS_LOCK = 4_210_010;

/** The keys that sign the log's checkpoints. The public ones are in the log itself; the private one is in a file. */
@Injectable()
export class LogKeys {
  constructor(
    @InjectDataSource() private readonly source: DataSource,
    private readonly log: AuditLog,
    private readonly clock: Clock,
    private readonly place: SigningKeyPlace,
  ) {}

  /** Every key that ever signed, oldest first. */
  async known(): Promise<KnownLogKey[]> {
    const rows = await this.source.getRepository(LogKeyEntity).find({ order: { ordinal: 'ASC' } });
    return rows.map(({ vkey, origin, logIndex, addedAt }) => ({
      ...{ key: parseNoteKey(vkey), vkey, origin, addedAt },
      logIndex: Number(logIndex),
    }));
  }

  /**
   * The signer. The first time, the key is made (where it is ours to make) and entered into the log.
   * @throws LogKeyUnknown when the file holds another key than the log knows, or none.
   */
  async signer(): Promise<LogSigner> {
    const known = await this.known();
    const last = known.at(-1);
    const found = await readSigningKey(this.place.file);
    if (last) {
      if (!found || formatNoteKey(noteKeyOf(found, last.origin)) !== last.vkey) throw new LogKeyUnknown();
      return { origin: last.origin, privateKey: found };
    }
    if (!found && !this.place.isManaged) throw new LogKeyUnknown();
    const origin = `chancery/${randomUUID()}`;
    await this.enter(origin, () => found ?? createSigningKey(this.place.file), 'system', []);
    return this.signer();
  }

  /**
   * Put another key in the place of the one in use: a new one where keys are ours to make, else the one that now stands in
   * the file. The change is an entry of the log.
   * @returns What signs from now on, and what signed until now where it is still there.
   * @throws LogKeyUnknown when the owner's file holds no new key.
   */
  async rotate(actor: string): Promise<{ signer: LogSigner; previous: KeyObject | null }> {
    const known = await this.known();
    const last = known.at(-1);
    const found = await readSigningKey(this.place.file);
    if (!last) return { signer: await this.signer(), previous: null };
    const isLast = found !== null && formatNoteKey(noteKeyOf(found, last.origin)) === last.vkey;
    const isFresh = found !== null && !isLast;
    if (!isFresh && !this.place.isManaged) throw new LogKeyUnknown();
    await this.enter(last.origin, () => (isFresh ? found : createSigningKey(this.place.file)), actor, known);
    return { signer: await this.signer(), previous: isLast ? found : null };
  }

  /** The key and its log entry, both or neither. Of two processes that come at once, one makes and enters its key. */
  private async enter(
    origin: string,
    keyToEnter: () => KeyObject | Promise<KeyObject>,
    actor: string,
    known: readonly KnownLogKey[],
  ): Promise<void> {
    await this.source.transaction(async (manager) => {
      await manager.query('SELECT pg_advisory_xact_lock($1)', [KEYS_LOCK]);
      const count = await manager.count(LogKeyEntity);
      if (count !== known.length) return;
      const vkey = formatNoteKey(noteKeyOf(await keyToEnter(), origin));
      const kind = count === 0 ? 'log.key_added' : 'log.key_rotated';
      const { index } = await this.log.append([{ kind, actor, subject: { origin, vkey } }], manager);
      await manager.insert(LogKeyEntity, {
        ...{ ordinal: count, vkey, origin },
        logIndex: String(index),
        addedAt: this.clock.now(),
      });
    });
  }
}
