import iconv from 'iconv-lite';
import { spelledName } from './spelled-name.js';

describe('spelledName', () => {
  it.each([
    ['shift_jis', '契約書/見積（最終）.txt'],
    ['shift_jis', 'データ 2031.xlsx'],
    ['cp866', 'Договор аренды №7.docx'],
    ['cp866', 'Приложения/Акт.pdf'],
  ])('reads names in %s: %s', (encoding, name) => {
    expect(spelledName(iconv.encode(name, encoding))).toBe(name);
  });

  it.each([
    'Verträge/Kündigung.txt',
    'Résumé à jour.pdf',
    'Año niño.doc',
    'Übermäßig große Änderungen.txt',
    'naïve café.md',
  ])('leaves names of the first PCs to their code page: %s', (name) => {
    expect(spelledName(iconv.encode(name, 'cp437'))).toBeNull();
  });
});
