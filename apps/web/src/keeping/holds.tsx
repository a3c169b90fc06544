import { Button, Group, SegmentedControl, Stack } from '@mantine/core';
import { IconAnchor } from '@tabler/icons-react';
import { useState } from 'react';
import { useHolds } from '../data/use-stewardship.js';
import { Empty } from '../shared/empty.js';
import { ErrorNotice } from '../shared/error-notice.js';
import { Loading } from '../shared/loading.js';
import { strings } from '../strings/index.js';
import { HoldCard } from './hold-card.js';
import type { KeepingView } from './keeping-view.js';
import { PlaceHold } from './place-hold.js';

const words = strings.stewardship.holds;

/** The holds that stand, or all there ever were. */
export function Holds({ canChange }: KeepingView) {
  const [which, setWhich] = useState<'standing' | 'all'>('standing');
  const [isPlacing, setPlacing] = useState(false);
  const { data, isPending, isError, error, refetch } = useHolds(which);
  return (
    <Stack>
      <Group justify="space-between">
        <SegmentedControl
          aria-label={words.show}
          data={(['standing', 'all'] as const).map((value) => ({ value, label: words.which[value] }))}
          value={which}
          onChange={(value) => setWhich(value === 'all' ? 'all' : 'standing')}
        />
        {canChange && <Button onClick={() => setPlacing(true)}>{words.place}</Button>}
      </Group>
      {isPending && <Loading />}
      {isError && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {data?.holds.length === 0 && <Empty icon={<IconAnchor />} title={words.empty} hint={words.emptyHint} />}
      {data?.holds.map((hold) => (
        <HoldCard key={hold.id} hold={hold} canLift={canChange && hold.liftedAt === null} />
      ))}
      {isPlacing && <PlaceHold onClose={() => setPlacing(false)} />}
    </Stack>
  );
}
