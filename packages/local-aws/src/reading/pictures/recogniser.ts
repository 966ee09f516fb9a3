import { dirname, join } from 'node:path';
import { createWorker, type Page, type Worker as TesseractWorker } from 'tesseract.js';
import { tookTooLong } from '../reading-turns';
import { UnreadableDocumentError } from '../unreadable-document-error';
import { measureWorkedTime } from '../worked-time';
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

/** How a page is segmented: into columns and blocks, as one block of level lines, or as words scattered anywhere. */
export type Segmentation = 'automatic' | 'one-block' | 'scattered';

/** Recognises the words of a picture whose lines are about level. */
export type Recognise = (raster: Raster, segmentation: Segmentation) => Promise<RecognisedWord[]>;

/** How a recogniser is borrowed. */
export interface Lending {
  /** Aborted: a borrower that still waits does not get one. */
  readonly dropped: AbortSignal;
  /** A picture that takes longer is unreadable. */
  readonly milliseconds: number;
}

/** Reads printed English text from pictures, offline. */
export interface Recogniser {
  /** Waits for a free thread and passes it to `use`. Resolves with undefined if the borrower was dropped before that. */
  lend<Result>(use: (recognise: Recognise) => Promise<Result>, lending: Lending): Promise<Result | undefined>;
}

/** Tesseract's page segmentation modes. */
const segmentationModes: Readonly<Record<Segmentation, string>> = { automatic: '3', 'one-block': '6', scattered: '11' };

/**
 * Creates a recogniser: Tesseract (LSTM, WebAssembly) in threads of its own, started when first used (0.3 s) and reused. Its language
 * data comes from the installed package: no network, no files. The threads end with the one that created them.
 */
export function createRecogniser(options: { readonly threads: number }): Recogniser {
  const pool = new RecognitionThreads(options.threads);
  return {
    lend: async (use, { dropped, milliseconds }) => {
      const worker = await pool.take(dropped);
      if (worker === undefined) return undefined;
      let isBroken = false;
      const recognise: Recognise = async (raster, segmentation) => {
        isBroken = true;
        const words = await recogniseOn(worker, { raster, segmentation, milliseconds });
        isBroken = false;
        return words;
      };
      try {
        return await use(recognise);
      } finally {
        if (isBroken) pool.replace(worker);
        else pool.giveBack(worker);
      }
    },
  };
}

/** Guards that a thread recognises one picture at a time, and that there are never more threads than allowed. */
class RecognitionThreads {
  private readonly idle: TesseractWorker[] = [];
  private readonly waiting: ((worker: TesseractWorker | undefined) => void)[] = [];
  private count = 0;

  constructor(private readonly most: number) {}

  async take(dropped: AbortSignal): Promise<TesseractWorker | undefined> {
    if (dropped.aborted) return undefined;
    const free = this.idle.pop();
    if (free !== undefined) return free;
    return this.count < this.most ? this.start() : this.wait(dropped);
  }

  giveBack(worker: TesseractWorker): void {
    const next = this.waiting.shift();
    if (next === undefined) this.idle.push(worker);
    else next(worker);
  }

  /** Ends a thread that failed; the next borrower gets a new one. */
  replace(worker: TesseractWorker): void {
    void worker.terminate();
    this.count -= 1;
    const next = this.waiting.shift();
    if (next !== undefined) void this.start().then(next, () => next(undefined));
  }

  private async start(): Promise<TesseractWorker> {
    this.count += 1;
    return startWorker().catch((error: unknown) => {
      this.count -= 1;
      throw error;
    });
  }

  private wait(dropped: AbortSignal): Promise<TesseractWorker | undefined> {
    return new Promise((resolve) => {
      const entry = (worker: TesseractWorker | undefined) => {
        dropped.removeEventListener('abort', leave);
        resolve(worker);
      };
      const leave = () => {
        this.waiting.splice(this.waiting.indexOf(entry), 1);
        resolve(undefined);
      };
      this.waiting.push(entry);
      dropped.addEventListener('abort', leave, { once: true });
    });
  }
}

/** One picture on one thread. */
interface Picture {
  readonly raster: Raster;
  readonly segmentation: Segmentation;
  readonly milliseconds: number;
}

/** Throws UnreadableDocumentError if Tesseract fails on the picture or does not end; its thread cannot be used again. */
async function recogniseOn(
  worker: TesseractWorker,
  { raster, segmentation, milliseconds }: Picture,
): Promise<RecognisedWord[]> {
  // The options also accept Tesseract's own parameters, for this one picture.
  const options: object = { tessedit_pageseg_mode: segmentationModes[segmentation] };
  const file = Buffer.from(toGreyMap(raster));
  try {
    const recognised = worker.recognize(file, options, { text: false, blocks: true });
    return wordsOf((await withinWork(recognised, milliseconds)).data);
  } catch (error) {
    if (error instanceof UnreadableDocumentError) throw error;
    throw new UnreadableDocumentError('damaged', `its picture cannot be recognised: ${String(error)}`);
  }
}

const watchMilliseconds = 500;

/** Rejects with UnreadableDocumentError when the process has worked for so long. */
function withinWork<Result>(promise: Promise<Result>, milliseconds: number): Promise<Result> {
  return new Promise((resolve, reject) => {
    const workedMilliseconds = measureWorkedTime();
    let worked = 0;
    const watch = setInterval(() => {
      worked += workedMilliseconds();
      if (worked <= milliseconds) return;
      clearInterval(watch);
      reject(tookTooLong(milliseconds));
    }, watchMilliseconds);
    promise.then(resolve, reject).finally(() => clearInterval(watch));
  });
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
  // Its remarks on pictures would go to the standard error of the command.
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
