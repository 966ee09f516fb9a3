import type { Json } from '../language/definition';
import type { ExecutionSource } from './sources';

/**
 * A group of pages: what they look like in the browser, and the API that serves them. The executions are such a group, and so is what other
 * packages add.
 */
export interface UiPages {
  /** The file of the module with the browser's part: its exports are a `PageModule`, see `page/page.ts`. Absolute. */
  readonly module: string;
  readonly routes: readonly ApiRoute[];
  /** Everything that changes something. */
  readonly acts?: readonly Act[];
  /** Called once the server listens. Returns what ends it. */
  watch?(live: LiveTopics): () => void;
}

/** What the open pages are told. */
export interface LiveTopics {
  /**
   * Reports to every open page that a topic has changed; they read again what they show of it. Topics are named as routes: `executions`,
   * `reviews`. They carry no data: an event that is lost, or read late, is then no mistake.
   */
  publish(topic: string): void;
  /** Whether a page is open: without one, nothing needs to be looked at. */
  isWatched(): boolean;
}

/** A GET request of a page: `/api/<path>?…`. It must not change anything. */
export interface ApiRoute {
  /** `executions`, `execution/state`. */
  readonly path: string;
  /** Returns JSON, a file to download or an image. Throws a UserError for what a person can fix, a NotFoundError for what is not there. */
  answer(query: URLSearchParams, signal: AbortSignal): Promise<Json | ApiFile | object>;
}

/** A response that is not JSON. */
export class ApiFile {
  constructor(
    readonly content: Buffer | string,
    /** An image is shown, anything else is a download. */
    readonly type: 'image/png' | 'application/json' | 'text/plain',
    readonly fileName: string,
  ) {}
}

/** There is no such thing: status 404. */
export class NotFoundError extends Error {
  override readonly name = 'NotFoundError';
}

/**
 * Something that a page does: `POST /api/acts/<name>` with `{input}`. The server has checked who asks; on an AWS account it asks for
 * `--write` and for a confirmation of this very input. An input names what it touches by ids, never by a filter.
 */
export interface Act {
  /** `reviews/approve`. */
  readonly name: string;
  /** It only answers, and its input must not be in an address: it runs on an account without `--write` and without a confirmation. */
  readonly changesNothing?: true;
  /** Checks the input, which comes from a page, and returns it. Throws a UserError. */
  check(input: unknown): Json;
  /** A sentence that names everything that would be touched: `Approve 2 reviews: a.pdf, b.pdf`. */
  describe(input: Json): string;
  /** Throws a UserError for what a person can fix, such as that another person was first. */
  run(input: Json): Promise<Json>;
}

/** What a page of `asl ui` is about. */
export interface UiContext {
  readonly source: ExecutionSource;
  readonly now: () => number;
}
