import { useRef, useState } from 'react';
import type { CitationView, TurnView } from '#contracts';
import { useMatch, useSearchParams } from 'react-router';
import { ConversationHeader } from '../conversations/conversation-header.js';
import { ConversationSide } from '../conversations/conversation-side.js';
import { ThreadView } from '../conversations/thread-view.js';
import { useChooseBranch, useConversation } from '../data/use-conversations.js';
import { complain } from '../shared/complain.js';
import { ErrorNotice } from '../shared/error-notice.js';
import { Loading } from '../shared/loading.js';
import { BesideSource } from '../source/beside-source.js';
import { useOpenedCitation } from '../source/use-opened-citation.js';
import { AskAnnouncer } from './ask-announcer.js';
import { AskHints } from './ask-hints.js';
import { AskNotice } from './ask-notice.js';
import { useAsk } from './ask-provider.js';
import { stateIn } from './ask-state.js';
import type { AskSettings } from './ask-state.js';
import { QuestionForm } from './question-form.js';
import { ReadOnlyNotice } from './read-only-notice.js';
import { threadOf } from './thread.js';

const settingsOf = (conversation: AskSettings | undefined): AskSettings => {
  const { collections = [], matter = null, model = null } = conversation ?? {};
  return { collections, matter, model };
};

/**
 * `/` and `/ask/:conversation?turn=`: past conversations, the thread of one, the question box, and on wide screens the cited
 * source beside it. `turn` shows the branch that holds it.
 */
export function AskPage() {
  const id = useMatch('/ask/:conversation')?.params.conversation ?? null;
  const [search, setSearch] = useSearchParams();
  const turn = search.get('turn');
  const { data: conversation, isPending, isError, error, refetch } = useConversation(id, turn);
  const branching = useChooseBranch(id ?? '');
  const { state: anywhere, ask, cancel, clear } = useAsk();
  const state = stateIn(anywhere, id);
  const box = useRef<HTMLTextAreaElement>(null);
  const source = useOpenedCitation(id);
  const [openedRecord, setOpenedRecord] = useState('');
  const opened = source.opened && { record: openedRecord, n: source.opened.n };

  const onCite = (citation: CitationView, record: string) => {
    setOpenedRecord(record);
    source.open(citation);
  };
  const onShowBranch = (shown: string) => {
    if (!conversation?.isMine) return setSearch({ turn: shown }, { replace: true });
    clear();
    // The branch is the conversation's own from now on, whatever the address named.
    void branching
      .mutateAsync(shown)
      .then(() => setSearch({}, { replace: true }))
      .catch(complain);
  };
  const askInstead = ({ id: replaced }: TurnView, question: string, rest: Partial<Parameters<typeof ask>[0]> = {}) => {
    setSearch({}, { replace: true });
    ask({
      ...{ conversation: id, question, settings: null, answerMode: undefined },
      instead: { turn: replaced, isSameQuestion: false },
      ...rest,
    });
    box.current?.focus();
  };

  const turns = threadOf(conversation?.turns ?? [], state);
  const isOthers = conversation !== undefined && !conversation.isMine;
  const isLoading = id !== null && isPending && turns.length === 0 && state.phase === 'idle';
  return (
    <ConversationSide current={id} isHidden={source.opened !== null}>
      {(openList) => (
        <BesideSource opened={source.opened} onClose={source.close}>
          <ConversationHeader conversation={id === null ? null : conversation} onOpenList={openList} />
          <AskAnnouncer state={state} />
          {isLoading && <Loading />}
          {isError && <ErrorNotice error={error} onRetry={() => void refetch()} />}
          <ThreadView
            key={id}
            conversation={conversation ?? { isMine: true }}
            turns={turns}
            sought={turn}
            isAsking={anywhere.phase === 'asking'}
            opened={opened}
            onCite={onCite}
            onShowBranch={onShowBranch}
            onAskInstead={(edited, question, circumstances) => askInstead(edited, question, { circumstances })}
            onAnswerAgain={(again, { isQuoted, model }) =>
              askInstead(again, again.question, {
                ...(isQuoted && { answerMode: 'quoted' }),
                instead: { turn: again.id, isSameQuestion: true, ...(model !== undefined && { model }) },
              })
            }
          />
          <AskNotice state={state} onAskAgain={ask} />
          {isOthers && <ReadOnlyNotice owner={conversation.owner.name} />}
          {!isError && !isOthers && (
            <QuestionForm
              box={box}
              conversation={id}
              settings={settingsOf(conversation)}
              isArriving={id !== null && conversation === undefined}
              isAsking={anywhere.phase === 'asking'}
              isAskingElsewhere={anywhere.phase === 'asking' && state.phase !== 'asking'}
              onAsk={(draft) => {
                if (turn !== null) setSearch({}, { replace: true });
                ask({ conversation: id, instead: null, ...draft });
              }}
              onCancel={cancel}
            />
          )}
          {id === null && state.phase === 'idle' && <AskHints />}
        </BesideSource>
      )}
    </ConversationSide>
  );
}
