import type { ComparedLine, ComparisonView } from '#contracts';
import { Alert, Anchor, Button, Paper, Text } from '@mantine/core';
import { IconArrowsLeftRight } from '@tabler/icons-react';
import { useRef } from 'react';
import { Link, useSearchParams } from 'react-router';
import { useComparison } from '../data/use-search.js';
import { Empty } from '../shared/empty.js';
import { ErrorNotice } from '../shared/error-notice.js';
import { Loading } from '../shared/loading.js';
import { PageHeader } from '../shared/page-header.js';
import { strings } from '../strings/index.js';
import { CompareSteps } from './compare-steps.js';
import { Marked } from './marked.js';
import classes from './search.module.css';
import { idOf } from './use-search-state.js';

const words = strings.search.comparison;

/** `/compare?left=&right=`: ids of documents or revisions. */
export function ComparePage() {
  const [params] = useSearchParams();
  const [left, right] = [idOf(params.get('left')) ?? '', idOf(params.get('right')) ?? ''];
  const { data, isPending, isError, error, refetch } = useComparison(left, right);
  const swap = (
    <Button
      component={Link}
      to={`/compare?left=${encodeURIComponent(right)}&right=${encodeURIComponent(left)}`}
      variant="default"
      size="xs"
      leftSection={<IconArrowsLeftRight size={15} aria-hidden />}
    >
      {words.swap}
    </Button>
  );
  if (left === '' || right === '')
    return (
      <>
        <PageHeader title={words.title} />
        <Empty icon={<IconArrowsLeftRight />} title={words.missing} hint={words.missingHint}>
          <Button component={Link} to="/search" variant="default">
            {strings.search.alerts.toSearch}
          </Button>
        </Empty>
      </>
    );
  return (
    <>
      <PageHeader
        title={words.title}
        lead={data && words.counts(data.changed, data.added, data.removed)}
        actions={swap}
      />
      {isPending && <Loading />}
      {isError && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {data && <Differences comparison={data} />}
    </>
  );
}

function Differences({ comparison }: { comparison: ComparisonView }) {
  const { lines, left, right, isCoarse } = comparison;
  const table = useRef<HTMLTableElement>(null);
  const changes = lines.filter(isChange).length;
  return (
    <>
      {isCoarse && (
        <Alert color="yellow" variant="light" mb="sm">
          {words.coarse}
        </Alert>
      )}
      {changes === 0 && (
        <Text mb="sm" role="status">
          {words.same}
        </Text>
      )}
      <CompareSteps key={`${left.revision}:${right.revision}`} table={table} changes={changes} />
      <Paper withBorder style={{ overflow: 'hidden' }}>
        <table ref={table} className={classes.differences} aria-label={words.table}>
          <thead>
            <tr>
              <Side side={left} />
              <Side side={right} />
            </tr>
          </thead>
          <tbody>
            {lines.map((line, i) => (
              <Row key={i} line={line} />
            ))}
          </tbody>
        </table>
      </Paper>
    </>
  );
}

const isChange = ({ kind }: ComparedLine): boolean => kind !== 'same' && kind !== 'skipped';

function Side({ side }: { side: ComparisonView['left'] }) {
  const superseded = side.isSuperseded ? `${strings.language.comma}${words.superseded}` : '';
  return (
    <th scope="col">
      <Anchor component={Link} to={`/source/${side.revision}`} inherit>
        <bdi>{side.title}</bdi>
      </Anchor>
      <Text size="xs" c="dimmed">
        {words.revision(side.revisionNumber)}
        {superseded}
      </Text>
    </th>
  );
}

function Row({ line }: { line: ComparedLine }) {
  if (line.kind === 'skipped')
    return (
      <tr className={classes.skipped}>
        <td colSpan={2}>{words.skipped(line.lines)}</td>
      </tr>
    );
  const { kind, left, right } = line;
  const [leftOnly, rightOnly] = kind === 'changed' ? [line.leftOnly, line.rightOnly] : [[], []];
  return (
    <tr {...(isChange(line) && { 'data-change': true, tabIndex: -1 })}>
      <td
        className={kind === 'removed' || kind === 'changed' ? classes.gone : undefined}
        aria-label={kind === 'removed' ? `${words.removedLine}: ${left}` : undefined}
        dir="auto"
      >
        {left !== null && <Marked text={left} spans={leftOnly} />}
      </td>
      <td
        className={kind === 'added' || kind === 'changed' ? classes.come : undefined}
        aria-label={kind === 'added' ? `${words.addedLine}: ${right}` : undefined}
        dir="auto"
      >
        {right !== null && <Marked text={right} spans={rightOnly} />}
      </td>
    </tr>
  );
}
