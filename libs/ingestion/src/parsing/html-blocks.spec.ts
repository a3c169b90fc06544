import { blocksOfHtml, readHtml } from './parse-html.js';

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

  it.each([
    '<p style="font-size:0">no</p>',
    '<p style="font-size:1px">no</p>',
    '<p style="position:absolute;left:-9999px">no</p>',
    '<p style="text-indent: -1000em">no</p>',
    '<p style="position:absolute;clip:rect(0 0 0 0)">no</p>',
    '<div style="max-height:0px;overflow:hidden"><p>no</p></div>',
    '<p style="FONT-SIZE: 0.0px !important">no</p>',
    '<div style="font-size:0"><p style="font-size:2em">no</p></div>',
    '<p style="opacity:0">no</p>',
    '<p style="visibility: hidden">no</p>',
    '<p style="display:/**/none;color:red">no</p>',
    '<p style="color:#FFF;background:#fff none repeat">no</p>',
    '<p style="color:rgb(254, 254, 254)">no</p>',
    '<p>Yes <font color="white">no</font></p>',
    '<div style="color:white"><b>no</b></div>',
    '<div bgcolor="navy" style="color:white"><b style="background-color:white">no</b></div>',
    '<style>p{margin:0}</style><p style="color:white;background:white">no</p>',
    '<style>p{margin:0}</style><p style="font-size:0">no</p>',
  ])('leaves out what nobody sees, and counts it: %s', (html) => {
    const { blocks, notes } = readHtml(html);
    expect(blocks.map(({ text }) => text).join()).not.toContain('no');
    expect(notes).toMatchObject([{ code: 'text.hidden', count: 1 }]);
  });

  it.each([
    '<details><summary>More</summary>yes</details>',
    '<p style="left:-9999px">yes</p>',
    '<p style="text-indent:-2em;padding-left:2em">yes</p>',
    '<p style="position:absolute;left:-20px">yes</p>',
    '<div style="height:0"><p>yes</p></div>',
    '<p style="font-size:11px">yes</p>',
    '<div hidden="until-found">yes</div>',
    '<style>.panel{display:none}</style><div class="panel">yes</div>',
    '<body style="display:none;visibility:hidden">yes</body>',
    '<div style="font-size:0"><span style="font-size:14px">yes</span></div>',
    '<div style="font-size:0"><table><tr><td>yes</table></div>',
    '<style>span{font-size:14px}</style><div style="font-size:0"><span>yes</span></div>',
    '<div style="visibility:hidden"><b style="visibility:visible">yes</b></div>',
    '<p style="opacity:0;transform:translateY(20px)">yes</p>',
    '<p style="opacity:0.8">yes</p>',
    '<div style="background:navy"><p style="color:white">yes</p></div>',
    '<table bgcolor="#003366"><tr><td><font color="#ffffff">yes</font></table>',
    '<body bgcolor="black" text="white">yes</body>',
    '<div style="background:url(x.png)"><p style="color:white">yes</p></div>',
    '<div style="background:linear-gradient(red, blue)"><p style="color:white">yes</p></div>',
    '<p style="color:white;text-shadow:0 0 2px #000">yes</p>',
    '<p style="position:absolute;top:9px;color:white">yes</p>',
    '<style>body{background:navy}</style><p style="color:white">yes</p>',
    '<div style="color:white"><a href="/x">yes</a></div>',
    '<p style="color:rgba(255,255,255,.5);background:#000">yes</p>',
  ])('keeps what may be seen: %s', (html) => {
    const { blocks, notes } = readHtml(html);
    expect([blocks.map(({ text }) => text).join(), notes]).toEqual([expect.stringContaining('yes'), []]);
  });

  it('counts hidden text with nothing visible between it once', () => {
    const html =
      '<p>a</p><p hidden>b</p>\n<p style="opacity:0">c</p><p>d</p><p hidden>e</p><p hidden><script>f</script></p>';
    expect(readHtml(html).notes).toMatchObject([{ count: 2 }]);
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

  it('keeps what stands above the line apart from the number before it', () => {
    const html =
      '<p>Since 2019<sup>2</sup> 4 · 10<sup><b>-6</b></sup> of 120.<sup>3</sup> m<sup>2</sup>, 2<sup>nd</sup></p>';
    expect(brief(html)).toEqual([['paragraph', 'Since 2019^2 4 · 10^-6 of 120.^3 m2, 2nd', undefined]]);
  });

  it('reads the caption of a table before its rows', () => {
    expect(brief('<table><caption>Rates of <b>2024</b></caption><tr><td>Room<td>12</table>')).toEqual([
      ['paragraph', 'Rates of 2024', undefined],
      ['table-row', 'Room | 12', undefined],
    ]);
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
