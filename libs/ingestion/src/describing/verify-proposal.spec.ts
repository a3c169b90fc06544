import { guessLanguage } from './guess-language.js';
import { isoDate } from './iso-date.js';
import { PROPOSAL_SCHEMA, type Proposal, verifyProposal } from './verify-proposal.js';

const TEXT = `Service Agreement
between ACME  Holding
Ltd. and Müller & Söhne GmbH, dated 12 March 2024 (matter M-2024/17). This agreement is for the delivery of paper and is not to be
shown to anybody by either party.`;
const NOTHING: Proposal = { title: '', date: '', parties: [], matter: '', type: '', language: '' };
const values = (proposed: Partial<Proposal>, text = TEXT) =>
  verifyProposal({ ...NOTHING, ...proposed }, text).map(({ key, value }) => [key, value]);

it('keeps what stands in the text, in its own words', () => {
  const proposed = {
    ...{ title: 'service agreement', date: '12 March 2024', parties: ['Acme Holding Ltd.', 'Müller & Söhne GmbH'] },
    ...{ matter: 'M-2024/17', type: 'AGREEMENT', language: 'English' },
  };
  expect(values(proposed)).toEqual([
    ['title', 'Service Agreement'],
    ['date', '2024-03-12'],
    ['party', 'ACME Holding Ltd.'],
    ['party', 'Müller & Söhne GmbH'],
    ['matter', 'M-2024/17'],
    ['document_type', 'agreement'],
    ['language', 'en'],
  ]);
  expect(verifyProposal({ ...NOTHING, parties: ['acme holding ltd.'] }, TEXT)[0]!.quote).toBe('ACME  Holding\nLtd.');
});

it('drops what is made up, half a word, or of no use', () => {
  const proposed = {
    ...{ title: 'Lease', date: '13 March 2024', parties: ['Nobody Inc.', 'Holding Limited'], matter: 'M-2024/1' },
    ...{ type: 'agree', language: 'German' },
  };
  expect(values(proposed)).toEqual([]);
  expect(values({ title: 'x'.repeat(400), date: 'paper', type: '.*' })).toEqual([]);
  expect(values({ parties: ['', '  '] })).toEqual([]);
});

it('says each party once', () => {
  expect(values({ parties: Array<string>(12).fill('Müller & Söhne GmbH') })).toHaveLength(1);
});

it('asks for every field, so that a model can not leave one out by mistake', () => {
  expect(PROPOSAL_SCHEMA).toMatchObject({
    type: 'object',
    required: Object.keys(NOTHING),
    additionalProperties: false,
  });
});

it.each([
  ['2024-03-01', '2024-03-01'],
  ['1.3.2024', '2024-03-01'],
  ['25/3/2024', '2024-03-25'],
  ['3/25/2024', '2024-03-25'],
  ['3/4/2024', null],
  ['1 March 2024', '2024-03-01'],
  ['1st of March 2024', '2024-03-01'],
  ['1. März 2024', '2024-03-01'],
  ['1er août 2024', '2024-08-01'],
  ['12 de octubre de 2024', '2024-10-12'],
  ['December 3rd, 2024', '2024-12-03'],
  ['31 February 2024', null],
  ['12 Smarch 2024', null],
  ['yesterday', null],
])('reads the date %s as %s', (written, iso) => {
  expect(isoDate(written)).toBe(iso);
});

it.each([
  ['en', 'The parties agree that this contract is for the sale of the goods which are listed in the annex.'],
  ['de', 'Die Parteien vereinbaren, dass der Vertrag für die Lieferung der Waren gilt und nicht übertragen wird.'],
  [
    'fr',
    'Les parties conviennent que le contrat est conclu pour la vente des biens et ne peut être cédé par les parties.',
  ],
  [
    'es',
    'Las partes acuerdan que el contrato es para la venta de los bienes y no se puede ceder por ninguna de las partes.',
  ],
  ['ja', '本契約は、売主と買主との間で締結され、商品の販売に関する条件を定めるものとする。'],
  ['zh', '双方同意本合同适用于附件所列货物的销售并且未经书面同意不得转让给任何第三方。'],
  ['ru', 'Стороны договорились о том, что настоящий договор заключён на поставку товаров.'],
  [null, 'ACME GmbH 2024'],
])('takes a text for %s', (language, text) => {
  expect(guessLanguage(text)).toBe(language);
});
