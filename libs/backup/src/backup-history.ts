import type { AuditLog } from '#audit';
import type { BackupSettings } from '#config';
import { readLeaf } from '#contracts';
import type { Clock } from '#knowledge';
import { z } from 'zod';

/** How an installation stands with its backups, as its log tells. */
export interface BackupStanding {
  /** The newest backup; null before the first. */
  readonly newest: { readonly id: string; readonly at: Date; readonly bytes: number } | null;
  /** The backup that the installation was put back from last, and when; null for one that never was. */
  readonly restored: { readonly backup: string; readonly at: Date } | null;
  /** When one was last found whole, by the service itself. */
  readonly verifiedAt: Date | null;
  /** What went wrong after the newest backup was made; null for nothing. */
  readonly problem: { readonly code: string; readonly at: Date } | null;
  /** Whether the newest is older than it should be; false before the first. */
  readonly isOverdue: boolean;
}

const leaf = z.object({
  at: z.coerce.date(),
  kind: z.string(),
  subject: z.object({ backup: z.string(), bytes: z.number(), code: z.string(), ok: z.boolean() }).partial(),
});
const KINDS = ['backup.created', 'backup.failed', 'backup.verified', 'backup.restored'] as const;
const DAY_MS = 86_400_000;

/** Reads in the log how backups went. */
export class BackupHistory {
  constructor(
    private readonly log: AuditLog,
    private readonly clock: Clock,
    private readonly settings: Pick<BackupSettings, 'warnAfterDays'>,
  ) {}

  async standing(): Promise<BackupStanding> {
    const newest = new Map((await this.log.newestAboutBackups()).flatMap(parsed));
    const [made, failed, verified, restored] = KINDS.map((kind) => newest.get(kind));
    const late = this.clock.now().getTime() - this.settings.warnAfterDays * DAY_MS;
    const isBroken = verified?.subject.ok === false && (!made || verified.at >= made.at);
    const broken = isBroken ? { code: 'backup.damaged', at: verified.at } : null;
    const isNews = failed && (!made || failed.at > made.at);
    return {
      newest: made ? { id: made.subject.backup ?? '', at: made.at, bytes: made.subject.bytes ?? 0 } : null,
      restored: restored ? { backup: restored.subject.backup ?? '', at: restored.at } : null,
      verifiedAt: verified?.subject.ok ? verified.at : null,
      problem: isNews ? { code: failed.subject.code ?? 'internal.unexpected', at: failed.at } : broken,
      isOverdue: made ? made.at.getTime() < late : false,
    };
  }
}

/** None of a leaf that somebody edited; what became of it is for `audit verify` to say. */
function parsed(text: string): [string, z.infer<typeof leaf>][] {
  const { data } = leaf.safeParse(readLeaf(text));
  return data ? [[data.kind, data]] : [];
}
