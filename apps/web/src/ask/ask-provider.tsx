import { useQueryClient } from '@tanstack/react-query';
import { createContext, use, useCallback, useEffect, useMemo, useReducer, useRef } from 'react';
import type { Dispatch, ReactNode } from 'react';
import { useLocation, useNavigate } from 'react-router';
import { ApiError, errorFromEvent, isAbort } from '../api/api-error.js';
import { askStream } from '../api/ask-stream.js';
import { changeConversation, createConversation, questionsPath, regeneratePath } from '../api/conversations-client.js';
import { keys } from '../data/keys.js';
import { endSession } from '../data/query-client.js';
import { useSession } from '../data/use-session.js';
import { askReducer } from './ask-state.js';
import type { AskAction, AskState, Asked, Circumstances } from './ask-state.js';
import { keepUnfinished, unfinishedOf } from './unfinished.js';

interface AskContextValue {
  state: AskState;
  ask: (asked: Asked) => void;
  cancel: () => void;
  clear: () => void;
  /** What is typed and not asked yet: it waits for whoever looks something up on another page meanwhile. */
  typed: () => string;
  keepTyped: (text: string) => void;
}

const AskContext = createContext<AskContextValue | null>(null);
const FIRST_PAGE = '/';

/** The question being asked, whatever page is shown. @throws Error outside `AskProvider`. */
export function useAsk(): AskContextValue {
  const asking = use(AskContext);
  if (!asking) throw new Error('useAsk is for use inside AskProvider');
  return asking;
}

/**
 * Asks one question at a time and goes on whatever page is shown; another question, or the end of the session, breaks
 * it off. A page that is loaded anew meanwhile shows it as cancelled. When one ends, lists of conversations and records
 * are fetched anew.
 */
export function AskProvider({ children }: { children: ReactNode }) {
  const asker = useSession().data?.user.id ?? '';
  const [state, dispatch] = useReducer(askReducer, asker, whereItStopped);
  useUnfinished(asker, state);
  const running = useRef<AbortController | null>(null);
  const client = useQueryClient();
  const goToConversation = useFirstPageLeaving();

  const refresh = useCallback(
    () => Promise.all([keys.conversations, keys.records].map((queryKey) => client.invalidateQueries({ queryKey }))),
    [client],
  );
  const stop = useCallback(() => running.current?.abort(), []);
  useEffect(() => stop, [stop]);

  const ask = useCallback(
    (asked: Asked) => {
      stop();
      const controller = new AbortController();
      const { signal } = controller;
      running.current = controller;
      dispatch({ type: 'asked', asked });
      void place(asked, signal)
        .then((conversation) => {
          if (signal.aborted) return;
          dispatch({ type: 'placed', conversation });
          if (asked.conversation === null) goToConversation(conversation);
          return follow(asked, conversation, signal, dispatch);
        })
        .then(refresh)
        .catch((error: unknown) => {
          if (signal.aborted || isAbort(error)) return;
          if (error instanceof ApiError && error.status === 401) endSession(client);
          dispatch({ type: 'failed', error });
          void refresh();
        });
    },
    [client, goToConversation, refresh, stop],
  );

  const cancel = useCallback(() => {
    stop();
    dispatch({ type: 'cancelled' });
    void refresh();
  }, [refresh, stop]);
  const clear = useCallback(() => {
    stop();
    dispatch({ type: 'cleared' });
  }, [stop]);

  const typing = useTyping();
  const value = useMemo(() => ({ state, ask, cancel, clear, ...typing }), [state, ask, cancel, clear, typing]);
  return <AskContext value={value}>{children}</AskContext>;
}

/** Kept without drawing anything anew. */
function useTyping(): Pick<AskContextValue, 'typed' | 'keepTyped'> {
  const text = useRef('');
  const typed = useCallback(() => text.current, []);
  const keepTyped = useCallback((latest: string) => void (text.current = latest), []);
  return useMemo(() => ({ typed, keepTyped }), [typed, keepTyped]);
}

/** A page that is loaded anew has stopped the question that was being asked. */
function whereItStopped(asker: string): AskState {
  const asked = unfinishedOf(asker);
  return asked === null ? { phase: 'idle' } : { phase: 'cancelled', asked };
}

/** Keeps what is being asked for as long as it is. */
function useUnfinished(asker: string, state: AskState): void {
  const asked = state.phase === 'asking' ? state.asked : null;
  useEffect(() => keepUnfinished(asker, asked), [asker, asked]);
}

/** Leads from the first page to a new conversation; whoever has gone elsewhere meanwhile stays there. */
function useFirstPageLeaving() {
  const navigate = useNavigate();
  const { pathname } = useLocation();
  const latest = useRef({ navigate, pathname });
  useEffect(() => {
    latest.current = { navigate, pathname };
  }, [navigate, pathname]);
  return useCallback((conversation: string) => {
    if (latest.current.pathname !== FIRST_PAGE) return;
    void latest.current.navigate(`/ask/${conversation}`, { state: { keepsFocus: true } });
  }, []);
}

/** Make the conversation, or what it holds, as asked for. @returns Its id. */
async function place({ conversation, settings }: Asked, signal: AbortSignal): Promise<string> {
  if (conversation === null) {
    const { collections = [], matter, model } = settings ?? {};
    const given = { collections, ...(matter && { matter }), ...(model && { model }) };
    return (await createConversation(given, signal)).id;
  }
  if (settings) await changeConversation(conversation, settings, signal);
  return conversation;
}

async function follow(
  { question, answerMode, circumstances = {}, instead }: Asked,
  conversation: string,
  signal: AbortSignal,
  dispatch: Dispatch<AskAction>,
): Promise<void> {
  const events =
    instead?.isSameQuestion === true
      ? askStream(regeneratePath(conversation, instead.turn), { answerMode, model: instead.model }, signal)
      : askStream(
          questionsPath(conversation),
          { question, answerMode, replaces: instead?.turn, ...(instead ? changed : given)(circumstances) },
          signal,
        );
  for await (const event of events) {
    if (signal.aborted) return;
    if (event.event === 'error') throw errorFromEvent(200, event.data);
    dispatch({ type: 'received', event });
  }
}

/** What was given of it. */
const given = (circumstances: Partial<Circumstances>): Partial<Circumstances> =>
  Object.fromEntries(
    Object.entries(circumstances).flatMap(([name, text]) => (text.trim() ? [[name, text.trim()]] : [])),
  );

/** What is to be another than in the question whose place is taken; null where it is to be none. */
const changed = (circumstances: Partial<Circumstances>): Partial<Record<keyof Circumstances, string | null>> =>
  Object.fromEntries(Object.entries(circumstances).map(([name, text]) => [name, text.trim() || null]));
