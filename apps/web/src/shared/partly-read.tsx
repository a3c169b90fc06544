import type { PartlyRead as Partly } from '#contracts';
import { Anchor, List, Text } from '@mantine/core';
import { Link } from 'react-router';
import { formatList } from './format.js';
import { strings } from '../strings/index.js';

const words = strings.reading;

/** Documents that were searched and of which text is missing: how many, and what is missing of some of them. */
export function PartlyRead({ partly: { documents, listed } }: { partly: Partly }) {
  return (
    <>
      <Text size="sm" component="span">
        {words.partlyDocuments(documents)}
      </Text>
      {listed.length > 0 && (
        <List size="sm">
          {listed.map(({ document, title, gaps }) => (
            <List.Item key={document}>
              <Anchor component={Link} to={`/library/${document}`} inherit>
                {title}
              </Anchor>
              : {formatList(gaps.map(words.gap))}
            </List.Item>
          ))}
        </List>
      )}
    </>
  );
}
