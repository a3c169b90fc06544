import type { CitationView, ConversationDetail, TurnView } from '#contracts';
import { useEffect, useRef, useState } from 'react';
import type { Circumstances } from '../ask/ask-state.js';
import { strings } from '../strings/index.js';
import { TurnCard } from './turn-card.js';
import type { VersionStep } from './versions.js';
import classes from './thread.module.css';

interface Props {
  conversation: Pick<ConversationDetail, 'isMine'>;
  turns: TurnView[];
  /** Id of the turn that the address names, such as one that a search found; null for none. */
  sought: string | null;
  isAsking: boolean;
  /** The source that is open now, and the record whose citation it is. */
  opened: { record: string; n: number } | null;
  onCite: (citation: CitationView, record: string) => void;
  onShowBranch: (turn: string) => void;
  onAskInstead: (turn: TurnView, question: string, changed: Partial<Circumstances>) => void;
  onAnswerAgain: (turn: TurnView, how: { model?: string; isQuoted: boolean }) => void;
}

/** The turns of the branch that is shown. One question at a time can be open for editing. */
export function ThreadView({ conversation, turns, sought, isAsking, opened, onCite, onShowBranch, ...actions }: Props) {
  const [edited, setEdited] = useState<string | null>(null);
  const [arrived, setArrived] = useState<{ turn: string; by: VersionStep } | null>(null);
  const found = useInSight(turns.some(({ id }) => id === sought) ? sought : null);
  if (turns.length === 0) return null;
  return (
    <ol className={classes.thread} aria-label={strings.conversations.thread}>
      {turns.map((turn) => (
        <li key={turn.id} ref={turn.id === sought ? found : null} className={classes.turn}>
          <TurnCard
            turn={turn}
            canChange={conversation.isMine && !isAsking}
            isMine={conversation.isMine}
            isAsking={isAsking}
            isEdited={edited === turn.id}
            onEdit={(isEdited) => setEdited(isEdited ? turn.id : null)}
            openedCitation={opened?.record === turn.record ? opened.n : null}
            onCite={(citation) => onCite(citation, turn.record)}
            arrivedBy={arrived?.turn === turn.id ? arrived.by : null}
            onShowBranch={(shown, by) => {
              setArrived({ turn: shown, by });
              onShowBranch(shown);
            }}
            {...actions}
          />
        </li>
      ))}
    </ol>
  );
}

/** @returns For the part that is to be in sight once it is there; after the page has gone to its top, as each does. */
function useInSight(id: string | null) {
  const part = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (id === null) return;
    const frame = requestAnimationFrame(() => void part.current?.scrollIntoView());
    return () => cancelAnimationFrame(frame);
  }, [id]);
  return part;
}
