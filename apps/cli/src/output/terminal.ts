/** Where a command writes and how it hears the person, so that a command can also run in a test. */
export interface Terminal {
  /** Results. With `--json` exactly one JSON document. */
  out(text: string): void;
  /** Everything else: progress, notices, errors. */
  err(text: string): void;
  readonly isOutTty: boolean;
  readonly isErrTty: boolean;
  /** Width of the output in columns. */
  readonly columns: number;
  /** Call `listener` when the person asks to stop (Ctrl-C); the returned function stops listening. */
  onInterrupt(listener: () => void): () => void;
}

/** The terminal of this process. A reader that goes away early (`| head`) ends the output, not the run. */
export function processTerminal(): Terminal {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
    });
  }
  return {
    out: (text) => void process.stdout.write(text),
    err: (text) => void process.stderr.write(text),
    isOutTty: process.stdout.isTTY === true,
    isErrTty: process.stderr.isTTY === true,
    columns: process.stdout.columns ?? 100,
    onInterrupt(listener) {
      process.on('SIGINT', listener).on('SIGTERM', listener);
      return () => void process.off('SIGINT', listener).off('SIGTERM', listener);
    },
  };
}
