import { joinPresent } from '#contracts';
import { Anchor, Button, Group, Text, Title } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { Link } from 'react-router';
import { useFeedback, usePromoteFeedback } from '../data/use-feedback.js';
import { complain } from '../shared/complain.js';
import { ErrorNotice } from '../shared/error-notice.js';
import { strings } from '../strings/index.js';
import classes from './models.module.css';

const words = strings.feedback;
const SHOWN = 50;

/** What people said of answers that says where the right answer stands. */
export function FeedbackCandidates() {
  const { data, isError, error, refetch } = useFeedback({ candidate: true, limit: SHOWN });
  const promoting = usePromoteFeedback();
  const promote = (id: string) =>
    void promoting
      .mutateAsync(id)
      .then(() => notifications.show({ message: words.promoted, color: 'green' }))
      .catch(complain);
  return (
    <section aria-label={words.list}>
      <Title order={2} size="h4" mb="sm">
        {words.list}
      </Title>
      {isError && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {data?.total === 0 && (
        <Text size="sm" c="dimmed">
          {words.listEmpty}
        </Text>
      )}
      {data && data.total > 0 && (
        <ul className={classes.list}>
          {data.feedback.map(({ id, record, question, verdict, by, comment, rightSource }) => (
            <li key={id} className={classes.item}>
              <Group justify="space-between" align="flex-start" gap="sm">
                <div style={{ minWidth: 0, flex: '1 1 16rem' }}>
                  <Anchor component={Link} to={`/records/${record}`} size="sm" fw={600}>
                    <bdi>{question}</bdi>
                  </Anchor>
                  <Text size="sm" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
                    {joinPresent([words[verdict], words.by(by.name), rightSource?.title, comment], ' · ')}
                  </Text>
                </div>
                <Button
                  size="compact-sm"
                  variant="default"
                  onClick={() => promote(id)}
                  aria-label={words.promoteOne(question)}
                >
                  {words.promote}
                </Button>
              </Group>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
