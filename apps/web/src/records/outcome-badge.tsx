import type { RecordSummary } from '#contracts';
import { Badge } from '@mantine/core';
import { IconCheck, IconSearchOff } from '@tabler/icons-react';
import { strings } from '../strings/index.js';

/** What became of a question: green for an answer, yellow for anything else. */
export function OutcomeBadge({ outcome }: { outcome: RecordSummary['outcome'] }) {
  const isAnswered = outcome === 'answered';
  const Icon = isAnswered ? IconCheck : IconSearchOff;
  return (
    <Badge
      color={isAnswered ? 'green' : 'yellow'}
      variant="light"
      tt="none"
      miw="max-content"
      leftSection={<Icon size={13} aria-hidden />}
    >
      {strings.ask.outcome[outcome]}
    </Badge>
  );
}
