import { Center, Loader } from '@mantine/core';
import { strings } from '../strings/index.js';

/** A wait of unknown length. */
export function Loading({ label = strings.shell.loading, minHeight = 160 }: { label?: string; minHeight?: number }) {
  return (
    <Center mih={minHeight} role="status" aria-label={label}>
      <Loader type="dots" aria-hidden />
    </Center>
  );
}
