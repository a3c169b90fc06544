import type { CitationView, ConversationDetail, TurnView } from '#contracts';
import { useState } from 'react';
import type { Circumstances } from '../ask/ask-state.js';
import { strings } from '../strings/index.js';
import { TurnCard } from './turn-card.js';
import type { VersionStep } from './versions.js';
import classes from './thread.module.css';

interface Props {
  conversation: Pick<ConversationDetail, 'isMine'>;
  turns: TurnView[];
  isAsking: boolean;
  /** The source that is open now, and the record whose citation it is. */
  opened: { record: string; n: number } | null;
  onCite: (citation: CitationView, record: string) => void;
  onShowBranch: (turn: string) => void;
  onAskInstead: (turn: TurnView, question: string, changed: Partial<Circumstances>) => void;
  onAnswerAgain: (turn: TurnView, how: { model?: string; isQuoted: boolean }) => void;
}

/** The turns of the branch that is shown. One question at a time can be open for editing. */
export function ThreadView({ conversation, turns, isAsking, opened, onCite, onShowBranch, ...actions }: Props) {
  const [edited, setEdited] = useState<string | null>(null);
  const [arrived, setArrived] = useState<{ turn: string; by: VersionStep } | null>(null);
  if (turns.length === 0) return null;
  return (
    <ol className={classes.thread} aria-label={strings.conversations.thread}>
      {turns.map((turn) => (
        <li key={turn.id}>
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
