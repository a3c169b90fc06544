import type { DocumentDetail } from '#contracts';
import { Anchor, Badge, Group, List, Paper, Title } from '@mantine/core';
import { Link } from 'react-router';
import { strings } from '../strings/index.js';
import { StateBadge } from './state-badge.js';

const words = strings.library.document;

/** The documents that came out of this one: files of an archive, attachments of a message. */
export function DocumentMembers({ document }: { document: DocumentDetail }) {
  if (document.members.length === 0) return null;
  const own = `${document.path}/`;
  return (
    <Paper withBorder p="lg" component="section" aria-label={words.members}>
      <Title order={2} size="h4" mb="xs">
        {words.members}
      </Title>
      <List size="sm" listStyleType="none" spacing={4}>
        {document.members.map((member) => (
          <List.Item key={member.id}>
            <Group gap="xs">
              <Anchor component={Link} to={`/library/${member.id}`} style={{ overflowWrap: 'anywhere' }}>
                {member.path.startsWith(own) ? member.path.slice(own.length) : member.path}
              </Anchor>
              {member.isRemoved ? (
                <Badge color="gray" variant="light" tt="none">
                  {strings.library.removed}
                </Badge>
              ) : (
                <StateBadge state={member.state} />
              )}
            </Group>
          </List.Item>
        ))}
      </List>
    </Paper>
  );
}
