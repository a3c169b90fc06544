import type { Failure } from '#contracts';
import { Alert, List, Text } from '@mantine/core';
import { said } from '../shared/said.js';
import { strings } from '../strings/index.js';

const words = strings.sources.form;

interface Props {
  isOk: boolean;
  failure: Failure | null;
  /** Paths of some of what was found. */
  sample: string[];
}

/** What came of trying a source out: some of what it holds, or why it could not be reached. */
export function TestResult({ isOk, failure, sample }: Props) {
  if (!isOk)
    return (
      <Alert color="red" variant="light" role="alert">
        {failure && said(failure)}{' '}
        <Text span size="xs" c="dimmed">
          {failure?.code}
        </Text>
      </Alert>
    );
  return (
    <Alert color="green" variant="light" title={words.works} role="status">
      {sample.length === 0 ? words.foundNothing : words.found}
      <List size="sm">
        {sample.map((path) => (
          <List.Item key={path} style={{ overflowWrap: 'anywhere' }}>
            {path}
          </List.Item>
        ))}
      </List>
    </Alert>
  );
}
