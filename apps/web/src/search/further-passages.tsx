import type { PassageView } from '#contracts';
import { Anchor, Text, UnstyledButton } from '@mantine/core';
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import { useId } from 'react';
import { strings } from '../strings/index.js';
import { Marked } from './marked.js';
import { passageKey } from './place-to-go-on.js';
import classes from './search.module.css';

const words = strings.search;

interface Props {
  title: string;
  /** Best first; at least one. */
  passages: readonly PassageView[];
  /** Whether the document has more than these. */
  hasMore: boolean;
  isUnfolded: boolean;
  current: PassageView | null;
  onFold: (isUnfolded: boolean) => void;
  onOpen: (passage: PassageView) => void;
  /** Asks for all of them. */
  onAll: () => void;
}

/** The other passages of a document that was found: a button that says how many, and below it, unfolded in place, themselves. */
export function FurtherPassages(props: Props) {
  const { title, passages, hasMore, isUnfolded, current, onFold, onOpen, onAll } = props;
  const id = useId();
  const Chevron = isUnfolded ? IconChevronDown : IconChevronRight;
  return (
    <div className={classes.further}>
      <UnstyledButton
        className={classes.unfold}
        aria-expanded={isUnfolded}
        aria-controls={isUnfolded ? id : undefined}
        onClick={() => onFold(!isUnfolded)}
      >
        <Chevron size={14} aria-hidden />
        {words.further(passages.length, hasMore)}
      </UnstyledButton>
      {isUnfolded && (
        <ul id={id} className={classes.others} aria-label={words.furtherLabel(title)}>
          {passages.map((passage) => (
            <OtherPassage key={passageKey(passage)} passage={passage} isCurrent={passage === current} onOpen={onOpen} />
          ))}
          {hasMore && (
            <li>
              <Anchor component="button" type="button" size="sm" py={3} onClick={onAll}>
                {words.allFurther}
              </Anchor>
            </li>
          )}
        </ul>
      )}
    </div>
  );
}

interface OtherProps {
  passage: PassageView;
  isCurrent: boolean;
  onOpen: (passage: PassageView) => void;
}

/** Its place is the button that opens it. */
function OtherPassage({ passage, isCurrent, onOpen }: OtherProps) {
  const { title, heading, text, page, pageUnit, path, highlights } = passage;
  return (
    <li className={classes.other} data-current={isCurrent || undefined}>
      <UnstyledButton
        className={classes.place}
        data-result
        aria-current={isCurrent || undefined}
        onClick={() => onOpen(passage)}
      >
        {words.place(page, pageUnit) || path}
        {heading !== '' && heading !== title && (
          <>
            {' · '}
            <bdi>
              <Marked text={heading} spans={highlights.heading} />
            </bdi>
          </>
        )}
      </UnstyledButton>
      <Text size="sm" component="div" className={classes.text} dir="auto">
        <Marked text={text} spans={highlights.text} />
      </Text>
    </li>
  );
}
