import type { DecisionDetail, DecisionGraph, GraphEdge } from '#contracts';
import { Anchor, Button, Group, List, Paper, Text, Title } from '@mantine/core';
import { IconLink } from '@tabler/icons-react';
import { Fragment, Suspense, lazy, useState } from 'react';
import { Link } from 'react-router';
import { useGraph, useUnlinkDecision } from '../data/use-decisions.js';
import { complain } from '../shared/complain.js';
import { ErrorNotice } from '../shared/error-notice.js';
import { Loading } from '../shared/loading.js';
import { strings } from '../strings/index.js';
import { addressOf } from './address-of.js';
import { LinkForm } from './link-form.js';

const words = strings.decisions.detail;
/** Where the two stand in a sentence about them. */
const ENDS = /(\{from\}|\{to\})/;
/** What lays it out is fetched with the first picture. */
const GraphPicture = lazy(async () => ({ default: (await import('./graph-picture.js')).GraphPicture }));

/** How a decision stands to others and on what it stands: a picture, and a list that says the same. */
export function DecisionRelations({ decision }: { decision: DecisionDetail }) {
  const { data: graph, isPending, isError, error, refetch } = useGraph(decision.id);
  const [isLinking, setIsLinking] = useState(false);
  return (
    <Paper withBorder p="lg" component="section" aria-label={words.relations}>
      <Group justify="space-between" mb="sm">
        <Title order={2} size="h4">
          {words.relations}
        </Title>
        <Button
          variant="default"
          size="xs"
          leftSection={<IconLink size={15} aria-hidden />}
          onClick={() => setIsLinking(true)}
        >
          {words.link}
        </Button>
      </Group>
      {isPending && <Loading />}
      {isError && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {graph && <Relations graph={graph} />}
      {isLinking && <LinkForm decision={decision.id} onClose={() => setIsLinking(false)} />}
    </Paper>
  );
}

function Relations({ graph }: { graph: DecisionGraph }) {
  if (graph.edges.length === 0)
    return (
      <Text size="sm" c="dimmed">
        {words.alone}
      </Text>
    );
  return (
    <>
      <Suspense fallback={<Loading minHeight={120} />}>
        <GraphPicture graph={graph} />
      </Suspense>
      <Text size="xs" c="dimmed" my="xs">
        {graph.isCut ? words.graphCut : words.graphHint}
      </Text>
      <List size="sm" spacing={6}>
        {graph.edges.map((edge) => (
          <Relation key={edge.id} edge={edge} graph={graph} />
        ))}
      </List>
    </>
  );
}

function Relation({ edge, graph }: { edge: GraphEdge; graph: DecisionGraph }) {
  const unlinking = useUnlinkDecision(edge.from);
  const nodes = new Map(graph.nodes.map((node) => [node.id, node]));
  const [from, to] = [nodes.get(edge.from)!, nodes.get(edge.to)!];
  const end = (node: typeof from) =>
    node.id === graph.root ? (
      <b>
        <bdi>{node.title}</bdi>
      </b>
    ) : (
      <Anchor component={Link} to={addressOf(node)} size="sm">
        <bdi>{node.title}</bdi>
      </Anchor>
    );
  return (
    <List.Item>
      {strings.decisions.sentences[edge.kind].split(ENDS).map((part, index) => (
        <Fragment key={index}>{part === '{from}' ? end(from) : part === '{to}' ? end(to) : part}</Fragment>
      ))}
      {edge.note !== '' && (
        <Text size="sm" c="dimmed" dir="auto">
          {edge.note}
        </Text>
      )}
      {edge.isLink && edge.from === graph.root && (
        <Button
          variant="subtle"
          size="compact-sm"
          loading={unlinking.isPending}
          aria-label={words.unlinkOne(to.title)}
          onClick={() => unlinking.mutate(edge.id, { onError: complain })}
        >
          {words.unlink}
        </Button>
      )}
    </List.Item>
  );
}
