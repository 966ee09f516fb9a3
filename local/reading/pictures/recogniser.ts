import { dirname, join } from 'node:path';
import { createWorker, type Page, type Worker as TesseractWorker } from 'tesseract.js';
import { type Raster, toGreyMap } from './raster';

/** A recognised word, in pixels of the picture; top and bottom are those of its line's writing. */
export interface RecognisedWord {
  readonly text: string;
  readonly confidence: number;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** How a page is taken apart: into columns and blocks, as one block of level lines, or as words scattered anywhere. */
export type Segmentation = 'automatic' | 'one-block' | 'scattered';

/** Reads printed English text from pictures, offline. */
export interface Recogniser {
  /** Resolves with the words of a picture whose lines lie about level. */
  recognise(raster: Raster, segmentation: Segmentation): Promise<RecognisedWord[]>;
  close(): Promise<void>;
}

/** Tesseract's page segmentation modes. */
const segmentationModes: Readonly<Record<Segmentation, string>> = { automatic: '3', 'one-block': '6', scattered: '11' };

/**
 * Makes a recogniser: Tesseract (LSTM, WebAssembly) in threads of its own, started when first needed (0.3 s) and used again. Its
 * language data comes from the installed package: nothing is fetched and nothing is written.
 */
export function createRecogniser(options: { readonly threads: number }): Recogniser {
  const idle: TesseractWorker[] = [];
  const waiting: ((worker: TesseractWorker) => void)[] = [];
  const started = new Set<Promise<TesseractWorker>>();
  const borrow = async (): Promise<TesseractWorker> => {
    const free = idle.pop();
    if (free !== undefined) return free;
    if (started.size < options.threads) {
      const worker = startWorker();
      started.add(worker);
      return worker;
    }
    return new Promise((resolve) => waiting.push(resolve));
  };
  const giveBack = (worker: TesseractWorker) => {
    const next = waiting.shift();
    if (next === undefined) idle.push(worker);
    else next(worker);
  };
  return {
    recognise: async (raster, segmentation) => {
      const worker = await borrow();
      try {
        // The options also take Tesseract's own parameters, for this one picture.
        const options: object = { tessedit_pageseg_mode: segmentationModes[segmentation] };
        const { data } = await worker.recognize(Buffer.from(toGreyMap(raster)), options, { text: false, blocks: true });
        return wordsOf(data);
      } finally {
        giveBack(worker);
      }
    },
    close: async () => {
      const workers = await Promise.all(started);
      await Promise.all(workers.map((worker) => worker.terminate()));
    },
  };
}

async function startWorker(): Promise<TesseractWorker> {
  const lstmOnly = 1;
  const languageFolder = join(dirname(require.resolve('@tesseract.js-data/eng/package.json')), '4.0.0_best_int');
  const worker = await createWorker('eng', lstmOnly, {
    langPath: languageFolder,
    gzip: true,
    cacheMethod: 'none',
    // A failed recognition rejects its own promise; without a handler it would also end the process.
    errorHandler: () => undefined,
  });
  // Its remarks on pictures would go to the standard error of whoever runs this.
  await worker.setParameters({ user_defined_dpi: '250', debug_file: '/dev/null' });
  return worker;
}

function wordsOf(page: Page): RecognisedWord[] {
  const lines = (page.blocks ?? []).flatMap((block) => block.paragraphs.flatMap((paragraph) => paragraph.lines));
  return lines.flatMap((line) => {
    const tall = Math.max(line.rowAttributes?.rowHeight ?? 0, 1);
    return line.words
      .filter((word) => isText(word.text, word.confidence))
      .map((word) => {
        const share = slopeShare(line.baseline, (word.bbox.x0 + word.bbox.x1) / 2);
        const bottom = share + Math.abs(line.rowAttributes?.descenders ?? 0);
        return {
          text: word.text.trim(),
          confidence: word.confidence,
          left: word.bbox.x0,
          right: word.bbox.x1,
          top: Math.min(bottom - tall, word.bbox.y0),
          bottom: Math.max(bottom, word.bbox.y1),
        };
      });
  });
}

/** Specks and rules come back as lone marks with little confidence. */
function isText(text: string, confidence: number): boolean {
  const trimmed = text.trim();
  if (trimmed === '') return false;
  if (/^[|_~=\-—–.:;,'`‘’“”"*°•«»\\/(){}[\]]+$/u.test(trimmed)) return /^[-–—•*]$/.test(trimmed) && confidence > 60;
  return confidence > (/[\p{L}\p{N}]{2}/u.test(trimmed) ? 5 : 25);
}

function slopeShare(baseline: { x0: number; y0: number; x1: number; y1: number }, x: number): number {
  if (baseline.x1 === baseline.x0) return baseline.y0;
  return baseline.y0 + ((x - baseline.x0) / (baseline.x1 - baseline.x0)) * (baseline.y1 - baseline.y0);
}
