import type { PassageView } from '#contracts';
import { Alert, Anchor, Text } from '@mantine/core';
import type { RefObject } from 'react';
import { strings } from '../strings/index.js';
import { OnlyDocument } from './only-document.js';
import type { SearchState } from './use-search-state.js';

const words = strings.search;

interface Props {
  state: SearchState;
  onChange: (part: Partial<SearchState>) => void;
  /** The passage that was chosen for comparing, if any. */
  chosen: PassageView | null;
  onUnchoose: () => void;
  /** For the button that leads back from the like of something. */
  endLike: RefObject<HTMLButtonElement | null>;
}

/** What narrows or accompanies the search besides its words, each with its end. */
export function SearchNotices({ state, onChange, chosen, onUnchoose, endLike }: Props) {
  return (
    <>
      {state.document !== null && <OnlyDocument id={state.document} onRemove={() => onChange({ document: null })} />}
      {state.like !== null && (
        <Text size="sm" mb="sm">
          {words.likeOf} ·{' '}
          <Anchor ref={endLike} component="button" type="button" inherit onClick={() => onChange({ like: null })}>
            {words.endLike}
          </Anchor>
        </Text>
      )}
      {chosen && (
        <Alert
          variant="light"
          mb="sm"
          p="xs"
          withCloseButton
          closeButtonLabel={strings.shell.cancel}
          onClose={onUnchoose}
        >
          {words.comparing(chosen.title)}
        </Alert>
      )}
    </>
  );
}
