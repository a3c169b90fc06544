import type { DecisionSummary } from '#contracts';
import { Badge } from '@mantine/core';
import {
  IconArchive,
  IconCircleCheck,
  IconCircleX,
  IconPencil,
  IconReplace,
  IconSend,
  type Icon as TablerIcon,
} from '@tabler/icons-react';
import { strings } from '../strings/index.js';

type State = DecisionSummary['state'];

const LOOKS: Readonly<Record<State, { color: string; Icon: TablerIcon }>> = {
  draft: { color: 'gray', Icon: IconPencil },
  proposed: { color: 'yellow', Icon: IconSend },
  approved: { color: 'green', Icon: IconCircleCheck },
  rejected: { color: 'red', Icon: IconCircleX },
  withdrawn: { color: 'gray', Icon: IconArchive },
  superseded: { color: 'gray', Icon: IconReplace },
};

/** A decision's state in words, colour and shape. */
export function StateBadge({ state }: { state: State }) {
  const { color, Icon } = LOOKS[state];
  return (
    <Badge color={color} variant="light" tt="none" miw="max-content" leftSection={<Icon size={13} aria-hidden />}>
      {strings.decisions.states[state]}
    </Badge>
  );
}
