import { notifications } from '@mantine/notifications';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { isAbort } from '../api/api-error.js';
import { importModelFile } from '../api/import-model-file.js';
import type { ModelImport } from '../api/import-model-file.js';
import { keys } from '../data/keys.js';
import { strings } from '../strings/index.js';

type ImportState = { phase: 'idle' } | { phase: 'sending'; share: number } | { phase: 'failed'; error: unknown };

/** Sends one model file at a time; leaving the page cancels it. */
export function useModelImport() {
  const [state, setState] = useState<ImportState>({ phase: 'idle' });
  const running = useRef<AbortController | null>(null);
  const client = useQueryClient();
  useEffect(() => () => running.current?.abort(), []);

  const send = (wanted: ModelImport, done: () => void) => {
    const controller = new AbortController();
    running.current = controller;
    setState({ phase: 'sending', share: 0 });
    void importModelFile(wanted, (share) => setState({ phase: 'sending', share }), controller.signal)
      .then(({ name }) => {
        running.current = null;
        setState({ phase: 'idle' });
        notifications.show({ message: strings.models.imported(name), color: 'green' });
        void client.invalidateQueries({ queryKey: keys.models });
        void client.invalidateQueries({ queryKey: keys.status });
        done();
      })
      .catch((error: unknown) => setState(isAbort(error) ? { phase: 'idle' } : { phase: 'failed', error }));
  };
  const cancel = () => {
    running.current?.abort();
    running.current = null;
    setState({ phase: 'idle' });
  };
  return { state, send, cancel };
}
