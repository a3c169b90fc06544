import { Button } from '@mantine/core';
import { IconFileZip } from '@tabler/icons-react';
import { strings } from '../strings/index.js';

const words = strings.records.detail;

/** Saves a ZIP of a decision or record that anybody can check; the browser shows how far it is. */
export function EvidenceButton({ of: kind, id }: { of: 'decisions' | 'records'; id: string }) {
  return (
    <Button
      component="a"
      href={`/api/v1/${kind}/${encodeURIComponent(id)}/evidence`}
      download
      variant="default"
      size="xs"
      leftSection={<IconFileZip size={15} aria-hidden />}
      title={words.evidenceHint}
    >
      {words.evidence}
    </Button>
  );
}
