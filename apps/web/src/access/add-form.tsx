import { Button, Group, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { FormEvent } from 'react';
import { ErrorNotice } from '../shared/error-notice.js';

interface Props {
  labels: readonly string[];
  button: string;
  isPending: boolean;
  error: unknown;
  /** @returns Whether the fields are to be emptied. */
  onAdd: (values: readonly string[], done: () => void) => void;
}

/** A line of text fields and a button that adds what they say; all of them are needed. */
export function AddForm({ labels, button, isPending, error, onAdd }: Props) {
  const [values, setValues] = useState(() => labels.map(() => ''));
  const set = (at: number, value: string) => setValues((all) => all.map((each, i) => (i === at ? value : each)));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onAdd(
      values.map((value) => value.trim()),
      () => setValues(labels.map(() => '')),
    );
  };
  return (
    <form onSubmit={submit}>
      <Group align="flex-end" gap="sm" mb="md">
        {labels.map((label, at) => (
          <TextInput
            key={label}
            label={label}
            value={values[at] ?? ''}
            onChange={(event) => set(at, event.currentTarget.value)}
            style={{ flex: '1 1 10rem' }}
            maxLength={120}
          />
        ))}
        <Button type="submit" loading={isPending} disabled={values.some((value) => value.trim() === '')}>
          {button}
        </Button>
      </Group>
      {Boolean(error) && <ErrorNotice error={error} />}
    </form>
  );
}
