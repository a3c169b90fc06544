/** One look at an index that grows. */
export interface ScaleSample {
  readonly chunks: number;
  readonly rate: number;
  readonly diskBytes: number;
}

const [WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM] = [720, 320, 64, 64, 36, 44];
const STEPS = 4;

/** A plot as SVG: rows a second on the left, bytes on disk for each chunk on the right, over the chunks that are there. */
export function plotScale(samples: readonly ScaleSample[]): string {
  const most = { x: Math.max(...samples.map(({ chunks }) => chunks)), rate: 0, bytes: 0 };
  most.rate = roundUp(Math.max(...samples.map(({ rate }) => rate)));
  most.bytes = roundUp(Math.max(...samples.map((one) => one.diskBytes / one.chunks)));
  const x = (chunks: number) => LEFT + ((WIDTH - LEFT - RIGHT) * chunks) / most.x;
  const y = (share: number) => HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * share;
  const line = (share: (one: ScaleSample) => number) =>
    samples.map((one) => `${x(one.chunks).toFixed(1)},${y(share(one)).toFixed(1)}`).join(' ');
  const steps = Array.from({ length: STEPS + 1 }, (_, i) => i / STEPS);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="sans-serif" font-size="12" role="img">`,
    `<title>Rows a second and bytes a chunk while the index grows to ${most.x} chunks</title>`,
    `<rect width="${WIDTH}" height="${HEIGHT}" fill="#fff"/>`,
    ...steps.map((share) => {
      const at = y(share).toFixed(1);
      return (
        `<line x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${at}" y2="${at}" stroke="#ddd"/>` +
        `<text x="${LEFT - 8}" y="${at}" dy="4" text-anchor="end" fill="#1c5d99">${written(most.rate * share)}</text>` +
        `<text x="${WIDTH - RIGHT + 8}" y="${at}" dy="4" fill="#9c4221">${written(most.bytes * share)}</text>`
      );
    }),
    ...steps.map(
      (share) =>
        `<text x="${x(most.x * share).toFixed(1)}" y="${HEIGHT - BOTTOM + 18}" text-anchor="middle" fill="#333">${written(most.x * share)}</text>`,
    ),
    `<text x="${WIDTH / 2}" y="${HEIGHT - 8}" text-anchor="middle" fill="#333">chunks in the index</text>`,
    `<text x="${LEFT}" y="20" fill="#1c5d99">rows a second</text>`,
    `<text x="${WIDTH - RIGHT}" y="20" text-anchor="end" fill="#9c4221">bytes on disk for each chunk</text>`,
    `<polyline fill="none" stroke="#9c4221" stroke-width="1.5" stroke-dasharray="5 3" points="${line((one) => one.diskBytes / one.chunks / most.bytes)}"/>`,
    `<polyline fill="none" stroke="#1c5d99" stroke-width="2" points="${line(({ rate }) => rate / most.rate)}"/>`,
    '</svg>',
    '',
  ].join('\n');
}

/** The next number with one digit that is not zero. */
function roundUp(value: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(1, value)));
  return Math.ceil(value / power) * power;
}

const written = (value: number): string => Math.round(value).toLocaleString('en-GB');
