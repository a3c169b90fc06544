import { isFree, judgeFindings, judgeLicences } from '../../../scripts/lib/judge-dependencies.mjs';

const finding = (severity: string, url: string) => ({ name: 'left', severity, title: 'Hole', url });
const report = (...via: unknown[]) => ({ vulnerabilities: { left: { via } } });
const exception = (advisory: string, until: string) => ({ advisory, until, reason: 'Not reached.' });

describe('what is known of dependencies', () => {
  it('stops at grave holes, and lets the others wait', () => {
    const found = report(finding('critical', 'u/1'), finding('moderate', 'u/2'), 'right');
    expect(judgeFindings(found, [], '2026-11-26')).toEqual(['left: critical, Hole (u/1).']);
    expect(judgeFindings(report(), [], '2026-11-26')).toEqual([]);
  });

  it('lets an exception hold until its day, while it is needed', () => {
    const found = report(finding('high', 'u/1'));
    expect(judgeFindings(found, [exception('u/1', '2026-12-31')], '2026-12-31')).toEqual([]);
    expect(judgeFindings(found, [exception('u/1', '2026-12-31')], '2027-01-01')).toHaveLength(1);
    expect(judgeFindings(report(), [exception('u/1', '2026-12-31')], '2026-11-26')).toHaveLength(1);
  });

  it('tells a registry without answers from one that found nothing', () => {
    for (const nothing of [null, {}, { statusCode: 405 }]) expect(judgeFindings(nothing, [], '2026-11-26')).toBeNull();
  });

  it('reads choices and sums of licences', () => {
    expect(['MIT', '(MIT OR GPL-3.0-or-later)', '(MIT AND Zlib)'].map(isFree)).toEqual([true, true, true]);
    expect(['GPL-3.0-only', 'MIT AND GPL-3.0-only', 'UNLICENSED'].map(isFree)).toEqual([false, false, false]);
    const packages = [
      { name: '@a/b-linux', licence: 'LGPL-3.0-or-later' },
      { name: 'c', licence: null },
    ];
    const excepted = [{ package: '@a/b-*', licence: 'LGPL-3.0-or-later', reason: 'A shared library.' }];
    expect(judgeLicences(packages, excepted)).toEqual(['c: names no licence.']);
  });
});
