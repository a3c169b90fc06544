import type { Failure, GenerationView, IndexComparison } from '#contracts';
import { Alert, Anchor, Button, Code, Group, Stack, Table, Text, Title } from '@mantine/core';
import { IconAlertTriangle, IconShieldCheck, IconShieldQuestion, IconShieldX } from '@tabler/icons-react';
import { Link } from 'react-router';
import { useComparison, useRunComparison } from '../data/use-index.js';
import { ErrorNotice } from '../shared/error-notice.js';
import { formatDateTime, formatDecimal } from '../shared/format.js';
import { Loading } from '../shared/loading.js';
import { said } from '../shared/said.js';
import { strings } from '../strings/index.js';
import { ComparedQuestions } from './compared-questions.js';
import { gateReason } from './gate-reason.js';
import { SwitchIndex } from './switch-index.js';
import classes from './models.module.css';

const words = strings.searchIndex;
const SHARES = ['hitAt1', 'hitAt5', 'mrr', 'ndcgAt10'] as const;

interface Props {
  live: GenerationView;
  other: GenerationView;
}

/** How the golden questions fare in the index that serves and in another one, and the switch that depends on it. */
export function Comparison({ live, other }: Props) {
  const { data, isPending, isError, error, refetch } = useComparison(live.id, other.id);
  const running = useRunComparison(live.id, other.id);
  return (
    <section aria-label={words.comparison}>
      <Group justify="space-between" mb="sm">
        <div>
          <Title order={2} size="h4">
            {words.comparison}
          </Title>
          <Text size="sm" c="dimmed">
            {words.comparisonOf(live.id, other.id)}
          </Text>
        </div>
        <Button
          variant="default"
          loading={running.isPending || data?.asked?.failure === null}
          onClick={() => running.mutate(undefined)}
        >
          {data?.to.figures ? words.compareAgain : words.compare}
        </Button>
      </Group>
      {isPending && <Loading />}
      {isError && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {running.isError && <ErrorNotice error={running.error} />}
      {data && (
        <Stack gap="md">
          {data.asked?.failure && <GivenUp failure={data.asked.failure} />}
          <Figures comparison={data} other={other} />
          <Gate comparison={data} />
          <SwitchIndex generation={other.id} isAllowed={data.gate.passes} />
          {data.questions.length > 0 && <ComparedQuestions questions={data.questions} />}
        </Stack>
      )}
    </section>
  );
}

/** Why the questions that somebody wanted to be put to both were not; what is shown below is from before. */
const GivenUp = ({ failure }: { failure: Failure }) => (
  <Alert variant="light" color="red" title={words.comparisonFailed} icon={<IconAlertTriangle aria-hidden />}>
    {said(failure)} <Code>{failure.code}</Code>
  </Alert>
);

/** What the golden questions say; without any, that nothing was tried and where to add some. */
function Gate({ comparison }: { comparison: IndexComparison }) {
  const { gate, to } = comparison;
  if (to.figures?.questions === 0)
    return (
      <Alert variant="light" color="yellow" title={words.gateUntried} icon={<IconShieldQuestion aria-hidden />}>
        {words.gateUntriedHint}{' '}
        <Anchor component={Link} to="/models?view=golden" size="sm">
          {words.gateUntriedLink}
        </Anchor>
      </Alert>
    );
  return (
    <Alert
      variant="light"
      color={gate.passes ? 'green' : 'yellow'}
      title={gate.passes ? words.gatePasses : words.gateStops}
      icon={gate.passes ? <IconShieldCheck aria-hidden /> : <IconShieldX aria-hidden />}
    >
      {gateReason(comparison)}
    </Alert>
  );
}

function Figures({ comparison: { from, to }, other }: { comparison: IndexComparison; other: GenerationView }) {
  if (to.figures?.questions === 0) return null;
  if (!from.figures || !to.figures) return <Text size="sm">{words.never}</Text>;
  const [old, next] = [from.figures, to.figures];
  return (
    <>
      <div className={classes.table} tabIndex={0} role="region" aria-label={words.figure}>
        <Table verticalSpacing="xs">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{words.figure}</Table.Th>
              <Table.Th ta="end">{words.serving}</Table.Th>
              <Table.Th ta="end">{other.state === 'retired' ? words.states.retired : words.candidate}</Table.Th>
              <Table.Th ta="end">{words.change}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            <Table.Tr>
              <Table.Td>{words.figures.questions}</Table.Td>
              <Table.Td ta="end">{old.questions}</Table.Td>
              <Table.Td ta="end">{next.questions}</Table.Td>
              <Table.Td />
            </Table.Tr>
            {SHARES.map((figure) => (
              <Table.Tr key={figure}>
                <Table.Td>{words.figures[figure]}</Table.Td>
                <Table.Td ta="end">{formatDecimal(old[figure], 3)}</Table.Td>
                <Table.Td ta="end">{formatDecimal(next[figure], 3)}</Table.Td>
                <Table.Td ta="end">{signed(next[figure] - old[figure])}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </div>
      {to.ranAt && (
        <Text size="xs" c="dimmed">
          {words.ranAt(formatDateTime(to.ranAt))}
        </Text>
      )}
    </>
  );
}

const signed = (difference: number): string =>
  `${difference > 0 ? '+' : difference < 0 ? '−' : '±'}${formatDecimal(Math.abs(difference), 3)}`;
