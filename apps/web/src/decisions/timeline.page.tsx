import { type TimelineEvent, joinPresent } from '#contracts';
import { Anchor, Text, Timeline } from '@mantine/core';
import {
  IconAlertTriangle,
  IconGavel,
  IconLink,
  IconMessageQuestion,
  IconTimeline,
  IconUnlink,
} from '@tabler/icons-react';
import { Link, Navigate, useSearchParams } from 'react-router';
import { useTimeline } from '../data/use-decisions.js';
import { Empty } from '../shared/empty.js';
import { ErrorNotice } from '../shared/error-notice.js';
import { formatDateTime } from '../shared/format.js';
import { Loading } from '../shared/loading.js';
import { PageHeader } from '../shared/page-header.js';
import { strings } from '../strings/index.js';
import classes from './decisions.module.css';

const words = strings.decisions.timelinePage;
const ICONS = {
  answer: IconMessageQuestion,
  step: IconGavel,
  linked: IconLink,
  unlinked: IconUnlink,
  affected: IconAlertTriangle,
};

/** `/decisions/timeline?matter=`: what happened in a matter, oldest first. Without one there is nothing to show. */
export function TimelinePage() {
  const [search] = useSearchParams();
  const matter = search.get('matter')?.trim().slice(0, 100) ?? '';
  return matter === '' ? <Navigate to="/decisions" replace /> : <MatterTimeline matter={matter} />;
}

function MatterTimeline({ matter }: { matter: string }) {
  const { data, isPending, isError, error, refetch } = useTimeline(matter);
  return (
    <>
      <PageHeader
        title={words.title(matter)}
        lead={
          <>
            <Anchor component={Link} to="/decisions" size="sm" display="block" w="fit-content" py={3}>
              ← {strings.decisions.detail.back}
            </Anchor>
            {words.lead}
          </>
        }
      />
      {isPending && <Loading />}
      {isError && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {data?.events.length === 0 && <Empty icon={<IconTimeline />} title={words.empty} />}
      {data && (
        <Timeline bulletSize={26} lineWidth={2} active={data.events.length}>
          {data.events.map((event) => {
            const Icon = ICONS[event.kind];
            return (
              <Timeline.Item
                key={`${event.kind}-${event.logIndex}`}
                bullet={<Icon size={15} aria-hidden />}
                title={titleOf(event)}
              >
                <Anchor
                  component={Link}
                  to={event.decision ? `/decisions/${event.decision}` : `/records/${event.record ?? ''}`}
                  size="sm"
                >
                  <bdi>{event.title}</bdi>
                </Anchor>
                {event.reason !== '' && (
                  <Text size="sm" className={classes.text} dir="auto">
                    {event.reason}
                  </Text>
                )}
                <Text size="xs" c="dimmed">
                  {joinPresent(
                    [event.by, formatDateTime(event.at), strings.decisions.detail.logEntry(event.logIndex)],
                    ' · ',
                  )}
                </Text>
              </Timeline.Item>
            );
          })}
        </Timeline>
      )}
    </>
  );
}

/** What happened, in words: the kind of event, then what it was. */
function titleOf({ kind, what }: TimelineEvent): string {
  const names: Readonly<Record<string, string>> = {
    ...words.outcomes,
    ...strings.decisions.stepNames,
    ...strings.decisions.kinds,
    ...strings.affected.causes,
  };
  const name = kind === 'step' && what === 'supersede' ? strings.decisions.stepNames.supersede : (names[what] ?? what);
  return `${words.events[kind]}: ${name}`;
}
