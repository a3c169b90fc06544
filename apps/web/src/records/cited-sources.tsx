import type { CitationView, CitedSource } from '#contracts';
import { Alert, Anchor, List } from '@mantine/core';
import { IconHistory } from '@tabler/icons-react';
import { Link } from 'react-router';
import { strings } from '../strings/index.js';

const words = strings.records.cited;

interface Props {
  sources: readonly CitedSource[];
  /** They know the titles. */
  citations: readonly CitationView[];
}

/** Which of the cited revisions stand no more, and what stands in their place; nothing while all of them do. */
export function CitedSources({ sources, citations }: Props) {
  const changed = sources.filter(({ state }) => state !== 'current');
  if (changed.length === 0) return null;
  const titles = new Map(citations.map(({ revision, title }) => [revision, title]));
  return (
    <Alert variant="light" color="yellow" icon={<IconHistory aria-hidden />} title={words.title}>
      <List size="sm">
        {changed.map((source) => (
          <List.Item key={source.revision}>
            {words.states[source.state](titles.get(source.revision) ?? source.document)} <Present source={source} />
          </List.Item>
        ))}
      </List>
    </Alert>
  );
}

function Present({ source: { present } }: { source: CitedSource }) {
  if (!present) return null;
  return (
    <Anchor component={Link} to={`/source/${encodeURIComponent(present.revision)}`} size="sm">
      {words.present(present.number)}
    </Anchor>
  );
}
