import { Anchor, Group, Text, Title } from '@mantine/core';
import { Link } from 'react-router';
import { useRecords } from '../data/use-records.js';
import { useSession } from '../data/use-session.js';
import { strings } from '../strings/index.js';
import classes from './ask.module.css';

const words = strings.ask;
const SHOWN = 8;

/** The reader's own latest questions, each leading to its record. */
export function RecentQuestions() {
  const user = useSession().data?.user;
  const records =
    useRecords(0, 50).data?.records.filter(({ askedBy }) => askedBy === user?.name || askedBy === user?.id) ?? [];
  if (records.length === 0) return null;
  return (
    <section aria-label={words.history}>
      <Group justify="space-between" align="baseline">
        <Title order={2} size="h4">
          {words.history}
        </Title>
        <Anchor component={Link} to="/records" size="sm" py={4}>
          {words.allRecords}
        </Anchor>
      </Group>
      <ul className={classes.recent}>
        {records.slice(0, SHOWN).map(({ id, question, outcome }) => (
          <li key={id}>
            <Link to={`/records/${id}`} className={classes.recentLink}>
              <span className={classes.recentQuestion} dir="auto">
                {question}
              </span>
              <Text component="span" size="xs" c="dimmed" style={{ flexShrink: 0 }}>
                {words.outcome[outcome]}
              </Text>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
