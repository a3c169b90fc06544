import type { S3BlobPlace } from '#library';
import type { AuditLog } from '../audit-log.js';
import type { LogProofs } from '../log-proofs.js';
import type { SignedCheckpoints } from '../signed-checkpoints.js';
import type { Cosignatures } from './cosignatures.js';
import { type CheckpointMail, EmailOutlet } from './email-outlet.js';
import type { CheckpointOutlet } from './outlet.js';
import { StoreOutlet } from './store-outlet.js';
import { type WitnessPlace, WitnessOutlet } from './witness-outlet.js';

/** Where checkpoints go, besides the folder, as the settings name it. */
export interface OutsidePlaces {
  readonly store: S3BlobPlace | null;
  readonly mail: CheckpointMail | null;
  readonly witnesses: readonly WitnessPlace[];
}

/** Settings that name no place outside. */
export const NO_PLACES: OutsidePlaces = { store: null, mail: null, witnesses: [] };

interface Surroundings {
  readonly checkpoints: SignedCheckpoints;
  readonly proofs: LogProofs;
  readonly cosignatures: Cosignatures;
  readonly log: AuditLog;
}

/** One outlet for each place that the settings name: the store, the mail, then the witnesses in their order. */
export function outletsOf(
  { store, mail, witnesses }: OutsidePlaces,
  { checkpoints, proofs, cosignatures, log }: Surroundings,
): CheckpointOutlet[] {
  const size = async () => (await log.checkpoint()).size;
  return [
    ...(store ? [new StoreOutlet(store, checkpoints)] : []),
    ...(mail ? [new EmailOutlet(mail)] : []),
    ...witnesses.map((witness) => new WitnessOutlet(witness, proofs, cosignatures, size)),
  ];
}
