import type { CoverageNote } from '#knowledge';
import { parse } from 'parse5';
import { BlockBuilder } from './block-builder.js';
import { titleFromHeadings } from './document-facts.js';
import { walkHtml } from './html-blocks.js';
import { officeProperties } from './office-properties.js';
import { WrongContent } from './parse-errors.js';
import { DEFAULT_PARSE_LIMITS, type ParseLimits, type ParsedDocument } from './parsed-document.js';
import { readXml } from './read-xml.js';
import { ZipParts } from './zip-parts.js';

const FORMAT = 'e-book';
const MOST_CHAPTERS = 10_000;

/** Read an e-book in its reading order; a page for each file of its spine, as it has no pages of its own. @see W3C EPUB 3.3 */
export function parseEpub(path: string, limits: ParseLimits = DEFAULT_PARSE_LIMITS): Promise<ParsedDocument> {
  return ZipParts.use(path, FORMAT, limits.maxUncompressedBytes, async (parts) => {
    const packagePath = rootFile((await parts.text('META-INF/container.xml')) ?? '');
    const description = packagePath === null ? null : await parts.text(packagePath);
    if (packagePath === null || description === null) throw new WrongContent('epub', FORMAT);
    const spine = spineOf(description, packagePath);
    const chapters = spine.slice(0, MOST_CHAPTERS);
    const builder = new BlockBuilder();
    for (const [index, chapter] of chapters.entries()) {
      builder.finish();
      builder.page = index + 1;
      const html = await parts.text(chapter);
      if (html !== null) walkHtml(parse(html), builder);
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

const cutNote = (count: number): CoverageNote => ({
  code: 'part.cut',
  message: `Only the first ${MOST_CHAPTERS} parts of the book were read; ${count} were not.`,
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

/** Paths of the files to read, in order. */
function spineOf(description: string, packagePath: string): string[] {
  const items = new Map<string, string>();
  const spine: string[] = [];
  readXml(description, FORMAT, {
    open: (name, attribute) => {
      const [id, href, reference] = [attribute('id'), attribute('href'), attribute('idref')];
      if (name === 'item' && id && href && /html/.test(attribute('media-type') ?? ''))
        items.set(id, decodeURIComponent(new URL(href, `zip:/${packagePath}`).pathname.slice(1)));
      const item = name === 'itemref' && reference ? items.get(reference) : undefined;
      if (item) spine.push(item);
    },
  });
  return spine;
}
