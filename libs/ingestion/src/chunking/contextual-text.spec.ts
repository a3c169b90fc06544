import { contextualText, pathHeading } from './contextual-text.js';

describe('contextualText', () => {
  it('puts title and headings before the text', () => {
    expect(contextualText('Handbook', ['Leave', 'Sick leave'], 'Ten days.')).toBe(
      'Handbook > Leave > Sick leave\nTen days.',
    );
  });

  it('does not repeat the heading that the text begins with, nor a title that is the first heading', () => {
    expect(contextualText('Handbook', ['Handbook', 'Leave'], 'Leave\n\nTen days.')).toBe(
      'Handbook\nLeave\n\nTen days.',
    );
    expect(contextualText('Leave', ['Leave'], 'Leave\n\nTen days.')).toBe('Leave\n\nTen days.');
    expect(contextualText(null, [], 'Ten days.')).toBe('Ten days.');
  });
});

describe('pathHeading', () => {
  it('cuts long headings between characters', () => {
    expect(pathHeading(`${'x'.repeat(158)}😀 and more`)).toBe(`${'x'.repeat(158)}…`);
  });
});
