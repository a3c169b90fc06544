import { affinityToWording } from './affinity-to-wording.js';
import { affinityTo } from './terms.js';

describe('affinityToWording', () => {
  const home = affinityToWording({
    key: 'home',
    wording: { own: ['work', 'home'], official: [['telework'], ['remot', 'work']] },
  });

  it('knows a phrase by its own words, by some of them, and by what rules call it', () => {
    expect(home(['work', 'home'])).toBe(1);
    expect(home(['telework'])).toBe(0.9);
    expect(home(['home'])).toBeLessThan(0.9);
    expect(home(['fire', 'drill'])).toBe(0);
  });

  it('asks for all words of an official term', () => {
    expect(home(['remot', 'work'])).toBe(0.9);
    expect(home(['remot'])).toBeLessThan(0.5);
  });

  it('is plain affinity for a word', () => {
    const keys = ['leav', 'employe'];
    expect(affinityToWording({ key: 'leav' })(keys)).toBe(affinityTo('leav')(keys));
  });
});
