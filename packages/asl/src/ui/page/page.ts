import type { ComponentType } from 'preact';
import type { ExecutionView } from '../model';

/** What a module of the page exports. */
export interface PageModule {
  readonly pages: readonly Page[];
  /** Shown in the header of every execution: actions, links to what belongs to it. They show nothing where they have nothing to say. */
  readonly executionParts?: readonly ComponentType<ExecutionPartProps>[];
}

/** The execution that is shown. */
export interface ExecutionPartProps {
  readonly execution: ExecutionView;
}

/** A page of the browser's part. */
export interface Page {
  /** `/reviews`, `/reviews/:id`: a part that begins with a colon is a parameter. */
  readonly path: string;
  /** Its entry in the menu. */
  readonly menu?: { readonly label: string };
  /** The title of the document. It may name ids, never text of a document: titles are kept in the browser's history. */
  title(parameters: Parameters): string;
  /** The keys that work here, for the help of `?`. */
  readonly keys?: readonly KeyHelp[];
  readonly View: ComponentType<ViewProps>;
}

/** The parameters of a path, decoded. */
export type Parameters = Readonly<Record<string, string>>;

/** What a page is shown with. It is mounted again when a parameter changes, not when the query does. */
export interface ViewProps {
  readonly parameters: Parameters;
}

/** A key and what it does. */
export interface KeyHelp {
  readonly keys: string;
  readonly does: string;
}
