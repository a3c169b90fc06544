import { type DefaultTreeAdapterTypes, parse } from 'parse5';

type Node = DefaultTreeAdapterTypes.Node;

/** What a page says of where it leads and whether it wants to be kept. */
export interface PageLinks {
  /** Absolute http(s) addresses without fragments, each once, in the order of the page. */
  readonly links: readonly string[];
  /** False where `<meta name="robots">` says `noindex`. */
  readonly isIndexed: boolean;
}

/** @param url Address of the page, which its links are relative to unless it names another base. */
export function linksOf(html: string, url: string): PageLinks {
  const found: { base: string; links: Set<string>; robots: string } = { base: url, links: new Set(), robots: '' };
  const hrefs: string[] = [];
  for (const node of walk(parse(html))) {
    if (!('tagName' in node)) continue;
    const value = (name: string) => node.attrs.find((attribute) => attribute.name === name)?.value;
    if (node.tagName === 'base' && found.base === url) found.base = resolved(value('href') ?? '', url) ?? url;
    if (node.tagName === 'meta' && value('name')?.toLowerCase() === 'robots')
      found.robots += ` ${value('content')?.toLowerCase() ?? ''}`;
    if (node.tagName !== 'a' && node.tagName !== 'area') continue;
    if (!/\bnofollow\b/i.test(value('rel') ?? '')) hrefs.push(value('href') ?? '');
  }
  if (!/\b(nofollow|none)\b/.test(found.robots))
    for (const href of hrefs) {
      const link = href === '' ? null : resolved(href, found.base);
      if (link) found.links.add(link);
    }
  return { links: [...found.links], isIndexed: !/\b(noindex|none)\b/.test(found.robots) };
}

/** In the order of the page, without recursion: pages may nest deeper than the stack. */
function* walk(root: Node): Iterable<Node> {
  const waiting: Node[] = [root];
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    yield node;
    if ('childNodes' in node) waiting.push(...node.childNodes.toReversed());
  }
}

function resolved(href: string, base: string): string | null {
  if (!URL.canParse(href, base)) return null;
  const url = new URL(href, base);
  url.hash = '';
  return /^https?:$/.test(url.protocol) && !url.username && !url.password ? url.href : null;
}
