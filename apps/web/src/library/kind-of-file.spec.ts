import { kindOfFile } from './kind-of-file.js';

describe('kindOfFile', () => {
  it.each([
    ['application/pdf', 'Lease.PDF', 'PDF'],
    ['application/vnd.openxmlformats-officedocument.wordprocessingml.document', 'a.docx', 'Word document (.docx)'],
    ['application/vnd.ms-outlook', 'hello.msg', 'E-mail (.msg)'],
    ['text/markdown', 'README', 'Text'],
    ['application/x-hwp', 'a.hwp', 'application/x-hwp (.hwp)'],
  ])('says what %s is', (mediaType, fileName, said) => expect(kindOfFile(mediaType, fileName)).toBe(said));
});
