import { decisionState } from '#contracts';
import { Button, Group, Select, TextInput } from '@mantine/core';
import { IconTimeline } from '@tabler/icons-react';
import { Link } from 'react-router';
import { useDecisions } from '../data/use-decisions.js';
import { isKnownEmpty } from '../shared/is-known-empty.js';
import { useTypedFilter } from '../shared/use-typed-filter.js';
import { strings } from '../strings/index.js';
import { isNarrowed, queryOf, useDecisionFilter } from './use-decision-filter.js';

const words = strings.decisions;
const ALL = '';

/** Narrows the list by state and matter, in the address. Nothing while there is no decision to narrow. */
export function DecisionFilters() {
  const { filter, change } = useDecisionFilter();
  const [matter, type] = useTypedFilter(filter.matter ?? '', (value) => change({ matter: value }));
  const found = useDecisions(queryOf(filter));
  // There is nothing to narrow.
  if (isKnownEmpty(found) && !isNarrowed(filter)) return null;
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
        onChange={({ currentTarget: { value } }) => type(value)}
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
