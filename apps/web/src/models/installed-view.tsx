import { Button, Group, Stack, Text, Title } from '@mantine/core';
import { IconFileImport } from '@tabler/icons-react';
import { useDisclosure } from '@mantine/hooks';
import { useGenerations } from '../data/use-index.js';
import { useModels } from '../data/use-models.js';
import { ErrorNotice } from '../shared/error-notice.js';
import { formatBytes } from '../shared/format.js';
import { Loading } from '../shared/loading.js';
import { strings } from '../strings/index.js';
import { ImportModel } from './import-model.js';
import { ModelCard } from './model-card.js';
import { RoleList } from './role-list.js';
import { TaskList } from './task-list.js';
import { VerifyModels } from './verify-models.js';
import classes from './models.module.css';

const words = strings.models;

/** Which model does what, and which model files are at hand. */
export function InstalledView({ canChange }: { canChange: boolean }) {
  const { data, isPending, isError, error, refetch } = useModels();
  const live = useGenerations(canChange).data?.find(({ state }) => state === 'live');
  const indexedBy = live?.embedder.name ?? null;
  const [isImporting, importing] = useDisclosure(false);
  if (isPending) return <Loading />;
  if (isError) return <ErrorNotice error={error} onRetry={() => void refetch()} />;
  return (
    <Stack gap="lg">
      <Text size="sm" c="dimmed">
        {words.machine(formatBytes(data.machineBytes), formatBytes(data.freeDiskBytes))}
      </Text>
      <RoleList list={data} indexedBy={indexedBy} canChange={canChange} />
      {canChange && <TaskList />}
      <section aria-label={words.installedTitle}>
        <Group justify="space-between" mb="sm">
          <Title order={2} size="h4">
            {words.installedTitle}
          </Title>
          {canChange && (
            <Button variant="default" leftSection={<IconFileImport size={16} aria-hidden />} onClick={importing.open}>
              {words.importTitle}
            </Button>
          )}
        </Group>
        <ul className={classes.cards}>
          {data.models.map((model) => (
            <li key={model.name}>
              <ModelCard model={model} isOfIndex={model.name === indexedBy} canChange={canChange} />
            </li>
          ))}
        </ul>
      </section>
      {canChange && <VerifyModels />}
      <ImportModel isOpened={isImporting} onClose={importing.close} />
    </Stack>
  );
}
