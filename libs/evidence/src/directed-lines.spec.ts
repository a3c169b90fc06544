import { directedLines, hasRightToLeft, isolated } from './directed-lines.js';

const upTo = (length: number) => (text: string) => text.length <= length;
/** From left to right, runs that go the other way in angle brackets. */
const seen = (text: string, length = 200) =>
  directedLines(text, upTo(length)).map(({ runs, startsRight }) => [
    startsRight ? 'right' : 'left',
    runs.map((run) => (run.isRightToLeft ? `<${run.text}>` : run.text)).join(''),
  ]);

describe('lines with letters that go from right to left', () => {
  it('are told from others', () => {
    expect(['שכר', 'أجر', '\ufe91', 'a שכר'].map(hasRightToLeft)).toEqual([true, true, true, true]);
    expect(['wages', 'μισθός', '賃金', '1,000 €', ''].map(hasRightToLeft)).toEqual([false, false, false, false, false]);
  });

  it('are ordered as they are read, by the first letter that goes either way', () => {
    expect(seen('The wage (שכר מינימום) is due')).toEqual([['left', 'The wage (<שכר מינימום>) is due']]);
    expect(seen('שכר של Acme Ltd ביום')).toEqual([['right', '< ביום>Acme Ltd<שכר של >']]);
  });

  it('keep numbers in their order, and turn brackets round', () => {
    expect(seen('עד 31 במאי (היום)')).toEqual([['right', '< במאי )היום(>31<עד >']]);
    expect(seen('الأجر 1500')).toEqual([['right', '1500<الأجر >']]);
  });

  it('are broken before they are ordered: the first words stand on the first line', () => {
    const words = 'אחת שתיים שלוש ארבע חמש';
    const lines = seen(words, 12);
    expect(lines.length).toBeGreaterThan(1);
    expect(lines[0]![1]).toContain('אחת');
    expect(lines.at(-1)![1]).toContain('חמש');
    expect(lines.map(([, text]) => text!.replace(/[<>]/g, '')).join(' ')).toBe(words);
  });

  it('leave what stands around them in its place, where they are put into a sentence', () => {
    const by = (name: string) => `1. approve by ${name}, 2031-01-02`;
    expect(isolated('Ada')).toBe('Ada');
    const bare = (lines: ReturnType<typeof seen>) => lines[0]![1]!.replace(/[<>]/g, '');
    expect(bare(seen(by('שרה לוי')))).not.toBe(by('שרה לוי'));
    expect(bare(seen(by(isolated('שרה לוי'))))).toBe(by('שרה לוי'));
  });

  it('cut a word that is longer than a line, and lose no sign', () => {
    const word = 'א'.repeat(25);
    expect(seen(`${word} ב`, 10).map(([, text]) => text!.length - 2)).toEqual([10, 10, 7]);
    expect(directedLines('', upTo(10))).toEqual([]);
  });
});
