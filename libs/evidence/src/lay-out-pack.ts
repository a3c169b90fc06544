import { canonicalJson, sha256Hex } from '#knowledge';
import { frameworksAsMarkdown, instructionsOf } from './instructions.js';
import type { EvidencePack, LaidOutPack, ManifestProof, PackFile, PackedFile, PackedSource } from './pack.js';

/**
 * The files of a pack, in the order in which a person reads them, and a manifest with the SHA-256 of all of them.
 * @param report The report as PDF.
 */
export function layOutPack(pack: EvidencePack, report: Buffer): LaidOutPack {
  const files = [
    text('README.txt', instructionsOf(pack)),
    whole('report.pdf', report),
    ...(pack.decision ? [json('decision.json', pack.decision.proof)] : []),
    ...pack.records.map(({ id, proof }) => json(`records/${id}.json`, proof)),
    ...pack.sources.flatMap(filesOfSource),
    text('frameworks.md', frameworksAsMarkdown()),
    text('keys.txt', pack.keys.map((key) => `${key}\n`).join('')),
  ];
  const manifest = {
    format: 'chancery-evidence/2',
    madeAt: pack.madeAt.toISOString(),
    madeBy: pack.madeBy,
    decision: pack.decision?.view.id ?? null,
    records: pack.records.map(({ id }) => id),
    withheldRecords: pack.withheldRecords,
    sources: pack.sources.map(({ revision, document, number, title, withheld }) => ({
      ...{ revision, document, number, title, withheld },
    })),
    files: Object.fromEntries(files.map(({ name, sha256 }) => [name, sha256])),
  };
  return { files, manifest: text('manifest.json', `${canonicalJson(manifest)}\n`) };
}

/** All files of a pack whose manifest the log knows. */
export const sealPack = ({ files, manifest }: LaidOutPack, proof: ManifestProof): PackFile[] => [
  ...files,
  manifest,
  json('manifest.proof.json', proof),
];

function filesOfSource({ revision, text: stored, original }: PackedSource): PackFile[] {
  const folder = `revisions/${revision}`;
  return [
    ...(stored === null ? [] : [text(`${folder}/text.txt`, stored)]),
    ...(original ? [fileOf(folder, original)] : []),
  ];
}

const fileOf = (folder: string, { fileName, sha256, open }: PackedFile): PackFile => ({
  name: `${folder}/original${suffixOf(fileName)}`,
  sha256,
  content: open,
});

/** Of a sender's file name nothing but a short ending is kept: the rest could lead anywhere. */
function suffixOf(fileName: string): string {
  return /\.[A-Za-z0-9]{1,10}$/.exec(fileName)?.[0].toLowerCase() ?? '';
}

const whole = (name: string, content: Buffer): PackFile => ({ name, sha256: sha256Hex(content), content });
const text = (name: string, content: string): PackFile => whole(name, Buffer.from(content));
const json = (name: string, value: unknown): PackFile => text(name, `${JSON.stringify(value, null, 1)}\n`);
