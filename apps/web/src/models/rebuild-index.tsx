import { Button, Checkbox, Group, Paper, Select, Text, Title } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { useRebuildIndex } from '../data/use-index.js';
import { useModels } from '../data/use-models.js';
import { ErrorNotice } from '../shared/error-notice.js';
import { strings } from '../strings/index.js';

const words = strings.searchIndex;

interface Props {
  /** Name of the embedder of the index that serves; null where none does. */
  serving: string | null;
  isBuilding: boolean;
}

/** Begin a new generation with one of the installed embedders. */
export function RebuildIndex({ serving, isBuilding }: Props) {
  const { data } = useModels();
  const [chosen, setChosen] = useState<string | null>(null);
  const [isAuto, setAuto] = useState(false);
  const rebuilding = useRebuildIndex();
  const inUse = serving ?? data?.roles.embedder.name ?? null;
  const embedders = data?.models.filter(({ kind }) => kind === 'embedder').map(({ name }) => name) ?? [];
  const embedder = chosen ?? inUse;
  const begin = () =>
    rebuilding.mutate(
      { ...(embedder !== null && { embedder }), switch: isAuto ? 'auto' : 'manual' },
      { onSuccess: () => notifications.show({ message: words.started }) },
    );
  return (
    <Paper withBorder p="md" component="section" aria-label={words.rebuildTitle}>
      <Title order={2} size="h4" mb="xs">
        {words.rebuildTitle}
      </Title>
      <Group align="flex-end" gap="md">
        <Select
          label={words.embedder}
          data={embedders.map((name) => ({ value: name, label: name === inUse ? words.inUse(name) : name }))}
          value={embedder}
          onChange={setChosen}
          allowDeselect={false}
          style={{ flex: '1 1 16rem' }}
          maw={380}
        />
        <Checkbox
          pb={8}
          label={words.auto}
          checked={isAuto}
          onChange={(event) => setAuto(event.currentTarget.checked)}
        />
        <Button onClick={begin} loading={rebuilding.isPending} disabled={isBuilding || data === undefined}>
          {words.rebuild}
        </Button>
      </Group>
      <Text size="xs" c="dimmed" mt="xs">
        {isBuilding ? words.notNow : words.rebuildConfirm}
      </Text>
      {rebuilding.isError && <ErrorNotice error={rebuilding.error} />}
    </Paper>
  );
}
