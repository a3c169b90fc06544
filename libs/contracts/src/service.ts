import { z } from 'zod';
import { documentCounts } from './library.js';
import { personRole } from './people.js';
import { runningView } from './view-as.js';

/** By a link, which works once. */
export const signIn = z.strictObject({ link: z.string().trim().min(20).max(200) });
/** Who asks, and what their session is good for. */
export const sessionView = z.object({
  user: z.object({ id: z.string(), name: z.string(), role: personRole }),
  /** There when the session is good for setting up the second factor that the role asks for, and for nothing else yet. */
  lacksFactor: z.literal(true).optional(),
  /** There while an administrator looks with somebody else's eyes. */
  view: runningView.optional(),
});
export type SessionView = z.infer<typeof sessionView>;
/** Works once, until `expiresAt`. */
export const signInLink = z.object({ url: z.string(), expiresAt: z.string() });

/** How the service is, told by the role of who asks. `documents` counts what they may see. */
export const statusView = z.object({
  status: z.enum(['ok', 'degraded']),
  version: z.string(),
  uptime_s: z.number(),
  models: z.object({
    embedder: z.string().nullable(),
    reranker: z.string().nullable(),
    generator: z.string().nullable(),
  }),
  documents: documentCounts,
  /** What is inside it, here and below, is for administrators and auditors, and absent for others. */
  queues: z
    .record(z.string(), z.object({ waiting: z.number(), active: z.number(), delayed: z.number(), failed: z.number() }))
    .optional(),
  index: z
    .object({
      generation: z.string(),
      chunks: z.number(),
      unindexed: z.number(),
      fragments: z.number(),
      /** A new index on its way, and how many of the chunks it has; null when none is. */
      building: z.object({ generation: z.string(), embedder: z.string(), chunks: z.number() }).nullable(),
    })
    .optional(),
  components: z.record(z.string(), z.object({ ok: z.boolean(), detail: z.string() })).optional(),
  /** How it stands with backups. */
  backup: z
    .object({
      /** The newest; null: none was made yet. */
      newest: z.object({ id: z.string(), at: z.string(), bytes: z.number() }).nullable(),
      /** What the installation was put back from last; null where it never was. */
      restored: z.object({ backup: z.string(), at: z.string() }).nullable(),
      verifiedAt: z.string().nullable(),
      /** What went wrong since. */
      problem: z.object({ code: z.string(), at: z.string() }).nullable(),
      isOverdue: z.boolean(),
    })
    .optional(),
});
export type StatusView = z.infer<typeof statusView>;

/** Each check with what was found, and what to do where it failed. */
export const doctorView = z.object({
  ok: z.boolean(),
  checks: z.array(z.object({ name: z.string(), ok: z.boolean(), detail: z.string() })),
});
export type DoctorView = z.infer<typeof doctorView>;
