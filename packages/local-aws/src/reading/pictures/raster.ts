/** A picture in grey, one byte a pixel, row by row: 0 is black. */
export interface Raster {
  readonly width: number;
  readonly height: number;
  readonly pixels: Uint8Array;
}

/** Returns the byte at a place inside a picture. */
export function byteAt(pixels: Uint8Array, index: number): number {
  return pixels[index]!;
}

/** Grey from RGBA (4 bytes a pixel); what is transparent shows the white of the paper. */
export function greyFromRgba(rgba: Uint8Array, width: number, height: number): Raster {
  const pixels = new Uint8Array(width * height);
  for (let at = 0, from = 0; at < pixels.length; at += 1, from += 4) {
    const luminance = (byteAt(rgba, from) * 77 + byteAt(rgba, from + 1) * 150 + byteAt(rgba, from + 2) * 29) >> 8;
    const alpha = byteAt(rgba, from + 3);
    pixels[at] = alpha === 255 ? luminance : 255 - (((255 - luminance) * alpha) >> 8);
  }
  return { width, height, pixels };
}

/** Returns the raster at another size: area average when it gets smaller, linear interpolation when it gets larger. */
export function scaleRaster(raster: Raster, width: number, height: number): Raster {
  const stepX = raster.width / width;
  const stepY = raster.height / height;
  return stepX > 1 || stepY > 1 ? averagePixels(raster, width, height) : interpolatePixels(raster, width, height);
}

function averagePixels(raster: Raster, width: number, height: number): Raster {
  const pixels = new Uint8Array(width * height);
  const columns = Array.from({ length: width }, (_, x) => {
    const left = Math.floor((x * raster.width) / width);
    return { left, right: Math.max(left + 1, Math.floor(((x + 1) * raster.width) / width)) };
  });
  for (let y = 0, to = 0; y < height; y += 1) {
    const top = Math.floor((y * raster.height) / height);
    const bottom = Math.max(top + 1, Math.floor(((y + 1) * raster.height) / height));
    for (const { left, right } of columns) {
      let sum = 0;
      for (let row = top; row < bottom; row += 1) {
        for (let at = row * raster.width + left, end = row * raster.width + right; at < end; at += 1)
          sum += byteAt(raster.pixels, at);
      }
      pixels[to] = sum / ((bottom - top) * (right - left));
      to += 1;
    }
  }
  return { width, height, pixels };
}

function interpolatePixels(
  { width: fromWidth, height: fromHeight, pixels: from }: Raster,
  width: number,
  height: number,
): Raster {
  const pixels = new Uint8Array(width * height);
  const across = Array.from({ length: width }, (_, x) => between(((x + 0.5) * fromWidth) / width - 0.5, fromWidth));
  for (let y = 0, to = 0; y < height; y += 1) {
    const down = between(((y + 0.5) * fromHeight) / height - 0.5, fromHeight);
    const [above, below] = [down.low * fromWidth, down.high * fromWidth];
    for (const { low, high, share } of across) {
      const upper = byteAt(from, above + low) * (1 - share) + byteAt(from, above + high) * share;
      const lower = byteAt(from, below + low) * (1 - share) + byteAt(from, below + high) * share;
      pixels[to] = upper * (1 - down.share) + lower * down.share;
      to += 1;
    }
  }
  return { width, height, pixels };
}

/** The two neighbours of a place in a row of `count` pixels, and how near it is to the second. */
function between(index: number, count: number): { low: number; high: number; share: number } {
  const inside = Math.min(count - 1, Math.max(0, index));
  const low = Math.floor(inside);
  return { low, high: Math.min(count - 1, low + 1), share: inside - low };
}

/**
 * Returns the raster rotated clockwise by an angle in degrees about its middle, white where the turned page does not reach. The size
 * stays for small angles; quarter turns exchange width and height.
 */
export function rotateRaster(raster: Raster, degrees: number): Raster {
  const quarters = Math.round(degrees / 90);
  const turned = quarterTurn(raster, ((quarters % 4) + 4) % 4);
  const rest = degrees - quarters * 90;
  return Math.abs(rest) < 0.01 ? turned : smallTurn(turned, rest);
}

function quarterTurn(raster: Raster, quarters: number): Raster {
  if (quarters === 0) return raster;
  const { width, height, pixels } = raster;
  const turned = new Uint8Array(pixels.length);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const value = byteAt(pixels, y * width + x);
      if (quarters === 1) turned[x * height + (height - 1 - y)] = value;
      else if (quarters === 2) turned[(height - 1 - y) * width + (width - 1 - x)] = value;
      else turned[(width - 1 - x) * height + y] = value;
    }
  }
  return quarters === 2 ? { width, height, pixels: turned } : { width: height, height: width, pixels: turned };
}

/** Fixed-point, for it runs over millions of pixels: 8 bits of fraction. */
function smallTurn({ width, height, pixels }: Raster, degrees: number): Raster {
  const turned = new Uint8Array(width * height).fill(255);
  const sine = Math.round(Math.sin((degrees * Math.PI) / 180) * 65536);
  const cosine = Math.round(Math.cos((degrees * Math.PI) / 180) * 65536);
  const middleX = (width - 1) / 2;
  const middleY = (height - 1) / 2;
  for (let y = 0, to = 0; y < height; y += 1) {
    let fromX = Math.round(cosine * -middleX + sine * (y - middleY) + middleX * 65536);
    let fromY = Math.round(-sine * -middleX + cosine * (y - middleY) + middleY * 65536);
    for (let x = 0; x < width; x += 1, to += 1, fromX += cosine, fromY -= sine) {
      const left = fromX >> 16;
      const top = fromY >> 16;
      if (left < 0 || top < 0 || left >= width - 1 || top >= height - 1) continue;
      const at = top * width + left;
      const shareX = (fromX >> 8) & 255;
      const shareY = (fromY >> 8) & 255;
      const upper = mixBytes(byteAt(pixels, at), byteAt(pixels, at + 1), shareX);
      const lower = mixBytes(byteAt(pixels, at + width), byteAt(pixels, at + width + 1), shareX);
      turned[to] = ((upper << 8) + (lower - upper) * shareY) >> 16;
    }
  }
  return { width, height, pixels: turned };
}

function mixBytes(left: number, right: number, shareOfRight: number): number {
  return (left << 8) + (right - left) * shareOfRight;
}

/** The raster with each pixel mixed with its neighbours, which takes the grain off a noisy scan and leaves its letters. */
export function softenRaster({ width, height, pixels }: Raster): Raster {
  const across = new Uint16Array(pixels.length);
  const softened = new Uint8Array(pixels.length).fill(255);
  for (let at = 1; at < pixels.length - 1; at += 1)
    across[at] = byteAt(pixels, at - 1) + 2 * byteAt(pixels, at) + byteAt(pixels, at + 1);
  for (let at = width; at < pixels.length - width; at += 1) {
    softened[at] = (across[at - width]! + 2 * across[at]! + across[at + width]!) >> 4;
  }
  return { width, height, pixels: softened };
}

/** Returns how noisy the paper of a scan is: the mean difference of a light pixel from its four neighbours, in steps of grey. */
export function grainOf({ width, height, pixels }: Raster): number {
  const light = 150;
  let sum = 0;
  let count = 0;
  for (let y = 1; y < height - 1; y += 3) {
    for (let x = 1; x < width - 1; x += 3) {
      const at = y * width + x;
      const [left, right] = [byteAt(pixels, at - 1), byteAt(pixels, at + 1)];
      const [up, down] = [byteAt(pixels, at - width), byteAt(pixels, at + width)];
      if (Math.min(left, right, up, down) < light) continue;
      sum += Math.abs(4 * byteAt(pixels, at) - left - right - up - down) / 4;
      count += 1;
    }
  }
  return count === 0 ? 0 : sum / count;
}

/** Returns the raster as a portable grey map, the plainest picture file that the recogniser reads. */
export function toGreyMap({ width, height, pixels }: Raster): Uint8Array {
  const header = Buffer.from(`P5\n${width} ${height}\n255\n`, 'latin1');
  const file = new Uint8Array(header.length + pixels.length);
  file.set(header);
  file.set(pixels, header.length);
  return file;
}
