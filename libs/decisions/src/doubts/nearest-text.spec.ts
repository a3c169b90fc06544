import { nearestText } from './nearest-text.js';

const LATER =
  '# Expenses\n\nThis policy is new. Claims must be submitted in the portal within 14 days of the trip. Late claims lapse.\n\nMeals are paid.';
const found = (cited: string) => {
  const place = nearestText(cited, LATER);
  return place && LATER.slice(place.start, place.end);
};

describe('the nearest text', () => {
  it('is the sentence that says it now', () => {
    expect(found('Claims must be submitted in the portal within 30 days of the end of the trip.')).toBe(
      'Claims must be submitted in the portal within 14 days of the trip.',
    );
  });
  it('may be two that were one', () => {
    expect(found('Claims must be submitted in the portal within 30 days, and late claims lapse.')).toBe(
      'Claims must be submitted in the portal within 14 days of the trip. Late claims lapse.',
    );
  });
  it('is none where nothing is like it', () => {
    expect(found('The minister appoints the board.')).toBeNull();
    expect(nearestText('anything', '')).toBeNull();
  });
});
