import { modelRole } from '#contracts';
import type { ModelList, ModelRoleName } from '#contracts';
import { Anchor, Button, Group, Select, Text, Title } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { Link } from 'react-router';
import { useAssignModel, useReleaseRole } from '../data/use-models.js';
import { complain } from '../shared/complain.js';
import { strings } from '../strings/index.js';
import classes from './models.module.css';

const words = strings.models;

/** `generator`, `reasoner` and `extractor` are all filled by models that write. */
const kindFor = (role: ModelRoleName) => (role === 'embedder' || role === 'reranker' ? role : 'generator');

interface Props {
  list: ModelList;
  /** Name of the embedder that the index that serves was made with; null where that is not known. */
  indexedBy: string | null;
  canChange: boolean;
}

/** Each role, what fills it, and for administrators another model to choose. */
export function RoleList({ list, indexedBy, canChange }: Props) {
  return (
    <section aria-label={words.rolesTitle}>
      <Title order={2} size="h4" mb="sm">
        {words.rolesTitle}
      </Title>
      <ul className={classes.list}>
        {modelRole.options.map((role) => (
          <li key={role} className={classes.role}>
            <Role role={role} list={list} indexedBy={indexedBy} canChange={canChange} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Role({ role, list, indexedBy, canChange }: Props & { role: ModelRoleName }) {
  const { name, from } = list.roles[role];
  return (
    <>
      <div style={{ minWidth: 0 }}>
        <Text fw={600} size="sm">
          {words.roles[role]}
          <Text span size="sm" c="dimmed" fw={400}>
            {' '}
            · {words.roleDoes[role]}
          </Text>
        </Text>
        <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
          {name ?? words.emptyRole}
          {from !== 'nothing' && (
            <Text span size="sm" c="dimmed">
              {' '}
              ({words.from[from]})
            </Text>
          )}
        </Text>
      </div>
      {canChange && from !== 'remote' && role !== 'embedder' && <Change role={role} list={list} />}
      {canChange && role === 'embedder' && (
        <Text size="xs" c="dimmed" maw={260}>
          {indexedBy !== null && indexedBy !== name && `${words.indexedBy(indexedBy)} `}
          {words.embedderByIndex}
        </Text>
      )}
    </>
  );
}

function Change({ role, list }: Pick<Props, 'list'> & { role: ModelRoleName }) {
  const assigning = useAssignModel();
  const releasing = useReleaseRole();
  const { name, from } = list.roles[role];
  const fitting = list.models.filter(({ kind }) => kind === kindFor(role)).map((model) => model.name);
  if (fitting.length === 0)
    return (
      <Text size="xs" c="dimmed">
        {words.noneFits}{' '}
        <Anchor component={Link} to="/models?view=catalogue" inherit>
          {words.toCatalogue}
        </Anchor>
      </Text>
    );
  const assign = (chosen: string) =>
    void assigning
      .mutateAsync({ role, name: chosen })
      .then(() => notifications.show({ message: words.used(chosen, words.roles[role]), color: 'green' }))
      .catch(complain);
  const release = () =>
    void releasing
      .mutateAsync(role)
      .then(() => notifications.show({ message: words.released(words.roles[role]) }))
      .catch(complain);
  return (
    <Group gap="xs" wrap="nowrap">
      <Select
        aria-label={words.useFor(words.roles[role])}
        placeholder={words.choose}
        data={fitting}
        value={from === 'generator' ? null : name}
        onChange={(chosen) => chosen !== null && assign(chosen)}
        allowDeselect={false}
        disabled={assigning.isPending}
        maw={240}
        style={{ flex: '1 1 auto', minWidth: 0 }}
      />
      {from === 'chosen' && (
        <Button
          variant="default"
          style={{ flexShrink: 0 }}
          loading={releasing.isPending}
          onClick={release}
          aria-label={words.releaseOf(words.roles[role])}
        >
          {words.release}
        </Button>
      )}
    </Group>
  );
}
