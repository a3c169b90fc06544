import fc from 'fast-check';
import { splitFrontMatter } from './front-matter.js';
import { blocksOfMarkdown } from './markdown-blocks.js';

const brief = (text: string) =>
  blocksOfMarkdown(text).map((block) => [block.kind, block.text, block.level ?? block.header]);

describe('blocksOfMarkdown', () => {
  it('reads headings, wrapped paragraphs, links and images as words', () => {
    expect(
      brief(
        '# Leave *policy*\n\nAsk [your lead](https://example.org/x)\nfirst. ![A form](form.png)  \nThen `file` it.',
      ),
    ).toEqual([
      ['heading', 'Leave policy', 1],
      ['paragraph', 'Ask your lead first. A form\nThen file it.', undefined],
    ]);
  });

  it('keeps nesting, numbers and later paragraphs of lists', () => {
    expect(brief('3. third\n4. fourth\n   - inner\n\n   more of fourth\n\n- [x] done')).toEqual([
      ['list-item', '3. third', 1],
      ['list-item', '4. fourth', 1],
      ['list-item', 'inner', 2],
      ['paragraph', 'more of fourth', undefined],
      ['list-item', '[x] done', 1],
    ]);
  });

  it('gives table rows their column names and skips empty cells', () => {
    expect(brief('| Kind | Days | Note |\n|---|---|---|\n| Sick | | paid |\n')).toEqual([
      ['table-row', 'Kind | Days | Note', undefined],
      ['table-row', 'Kind: Sick; Note: paid', 'Kind | Days | Note'],
    ]);
  });

  it('keeps code as it is and names callouts in quotes', () => {
    expect(brief('```sh\nrm  -rf\n\n  x\n```\n\n> [!NOTE]\n> Mind the gap.')).toEqual([
      ['code', 'rm  -rf\n\n  x\n', undefined],
      ['quote', 'Note: Mind the gap.', undefined],
    ]);
  });

  it('names what DocFX would insert', () => {
    expect(brief('Open [!INCLUDE[prod_short](includes/prod_short.md)] first.')).toEqual([
      ['paragraph', 'Open prod_short first.', undefined],
    ]);
  });

  it('reads raw HTML and skips what it hides', () => {
    expect(
      brief('<div class="x"><h2>Inside</h2><p>Seen &amp; read</p><script>no()</script></div>\n\na<br>b <b>c</b>'),
    ).toEqual([
      ['heading', 'Inside', 2],
      ['paragraph', 'Seen & read', undefined],
      ['paragraph', 'a\nb c', undefined],
    ]);
  });

  it('survives any text', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.constantFrom(
            '# ',
            '> ',
            '- ',
            '1. ',
            '|',
            '---',
            '```',
            '\n',
            '\n\n',
            '    ',
            '<td>',
            '<table>',
            '</li>',
            '<pre>',
            '[a](b)',
            '**',
            'word',
            '&lt;',
            '\0',
          ),
          { maxLength: 60 },
        ),
        (parts) => {
          for (const block of blocksOfMarkdown(parts.join(''))) expect(block.text.trim()).not.toBe('');
        },
      ),
    );
  });

  it('keeps clauses apart that stand line by line', () => {
    expect(brief('(1) The first\nsentence.\n(2) The second,\nalso (3) here.\n4.1 The last.')).toEqual([
      ['paragraph', '(1) The first sentence.\n(2) The second, also (3) here.\n4.1 The last.', undefined],
    ]);
  });

  it('reads deep nesting, and does not fall over absurd nesting', () => {
    expect(brief(`${'> '.repeat(150)}deep`)).toEqual([['quote', 'deep', undefined]]);
    expect(brief(`${'> '.repeat(5000)}deep\n\nafter`).at(-1)).toEqual(['paragraph', 'after', undefined]);
  });
});

describe('splitFrontMatter', () => {
  it('takes simple keys and leaves lists and nested values out', () => {
    expect(
      splitFrontMatter(
        '---\ntitle: "Annual \\"leave\\""\nms.date: 04/01/2021 # checked\ntags: [a, b]\nlist:\n  - x\n---\nBody',
      ),
    ).toEqual({
      entries: [
        ['title', 'Annual "leave"'],
        ['ms.date', '04/01/2021'],
      ],
      body: 'Body',
    });
  });

  it('leaves a rule at the start alone', () => {
    const text = '---\nNot front matter\n---\nBody';
    expect(splitFrontMatter(text)).toEqual({ entries: [], body: text });
  });
});
