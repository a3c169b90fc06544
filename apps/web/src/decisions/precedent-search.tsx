import { Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import { useSearchParams } from 'react-router';
import { usePrecedents } from '../data/use-decisions.js';
import { ErrorNotice } from '../shared/error-notice.js';
import { Loading } from '../shared/loading.js';
import { strings } from '../strings/index.js';
import { DecisionCards } from './decision-cards.js';

const words = strings.decisions;

/** Decisions that were made, found again. */
export function PrecedentSearch() {
  const [search, setSearch] = useSearchParams();
  const asked = search.get('q')?.trim().slice(0, 2_000) ?? '';
  const [text, setText] = useState(asked);
  const [known, setKnown] = useState(asked);
  // Another address, as by going back, takes the place of what was typed.
  if (known !== asked) {
    setKnown(asked);
    setText(asked);
  }
  const { data, isFetching, isError, error, refetch } = usePrecedents(asked);
  return (
    <Stack>
      <form
        role="search"
        onSubmit={(event) => {
          event.preventDefault();
          setSearch({ view: 'search', ...(text.trim() && { q: text.trim() }) });
        }}
      >
        <Group align="flex-end" gap="sm">
          <TextInput
            label={words.search}
            description={words.searchHint}
            value={text}
            maxLength={2_000}
            onChange={(event) => setText(event.currentTarget.value)}
            style={{ flex: '1 1 16rem' }}
          />
          <Button type="submit" leftSection={<IconSearch size={16} aria-hidden />}>
            {words.find}
          </Button>
        </Group>
      </form>
      {isError && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {isFetching && !data && <Loading />}
      {data && asked !== '' && (
        <section aria-label={words.views.search}>
          <Text size="sm" c="dimmed" mb="xs" role="status">
            {data.decisions.length === 0 ? words.noPrecedent : words.total(data.decisions.length)}
          </Text>
          <DecisionCards decisions={data.decisions} />
        </section>
      )}
    </Stack>
  );
}
