import type { RevisionView } from '#contracts';
import { Badge } from '@mantine/core';
import { IconAlertTriangle, IconCheck, IconClock, IconHistory, IconLoader } from '@tabler/icons-react';
import { strings } from '../strings/index.js';

const looks = {
  queued: { color: 'gray', Icon: IconClock },
  chunked: { color: 'ink', Icon: IconLoader },
  live: { color: 'green', Icon: IconCheck },
  superseded: { color: 'gray', Icon: IconHistory },
  failed: { color: 'red', Icon: IconAlertTriangle },
} as const;

export function StateBadge({ state }: { state: RevisionView['state'] }) {
  const { color, Icon } = looks[state];
  return (
    <Badge
      color={color}
      variant="light"
      tt="none"
      leftSection={<Icon size={13} aria-hidden />}
      style={{ flexShrink: 0 }}
    >
      {strings.library.states[state]}
    </Badge>
  );
}
