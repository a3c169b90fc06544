import type { CheckpointHistory as History } from '#contracts';
import { ActionIcon, Button, Code, Group, Table, Text, Title, VisuallyHidden } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useCheckpoints } from '../data/use-log.js';
import { ErrorNotice } from '../shared/error-notice.js';
import { formatDateTime, formatList, formatNumber, shortHash } from '../shared/format.js';
import { Loading } from '../shared/loading.js';
import { saveFile } from '../shared/save-file.js';
import { strings } from '../strings/index.js';
import classes from './log.module.css';

const words = strings.log.history;

/** Every state of the log that was signed, newest first. */
export function CheckpointHistory() {
  const { data, isPending, isError, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useCheckpoints();
  const checkpoints = data?.pages.flatMap((page) => page.checkpoints) ?? [];
  return (
    <section aria-label={words.title}>
      <Title order={2} size="h4" mb="sm">
        {words.title}
      </Title>
      {isPending && <Loading />}
      {isError && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {data && checkpoints.length === 0 && (
        <Text size="sm" c="dimmed">
          {words.empty}
        </Text>
      )}
      {checkpoints.length > 0 && <HistoryTable checkpoints={checkpoints} />}
      {hasNextPage && (
        <Group justify="center" mt="md">
          <Button variant="default" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            {words.more}
          </Button>
        </Group>
      )}
    </section>
  );
}

function HistoryTable({ checkpoints }: { checkpoints: History['checkpoints'] }) {
  return (
    <div className={classes.table} tabIndex={0} role="group" aria-label={words.title}>
      <Table verticalSpacing="xs">
        <Table.Thead>
          <Table.Tr>
            <Table.Th ta="end">{words.columns.size}</Table.Th>
            <Table.Th>{words.columns.signed}</Table.Th>
            <Table.Th>{words.columns.root}</Table.Th>
            <Table.Th>{words.columns.witnesses}</Table.Th>
            <Table.Th pos="relative">
              <VisuallyHidden>{strings.shell.actions}</VisuallyHidden>
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {checkpoints.map(({ size, signedAt, root, note, cosignatures }) => (
            <Table.Tr key={size}>
              <Table.Td ta="end">{formatNumber(size)}</Table.Td>
              <Table.Td className={classes.when}>{formatDateTime(signedAt)}</Table.Td>
              <Table.Td>
                <Code title={root}>{shortHash(root)}</Code>
              </Table.Td>
              <Table.Td>{formatList(cosignatures.map(({ witness }) => witness)) || words.noWitness}</Table.Td>
              <Table.Td ta="end">
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  aria-label={words.save(size)}
                  onClick={() => saveFile(`${size}.checkpoint`, note, 'text/plain')}
                >
                  <IconDownload size={17} aria-hidden />
                </ActionIcon>
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}
