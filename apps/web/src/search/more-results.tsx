import { Button, Center, Loader, Text } from '@mantine/core';
import { strings } from '../strings/index.js';
import { HELPING, MOST_PASSAGES } from './use-search-state.js';

const words = strings.search;

interface Props {
  /** How many entries are shown, and how many were asked for. */
  found: number;
  shown: number;
  /** Whether what is shown is still that of before. */
  isAwaited: boolean;
  onMore: (shown: number) => void;
}

/** What stands below a list that may go on: a button, or where no more are given, what to do instead. */
export function MoreResults({ found, shown, isAwaited, onMore }: Props) {
  const isComing = isAwaited && shown > HELPING;
  if (found < shown && !isComing) return null;
  return (
    <Center mt="md">
      {shown < MOST_PASSAGES || isComing ? (
        // Never disabled, so that it keeps the focus until there is something to go on with.
        <Button
          variant="default"
          aria-busy={isComing}
          aria-disabled={isComing}
          leftSection={isComing && <Loader size={14} aria-hidden />}
          onClick={() => !isComing && onMore(Math.min(MOST_PASSAGES, shown + HELPING))}
        >
          {words.more}
        </Button>
      ) : (
        <Text size="sm" c="dimmed">
          {words.mostShown(MOST_PASSAGES)}
        </Text>
      )}
    </Center>
  );
}
