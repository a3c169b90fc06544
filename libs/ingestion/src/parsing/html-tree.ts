import { type DefaultTreeAdapterTypes, type ParserOptions, defaultTreeAdapter, parse, parseFragment } from 'parse5';
import { DocumentTooComplex } from './parse-errors.js';

type Options = ParserOptions<DefaultTreeAdapterTypes.DefaultTreeAdapterMap>;

/** Elements that are open at once, at most: each further one is compared with all of them. Browsers draw fewer than a thousand. */
const DEEPEST = 30_000;
/** More of them fit into no parser's memory; tags that never end are begun anew in each paragraph, which makes many of few. */
const MOST_ELEMENTS = 2_000_000;

/** The tree of an HTML page, mended as browsers mend it. @throws DocumentTooComplex */
export const htmlPage = (html: string, options: Options = {}): DefaultTreeAdapterTypes.Document =>
  parse(html, { ...options, treeAdapter: boundedAdapter() });

/** The same of a piece of a page. @throws DocumentTooComplex */
export const htmlFragment = (html: string): DefaultTreeAdapterTypes.DocumentFragment =>
  parseFragment(html, { treeAdapter: boundedAdapter() });

function boundedAdapter(): typeof defaultTreeAdapter {
  let [depth, made] = [0, 0];
  return {
    ...defaultTreeAdapter,
    onItemPush: () => {
      if (++depth > DEEPEST) throw new DocumentTooComplex('nested elements', DEEPEST);
      if (++made > MOST_ELEMENTS) throw new DocumentTooComplex('elements', MOST_ELEMENTS);
    },
    onItemPop: () => void depth--,
  };
}
