import { Button, SimpleGrid, Text, Title } from '@mantine/core';
import { IconBooks } from '@tabler/icons-react';
import { Link } from 'react-router';
import { useSession } from '../data/use-session.js';
import { useStatus } from '../data/use-status.js';
import { Empty } from '../shared/empty.js';
import { strings } from '../strings/index.js';
import classes from './ask.module.css';

const words = strings.ask;

/** Before the first question: what kinds of questions work, or where to put documents when there are none. */
export function AskHints() {
  const documents = useStatus().data?.documents;
  const seesAll = useSession().data?.user.role === 'administrator';
  const hint = seesAll ? words.emptyLibraryHint : `${words.emptyLibraryHint} ${words.mayBeUnseen}`;
  if (documents && documents.live + documents.pending === 0)
    return (
      <Empty icon={<IconBooks />} title={words.emptyLibrary} hint={hint}>
        <Button component={Link} to="/library" mt="sm">
          {words.toLibrary}
        </Button>
      </Empty>
    );
  return (
    <section className={classes.outcome} aria-label={words.hintsTitle}>
      <Title order={2} size="h4" mb="sm">
        {words.hintsTitle}
      </Title>
      <SimpleGrid cols={{ base: 1, sm: 3 }} spacing="sm">
        {words.hints.map(({ title, text }) => (
          <div key={title} className={classes.hint}>
            <Text fw={600} size="sm">
              {title}
            </Text>
            <Text size="sm" c="dimmed">
              {text}
            </Text>
          </div>
        ))}
      </SimpleGrid>
    </section>
  );
}
