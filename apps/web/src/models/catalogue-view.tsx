import { modelRole } from '#contracts';
import { Button, Checkbox, Group, Select, Stack, Text } from '@mantine/core';
import { IconSearchOff } from '@tabler/icons-react';
import { useState } from 'react';
import { useCatalogue } from '../data/use-models.js';
import { Empty } from '../shared/empty.js';
import { ErrorNotice } from '../shared/error-notice.js';
import { Loading } from '../shared/loading.js';
import { strings } from '../strings/index.js';
import { CatalogueCard } from './catalogue-card.js';
import { NO_FILTER, filterCatalogue } from './catalogue-filter.js';
import type { Tier } from './catalogue-filter.js';
import { PullForm } from './pull-form.js';
import { TaskList } from './task-list.js';
import classes from './models.module.css';

const words = strings.models;
const ANY = '';

/** What could be fetched, narrowed to what this machine and the task at hand allow. */
export function CatalogueView({ canChange }: { canChange: boolean }) {
  const { data, isPending, isError, error, refetch } = useCatalogue();
  const [filter, setFilter] = useState(NO_FILTER);
  if (isPending) return <Loading />;
  if (isError) return <ErrorNotice error={error} onRetry={() => void refetch()} />;
  const shown = filterCatalogue(data.models, filter);
  return (
    <Stack gap="md">
      {canChange && <TaskList />}
      {canChange && <PullForm />}
      <Text size="sm" c="dimmed">
        {words.catalogueLead}
      </Text>
      <Group align="flex-end" gap="sm" role="search" aria-label={words.views.catalogue}>
        <Select
          label={words.filterRole}
          data={[
            { value: ANY, label: words.anyRole },
            ...modelRole.options.map((value) => ({ value, label: words.roles[value] })),
          ]}
          value={filter.role ?? ANY}
          onChange={(role) => setFilter({ ...filter, role: role || null })}
          allowDeselect={false}
        />
        <Select
          label={words.filterTier}
          data={[
            { value: ANY, label: words.anyTier },
            ...Object.entries(words.tiers).map(([value, label]) => ({ value, label })),
          ]}
          value={filter.tier ?? ANY}
          onChange={(tier) => setFilter({ ...filter, tier: (tier || null) as Tier | null })}
          allowDeselect={false}
        />
        <Checkbox
          pb={8}
          label={words.filterFits}
          checked={filter.onlyFitting}
          onChange={(event) => setFilter({ ...filter, onlyFitting: event.currentTarget.checked })}
        />
      </Group>
      <Text size="sm" c="dimmed" role="status">
        {words.catalogueTotal(shown.length)}
      </Text>
      {shown.length === 0 && (
        <Empty icon={<IconSearchOff />} title={words.catalogueEmpty}>
          <Button variant="default" size="xs" onClick={() => setFilter(NO_FILTER)}>
            {words.clearFilter}
          </Button>
        </Empty>
      )}
      <ul className={classes.cards}>
        {shown.map((model) => (
          <li key={model.name}>
            <CatalogueCard model={model} canChange={canChange} />
          </li>
        ))}
      </ul>
    </Stack>
  );
}
