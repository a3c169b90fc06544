import { Button } from '@mantine/core';
import { CopyButton } from '../shared/copy-button.js';
import { strings } from '../strings/index.js';
import classes from './records.module.css';

const words = strings.records.detail;

/** The record's body exactly as sealed, for whoever wants to check it. */
export function SealedJson({ body }: { body: Record<string, unknown> }) {
  const json = JSON.stringify(body, null, 2);
  return (
    <details className={classes.raw}>
      <summary>{words.raw}</summary>
      <CopyButton value={json}>
        {({ copied, copy }) => (
          <Button size="compact-sm" variant="default" onClick={copy} mt="xs">
            {copied ? words.copied : words.copyJson}
          </Button>
        )}
      </CopyButton>
      <pre tabIndex={0}>{json}</pre>
    </details>
  );
}
