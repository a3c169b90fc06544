import type { PdfLine } from './pdf-lines.js';
import { withoutRunningLines } from './pdf-running-lines.js';

const line = (text: string, baseline: number): PdfLine => ({
  text,
  baseline,
  left: 72,
  right: 72 + text.length * 5,
  size: 10,
  font: 'body',
  angle: 0,
  segments: [{ text, left: 72, right: 72 + text.length * 5 }],
});
const WORDS = ['', 'Ada', 'Bo', 'Cy', 'Dan', 'Eve', 'Flo'];
const body = (page: number) => [700, 688, 676, 664, 652, 640].map((y) => line(`${WORDS[page]} says this at ${y}.`, y));
const texts = (pages: readonly { lines: readonly PdfLine[] }[]) =>
  pages.map(({ lines }) => lines.map(({ text }) => text));

describe('withoutRunningLines', () => {
  it('takes headers and counted pages away from every page, and names them once', () => {
    const pages = [1, 2, 3, 4].map((number) => ({
      number,
      lines: [line('Handbook of the office', 780), ...body(number), line(`${number + 16}`, 40)],
    }));
    const { pages: kept, removed } = withoutRunningLines(pages);
    expect(texts(kept)).toEqual(texts([1, 2, 3, 4].map((number) => ({ lines: body(number) }))));
    expect(removed).toEqual(['Handbook of the office', '17']);
  });

  it('knows the headers of left and right pages, whichever way the file draws them', () => {
    const pages = [1, 2, 3, 4, 5, 6].map((number) => ({
      number,
      lines: [
        ...body(number),
        line(number % 2 ? `Chapter Leave ${number}` : `Handbook 2030/31, page ${number} of 6`, 780),
      ],
    }));
    expect(texts(withoutRunningLines(pages).pages)).toEqual(texts([1, 2, 3, 4, 5, 6].map((n) => ({ lines: body(n) }))));
  });

  it('keeps headings that count with the pages, being larger than the text, and takes equal large words away', () => {
    const pages = [1, 2, 3, 4].map((number) => ({
      number,
      lines: [
        { ...line('Somerfield', 780), size: 16 },
        { ...line(`Schedule ${number}`, 740), size: 14 },
        ...body(number),
      ],
    }));
    expect(texts(withoutRunningLines(pages).pages)).toEqual(
      texts([1, 2, 3, 4].map((n) => ({ lines: [line(`Schedule ${n}`, 740), ...body(n)] }))),
    );
  });

  it('keeps what stands twice only, what stands elsewhere, and numbers that do not count with the pages', () => {
    const pages = [1, 2, 3].map((number) => ({
      number,
      lines: [
        line(number < 3 ? 'Twice at the top' : 'Once at the top', 780),
        line('The same heading', 760 - number * 40),
        ...body(number),
        line(`Invoice ${[4711, 5012, 5013][number - 1]}`, 52),
        line(String([30, 8, 12][number - 1]), 40),
      ],
    }));
    const { pages: kept, removed } = withoutRunningLines(pages);
    expect(removed).toEqual([]);
    expect(texts(kept)).toEqual(texts(pages));
  });

  it('takes "Page 1 of 2" even from a short document, and keeps a page that has nothing else but words', () => {
    const pages = [{ number: 1, lines: [...body(1), line('Page 1 of 2', 40)] }];
    expect(texts(withoutRunningLines(pages).pages)).toEqual(texts([{ lines: body(1) }]));
    const covers = [1, 2, 3].map((number) => ({ number, lines: [line('Left blank on purpose', 400)] }));
    expect(texts(withoutRunningLines(covers).pages)).toEqual(texts(covers));
  });
});
