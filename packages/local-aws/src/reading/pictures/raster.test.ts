import { grainOf, greyFromRgba, type Raster, rotateRaster, scaleRaster, softenRaster, toGreyMap } from './raster';
import { measureSkew } from './skew';

/** Lines of dashes, as a page of text looks from afar. */
function page(width = 800, height = 1000): Raster {
  const pixels = new Uint8Array(width * height).fill(255);
  for (let y = 60; y < height - 60; y += 30) {
    for (let x = 60; x < width - 60; x += 1)
      if ((x + y * 13) % 47 < 33) pixels.fill(0, y * width + x, y * width + x + 1);
    for (let x = 60; x < width - 60; x += 1)
      if ((x + y * 13) % 47 < 33) for (let thick = 1; thick < 8; thick += 1) pixels[(y + thick) * width + x] = 0;
  }
  return { width, height, pixels };
}

describe('rotateRaster', () => {
  test('four quarter turns give the picture back', () => {
    const picture: Raster = { width: 3, height: 2, pixels: Uint8Array.from([1, 2, 3, 4, 5, 6]) };
    const quarter = rotateRaster(picture, 90);
    expect(quarter).toEqual({ width: 2, height: 3, pixels: Uint8Array.from([4, 1, 5, 2, 6, 3]) });
    expect(rotateRaster(rotateRaster(quarter, 180), 90)).toEqual(picture);
  });
});

describe('measureSkew', () => {
  test.each([-3, -0.5, 0, 1.3, 4])('measures a page that lies %d degrees askew', (degrees) => {
    const skew = measureSkew(rotateRaster(page(), degrees));
    expect(skew.degrees).toBeCloseTo(degrees, 0);
    expect(skew.lie).toBe('level');
  });

  test('sees lines that run up and down', () => {
    expect(measureSkew(rotateRaster(page(), 90)).lie).toBe('sideways');
  });
});

describe('other pictures', () => {
  test('what is transparent is paper', () => {
    expect(greyFromRgba(Uint8Array.from([0, 0, 0, 0, 0, 0, 0, 255]), 2, 1).pixels).toEqual(Uint8Array.from([255, 0]));
  });

  test('smaller pictures average, larger ones go over from pixel to pixel', () => {
    const picture: Raster = { width: 2, height: 1, pixels: Uint8Array.from([0, 200]) };
    expect(scaleRaster(picture, 1, 1).pixels).toEqual(Uint8Array.from([100]));
    expect([...scaleRaster(picture, 4, 1).pixels]).toEqual([0, 50, 150, 200]);
  });

  test('softening takes grain off', () => {
    const grainy = page();
    const noisy = {
      ...grainy,
      pixels: grainy.pixels.map((pixel, at) => (pixel === 255 ? 215 + ((at * 7919) % 41) : pixel)),
    };
    expect(grainOf(softenRaster(noisy))).toBeLessThan(grainOf(noisy) * 0.7);
  });

  test('a grey map says its size before its pixels', () => {
    const file = toGreyMap({ width: 1, height: 1, pixels: Uint8Array.from([7]) });
    expect(Buffer.from(file).toString('latin1')).toBe('P5\n1 1\n255\n\x07');
  });
});
