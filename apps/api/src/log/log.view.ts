import type { PastCheckpoint, PlaceState } from '#audit';
import type { CheckpointHistory, CheckpointPlaces } from '#contracts';

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

export const viewPlace = ({ arrivedAt, ...place }: PlaceState): CheckpointPlaces['places'][number] => ({
  ...place,
  arrivedAt: arrivedAt?.toISOString() ?? null,
});
