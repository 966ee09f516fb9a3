import type { UiPages } from '../pages';
import type { ExecutionSource } from '../sources';
import type { Acts } from './acts';
import type { Live } from './live';
import type { PageBundle } from './page-bundle';
import type { RequestCheck } from './request-check';

/** What is served. */
export interface UiOptions {
  readonly source: ExecutionSource;
  /** In the order of the menu. */
  readonly pages: readonly UiPages[];
  /** Absent: any free port. A port in use is an error that names it. */
  readonly port?: number;
  /** `--write`: of use on an account only, a local environment may always be changed. */
  readonly allowsWrites?: boolean;
  /** The command, for the title: `asl ui`. */
  readonly command: string;
  /** Replaced in tests of the API. */
  readonly bundle?: PageBundle;
  /** An error that no request shows: a defect. */
  readonly onDefect?: (error: unknown) => void;
}

/** What answers requests. */
export interface UiServer {
  readonly options: UiOptions;
  readonly check: RequestCheck;
  readonly acts: Acts;
  readonly live: Live;
  readonly bundle: PageBundle;
}
