import { Button, Center, Text } from '@mantine/core';
import { strings } from '../strings/index.js';
import { HELPING, MOST_PASSAGES } from './use-search-state.js';

const words = strings.search;

interface Props {
  /** How many passages are shown, and how many were asked for. */
  found: number;
  shown: number;
  isFetching: boolean;
  onMore: (shown: number) => void;
}

/** What stands below a list that may go on: a button, or where no more are given, what to do instead. */
export function MoreResults({ found, shown, isFetching, onMore }: Props) {
  if (found < shown) return null;
  return (
    <Center mt="md">
      {shown < MOST_PASSAGES ? (
        <Button variant="default" loading={isFetching} onClick={() => onMore(Math.min(MOST_PASSAGES, shown + HELPING))}>
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
