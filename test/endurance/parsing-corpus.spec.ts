import { existsSync, readdirSync } from 'node:fs';
import { basename, extname, join } from 'node:path';
import { assembleText, ParserPool, SUPPORTED_EXTENSIONS } from '../../libs/ingestion/src/parsing/index.js';
import { CHUNK_LIMITS, chunkText } from '../../libs/ingestion/src/chunking/index.js';
import { parserEntry } from '../medium/ingestion/parsing-entry.js';

const DOCUMENTS = join(import.meta.dirname, '../../../shared/documents');
const CODES =
  /^(?:document\.(?:empty|unsupported_type|wrong_extension|encrypted|corrupt|no_text|too_complex|needs_libreoffice)|parse\.(?:timeout|memory_limit))$/;

const withDocuments = existsSync(DOCUMENTS) ? describe : describe.skip;
if (!existsSync(DOCUMENTS)) console.warn(`Skipped: no sample documents at ${DOCUMENTS}.`);

withDocuments('the sample documents', () => {
  it('are each read, or refused with a code', async () => {
    const pool = new ParserPool({ size: 2, entryPath: parserEntry() });
    const outcomes = new Map<string, number>();
    const count = (outcome: string) => outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
    await Promise.all(
      filesBelow(DOCUMENTS).map(async (path) => {
        try {
          const { blocks } = await pool.parse(path, basename(path));
          const assembled = assembleText(blocks);
          expect(chunkText(assembled, CHUNK_LIMITS).length).toBeGreaterThan(0);
          count('read');
        } catch (error) {
          const { code } = error as { code?: string };
          if (!code) throw error;
          expect(`${basename(path)}: ${code}`).toMatch(new RegExp(CODES.source.replace('^', ': ')));
          if (SUPPORTED_EXTENSIONS.includes(extname(path).slice(1))) expect(code).not.toBe('document.unsupported_type');
          count(code);
        }
      }),
    );
    await pool.close();
    expect(outcomes.get('read')).toBeGreaterThanOrEqual(125);
    expect(outcomes.get('document.encrypted')).toBeGreaterThanOrEqual(14);
  }, 600_000);
});

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}
