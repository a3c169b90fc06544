import { type DefaultTreeAdapterTypes, parse } from 'parse5';

type Node = DefaultTreeAdapterTypes.Node;

/** What a page says of where it leads and whether it wants to be kept. */
export interface PageLinks {
  /** Absolute http(s) addresses without fragments, each once, in the order of the page. */
  readonly links: readonly string[];
  /** False where `<meta name="robots">`, or one for this robot, says `noindex`. */
  readonly isIndexed: boolean;
  /** The address that the page calls its own, absolute; null where it names none. */
  readonly canonical: string | null;
}

/** Whether two addresses are of the same page but for what follows the `?`. */
export function isSameButQuery(canonical: string | null, url: string): canonical is string {
  if (canonical === null || canonical === url) return false;
  const [one, other] = [new URL(canonical), new URL(url)];
  return one.host === other.host && one.pathname === other.pathname && one.search !== other.search;
}

/** The name that pages and robots.txt address this crawler by. */
const ROBOT = 'chancery';

/** Whether the header of a reply keeps it out of indexes: `noindex` for everybody or for this robot, not for another one. */
export function saysNoIndex(header: string | readonly string[] | undefined): boolean {
  return [header ?? []].flat().some(closes);
}

/** Directives in a row; a name with a colon says which robot those behind it are for. */
function closes(line: string): boolean {
  let robot = '';
  return line
    .toLowerCase()
    .split(',')
    .some((part) => {
      const [, name, directive = part] = /^\s*([\w-]+)\s*:(.*)$/.exec(part) ?? [];
      if (name && /^(max-.*|unavailable_after)$/.test(name)) return false;
      if (name) robot = name;
      return (robot === '' || robot === ROBOT) && /^(noindex|none)$/.test(directive.trim());
    });
}

/** @param url Address of the page, which its links are relative to unless it names another base. */
export function linksOf(html: string, url: string): PageLinks {
  const found = { base: url, links: new Set<string>(), robots: '', canonical: '' };
  const hrefs: string[] = [];
  for (const node of walk(parse(html))) {
    if (!('tagName' in node)) continue;
    const value = (name: string) => node.attrs.find((attribute) => attribute.name === name)?.value;
    if (node.tagName === 'base' && found.base === url) found.base = resolved(value('href') ?? '', url) ?? url;
    if (node.tagName === 'meta' && ['robots', ROBOT].includes(value('name')?.toLowerCase() ?? ''))
      found.robots += ` ${value('content')?.toLowerCase() ?? ''}`;
    if (node.tagName === 'link' && /^canonical$/i.test(value('rel')?.trim() ?? ''))
      found.canonical ||= value('href') ?? '';
    if (node.tagName !== 'a' && node.tagName !== 'area') continue;
    if (!/\bnofollow\b/i.test(value('rel') ?? '')) hrefs.push(value('href') ?? '');
  }
  if (!/\b(nofollow|none)\b/.test(found.robots))
    for (const href of hrefs) {
      const link = href === '' ? null : resolved(href, found.base);
      if (link) found.links.add(link);
    }
  const canonical = found.canonical === '' ? null : resolved(found.canonical, found.base);
  return { links: [...found.links], isIndexed: !/\b(noindex|none)\b/.test(found.robots), canonical };
}

/** In the order of the page, without recursion: pages may nest deeper than the stack. */
function* walk(root: Node): Iterable<Node> {
  const waiting: Node[] = [root];
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    yield node;
    if (!('childNodes' in node)) continue;
    for (let i = node.childNodes.length - 1; i >= 0; i -= 1) waiting.push(node.childNodes[i]!);
  }
}

function resolved(href: string, base: string): string | null {
  if (!URL.canParse(href, base)) return null;
  const url = new URL(href, base);
  url.hash = '';
  return /^https?:$/.test(url.protocol) && !url.username && !url.password ? url.href : null;
}
