import { isHeadAlone } from './compounds.js';
import { termsOf } from './terms.js';

const keys = (text: string): string[] => termsOf(text).map(({ key }) => key);
const aloneIn = (word: string, text: string): boolean => isHeadAlone(keys(word)[0]!, keys(text));

describe('isHeadAlone', () => {
  it.each([
    ['Kündigungsfrist', 'Für Belege gilt eine Frist von 8 Jahren.'],
    ['Elternurlaub', 'Es gibt 30 Tage Urlaub.'],
  ])('is so where %s is another kind than what is told: %s', (word, text) => {
    expect(aloneIn(word, text)).toBe(true);
  });

  it.each([
    ['Kündigungsfrist', 'Die Kündigungsfristen betragen drei Monate.'],
    ['Kündigungsfrist', 'Gekündigt wird mit einer Frist von drei Monaten.'],
    ['Kilometerpauschale', 'Die Pauschale beträgt 0,35 Euro je Kilometer.'],
    ['Essenszuschuss', 'Der Zuschuss zum Mittagessen beträgt 4 Euro.'],
    ['Frist', 'Die Kündigungsfrist beträgt drei Monate.'],
    ['Probezeit', 'Sie dauert sechs Monate.'],
  ])('is not so of %s in: %s', (word, text) => {
    expect(aloneIn(word, text)).toBe(false);
  });
});
