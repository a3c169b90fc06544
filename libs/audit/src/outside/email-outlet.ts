import { sendMail } from '#outbound';
import { LogMailFailed } from '../errors.js';
import type { SignedCheckpoint } from '../signed-checkpoints.js';
import type { CheckpointOutlet } from './outlet.js';

/** Who is sent checkpoints, and over which server. */
export interface CheckpointMail {
  /** `smtps://user:password@host:465`, `smtp://host:25` */
  readonly server: string;
  readonly from: string;
  readonly to: readonly string[];
  readonly everyMs: number;
}

/** Sends checkpoints to people: what lies in their mailboxes, nobody here can change. */
export class EmailOutlet implements CheckpointOutlet {
  readonly kind = 'email';

  constructor(private readonly mail: CheckpointMail) {}

  get name(): string {
    return this.mail.to.join(', ');
  }

  get everyMs(): number {
    return this.mail.everyMs;
  }

  async deliver({ size, note }: SignedCheckpoint): Promise<void> {
    const { server, from, to } = this.mail;
    try {
      await sendMail(server, {
        ...{ from, to, subject: `Checkpoint of the Chancery log: ${size} entries`, text: textOf(size, note) },
        attachments: [{ filename: `${size}.checkpoint`, content: note, contentType: 'text/plain; charset=utf-8' }],
      });
    } catch (cause) {
      throw new LogMailFailed(this.name, cause);
    }
  }
}

const textOf = (size: number, note: string): string =>
  `The log of this Chancery had ${size} entries when this was signed. Keep the attachment: with it anybody can show later that nothing\n` +
  `before it was changed.\n\n  chancery audit verify --against ${size}.checkpoint\n\n${note}`;
