import { z } from 'zod';

/** What a sentence names, by names that stay. */
export const particulars = z.record(z.string(), z.union([z.string(), z.number()]));
export type Particulars = Readonly<z.infer<typeof particulars>>;

/**
 * Which particulars the sentence of a code names: declared here, given where the sentence is made, and read by the sentences
 * of other languages. A name stays, with its unit; more may come, optional where rows of older versions lack them.
 */
export const PARTICULARS = {
  'document.too_large': z.object({ limitMb: z.number() }),
} as const;

/** The codes whose sentences name something. */
export type CodeOfDetail = keyof typeof PARTICULARS;
export type ParticularsOf<C extends CodeOfDetail> = z.infer<(typeof PARTICULARS)[C]>;

/** A code together with what its sentence names. */
export interface Told<C extends CodeOfDetail> {
  readonly code: C;
  readonly particulars: Readonly<ParticularsOf<C>>;
}
