import { Anchor, Button, Group, VisuallyHidden } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { Link, useParams, useSearchParams } from 'react-router';
import { revisionFileUrl } from '../api/api-client.js';
import { useRevisionText } from '../data/use-records.js';
import { ErrorNotice } from '../shared/error-notice.js';
import { Loading } from '../shared/loading.js';
import { PageHeader } from '../shared/page-header.js';
import { strings } from '../strings/index.js';
import { readPlace } from './source-address.js';
import { SourceViewer } from './source-viewer.js';
import classes from './source.module.css';

const words = strings.source;

/** `/source/:revisionId?start=&end=&page=` */
export function SourcePage() {
  const { revisionId = '' } = useParams();
  const [search] = useSearchParams();
  const { data, isPending, isError, error, refetch } = useRevisionText(revisionId);
  return (
    <>
      <PageHeader
        title={data?.title ?? words.title}
        lead={
          data && (
            <Anchor component={Link} to={`/library/${data.documentId}`} inherit>
              {words.revision(data.number)} · {data.fileName}
            </Anchor>
          )
        }
        actions={
          <Group>
            <Button
              component="a"
              href={revisionFileUrl(revisionId)}
              download
              variant="default"
              size="xs"
              leftSection={<IconDownload size={15} aria-hidden />}
            >
              {words.download}
            </Button>
          </Group>
        }
      />
      {isPending && <Loading />}
      {isError && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {data && (
        <div className={classes.whole}>
          <VisuallyHidden component="h2">{words.title}</VisuallyHidden>
          <SourceViewer key={search.toString()} revision={data} place={readPlace(revisionId, search)} />
        </div>
      )}
    </>
  );
}
