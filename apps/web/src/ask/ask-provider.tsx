import { useQueryClient } from '@tanstack/react-query';
import { createContext, use, useCallback, useEffect, useMemo, useReducer, useRef } from 'react';
import type { Dispatch, ReactNode } from 'react';
import { ApiError, isAbort } from '../api/api-error.js';
import { askStream } from '../api/ask-stream.js';
import type { Question } from '../api/ask-stream.js';
import { keys } from '../data/keys.js';
import { askReducer } from './ask-state.js';
import type { AskAction, AskState } from './ask-state.js';

interface Asking {
  state: AskState;
  ask: (question: Question) => void;
  cancel: () => void;
  clear: () => void;
}

const AskContext = createContext<Asking | null>(null);

/** The question being asked, whatever page is shown. @throws Error outside `AskProvider`. */
export function useAsk(): Asking {
  const asking = use(AskContext);
  if (!asking) throw new Error('useAsk is for use inside AskProvider');
  return asking;
}

export function AskProvider({ children }: { children: ReactNode }) {
  const [state, dispatch] = useReducer(askReducer, { phase: 'idle' });
  const running = useRef<AbortController | null>(null);
  const client = useQueryClient();

  const stop = useCallback(() => running.current?.abort(), []);
  useEffect(() => stop, [stop]);

  const ask = useCallback(
    (question: Question) => {
      stop();
      const controller = new AbortController();
      running.current = controller;
      dispatch({ type: 'asked', question });
      void follow(question, controller.signal, dispatch)
        .then(() => client.invalidateQueries({ queryKey: keys.records }))
        .catch((error: unknown) => {
          if (controller.signal.aborted || isAbort(error)) return;
          if (error instanceof ApiError && error.status === 401) client.setQueryData(keys.session, null);
          dispatch({ type: 'failed', error });
        });
    },
    [client, stop],
  );

  const cancel = useCallback(() => {
    stop();
    dispatch({ type: 'cancelled' });
    void client.invalidateQueries({ queryKey: keys.records });
  }, [client, stop]);
  const clear = useCallback(() => {
    stop();
    dispatch({ type: 'cleared' });
  }, [stop]);

  const value = useMemo(() => ({ state, ask, cancel, clear }), [state, ask, cancel, clear]);
  return <AskContext value={value}>{children}</AskContext>;
}

async function follow(question: Question, signal: AbortSignal, dispatch: Dispatch<AskAction>): Promise<void> {
  for await (const event of askStream(question, signal)) {
    if (signal.aborted) return;
    if (event.event === 'error') throw new ApiError(200, event.data.code, event.data.message, event.data.correlationId);
    dispatch({ type: 'received', event });
  }
}
