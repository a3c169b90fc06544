import { blocksOfHtml } from './parse-html.js';

const brief = (html: string) =>
  blocksOfHtml(html).map((block) => [block.kind, block.text, block.level ?? block.header]);

describe('blocksOfHtml', () => {
  it('reads what a reader sees', () => {
    expect(
      brief(`<head><title>T</title><style>p{}</style></head><h1>Fire &amp; safety</h1><p>Leave by<br>the   stairs.</p>
        <p hidden>no</p><p style="display: none">no</p><noscript>no</noscript><template><p>no</p></template>Loose <b>words</b><div>apart</div>`),
    ).toEqual([
      ['heading', 'Fire & safety', 1],
      ['paragraph', 'Leave by\nthe stairs.', undefined],
      ['paragraph', 'Loose words', undefined],
      ['paragraph', 'apart', undefined],
    ]);
  });

  it('reads formulas in one line, without what other programs made of them', () => {
    const math =
      '<math><semantics><mrow><mi>E</mi><mo>=</mo><mfrac><mrow><mi>a</mi><mo>+</mo><mi>b</mi></mrow><mn>2</mn></mfrac><msup><mi>x</mi><mn>2</mn></msup>' +
      '<msqrt><mi>n</mi></msqrt></mrow><annotation encoding="application/x-tex">E=\\frac</annotation></semantics></math>';
    expect(brief(`<p>So ${math} holds</p>`)).toEqual([['paragraph', 'So E=(a+b)/2x^2√(n) holds', undefined]]);
  });

  it.each([
    ['<mfrac linethickness="0"><mi>n</mi><mi>k</mi></mfrac>', '(n over k)'],
    ['<mfenced open="|" close="|"><mi>x</mi></mfenced>', '|x|'],
    ['<mfenced separators=";,"><mi>a</mi><mi>b</mi><mi>c</mi><mi>d</mi></mfenced>', '(a; b, c, d)'],
    ['<mfenced><mfrac linethickness="0pt"><mi>n</mi><mi>k</mi></mfrac></mfenced>', '(n over k)'],
    ['<msup><mfrac><mi>a</mi><mi>b</mi></mfrac><mn>2</mn></msup>', '(a/b)^2'],
    ['<msup><mrow><mo>(</mo><mi>a</mi><mo>+</mo><mi>b</mi><mo>)</mo></mrow><mn>2</mn></msup>', '(a+b)^2'],
    ['<mi>a</mi><msup><mo>)</mo><mn>2</mn></msup><mover><mo>=</mo><mi>d</mi></mover>', 'a)^2=^d'],
  ])('writes %s as it is said', (math, line) => {
    expect(brief(`<p><math>${math}</math></p>`)).toEqual([['paragraph', line, undefined]]);
  });

  it('reads nested lists with their numbers', () => {
    expect(brief('<ol start="2"><li>two<ul><li>inner</ul><li><p>three</p><p>more</p></ol>')).toEqual([
      ['list-item', '2. two', 1],
      ['list-item', 'inner', 2],
      ['list-item', '3. three', 1],
      ['paragraph', 'more', undefined],
    ]);
  });

  it('counts lists as they say', () => {
    expect(brief('<ol type="a"><li>one<li>two<li value="5">five</ol><ol type="I" start="3"><li>three</ol>')).toEqual([
      ['list-item', 'a. one', 1],
      ['list-item', 'b. two', 1],
      ['list-item', 'e. five', 1],
      ['list-item', 'III. three', 1],
    ]);
  });

  it('reads tables by rows, with the header row when there is one', () => {
    expect(brief('<table><tr><th>Kind<th>Days<tr><td>Sick<td><p>10</p><p>paid</p></table>')).toEqual([
      ['table-row', 'Kind | Days', undefined],
      ['table-row', 'Kind: Sick; Days: 10 paid', 'Kind | Days'],
    ]);
    expect(brief('<table><thead><tr><td>A<td>B</thead><tbody><tr><td>1<td>2</table>')[1]).toEqual([
      'table-row',
      'A: 1; B: 2',
      'A | B',
    ]);
    expect(brief('<table><tr><td>A<td><td>B</table>')).toEqual([['table-row', 'A | B', undefined]]);
  });

  it('keeps a table of data whole where one of its cells holds a small table', () => {
    const inner = '<table><tr><td>Day<td>Hour<tr><td>Monday<td>08:00</table>';
    const rows = `<tr><th>Service<th>Fee<th>Times<tr><td>Cleaning<td>1,200<td>${inner}<tr><td>Lifts<td>300<td>monthly`;
    expect(brief(`<table>${rows}</table>`).map(([, text]) => text)).toEqual([
      'Service | Fee | Times',
      'Service: Cleaning; Fee: 1,200; Times: Day Hour Monday 08:00',
      'Service: Lifts; Fee: 300; Times: monthly',
    ]);
  });

  it('takes tables apart that only lay out the page', () => {
    expect(
      brief('<table><tr><td><h2>News</h2><table><tr><td>a<td>b</table></td><td><p>Side</p></td></tr></table>'),
    ).toEqual([
      ['heading', 'News', 2],
      ['table-row', 'a | b', undefined],
      ['paragraph', 'Side', undefined],
    ]);
  });

  it('keeps preformatted text and image descriptions', () => {
    expect(brief('<pre>a\n  b</pre><p><img alt="A plan" src="x"></p>')).toEqual([
      ['code', 'a\n  b', undefined],
      ['paragraph', 'A plan', undefined],
    ]);
  });

  it('reads deeply nested pages without exhausting the stack', () => {
    expect(brief('<div>'.repeat(20_000) + 'deep')).toEqual([['paragraph', 'deep', undefined]]);
    expect(() => brief('<div>'.repeat(40_000))).toThrow('nested elements');
  });
});
