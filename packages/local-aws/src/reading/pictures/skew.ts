import { byteAt, type Raster, scaleRaster } from './raster';

const steepestDegrees = 8;
const darkPointLimit = 40_000;

/** The skew of a page: the clockwise angle of its text lines, in degrees, and whether they are horizontal, vertical or unknown. */
export interface Skew {
  readonly degrees: number;
  readonly lie: 'level' | 'sideways' | 'unclear';
}

/**
 * Measures how crooked a scan is. Level text lines make dark and light rows alternate sharply, so the angle is the one whose row sums
 * differ most from row to row.
 */
export function measureSkew(raster: Raster): Skew {
  const shrink = Math.min(1, 1000 / Math.max(raster.width, raster.height));
  const small = scaleRaster(
    raster,
    Math.max(1, Math.round(raster.width * shrink)),
    Math.max(1, Math.round(raster.height * shrink)),
  );
  const points = darkPoints(small);
  if (points.length < 400) return { degrees: 0, lie: 'level' };
  const level = steepest(points, small, (x, y) => [x, y]);
  const upright = steepest(points, small, (x, y) => [y, x]);
  if (upright.score > level.score * 1.3) return { degrees: -upright.degrees, lie: 'sideways' };
  return { degrees: level.degrees, lie: level.score > upright.score * 1.3 ? 'level' : 'unclear' };
}

function steepest(points: Int32Array, raster: Raster, turn: (x: number, y: number) => [number, number]) {
  const score = (degrees: number) => sharpness(points, raster, turn, degrees);
  let best = { degrees: 0, score: score(0) };
  const consider = (degrees: number) => {
    const candidate = { degrees, score: score(degrees) };
    if (candidate.score > best.score) best = candidate;
  };
  for (let degrees = -steepestDegrees; degrees <= steepestDegrees; degrees += 0.5) consider(degrees);
  const coarse = best.degrees;
  for (let step = -4; step <= 4; step += 1) consider(coarse + step * 0.1);
  return { degrees: Math.round(best.degrees * 10) / 10, score: best.score };
}

function sharpness(
  points: Int32Array,
  raster: Raster,
  turn: (x: number, y: number) => [number, number],
  degrees: number,
): number {
  const slope = Math.tan((degrees * Math.PI) / 180);
  const reach = raster.width + raster.height;
  const rows = new Int32Array(2 * reach);
  for (let at = 0; at < points.length; at += 2) {
    const [along, across] = turn(points[at]!, points[at + 1]!);
    rows[Math.round(across - along * slope) + (reach >> 1)]! += 1;
  }
  let score = 0;
  let above = 0;
  for (const row of rows) {
    score += (row - above) ** 2;
    above = row;
  }
  return score;
}

function darkPoints(raster: Raster): Int32Array {
  const threshold = darkness(raster);
  const found: number[] = [];
  // The outermost pixels of a scan are often the scanner's own black border.
  const marginX = Math.round(raster.width * 0.03);
  const marginY = Math.round(raster.height * 0.03);
  for (let y = marginY; y < raster.height - marginY; y += 1) {
    for (let x = marginX; x < raster.width - marginX; x += 1) {
      if (byteAt(raster.pixels, y * raster.width + x) < threshold) found.push(x, y);
    }
  }
  const step = Math.max(1, Math.ceil(found.length / 2 / darkPointLimit));
  return Int32Array.from(found.filter((_, at) => (at >> 1) % step === 0));
}

/** The grey that best parts ink from paper (Otsu's method). */
export function darkness({ pixels }: Raster): number {
  const counts = new Array<number>(256).fill(0);
  for (const pixel of pixels) counts[pixel]! += 1;
  const total = pixels.length;
  const sum = counts.reduce((all, count, grey) => all + count * grey, 0);
  let best = { grey: 128, spread: -1 };
  let darkCount = 0;
  let darkSum = 0;
  for (const [grey, count] of counts.slice(0, 255).entries()) {
    darkCount += count;
    darkSum += count * grey;
    if (darkCount === 0 || darkCount === total) continue;
    const difference = darkSum / darkCount - (sum - darkSum) / (total - darkCount);
    const spread = darkCount * (total - darkCount) * difference * difference;
    if (spread > best.spread) best = { grey: grey + 1, spread };
  }
  return best.grey;
}
