import { type PassageView, joinPresent } from '#contracts';
import { Badge, Button, Group, Text, UnstyledButton } from '@mantine/core';
import { IconColumns2, IconGitCompare, IconSparkles } from '@tabler/icons-react';
import { Link } from 'react-router';
import { useIsWide } from '../shared/use-screen-width.js';
import { strings } from '../strings/index.js';
import type { FoundEntry } from './found-entries.js';
import { FurtherPassages } from './further-passages.js';
import { Marked } from './marked.js';
import classes from './search.module.css';

const words = strings.search;

/** What can be done with what was found; doing it is left to the page. */
export interface ResultActions {
  onOpen: (passage: PassageView) => void;
  onLike: (passage: PassageView) => void;
  onCompare: (passage: PassageView) => void;
  /** Shows or hides the other passages of an entry. */
  onFold: (entry: FoundEntry, isUnfolded: boolean) => void;
  /** Asks for all passages of a document, not only the best. */
  onAll: (passage: PassageView) => void;
}

interface Props extends ResultActions {
  entry: FoundEntry;
  isUnfolded: boolean;
  /** The passage that the keys are at, if any. */
  current: PassageView | null;
  /** The passage that was chosen for comparing, if any. */
  chosen: PassageView | null;
}

/**
 * One document that was found, by its best passage, with its others to unfold; or one passage. Its title is the button that opens it; the
 * list's keys move between these and the passages that are unfolded.
 */
export function ResultCard({ entry, isUnfolded, current, chosen, onOpen, onLike, onCompare, onFold, onAll }: Props) {
  const [passage, ...others] = entry.passages as [PassageView, ...PassageView[]];
  const isCurrent = passage === current;
  const { title, heading, text, path, page, pageUnit, document, copies, highlights, isSuperseded } = passage;
  const isWide = useIsWide();
  const isChosen = chosen?.revision === passage.revision;
  return (
    <li className={classes.card} data-current={isCurrent || undefined}>
      <Group justify="space-between" align="flex-start" wrap="nowrap" gap="xs">
        <UnstyledButton
          className={classes.title}
          data-result
          aria-current={isCurrent || undefined}
          onClick={() => onOpen(passage)}
        >
          <bdi>
            <Marked text={title} spans={highlights.title} />
          </bdi>
        </UnstyledButton>
        {isSuperseded && (
          <Badge color="yellow" variant="light" flex="none">
            {words.superseded}
          </Badge>
        )}
      </Group>
      <Text size="xs" c="dimmed" mb={6} style={{ overflowWrap: 'anywhere' }}>
        {joinPresent([words.place(page, pageUnit), path], ' · ')}
        {heading !== '' && heading !== title && (
          <>
            {' · '}
            <Marked text={heading} spans={highlights.heading} />
          </>
        )}
      </Text>
      <Text size="sm" component="div" className={classes.text} dir="auto">
        <Marked text={text} spans={highlights.text} />
      </Text>
      {copies.length > 0 && (
        <Text size="xs" c="dimmed" mt={4}>
          {words.alsoIn(copies.map((copy) => copy.path))}
        </Text>
      )}
      <Group gap={4} mt={8}>
        <Button
          size="compact-sm"
          variant="subtle"
          leftSection={<IconColumns2 size={14} aria-hidden />}
          onClick={() => onOpen(passage)}
        >
          {isWide ? words.open : words.fullPage}
        </Button>
        <Button
          size="compact-sm"
          variant="subtle"
          leftSection={<IconSparkles size={14} aria-hidden />}
          onClick={() => onLike(passage)}
        >
          {words.like}
        </Button>
        <Button
          size="compact-sm"
          variant={isChosen ? 'filled' : 'subtle'}
          aria-pressed={isChosen}
          leftSection={<IconGitCompare size={14} aria-hidden />}
          onClick={() => onCompare(passage)}
        >
          {isChosen ? words.compareChosen : chosen ? words.compareWith : words.compare}
        </Button>
        <Button component={Link} to={`/library/${document}`} size="compact-sm" variant="subtle">
          {words.document}
        </Button>
      </Group>
      {others.length > 0 && (
        <FurtherPassages
          title={title}
          passages={others}
          hasMore={entry.hasMore}
          isUnfolded={isUnfolded}
          current={current}
          onFold={(unfolds) => onFold(entry, unfolds)}
          onOpen={onOpen}
          onAll={() => onAll(passage)}
        />
      )}
    </li>
  );
}
