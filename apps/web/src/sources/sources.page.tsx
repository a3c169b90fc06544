import type { SourceView } from '#contracts';
import { Button, Stack } from '@mantine/core';
import { IconPlugConnected, IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { OnlyRoles } from '../access/only-roles.js';
import { useSources } from '../data/use-sources.js';
import { Empty } from '../shared/empty.js';
import { ErrorNotice } from '../shared/error-notice.js';
import { Loading } from '../shared/loading.js';
import { PageHeader } from '../shared/page-header.js';
import { strings } from '../strings/index.js';
import { SourceCard } from './source-card.js';
import { SourceForm } from './source-form.js';

const words = strings.sources;

/** `/sources` */
export function SourcesPage() {
  return (
    <OnlyRoles roles={['administrator', 'librarian']} head={<PageHeader title={words.title} lead={words.lead} />}>
      <Sources />
    </OnlyRoles>
  );
}

function Sources() {
  const { data, isPending, isError, error, refetch } = useSources();
  /** A source that is changed, or null for a new one; undefined while no form is open. */
  const [edited, setEdited] = useState<SourceView | null | undefined>(undefined);
  const add = data && (
    <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setEdited(null)}>
      {words.add}
    </Button>
  );
  const header = <PageHeader title={words.title} lead={words.lead} actions={add} />;
  if (isPending)
    return (
      <>
        {header}
        <Loading />
      </>
    );
  if (isError)
    return (
      <>
        {header}
        <ErrorNotice error={error} onRetry={() => void refetch()} />
      </>
    );
  const { sources, allowedFolders } = data;
  return (
    <>
      {header}
      {sources.length === 0 && <Empty icon={<IconPlugConnected />} title={words.empty} hint={words.emptyHint} />}
      <Stack>
        {sources.map((source) => (
          <SourceCard key={source.id} source={source} onEdit={() => setEdited(source)} />
        ))}
      </Stack>
      {edited !== undefined && (
        <SourceForm source={edited} allowedFolders={allowedFolders} onClose={() => setEdited(undefined)} />
      )}
    </>
  );
}
