import { Anchor, Stack } from '@mantine/core';
import { IconSearchOff } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { Empty } from '../shared/empty.js';
import { strings } from '../strings/index.js';
import { widerQueries } from './query-operators.js';

const words = strings.search.nothing;

interface Props {
  query: string;
  onQuery: (query: string) => void;
  /** Searches what holds today; null where that is searched. */
  onToday: (() => void) | null;
}

/** Where nothing fits: wider queries to try, and today instead of another day. */
export function NothingFound({ query, onQuery, onToday }: Props) {
  const wider = widerQueries(query);
  return (
    <Empty
      icon={<IconSearchOff size={26} />}
      title={words.title}
      hint={wider.length > 0 || onToday ? words.hint : words.hintAlone}
    >
      <Stack gap={4} align="center">
        {onToday && <Offer onClick={onToday}>{words.today}</Offer>}
        {wider.map((one) => (
          <Offer key={one.kind} onClick={() => onQuery(one.query)}>
            {words[one.kind]}: <bdi>{one.query}</bdi>
          </Offer>
        ))}
      </Stack>
    </Empty>
  );
}

function Offer({ onClick, children }: { onClick: () => void; children: ReactNode }) {
  return (
    <Anchor component="button" type="button" size="sm" py={3} onClick={onClick}>
      {children}
    </Anchor>
  );
}
