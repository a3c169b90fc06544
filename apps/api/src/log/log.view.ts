import type { PastCheckpoint, PlaceState } from '#audit';
import type { CheckpointHistory, CheckpointPlaces } from '#contracts';

/** With the note itself, verbatim: the other fields only repeat what it says. */
export const viewCheckpoint = ({
  size,
  root,
  note,
  signedAt,
  cosignatures,
}: PastCheckpoint): CheckpointHistory['checkpoints'][number] => ({
  ...{ size, root, note, signedAt: signedAt.toISOString() },
  cosignatures: cosignatures.map(({ witness, at }) => ({ witness, at: at.toISOString() })),
});

/** `arrivedAt` is null for a place that never got one. */
export const viewPlace = ({ arrivedAt, ...place }: PlaceState): CheckpointPlaces['places'][number] => ({
  ...place,
  arrivedAt: arrivedAt?.toISOString() ?? null,
});
