import { sha256Hex } from '#knowledge';
import { ProofInvalid } from '#transparency';
import { type PackManifest, read, sealedRecord } from './proof-files.js';
import type { ZipFiles } from './read-zip.js';

/**
 * Check that what a record quotes and read stands in the revisions of its pack. Passages of revisions that are not cited are not in it.
 * @param record The sealed text.
 * @returns How many quotations stand where the record says.
 * @throws ProofInvalid
 */
export async function checkSources(
  zip: ZipFiles,
  { files, sources }: PackManifest,
  id: string,
  record: string,
): Promise<number> {
  const { passages, trace } = read(sealedRecord, record, `Record ${id}`);
  const citations = trace?.citations ?? [];
  let quotations = 0;
  for (const revision of new Set([...passages, ...citations].map(({ revisionId }) => revisionId))) {
    const text = await textOf(zip, revision);
    const quoted = citations.filter(({ revisionId }) => revisionId === revision);
    if (text === null) {
      if (quoted.length > 0 && !sources.some((one) => one.revision === revision && one.withheld !== ''))
        throw new ProofInvalid(`Record ${id}: the cited revision ${revision} is missing.`);
      continue;
    }
    const isThere = ({ span, quote }: (typeof quoted)[number]) => text.slice(span.start, span.end) === quote;
    if (!quoted.every(isThere))
      throw new ProofInvalid(`Record ${id}: a quotation does not stand in revision ${revision}.`);
    for (const passage of passages.filter(({ revisionId }) => revisionId === revision)) {
      if (sha256Hex(text.slice(...passage.span)) !== passage.textSha256)
        throw new ProofInvalid(`Record ${id}: a passage does not stand in revision ${revision} as it was read.`);
      if (passage.revisionTextSha256 && sha256Hex(text) !== passage.revisionTextSha256)
        throw new ProofInvalid(`Record ${id}: the text of revision ${revision} is not the one that was searched.`);
      // Each file was found to have the hash that the manifest says.
      const original = zip.names.find((name) => name.startsWith(`revisions/${revision}/original`));
      if (passage.revisionSha256 && original && files[original] !== passage.revisionSha256)
        throw new ProofInvalid(`Record ${id}: the file of revision ${revision} is not the one that was uploaded.`);
    }
    quotations += quoted.length;
  }
  return quotations;
}

async function textOf(zip: ZipFiles, revision: string): Promise<string | null> {
  const name = `revisions/${revision}/text.txt`;
  return zip.names.includes(name) ? zip.read(name) : null;
}
