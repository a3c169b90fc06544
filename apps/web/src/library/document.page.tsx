import { Alert, Anchor, Button, Group, Paper, Stack, Title } from '@mantine/core';
import { IconReportSearch, IconSparkles, IconTrash } from '@tabler/icons-react';
import { Link, useParams } from 'react-router';
import { useDocument } from '../data/use-library.js';
import { useSession } from '../data/use-session.js';
import { useView } from '../data/use-view.js';
import { ErrorNotice } from '../shared/error-notice.js';
import { formatLanguage } from '../shared/format.js';
import { Loading } from '../shared/loading.js';
import { PageHeader } from '../shared/page-header.js';
import { strings } from '../strings/index.js';
import { DocumentButtons } from './document-buttons.js';
import { DocumentMatter } from './document-matter.js';
import { DocumentMembers } from './document-members.js';
import { DocumentProposed } from './document-proposed.js';
import { DocumentState } from './document-state.js';
import { kindOfFile } from './kind-of-file.js';
import { RevisionCard } from './revision-card.js';
import classes from './library.module.css';

const words = strings.library.document;
/** Whose reports of access are, of those who may see a document. */
const REPORTERS = ['administrator', 'auditor'];

/** `/library/:documentId` */
export function DocumentPage() {
  const { documentId = '' } = useParams();
  const role = useSession().data?.user.role ?? '';
  const reports = useView() === null && REPORTERS.includes(role);
  const { data: document, isPending, isError, error, refetch } = useDocument(documentId);
  const back = (
    <Anchor component={Link} to="/library" size="sm">
      ← {words.back}
    </Anchor>
  );
  if (isPending) return <Loading />;
  if (isError)
    return (
      <>
        <PageHeader title={strings.library.title} lead={back} />
        <ErrorNotice error={error} onRetry={() => void refetch()} />
      </>
    );
  const metadata = Object.entries(document.metadata);
  return (
    <>
      <PageHeader title={document.title} lead={back} actions={<DocumentButtons document={document} />} />
      <Stack gap="md">
        {document.removedAt && (
          <Alert color="gray" variant="light" icon={<IconTrash aria-hidden />}>
            {words.removedBanner}
          </Alert>
        )}
        <Paper withBorder p="lg" component="section" aria-label={words.details}>
          <dl className={classes.facts}>
            <dt>{strings.library.columns.state}</dt>
            <dd>
              <DocumentState document={document} />
            </dd>
            <dt>{words.collection}</dt>
            <dd>{document.collection.name}</dd>
            <dt>{strings.matters.matter}</dt>
            <dd>
              <DocumentMatter document={document} />
            </dd>
            {document.parent && (
              <>
                <dt>{words.cameOutOf}</dt>
                <dd>
                  <Anchor component={Link} to={`/library/${document.parent.id}`}>
                    <bdi>{document.parent.title}</bdi>
                  </Anchor>
                </dd>
              </>
            )}
            <dt>{words.path}</dt>
            <dd>{document.path}</dd>
            <dt>{words.type}</dt>
            <dd title={document.latest.mediaType}>{kindOfFile(document.latest.mediaType, document.latest.fileName)}</dd>
            {metadata.map(([key, value]) => (
              <FactOfMetadata key={key} name={key} value={value} />
            ))}
          </dl>
        </Paper>
        <DocumentProposed document={document} />
        <DocumentMembers document={document} />
        <Group gap="xs">
          {document.current && (
            <Button
              component={Link}
              to={`/search?like=${document.id}`}
              size="compact-sm"
              variant="subtle"
              leftSection={<IconSparkles size={14} aria-hidden />}
            >
              {strings.search.like}
            </Button>
          )}
          {reports && (
            <Button
              component={Link}
              to={`/admin/access-report?document=${document.id}`}
              size="compact-sm"
              variant="subtle"
              leftSection={<IconReportSearch size={14} aria-hidden />}
            >
              {strings.access.report.whoSees}
            </Button>
          )}
        </Group>
        <Title order={2} size="h4">
          {words.revisions}
        </Title>
        {document.revisions
          .toSorted((a, b) => b.number - a.number)
          .map((revision, i, newestFirst) => (
            <RevisionCard
              key={revision.id}
              revision={revision}
              isCurrent={revision.id === document.current?.id}
              previous={newestFirst.slice(i + 1).find(({ state }) => state === 'superseded')?.id ?? null}
            />
          ))}
      </Stack>
    </>
  );
}

function FactOfMetadata({ name, value }: { name: string; value: string }) {
  return (
    <>
      <dt>{words.metadata[name] ?? name}</dt>
      <dd>{name === 'language' ? formatLanguage(value) : value}</dd>
    </>
  );
}
