import { createHash } from 'node:crypto';

/**
 * Where a page goes: host and path of its address, a short hash for a query, `.html` for pages that do not say so.
 * @param isPage Whether it is HTML.
 */
export function pagePath(address: string, isPage: boolean): string {
  const url = new URL(address);
  const parts = [url.host, ...url.pathname.split('/').filter((part) => part !== '')].map(readable);
  if (url.pathname.endsWith('/')) parts.push('index');
  const query = url.search === '' ? '' : `~${createHash('sha256').update(url.search).digest('hex').slice(0, 10)}`;
  const path = parts.join('/');
  const extension = /\.[A-Za-z0-9]{1,10}$/.exec(parts.at(-1)!)?.[0] ?? '';
  const isNamed = parts.length > 1 && extension !== '' && (!isPage || /^\.x?html?$/i.test(extension));
  if (isNamed) return `${path.slice(0, -extension.length)}${query}${extension}`;
  return `${path}${query}${isPage ? '.html' : ''}`;
}

/** As a person reads it, and without what a path may not hold. */
function readable(part: string): string {
  let text = part;
  try {
    text = decodeURIComponent(part);
  } catch {
    // Not every percent sign stands for a character.
  }
  const clean = text
    .toWellFormed()
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\\/:]+/gu, '_')
    .trim();
  return clean === '' || clean === '.' || clean === '..' ? '_' : clean;
}
