import { decisionState } from '#contracts';
import { Button, Group, Select, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconTimeline } from '@tabler/icons-react';
import { useState } from 'react';
import { Link } from 'react-router';
import { strings } from '../strings/index.js';
import { useDecisionFilter } from './use-decision-filter.js';

const words = strings.decisions;
const TYPING_PAUSE_MS = 300;
const ALL = '';

export function DecisionFilters() {
  const { filter, change } = useDecisionFilter();
  const [matter, setMatter] = useState(filter.matter ?? '');
  const apply = useDebouncedCallback((value: string) => change({ matter: value }), TYPING_PAUSE_MS);
  return (
    <Group gap="sm" align="flex-end" mb="md" role="search" aria-label={words.title}>
      <Select
        label={words.state}
        data={[
          { value: ALL, label: words.allStates },
          ...decisionState.options.map((state) => ({ value: state, label: words.states[state] })),
        ]}
        value={filter.state ?? ALL}
        onChange={(state) => change({ state: state ?? undefined })}
        allowDeselect={false}
        style={{ flex: '1 1 9rem' }}
      />
      <TextInput
        label={words.matter}
        placeholder={words.matterHint}
        value={matter}
        maxLength={100}
        onChange={(event) => {
          setMatter(event.currentTarget.value);
          apply(event.currentTarget.value);
        }}
        style={{ flex: '2 1 12rem' }}
      />
      {filter.matter && (
        <Button
          component={Link}
          to={`/decisions/timeline?matter=${encodeURIComponent(filter.matter)}`}
          variant="default"
          leftSection={<IconTimeline size={16} aria-hidden />}
          aria-label={words.openTimeline(filter.matter)}
        >
          {words.timeline}
        </Button>
      )}
    </Group>
  );
}
