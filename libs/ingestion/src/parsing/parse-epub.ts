import type { CoverageNote } from '#knowledge';
import { BlockBuilder } from './block-builder.js';
import { hiddenText, noteOf, picturesSkipped } from './coverage-notes.js';
import { decodeText } from './decode-text.js';
import { titleFromHeadings } from './document-facts.js';
import { walkHtml } from './html-blocks.js';
import { htmlPage } from './html-tree.js';
import { officeProperties } from './office-properties.js';
import { CannotUnlock, DocumentTooComplex, WrongContent } from './parse-errors.js';
import { partAt } from './part-relations.js';
import { DEFAULT_PARSE_LIMITS, type ParseLimits, type ParsedDocument } from './parsed-document.js';
import { readXml, readXmlLeniently, statedEncoding } from './read-xml.js';
import { ZipParts } from './zip-parts.js';

const FORMAT = 'e-book';
const MOST_CHAPTERS = 10_000;

/** Read an e-book in its reading order; a page for each file of its spine, as it has no pages of its own. @see W3C EPUB 3.3 */
export function parseEpub(path: string, limits: ParseLimits = DEFAULT_PARSE_LIMITS): Promise<ParsedDocument> {
  return ZipParts.use(path, FORMAT, limits.maxUncompressedBytes, async (parts) => {
    const packagePath = rootFile((await parts.text('META-INF/container.xml')) ?? '');
    const description = packagePath === null ? null : await parts.text(packagePath);
    if (packagePath === null || description === null) throw new WrongContent('epub', FORMAT);
    const { spine, pictures } = contentsOf(description, packagePath, parts);
    const chapters = spine.slice(0, MOST_CHAPTERS);
    const locked = await lockedParts(parts);
    if (chapters.some((chapter) => locked.has(chapter))) throw new CannotUnlock(FORMAT);
    const builder = new BlockBuilder();
    let [chars, hidden] = [0, 0];
    for (const [index, chapter] of chapters.entries()) {
      const before = builder.finish().length;
      builder.page = index + 1;
      const html = await parts.bytes(chapter);
      if (html !== null) hidden += walkHtml(htmlPage(asHtml(html)), builder);
      // One chapter may stand in the order of reading any number of times.
      chars += builder.blocks.slice(before).reduce((sum, { text }) => sum + text.length, 0);
      if (chars > limits.maxTextChars) throw new DocumentTooComplex('characters', limits.maxTextChars);
    }
    const { title, metadata } = officeProperties(description, FORMAT);
    const blocks = builder.finish();
    const missing = chapters.filter((chapter) => !parts.has(chapter)).length;
    return {
      title: title ?? titleFromHeadings(blocks),
      metadata,
      blocks,
      pageCount: Math.max(1, chapters.length),
      notes: [
        ...picturesSkipped(pictures),
        ...hiddenText(hidden),
        ...(missing > 0 ? [missingNote(missing)] : []),
        ...(spine.length > chapters.length ? [cutNote(spine.length - chapters.length)] : []),
      ],
    };
  });
}

const missingNote = (count: number): CoverageNote => ({
  code: 'part.missing',
  message: `${count} part(s) of the book are not in the file.`,
  count,
});

const cutNote = (count: number): CoverageNote =>
  noteOf('part.cut', `Only the first ${MOST_CHAPTERS} parts of the book were read; ${count} were not.`, {
    read: MOST_CHAPTERS,
    count,
  });

function rootFile(container: string): string | null {
  let found: string | null = null;
  if (container)
    readXml(container, FORMAT, {
      open: (name, attribute) => {
        if (name === 'rootfile') found ??= attribute('full-path');
      },
    });
  return found;
}

/** The files to read, in order, and how many pictures there are. */
function contentsOf(description: string, packagePath: string, parts: ZipParts): { spine: string[]; pictures: number } {
  const items = new Map<string, string>();
  const spine: string[] = [];
  let pictures = 0;
  // Some books spell a name in two ways, which matters to no reader that runs on Windows.
  const byLowerCase = new Map(parts.names.map((name) => [name.toLowerCase(), name]));
  readXml(description, FORMAT, {
    open: (name, attribute) => {
      const [id, href, reference] = [attribute('id'), attribute('href'), attribute('idref')];
      if (name === 'item' && id && href) {
        const path = pathOf(href, packagePath) ?? href;
        const part = parts.has(path) ? path : (byLowerCase.get(path.toLowerCase()) ?? path);
        if (/html/.test(attribute('media-type') ?? '')) items.set(id, part);
        else if (/^image\//.test(attribute('media-type') ?? '') && parts.has(part)) pictures++;
      }
      const item = name === 'itemref' && reference ? items.get(reference) : undefined;
      if (item) spine.push(item);
    },
  });
  return { spine, pictures };
}

/** A link within the book as the path of a part; null where it leads out of it. */
function pathOf(href: string, packagePath: string): string | null {
  const path = partAt(href, packagePath);
  try {
    return path === null ? null : decodeURIComponent(path);
  } catch {
    // A sign of percent that is meant as one.
    return path;
  }
}

/** Scrambled fonts are no lock. @see EPUB Open Container Format 3.3, 4.2.6.3.2 */
const FONT_SCRAMBLING = /idpf\.org\/2008\/embedding|ns\.adobe\.com\/pdf\/enc/;

/** Parts that are sold to be read in one program alone. */
async function lockedParts(parts: ZipParts): Promise<Set<string>> {
  const locked = new Set<string>();
  let isLock = false;
  readXmlLeniently((await parts.text('META-INF/encryption.xml')) ?? '<none/>', {
    open: (name, attribute) => {
      if (name === 'EncryptedData') isLock = true;
      else if (name === 'EncryptionMethod') isLock = !FONT_SCRAMBLING.test(attribute('Algorithm') ?? '');
      else if (name === 'CipherReference' && isLock) locked.add(pathOf(attribute('URI') ?? '', '') ?? '');
    },
  });
  return locked;
}

const VOID = /^(?:area|base|br|col|embed|hr|img|input|link|meta|param|source|track|wbr)$/i;
/** Each sign of a tag is matched in one way only, so that no tag takes longer than its length. */
const EMPTY_ELEMENT = /<([A-Za-z][\w.:-]*)((?:\s(?:[^<>"'/]|\/(?!>)|"[^"<]*"|'[^'<]*')*)?)\/>/g;

/** A chapter is XML, in which any element may end itself: read as HTML, an empty `<title/>` would swallow the text behind it. */
function asHtml(bytes: Uint8Array): string {
  const { text } = decodeText(bytes, statedEncoding(bytes));
  return text
    .replace(/^\ufeff/, '')
    .replace(EMPTY_ELEMENT, (tag, name: string, attributes: string) =>
      VOID.test(name) ? tag : `<${name}${attributes}></${name}>`,
    );
}
