import { type SourceConfig, type SourceKind, type SourceSchedule, type SourceView, sourceConfig } from '#contracts';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import type { core } from 'zod';
import { useAddSource, useChangeSource, useTestSource } from '../data/use-sources.js';
import { strings } from '../strings/index.js';
import { type FieldValues, settingsOf, valuesOf } from './source-fields.js';

const words = strings.sources.form;
type Problems = Readonly<Record<string, string>>;

/** What all kinds of sources have. */
interface Shared {
  readonly name: string;
  /** Id; null until one is chosen. */
  readonly collection: string | null;
  /** Empty where it is to stay as it was. */
  readonly secret: string;
  readonly schedule: SourceSchedule;
  readonly removeLimitPercent: number;
}

const sharedOf = (source: SourceView | null): Shared => ({
  name: source?.name ?? '',
  collection: source?.collection.id ?? null,
  secret: '',
  schedule: source?.schedule ?? { kind: 'every', minutes: 60 },
  removeLimitPercent: source?.removeLimitPercent ?? 30,
});

/** A source as it is being filled in: tried out and saved once each field is in order. @param source Null for a new one. */
export function useSourceDraft(source: SourceView | null, onSaved: () => void) {
  const [kind, setKind] = useState<SourceKind>(source?.config.kind ?? 'folder');
  const [shared, setShared] = useState(() => sharedOf(source));
  const [values, setValues] = useState<FieldValues>(() => valuesOf(kind, source?.config.settings));
  const [problems, setProblems] = useState<Problems>({});
  const adding = useAddSource();
  const changing = useChangeSource();
  const testing = useTestSource();
  const { collection, secret, schedule, removeLimitPercent } = shared;
  const name = shared.name.trim();
  const given = secret === '' ? {} : { secret };

  /** The settings if they can be sent, with what is wrong shown beside each field. */
  const checked = (): SourceConfig | null => {
    const parsed = sourceConfig.safeParse({ kind, settings: settingsOf(kind, values) });
    setProblems({
      ...(name === '' ? { name: words.needsName } : {}),
      ...(collection === null ? { collection: words.needsCollection } : {}),
      ...(parsed.success ? {} : problemsOf(parsed.error.issues)),
    });
    return parsed.success ? parsed.data : null;
  };
  const test = () => {
    const config = checked();
    if (config) testing.mutate({ config, ...given, ...(source ? { source: source.id } : {}) });
  };
  const save = () => {
    const config = checked();
    if (!config || name === '' || collection === null) return;
    const to = { name, config, schedule, removeLimitPercent, ...given };
    const onSuccess = () => {
      notifications.show({ message: strings.sources.saved(name) });
      onSaved();
    };
    if (source) changing.mutate({ id: source.id, to }, { onSuccess });
    else adding.mutate({ ...to, collection }, { onSuccess });
  };
  const choose = (chosen: SourceKind) => {
    setKind(chosen);
    setValues(valuesOf(chosen));
    setProblems({});
    testing.reset();
  };
  return {
    ...{ kind, choose, shared, values, problems, test, save },
    change: (part: Partial<Shared>) => setShared((before) => ({ ...before, ...part })),
    changeValue: (field: string, value: FieldValues[string]) => setValues((before) => ({ ...before, [field]: value })),
    isSaving: adding.isPending || changing.isPending,
    isTesting: testing.isPending,
    /** What came of trying it out; undefined before that. */
    tested: testing.data,
    error: adding.error ?? changing.error ?? testing.error,
  };
}

/** The first problem of each field. */
function problemsOf(issues: readonly core.$ZodIssue[]): Record<string, string> {
  return Object.fromEntries(
    issues.toReversed().map((issue) => [String(issue.path[1] ?? issue.path[0]), strings.forms.flaw(issue)]),
  );
}
