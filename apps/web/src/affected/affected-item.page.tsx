import type { AffectedDetail, QuotedPlace } from '#contracts';
import { Anchor, Badge, Button, Group, Stack, Text, Title } from '@mantine/core';
import { Link, useParams } from 'react-router';
import { useAffectedItem } from '../data/use-decisions.js';
import classes from '../decisions/decisions.module.css';
import { ErrorNotice } from '../shared/error-notice.js';
import { formatDateTime } from '../shared/format.js';
import { Loading } from '../shared/loading.js';
import { PageHeader } from '../shared/page-header.js';
import { strings } from '../strings/index.js';
import { SettleForm } from './settle-form.js';

const words = strings.affected;

/** `/affected/:id`: the cited words beside those that are there now, and what is to become of it. */
export function AffectedItemPage() {
  const { id = '' } = useParams();
  const { data: item, isPending, isError, error, refetch } = useAffectedItem(id);
  const back = (
    <Anchor component={Link} to="/affected" size="sm">
      ← {words.back}
    </Anchor>
  );
  return (
    <>
      <PageHeader title={item?.target.question ?? words.title} lead={back} />
      {isPending && <Loading />}
      {isError && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {item && (
        <Stack gap="lg">
          <About item={item} />
          <Changes item={item} />
          {item.state === 'open' && item.isYours && <SettleForm item={item} />}
          {item.settledBy !== null && (
            <Text size="sm" className={classes.text}>
              {words.settledBy(item.settledBy)}: <bdi>{item.reason}</bdi>
            </Text>
          )}
        </Stack>
      )}
    </>
  );
}

function About({ item }: { item: AffectedDetail }) {
  const { target, document, cause, state, foundAt, logIndex } = item;
  return (
    <Stack gap="xs">
      <Group gap="xs">
        <Badge variant="light" tt="none" color={state === 'open' ? 'orange' : 'gray'}>
          {words.states[state]}
        </Badge>
        <Text size="sm">{[words.causes[cause], document?.title ?? words.hiddenDocument].join(': ')}</Text>
      </Group>
      <Group gap="xs">
        <Button
          component={Link}
          size="compact-sm"
          variant="default"
          to={target.kind === 'decision' ? `/decisions/${target.id}` : `/records/${target.id}`}
        >
          {words.openTarget[target.kind]}
        </Button>
        {document && (
          <Button component={Link} size="compact-sm" variant="default" to={`/library/${document.id}`}>
            {words.openDocument}
          </Button>
        )}
      </Group>
      <Text size="xs" c="dimmed">
        {words.foundAt(formatDateTime(foundAt), logIndex)}
      </Text>
    </Stack>
  );
}

function Changes({ item: { changes } }: { item: AffectedDetail }) {
  if (changes.length === 0) return <Text c="dimmed">{words.noText}</Text>;
  return changes.map(({ then, now }) => (
    <div key={then.span.join('-')} className={classes.sides}>
      <Side title={words.then(then.revisionNumber)} place={then} />
      {now ? (
        <Side title={words.now(now.revisionNumber)} place={now} />
      ) : (
        <div className={classes.side}>
          <Text size="sm" c="dimmed">
            {words.gone}
          </Text>
        </div>
      )}
    </div>
  ));
}

function Side({ title, place }: { title: string; place: QuotedPlace }) {
  return (
    <section className={classes.side} aria-label={title} dir="auto">
      <Title order={2} size="h5" mb="xs">
        {title}
      </Title>
      <span className={classes.around}>{place.before}</span>
      <mark>{place.text}</mark>
      <span className={classes.around}>{place.after}</span>
    </section>
  );
}
