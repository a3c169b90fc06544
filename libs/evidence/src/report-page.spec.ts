import { existsSync } from 'node:fs';
import { PDFParse } from 'pdf-parse';
import { ReportPage } from './report-page.js';

const GOTHIC = '/usr/share/fonts/truetype/vlgothic/VL-Gothic-Regular.ttf';
const itWithJapanese = existsSync(GOTHIC) ? it : it.skip;
if (!existsSync(GOTHIC)) console.warn('fonts-vlgothic is not installed: a report in Japanese is not tested.');

async function pagesOf(write: (page: ReportPage) => void): Promise<string[]> {
  const page = new ReportPage('A report', 'Made by Ada 山田', new Date('2026-02-03T04:05:06Z'));
  write(page);
  const parser = new PDFParse({ data: await page.finish() });
  const { pages } = await parser.getText();
  await parser.destroy();
  return pages.map(({ text }) => text);
}

describe('ReportPage', () => {
  it('writes one thing below the other, with a footer on each page', async () => {
    const pages = await pagesOf((page) => {
      page.title('Do we renovate?');
      page.value('Matter', 'M-7');
      page.value('Nothing', null);
      for (let i = 1; i <= 60; i++) page.paragraph(`Paragraph ${i}.\n\nIts second part.`);
    });
    expect(pages.length).toBeGreaterThan(2);
    pages.forEach((text, i) => expect(text).toContain(`${i + 1} / ${pages.length}`));
    const whole = pages.join('\n');
    expect(whole).toMatch(/Do we renovate\?\s+Matter\s+M-7\s+Paragraph 1\.\s+Its second part\./);
    expect(whole.indexOf('Paragraph 60.')).toBeGreaterThan(whole.indexOf('Paragraph 59.'));
    expect(whole).not.toContain('Nothing');
  });

  itWithJapanese('shows signs that its own faces lack, among those that they have', async () => {
    const [text] = await pagesOf((page) => {
      page.title('給与 and wages');
      page.paragraph('賃金は、毎月二十五日に支払う。 Mixed 日本語 words.');
    });
    for (const words of ['給与 and wages', '賃金は、毎月二十五日に支払う。 Mixed 日本語 words.', 'Made by Ada 山田'])
      expect(text).toContain(words);
  });

  it('sets what is written from right to left, and what stands among it, page after page', async () => {
    const clause = 'שכר המינימום (ברוטו) עומד על 5,880.02 לפי Acme Ltd והסכם קיבוצי כללי; המעסיק ישלם את השכר בזמן.';
    const pages = await pagesOf((page) => {
      page.title('החלטה: לשפץ?');
      page.value('Owner', 'שרה לוי');
      page.value('Matter', 'M-7');
      for (let i = 0; i < 60; i++) page.paragraph(clause);
      page.quotation('يستحق العامل إجازة سنوية لا تقل عن 21 يوماً');
    });
    expect(pages.length).toBeGreaterThan(1);
    pages.forEach((text, i) => expect(text).toContain(`${i + 1} / ${pages.length}`));
    const whole = pages.join('\n');
    for (const words of ['שרה לוי', 'M-7', 'שכר המינימום', '5,880.02', 'Acme Ltd', 'והסכם קיבוצי'])
      expect(whole).toContain(words);
    expect(whole).toContain('21');
    expect(whole.match(/Acme Ltd/g)).toHaveLength(60);
  });
});
