import { type ModelView, joinPresent } from '#contracts';
import { Badge, Code, Group, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconCopyPlus, IconTrash } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useQuantizeModel, useRemoveModel } from '../data/use-models.js';
import { askToRemove } from '../shared/ask-to-remove.js';
import { complain } from '../shared/complain.js';
import { formatBytes, formatDateTime } from '../shared/format.js';
import { RowAction } from '../shared/row-action.js';
import { strings } from '../strings/index.js';
import { FitsBadge } from './fits-badge.js';
import classes from './models.module.css';

const words = strings.models;

interface Props {
  model: ModelView;
  /** Whether the index that serves was made with it, whatever has the role now. */
  isOfIndex: boolean;
  canChange: boolean;
}

/** A model file at hand: what it is, whether it fits, what uses it. */
export function ModelCard({ model, isOfIndex, canChange }: Props) {
  const { name, kind, roles, collections, sizeBytes, quantization, parameters, license, contextTokens } = model;
  const uses = [
    ...roles.map((role) => words.roles[role]),
    ...(isOfIndex ? [words.ofIndex] : []),
    ...collections.map(words.collection),
  ];
  const facts = [
    formatBytes(sizeBytes),
    ...(parameters === null ? [] : [words.parameters(parameters)]),
    ...(quantization === null ? [] : [quantization]),
    ...(contextTokens === null ? [] : [words.context(contextTokens)]),
  ];
  return (
    <article className={classes.card} aria-label={name}>
      <Group justify="space-between" wrap="nowrap" align="flex-start">
        <span className={classes.name}>{name}</span>
        <Badge variant="light" tt="none" flex="none" color="gray">
          {words.kinds[kind]}
        </Badge>
      </Group>
      <span className={classes.facts}>{facts.join(' · ')}</span>
      <span className={classes.facts}>
        {words.licence}: {license ?? words.unknownLicence}
      </span>
      {model.fault === null ? (
        <FitsBadge fits={model.fits} />
      ) : (
        <Text size="sm" c="var(--mantine-color-error)">
          {words.faults[model.fault]}
        </Text>
      )}
      {model.hint !== null && <Text size="sm">{words.hints[model.hint]}</Text>}
      <Group gap={6} aria-label={words.inUse} role="group">
        {uses.length === 0 && (
          <Text size="sm" c="dimmed">
            {words.unused}
          </Text>
        )}
        {uses.map((use) => (
          <Badge key={use} variant="light" tt="none">
            {use}
          </Badge>
        ))}
      </Group>
      <Details model={model} />
      {canChange && (model.isQuantizable || model.source === 'imported') && (
        <Group className={classes.foot} gap="xs">
          {model.isQuantizable && <Quantize name={name} />}
          {model.source === 'imported' && <Remove model={model} />}
        </Group>
      )}
    </article>
  );
}

function Details({ model }: { model: ModelView }) {
  const { name, sha256, origin, madeFrom, addedAt, source, dimensions, languages, architecture } = model;
  const facts: [string, ReactNode][] = [
    madeFrom ? [words.madeFrom, madeFrom.name] : [words.origin, origin ?? words.sources[source]],
    ...(addedAt === null ? [] : [[words.added, formatDateTime(addedAt)] satisfies [string, ReactNode]]),
    ...(languages === null ? [] : [[words.languages, languages] satisfies [string, ReactNode]]),
    ...(architecture === null
      ? []
      : [
          [
            words.architecture,
            joinPresent([architecture, dimensions !== null && words.dimensions(dimensions)], ' · '),
          ] satisfies [string, ReactNode],
        ]),
    [words.sha, <Code key="sha">{sha256}</Code>],
  ];
  return (
    <details className={classes.details}>
      <summary aria-label={words.detailsOf(name)}>{words.details}</summary>
      <dl>
        {facts.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}

/** How far the copy is shows among the models on their way. */
function Quantize({ name }: { name: string }) {
  const quantizing = useQuantizeModel();
  const begin = () =>
    void quantizing
      .mutateAsync({ model: name })
      .then((task) => notifications.show({ message: words.quantizeStarted(task.name) }))
      .catch(complain);
  return (
    <RowAction
      icon={IconCopyPlus}
      label={words.quantize}
      name={words.quantizeOne(name)}
      isBusy={quantizing.isPending}
      onClick={begin}
    />
  );
}

function Remove({ model: { name, sizeBytes } }: { model: ModelView }) {
  const removing = useRemoveModel();
  const ask = () =>
    askToRemove(
      words.removeTitle,
      () =>
        void removing
          .mutateAsync(name)
          .then(() => notifications.show({ message: words.removed(name) }))
          .catch(complain),
      words.removeBody(name, formatBytes(sizeBytes)),
      words.remove,
    );
  return (
    <RowAction
      icon={IconTrash}
      label={words.remove}
      name={words.removeOne(name)}
      isRemoval
      isBusy={removing.isPending}
      onClick={ask}
    />
  );
}
