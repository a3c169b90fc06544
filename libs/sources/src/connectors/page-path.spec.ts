import { documentPath } from '#ingestion';
import fc from 'fast-check';
import { isSameButQuery, linksOf, saysNoIndex } from './page-links.js';
import { pagePath } from './page-path.js';

describe('pagePath', () => {
  it.each([
    ['http://wiki.corp/', true, 'wiki.corp/index.html'],
    ['http://wiki.corp/hr/leave', true, 'wiki.corp/hr/leave.html'],
    ['http://wiki.corp/hr/leave.php', true, 'wiki.corp/hr/leave.php.html'],
    ['http://wiki.corp:8080/a/b.htm', true, 'wiki.corp_8080/a/b.htm'],
    ['http://wiki.corp/f/plan%20%C3%A4.pdf', false, 'wiki.corp/f/plan ä.pdf'],
    ['http://wiki.corp/page?id=1', true, 'wiki.corp/page~c6a1e3f0a5.html'],
  ])('%s', (url, isPage, path) => {
    expect(pagePath(url, isPage).replace(/~[0-9a-f]{10}/, '~c6a1e3f0a5')).toBe(path);
  });

  it('is a place that a collection takes, whatever the address', () => {
    fc.assert(
      fc.property(fc.webUrl({ withQueryParameters: true }), fc.boolean(), (url, isPage) => {
        const path = pagePath(url, isPage);
        if (path.length <= 1000) expect(documentPath(path)).toBe(path);
      }),
    );
  });
});

describe('linksOf', () => {
  const at = 'http://wiki.corp/hr/index.html';

  it('finds links in order, absolute, once, without fragments and other protocols', () => {
    const html = `<a href="leave.html#top">1</a><a href="/x?y=1">2</a><a href="leave.html">3</a>
      <a href="mailto:a@b">4</a><a href="javascript:alert(1)">5</a><a href="http://u:p@evil/">6</a><a>7</a>`;
    expect(linksOf(html, at)).toEqual({
      links: ['http://wiki.corp/hr/leave.html', 'http://wiki.corp/x?y=1'],
      isIndexed: true,
      canonical: null,
    });
  });

  it('heeds a base, nofollow and noindex', () => {
    expect(linksOf('<base href="/other/"><a href="a">x</a>', at).links).toEqual(['http://wiki.corp/other/a']);
    expect(linksOf('<a rel="nofollow" href="a">x</a>', at).links).toEqual([]);
    expect(linksOf('<meta name="Robots" content="NOINDEX"><a href="a">x</a>', at)).toMatchObject({
      links: ['http://wiki.corp/hr/a'],
      isIndexed: false,
    });
    expect(linksOf('<meta name="robots" content="none"><a href="a">x</a>', at)).toMatchObject({
      links: [],
      isIndexed: false,
    });
  });

  it('tells what a page calls itself, and takes it for another one only where they differ by the query', () => {
    const { canonical } = linksOf('<link rel="Canonical" href="index.html"><link rel="icon" href="i.png">', at);
    expect(canonical).toBe(at);
    expect(isSameButQuery(canonical, `${at}?sort=name`)).toBe(true);
    for (const other of [null, at, 'http://wiki.corp/', 'http://other.corp/hr/index.html'])
      expect(isSameButQuery(other, at)).toBe(false);
  });

  it('reads noindex for everybody out of a header, and not that for one robot', () => {
    const closing = ['noindex', 'nofollow, noindex', 'none', ['nosnippet', 'NOINDEX'], 'max-snippet:-1, noindex'];
    const named = ['chancery: noindex', 'googlebot: nofollow, Chancery: nosnippet, none'];
    for (const header of [...closing, ...named]) expect([header, saysNoIndex(header)]).toEqual([header, true]);
    const open = [
      undefined,
      'nofollow',
      'googlebot: noindex',
      'googlebot: nofollow, noindex',
      'max-image-preview: none',
    ];
    const until = ['unavailable_after: 2027-01-01', 'unavailable_after: Sun, 01 Mar 2027 10:00:00 GMT'];
    for (const header of [...open, ...until]) expect([header, saysNoIndex(header)]).toEqual([header, false]);
    expect(linksOf('<meta name="Chancery" content="noindex">', at).isIndexed).toBe(false);
    expect(linksOf('<meta name="googlebot" content="noindex">', at).isIndexed).toBe(true);
  });

  it('gets through a page with more in one row than a call takes arguments', () => {
    expect(linksOf(`${'<br>'.repeat(150_000)}<a href="last">x</a>`, at).links).toHaveLength(1);
  });

  it('gets through a page that is nested without end', () => {
    expect(linksOf(`${'<div>'.repeat(50_000)}<a href="deep">x</a>`, at).links.length).toBeLessThanOrEqual(1);
  });
});
