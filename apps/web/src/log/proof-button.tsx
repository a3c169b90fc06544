import { ActionIcon } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useEntryProof } from '../data/use-log.js';
import { complain } from '../shared/complain.js';
import { saveFile } from '../shared/save-file.js';
import { strings } from '../strings/index.js';

const words = strings.log.entries;

/** Saves what proves, without this service, that an entry is in the log. */
export function ProofButton({ index }: { index: number }) {
  const proving = useEntryProof();
  const save = () =>
    proving.mutate(index, {
      onSuccess: (proof) => saveFile(`log-entry-${index}.proof.json`, JSON.stringify(proof, null, 2)),
      onError: complain,
    });
  return (
    <ActionIcon
      variant="subtle"
      color="gray"
      loading={proving.isPending}
      onClick={save}
      aria-label={words.proofOf(index)}
      title={words.proof}
    >
      <IconDownload size={17} aria-hidden />
    </ActionIcon>
  );
}
