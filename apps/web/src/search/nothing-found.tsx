import { Anchor, Stack } from '@mantine/core';
import { IconSearchOff } from '@tabler/icons-react';
import { Empty } from '../shared/empty.js';
import { strings } from '../strings/index.js';
import { widerQueries } from './query-operators.js';

const words = strings.search.nothing;

/** Where nothing fits: wider queries to try. */
export function NothingFound({ query, onQuery }: { query: string; onQuery: (query: string) => void }) {
  return (
    <Empty icon={<IconSearchOff size={26} />} title={words.title} hint={words.hint}>
      <Stack gap={4} align="center">
        {widerQueries(query).map((wider) => (
          <Anchor
            key={wider.kind}
            component="button"
            type="button"
            size="sm"
            py={3}
            onClick={() => onQuery(wider.query)}
          >
            {words[wider.kind]}: <bdi>{wider.query}</bdi>
          </Anchor>
        ))}
      </Stack>
    </Empty>
  );
}
