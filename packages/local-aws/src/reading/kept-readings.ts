import type { DocumentReading } from './reading-messages';

const mostBytes = 32 * 1024 * 1024;
/** Approximate memory of a word with its box and outline. */
const bytesOfWord = 600;

/** Guards that the cache of earlier readings stays below a bound: drops the least recently used first. */
export class KeptReadings {
  private readonly kept = new Map<string, DocumentReading>();
  private bytes = 0;

  get(key: string): DocumentReading | undefined {
    const reading = this.kept.get(key);
    if (reading === undefined) return undefined;
    this.kept.delete(key);
    this.kept.set(key, reading);
    return reading;
  }

  /** Caches results that will be the same the next time: not defects. */
  put(key: string, reading: DocumentReading): void {
    if ('failure' in reading) return;
    this.kept.set(key, reading);
    this.bytes += bytesOf(reading);
    for (const [oldest, leaving] of this.kept) {
      if (this.bytes <= mostBytes) return;
      this.kept.delete(oldest);
      this.bytes -= bytesOf(leaving);
    }
  }
}

function bytesOf(reading: DocumentReading): number {
  if ('picture' in reading) return reading.picture.png.byteLength;
  if (!('text' in reading)) return bytesOfWord;
  return reading.text.pages.reduce(
    (sum, page) => page.lines.reduce((words, line) => words + line.words.length * bytesOfWord, sum),
    bytesOfWord,
  );
}
