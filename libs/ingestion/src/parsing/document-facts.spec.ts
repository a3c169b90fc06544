import { metadataOf, sensibleTitle, titleFromHeadings } from './document-facts.js';

describe('metadataOf', () => {
  it('gives keys the form that can be filtered on and leaves out what cannot', () => {
    expect(
      metadataOf([
        ['ms.Date', ' 2021 '],
        ['2nd Author!', 'Ada'],
        ['empty', ' '],
        ['long', 'x'.repeat(501)],
        ['###', 'x'],
        ['none', null],
      ]),
    ).toEqual({
      ms_date: '2021',
      nd_author: 'Ada',
    });
  });
});

describe('sensibleTitle', () => {
  it.each([null, '', 'Untitled', 'Document1', 'report_final.docx', '12', 'x'.repeat(301)])('refuses %p', (title) => {
    expect(sensibleTitle(title)).toBeNull();
  });

  it('takes off what Word puts in front', () => {
    expect(sensibleTitle('Microsoft Word - Leave  policy')).toBe('Leave policy');
  });

  it('takes the first top heading, unless it names a part', () => {
    const heading = (text: string) => [{ kind: 'heading' as const, level: 1, text, page: 1 }];
    expect(titleFromHeadings(heading('Part-time policy'))).toBe('Part-time policy');
    expect(titleFromHeadings(heading('CHAPTER IV'))).toBeNull();
  });
});
