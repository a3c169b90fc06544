import fc from 'fast-check';
import iconv from 'iconv-lite';
import { decodeText, looksLikeText } from './decode-text.js';

const SENTENCE =
  'Die Bürogebäude schließen früher; größere Räume müssen vorher überprüft und für jede Prüfung geöffnet werden.';

describe('decodeText', () => {
  it.each(['utf-16le', 'utf-16be', 'utf-32le', 'utf-32be'])('reads %s with and without a mark', (encoding) => {
    expect(decodeText(iconv.encode(SENTENCE, encoding, { addBOM: true }))).toEqual({
      text: SENTENCE,
      encoding,
      isGuess: false,
    });
    expect(decodeText(iconv.encode(SENTENCE, encoding, { addBOM: false }))).toEqual({
      text: SENTENCE,
      encoding,
      isGuess: false,
    });
  });

  it('prefers valid UTF-8 to what the file declares', () => {
    expect(decodeText(Buffer.from(SENTENCE), 'windows-1251')).toEqual({
      text: SENTENCE,
      encoding: 'utf-8',
      isGuess: false,
    });
  });

  it('follows a declaration when the bytes are not UTF-8', () => {
    const text = 'Отпуск оформляется заранее';
    expect(decodeText(iconv.encode(text, 'koi8-r'), 'KOI8-R')).toEqual({ text, encoding: 'koi8-r', isGuess: false });
  });

  it.each([
    ['utf-16le', 'Договор аренды заключён на пять лет.'],
    ['utf-16be', 'Ο μισθωτής πληρώνει το μίσθωμα κάθε μήνα.'],
    ['utf-16le', '卖方应在四十五天内交付货物。\n买方应在三十天内付款。'],
    ['utf-16le', 'ผู้เช่าต้องชำระค่าเช่าทุกเดือน ภายในวันที่ห้า'],
    ['utf-16be', 'يلتزم المستأجر بدفع الإيجار خلال خمسة أيام.'],
  ])('reads %s without a mark in other than Latin letters: %s', (encoding, text) => {
    expect(decodeText(iconv.encode(text, encoding, { addBOM: false }))).toEqual({ text, encoding, isGuess: false });
  });

  it('reads Japanese that switches its characters by escape sequences', () => {
    const bytes = Buffer.concat([Buffer.from('Re: '), Buffer.from('\u001b$B7@Ls\u001b(B'), Buffer.from(' 2031')]);
    expect(decodeText(bytes)).toEqual({ text: 'Re: 契約 2031', encoding: 'iso-2022-jp', isGuess: false });
  });

  it.each([
    ['koi8-r', 'Договор аренды заключён на пять лет. Арендатор платит ежемесячно до десятого числа.'],
    ['windows-1251', 'Договор аренды заключён на пять лет. Арендатор платит ежемесячно до десятого числа.'],
    ['windows-874', 'ผู้เช่าต้องชำระค่าเช่าทุกเดือน'],
    ['iso-8859-7', 'Ο μισθωτής πληρώνει το μίσθωμα κάθε μήνα.'],
    ['windows-1256', 'يلتزم المستأجر بدفع الإيجار خلال خمسة أيام.'],
    ['iso-8859-8', 'השוכר ישלם את דמי השכירות בכל חודש.'],
    ['euc-jp', '売主は商品を四十五日以内に納品する。'],
    ['shift_jis', '売主は商品を四十五日以内に納品する。'],
    ['euc-kr', '임차인은 매월 초에 임대료를 지급하여야 한다.'],
    ['gb18030', '卖方应在四十五天内交付货物。'],
    ['big5', '賣方應在四十五天內交付貨物。買方應在三十天內付款。'],
    ['cp866', 'Договор аренды заключён на пять лет. Цена: 100 рублей'],
    ['koi8-u', 'Цей договір укладено між сторонами. Орендар сплачує щомісяця.'],
    ['cp850', 'Der Mieter trägt die Kosten für Schönheitsreparaturen; die Übergabe erfolgt später.'],
    ['cp850', 'Le présent contrat est conclu à Genève entre les parties, après dépôt.'],
    ['macintosh', 'Der Mieter trägt die Kosten für Schönheitsreparaturen, größere ausgenommen.'],
    ['cp852', 'Najemca zobowiązany jest płacić czynsz do piątego dnia każdego miesiąca.'],
    ['cp857', 'Kiracı, kirayı her ayın beşine kadar öder; sözleşme imzalanmıştır.'],
    ['cp737', 'Ο μισθωτής πληρώνει το μίσθωμα κάθε μήνα.'],
    ['euc-kr', '이름,도시\n김철수,서울\n'],
    ['gb18030', '姓名,城市\n王伟,北京\n'],
    ['windows-1252', '„wort“ – und § 5 für 10 €, ‘so’ l’été; Straße © 2031…'],
    ['windows-1250', 'Příliš žluťoučký kůň úpěl ďábelské ódy, „řekl“ nájemce.'],
    ['windows-1251', '«Договор» № 5 – срок: 3 года'],
  ])('guesses %s', (encoding, text) => {
    expect(decodeText(iconv.encode(text, encoding))).toMatchObject({ text, isGuess: true });
  });

  it('leaves what is mostly ASCII to be refused as binary', () => {
    expect(looksLikeText(Buffer.from('text before\u0000text after the nul\u0001'))).toBe(false);
  });

  it('guesses Western bytes and says so', () => {
    const { text, isGuess } = decodeText(iconv.encode(SENTENCE, 'windows-1252'));
    expect(text).toBe(SENTENCE);
    expect(isGuess).toBe(true);
  });

  it('never throws', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 300 }),
        fc.option(fc.string(), { nil: undefined }),
        (bytes, declared) => typeof decodeText(bytes, declared).text === 'string',
      ),
    );
  });
});
