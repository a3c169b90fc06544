import { Stack } from '@mantine/core';
import { CheckpointHistory } from './checkpoint-history.js';
import { OutsidePlaces } from './outside-places.js';
import { PresentCheckpoint } from './present-checkpoint.js';

/** What the log is now, where that goes, and what was signed before. */
export function Checkpoints() {
  return (
    <Stack gap="xl">
      <PresentCheckpoint />
      <OutsidePlaces />
      <CheckpointHistory />
    </Stack>
  );
}
