import { z } from 'zod';

/** First and last page, both included, from 1. */
const pageRange = z.tuple([z.number().int(), z.number().int()]);

/** One kind of thing that was not read. `text` was there, `pictures` may hold words, `other` surrounds the text. */
export const coverageGap = z.object({
  /** As in the notes, for example `page.no_text`. */
  code: z.string(),
  kind: z.enum(['text', 'pictures', 'other']),
  count: z.number().int(),
  /** Where, ascending; empty for what lies on no page. At most the first hundred stretches. */
  pages: z.array(pageRange),
});
export type CoverageGapView = z.infer<typeof coverageGap>;

/** What was read of a revision, and what was not. */
export const revisionCoverage = z.object({
  /** Pages, slides, sheets, chapters or images, whichever the file has; 1 where it has none. */
  pages: z.number().int(),
  /** Of those, how many were not read or hold no text. */
  unreadPages: z.number().int(),
  gaps: z.array(coverageGap),
  /** Pages read by character recognition, each with its confidence in percent. */
  recognised: z.array(z.tuple([z.number().int(), z.number()])),
  /** Files inside it that became documents; null for what holds none. */
  members: z.number().int().nullable(),
});
export type RevisionCoverageView = z.infer<typeof revisionCoverage>;

/** Documents that were searched and of which text is missing. */
export const partlyRead = z.object({
  documents: z.number().int(),
  /** Some of them, those behind the answer or among the results first. */
  listed: z.array(
    z.object({
      document: z.string(),
      revision: z.string(),
      title: z.string(),
      gaps: z.array(coverageGap),
    }),
  ),
});
export type PartlyRead = z.infer<typeof partlyRead>;

/** A gap in words that follow a subject: "pages 3–5 hold no text". */
export function sayGap({ code, count, pages }: CoverageGapView): string {
  const several = count !== 1;
  const where = pages.length > 0 ? pagesInWords(pages, count) : several ? `${count} pages` : 'one page';
  const of = (one: string, many: string) => (several ? `${count} ${many} were` : `${one} was`);
  switch (code) {
    case 'page.no_text':
      return `${where} ${several ? 'hold' : 'holds'} no text`;
    case 'page.garbled':
      return `${where} ${several ? 'hold' : 'holds'} text in fonts that do not say which letters they show`;
    case 'page.unreadable':
      return `${where} ${several ? 'are' : 'is'} damaged`;
    case 'ocr.not_reached':
      return `${where} ${several ? 'are images' : 'is an image'} for which the time did not last`;
    case 'sheet.cut':
      return `${of('a sheet', 'sheets')} read to the limit of rows only`;
    case 'formula.no_result':
      return `${of('a formula without a stored result', 'formulas without a stored result')} not read`;
    case 'part.missing':
      return `${of('a part', 'parts')} not in the file`;
    case 'part.cut':
      return `${of('a part', 'parts')} beyond the limit`;
    case 'member.not_read':
    case 'member.place_taken':
      return `${of('a file in it', 'files in it')} not read`;
    case 'attachment.skipped':
      return `${of('an attachment', 'attachments')} not read`;
    case 'comments.skipped':
    case 'docx.comments_skipped':
      return 'comments were not read';
    case 'image.skipped':
      return `${of('a picture', 'pictures')} not looked at`;
    case 'text.hidden':
      return `${of('a stretch of hidden text', 'stretches of hidden text')} left out`;
    case 'chart.skipped':
      return `${of('a chart', 'charts')} not read`;
    default:
      return `${of('a part', 'parts')} not read (${code})`;
  }
}

/** How many stretches of pages are spelled out. */
const SAID_RANGES = 6;

/** "page 3", "pages 3–5, 8 and 11". */
export function pagesInWords(pages: readonly (readonly [number, number])[], count: number): string {
  const said = pages.slice(0, SAID_RANGES).map(([first, last]) => (first === last ? `${first}` : `${first}–${last}`));
  if (pages.length > SAID_RANGES) return `${count} pages (${said.join(', ')}, …)`;
  const list = said.length > 1 ? `${said.slice(0, -1).join(', ')} and ${said.at(-1)}` : said[0]!;
  return `page${count === 1 ? '' : 's'} ${list}`;
}

/** Documents that are named in a sentence. */
const NAMED = 3;

/**
 * What a search did not see, in sentences; empty where it saw everything.
 * @param coverage Of a search or an answer.
 */
export function sayCoverage({
  searched,
  unreadable,
  partly,
}: {
  readonly searched: number;
  readonly unreadable: number;
  readonly partly?: PartlyRead | undefined;
}): string[] {
  const sentences: string[] = [];
  if (unreadable > 0)
    sentences.push(`${unreadable === 1 ? 'One more document' : `${unreadable} more documents`} could not be read.`);
  if (!partly || partly.documents === 0) return sentences;
  const named = partly.listed
    .slice(0, NAMED)
    .map(({ title, gaps }) => `in “${title}” ${gaps.map(sayGap).join(', ') || 'parts were not read'}`);
  const more = partly.documents > named.length && named.length > 0 ? '; and more' : '';
  const detail = named.length > 0 ? `: ${named.join('; ')}${more}` : '';
  const verb = partly.documents === 1 ? 'was' : 'were';
  const which = searched === 1 ? 'The document searched' : `${partly.documents} of the ${searched} documents searched`;
  sentences.push(`${which} ${verb} only read in part${detail}.`);
  return sentences;
}
