import { ProofInvalid } from '#transparency';
import { z } from 'zod';

/**
 * What files of proofs look like. A stranger made the file, so that nothing in it is believed to have a form before it was looked
 * at; members that are not named here are passed over, as newer files may have them.
 */
const keys = z.array(z.string()).default([]);

/** A record with its proof, as `chancery audit prove` writes it. */
export const recordProofFile = z.object({
  ...{ format: z.literal('chancery-record-proof/1'), record: z.string(), leaf: z.string(), proof: z.string(), keys },
});
export type RecordProofFile = z.infer<typeof recordProofFile>;

/** The steps of a decision with their proofs, as `chancery decisions proof` writes them. */
export const decisionProofFile = z.object({
  ...{ format: z.literal('chancery-decision-proof/1'), decision: z.string(), keys },
  steps: z.array(z.object({ step: z.string(), leaf: z.string(), proof: z.string() })),
  /** Absent in files from before names were commitments. */
  names: z.array(z.object({ person: z.string(), name: z.string(), salt: z.string() })).default([]),
});
export type DecisionProofFile = z.infer<typeof decisionProofFile>;

/** An erasure with its proof, as `chancery erase certificate` writes it. */
export const erasureProofFile = z.object({
  format: z.literal('chancery-erasure-certificate/1'),
  ...{ certificate: z.string(), leaf: z.string(), proof: z.string(), keys },
});
export type ErasureProofFile = z.infer<typeof erasureProofFile>;

/** The first line of an exported log. */
export const logHeader = z.object({ format: z.literal('chancery-log/1'), checkpoint: z.string(), keys });

/** What an entry of the log says, whatever it is about. */
export const logLeaf = z.object({
  ...{ index: z.int().nonnegative(), at: z.string(), kind: z.string() },
  subject: z.record(z.string(), z.unknown()),
});

const person = z.object({ id: z.string().optional(), name: z.string().optional() });
/** What is read out of a signed step of a decision. */
export const decisionStep = z.object({
  ...{ decision: z.string(), version: z.int(), to: z.string(), at: z.string(), by: person.optional() },
  content: z
    .object({
      ...{ responsible: person.optional(), reviewers: z.array(person).optional() },
      records: z.array(z.object({ id: z.string(), sha256: z.string() })).optional(),
    })
    .optional(),
});

/** What is read out of a sealed record; older ones lack some of it. */
export const sealedRecord = z.object({
  id: z.string(),
  passages: z
    .array(
      z.object({
        revisionId: z.string(),
        revisionSha256: z.string().nullish(),
        revisionTextSha256: z.string().nullish(),
        span: z.tuple([z.int(), z.int()]),
        textSha256: z.string(),
      }),
    )
    .default([]),
  trace: z
    .object({
      citations: z
        .array(
          z.object({
            ...{ revisionId: z.string(), quote: z.string() },
            span: z.object({ start: z.int(), end: z.int() }),
          }),
        )
        .default([]),
    })
    .optional(),
});

/** What is read out of a certificate; its lists are only counted. */
export const erasureCertificate = z.object({
  ...{ id: z.string(), kind: z.string().default(''), subject: z.string().default(''), at: z.string().default('') },
  revisions: z.array(z.unknown()).default([]),
  records: z.array(z.unknown()).default([]),
  decisions: z.array(z.unknown()).default([]),
});

/** As far as any version of a manifest goes. */
export const packFormat = z.object({ format: z.string() });

/** What an evidence pack says of itself. */
export const packManifest = z.object({
  ...{ format: z.literal('chancery-evidence/2'), madeAt: z.string(), decision: z.string().nullable() },
  records: z.array(z.string()),
  withheldRecords: z.array(z.string()),
  sources: z.array(z.object({ revision: z.string(), withheld: z.string() })),
  files: z.record(z.string(), z.string()),
});
export type PackManifest = z.infer<typeof packManifest>;

/** That a pack was made, and of what. */
export const packProof = z.object({ leaf: z.string(), proof: z.string() });

/** @param what Its name at the beginning of a sentence. @throws ProofInvalid when the text is none of these. */
export function read<Schema extends z.ZodType>(schema: Schema, text: string, what: string): z.infer<Schema> {
  const found = schema.safeParse(parse(text, what));
  if (found.success) return found.data;
  const [issue] = found.error.issues;
  throw new ProofInvalid(`${what} has not the form that it should have: ${issue?.path.join('.') || 'all of it'}.`);
}

function parse(text: string, what: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new ProofInvalid(`${what} is no JSON.`, { cause });
  }
}
