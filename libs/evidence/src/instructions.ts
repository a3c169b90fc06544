import type { EvidencePack } from './pack.js';
import { FRAMEWORKS } from './frameworks.js';

/** What a stranger needs to know to check the pack, in plain text. */
export function instructionsOf(pack: EvidencePack): string {
  const what = pack.decision ? `Decision ${pack.decision.view.id}` : `Record ${pack.records[0]?.id ?? ''}`;
  return `EVIDENCE PACK
${what}
Made ${pack.madeAt.toISOString()} by ${pack.madeBy}, Chancery ${pack.serviceVersion}

WHAT IS IN IT
  report.pdf        everything for reading, with links to the other files where the pack is unpacked. Signs that no font
                    where it was made has are empty boxes there, and whole in the JSON files
  decision.json     ${pack.decision ? 'each step of the decision as it was signed, its log entry, and a proof' : 'not in this pack: it is of one answer'}
  records/          each answer as it was sealed, its log entry, and a proof
  revisions/        the cited revisions of documents: stored text, and the file as it was uploaded
  frameworks.md     where to find what some frameworks speak of
  keys.txt          public keys of the log
  manifest.json     SHA-256 of every other file here
  manifest.proof.json  the log entry with the manifest's SHA-256, and a proof: the pack is as it was made, the report included

HOW TO CHECK IT
With Chancery's verifier, which needs neither the service nor a network:

    chancery-verify PACK.zip --key KEY

KEY is the public key of the log that you have from elsewhere: published, or noted before. With the keys in this pack
alone, the pack is only shown to agree with itself. Where a witness saw the log, its key (--witness KEY) shows that it did.

WITHOUT THAT PROGRAM
  1. The SHA-256 of the text in "record" of a file in records/ is "sha256" in its "leaf" (of "step" in decision.json likewise).
  2. The hash of a leaf is SHA-256 of a zero byte and the leaf's UTF-8 bytes; the "proof" leads from it to the root of the
     log as in RFC 6962 (format: C2SP tlog-proof), and the root stands in a checkpoint signed with Ed25519 (C2SP signed-note).
  3. A passage of a record names its span [start, end) in UTF-16 code units of revisions/*/text.txt and the SHA-256 of the
     words there ("textSha256"); "revisionSha256" is that of the file as it was uploaded.
  4. The SHA-256 of manifest.json is "manifest" in the "leaf" of manifest.proof.json, whose "proof" is as in 2.
  5. A name in a step of decision.json stands there as "sha256:" and the SHA-256 of {"name":…,"person":…,"salt":…}, one of the
     entries in its "names", without spaces. Who has no entry there was erased: their step is proven, their name forgotten.
${withheldLines(pack)}`;
}

function withheldLines({ withheldRecords, sources }: EvidencePack): string {
  const lines = [
    ...withheldRecords.map((id) => `  record ${id}: not open to who made this pack`),
    ...sources
      .filter(({ withheld }) => withheld !== '')
      .map(({ title, revision, withheld }) => `  ${title} (${revision}): ${withheld}`),
  ];
  return lines.length > 0 ? `\nWHAT IS NOT HERE\n${lines.join('\n')}\n` : '';
}

/** Frameworks and fields beside each other, as Markdown. */
export function frameworksAsMarkdown(): string {
  const tables = FRAMEWORKS.map(({ name, rows }) => {
    const lines = rows.map(
      ({ reference, about, here, notHere }) => `| ${reference} | ${about} | ${here} | ${notHere} |`,
    );
    return `## ${name}\n\n| reference | speaks of | in this pack | not in this pack |\n|---|---|---|---|\n${lines.join('\n')}\n`;
  });
  return `# Where to find what\n\nEvidence that whoever assesses may use. It states no conformity with anything; whether a framework applies, and\nwhether this is enough for it, is for them to say.\n\n${tables.join('\n')}`;
}
