declare module 'dynalite' {
  import type { Server } from 'node:http';

  /** DynamoDB's API over LevelDB. */
  export default function dynalite(options: {
    /** Folder of the store; in memory where absent. */
    readonly path?: string;
    readonly createTableMs?: number;
    readonly deleteTableMs?: number;
    readonly updateTableMs?: number;
  }): Server;
}
