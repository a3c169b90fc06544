import { aPassage } from '#testing';
import { amendable, amendmentsOf, withAmendments } from './amendment-of.js';
import type { Quote } from './select-quotes.js';

const contract = aPassage('4.1 The term is one year.\n4.2 The fee is EUR 900 a month.\n4.21 Travel is free.', {
  ...{ documentId: 'contract', revisionId: 'contract', chunkId: 'contract', title: 'Services Agreement Kestrel' },
});
const amendment = aPassage(
  'Amendment No. 2 to the Services Agreement with Kestrel\n\nSection 4.2 is replaced by the following:\n\n“The fee is EUR 1,100 a month.”\n\nSection 4.21 is deleted.',
  { documentId: 'second', revisionId: 'second', chunkId: 'second', title: 'Amendment No. 2' },
);
const ofAnother = aPassage('Amendment to the Lease of Harbour House\n\nSection 4.2 is deleted.', {
  ...{ documentId: 'lease', revisionId: 'lease', chunkId: 'lease', title: 'Amendment No. 1' },
});
const elsewhere = { ...amendment, collectionId: 'another', revisionId: 'copy', documentId: 'copy', chunkId: 'copy' };

function quoteOf(words: string): Quote {
  const start = contract.span.start + contract.text.indexOf(words);
  return { passage: contract, text: words, span: { start, end: start + words.length } };
}
const fee = quoteOf('4.2 The fee is EUR 900 a month.');

describe('amendments', () => {
  it('are looked for where a quotation bears the number of a clause', () => {
    expect(amendable([fee, quoteOf('The term is one year.')]).map(({ clause }) => clause)).toEqual(['4.2', '4.1']);
    const plain = aPassage('The term is one year.', { title: 'Note' });
    expect(amendable([{ passage: plain, text: plain.text, span: plain.span }])).toEqual([]);
  });

  it('are sentences that change this clause, of the document or of an amendment that names it', () => {
    const [asked] = amendable([fee]);
    const found = amendmentsOf(asked!, [contract, ofAnother, elsewhere, amendment]);
    expect(found.map(({ text, passage }) => [passage.title, text])).toEqual([
      ['Amendment No. 2', 'Section 4.2 is replaced by the following:\n\n“The fee is EUR 1,100 a month.”'],
    ]);
  });

  it('stand before what they amend, each once', () => {
    const [asked] = amendable([fee]);
    const found = amendmentsOf(asked!, [amendment]);
    const all = withAmendments([fee, ...found], new Map([[fee, found]]));
    expect(all.map(({ passage }) => passage.title)).toEqual(['Amendment No. 2', 'Services Agreement Kestrel']);
  });
});
