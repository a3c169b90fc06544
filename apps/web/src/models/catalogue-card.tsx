import type { CatalogueModelView } from '#contracts';
import { Anchor, Badge, Group, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconCheck, IconDownload } from '@tabler/icons-react';
import { usePullModel } from '../data/use-models.js';
import { complain } from '../shared/complain.js';
import { formatBytes } from '../shared/format.js';
import { RowAction } from '../shared/row-action.js';
import { strings } from '../strings/index.js';
import { FitsBadge } from './fits-badge.js';
import classes from './models.module.css';

const words = strings.models;

/**
 * One model of the catalogue, with whether it fits this machine. Who may change models can fetch it, where a file is
 * known; otherwise its source is named.
 */
export function CatalogueCard({ model, canChange }: { model: CatalogueModelView; canChange: boolean }) {
  const { name, roles, summary, license, parameters, quantization, sizeBytes, contextTokens, languages, tier } = model;
  const facts = [
    ...(sizeBytes === null ? [] : [formatBytes(sizeBytes)]),
    ...(parameters === null ? [] : [parameters]),
    ...(quantization === null ? [] : [quantization]),
    ...(contextTokens === null ? [] : [words.context(contextTokens)]),
    ...(tier === null ? [] : [words.tiers[tier]]),
  ];
  return (
    <article className={classes.card} aria-label={name}>
      <Group justify="space-between" wrap="nowrap" align="flex-start">
        <span className={classes.name}>{name}</span>
        <Group gap={4} justify="flex-end">
          {roles.map((role) => (
            <Badge key={role} variant="light" color="gray" tt="none">
              {words.roles[role]}
            </Badge>
          ))}
        </Group>
      </Group>
      <Text size="sm">{summary}</Text>
      <span className={classes.facts}>{facts.join(' · ')}</span>
      {languages !== null && (
        <span className={classes.facts}>
          {words.languages}: {languages}
        </span>
      )}
      <span className={classes.facts}>
        {words.licence}: {license}
      </span>
      <FitsBadge fits={model.fits} />
      <Group className={classes.foot} gap="sm">
        <GetIt model={model} canChange={canChange} />
      </Group>
    </article>
  );
}

/** Fetch it; or, where a person has to choose the file, where that is. Nothing is opened or fetched by itself. */
function GetIt({
  model: { name, url, source, installed },
  canChange,
}: {
  model: CatalogueModelView;
  canChange: boolean;
}) {
  const pulling = usePullModel();
  const pull = () =>
    void pulling
      .mutateAsync({ catalogue: name })
      .then((task) => notifications.show({ message: words.pullStarted(task.name) }))
      .catch(complain);
  if (installed !== null)
    return (
      <Badge variant="light" color="green" tt="none" leftSection={<IconCheck size={12} aria-hidden />}>
        {words.isInstalled}
      </Badge>
    );
  if (url !== null && canChange)
    return (
      <RowAction
        icon={IconDownload}
        label={words.pullSend}
        name={words.pullOne(name)}
        variant="default"
        isBusy={pulling.isPending}
        onClick={pull}
      />
    );
  if (source === null) return null;
  return (
    <Text size="xs" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
      {words.chooseFile}{' '}
      <Anchor href={source} target="_blank" rel="noreferrer" inherit>
        {source}
      </Anchor>
    </Text>
  );
}
