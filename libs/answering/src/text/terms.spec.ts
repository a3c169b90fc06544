import { affinity, termsOf } from './terms.js';

const keys = (text: string) => termsOf(text).map(({ key }) => key);

describe('termsOf', () => {
  it('brings numbers to one notation', () => {
    expect(keys('1,000.50 1.000,5 ٣٠ 3rd four')).toEqual(['1000.5', '1000.5', '30', '3', '4']);
    expect(keys('12.05.2024')).toEqual(['12', '5', '2024']);
  });

  it('stems English, folds accents and strips Arabic affixes', () => {
    expect(keys("Smith's policies Verträge")).toEqual(['smith', 'polici', 'vertrag']);
    expect(keys('الموظفين')).toEqual(keys('موظف'));
  });

  it('parts what is written without spaces into words, each at its place', () => {
    const text = 'ผู้เช่าต้องชำระเงินประกันภายในกี่วัน';
    const words = termsOf(text).map(({ start, end }) => text.slice(start, end));
    expect(words.join('')).toBe(text);
    expect(words).toEqual(expect.arrayContaining(['ต้อง', 'ชำระ', 'ภายใน', 'วัน']));
    const told = new Set(keys('ผู้เช่าต้องชำระเงินประกันภายในสามสิบวันนับจากวันลงนาม'));
    expect(keys('ต้องชำระเงินประกัน').filter((key) => !told.has(key))).toEqual([]);
  });

  it('pairs ideographs', () => {
    expect(keys('年次休暇')).toEqual(['年次', '次休', '休暇']);
  });
});

describe('affinity', () => {
  it('is full for the same word, partial for inflections and compounds, none for others', () => {
    expect(affinity('frist', 'frist')).toBe(1);
    expect(affinity('kundigung', 'kundigungen')).toBeGreaterThan(0.5);
    expect(affinity('wagen', 'vertrag')).toBe(0);
    expect(affinity('12345', '123456')).toBe(0);
  });
});
