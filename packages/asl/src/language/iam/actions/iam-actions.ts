import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { memberOf } from '../../definition';
import { nearestAbove } from '../../paths';

/** The table's file: the head, then one line for each service, compressed. write-iam-actions.ts writes it. */
export const actionTableName = 'iam-actions.jsonl.br';

/** What the table was made from. */
export interface ActionTableHead {
  /** Day of the data, `2026-09-26`. */
  readonly date: string;
  readonly sources: readonly string[];
  /** IAM prefixes by the names of services in the AWS SDK for Java v2; only where both differ. */
  readonly prefixes: Readonly<Record<string, string>>;
}

/** The actions of one service, as the Service Authorization Reference lists them. */
export interface IamServiceLine {
  readonly prefix: string;
  /** ARN formats by resource type: `thing` → `arn:${Partition}:iot:${Region}:${Account}:thing/${ThingName}`. */
  readonly types: Readonly<Record<string, string>>;
  /** Resource types by action; a name that ends in `*` is required. An empty list: no resource-level permissions. */
  readonly actions: Readonly<Record<string, readonly string[]>>;
}

/** An action that IAM knows. */
export interface IamAction {
  /** `s3:GetObject`. */
  readonly name: string;
  readonly resourceTypes: readonly ResourceType[];
}

/** A type of resource that an action can be granted on. */
export interface ResourceType {
  readonly name: string;
  /** `arn:${Partition}:iot:${Region}:${Account}:thing/${ThingName}`; some types have several. */
  readonly arnFormats: readonly string[];
  /** Whether a policy must name a resource of this type for the action to be allowed. */
  readonly isRequired: boolean;
}

interface ActionTable {
  readonly head: ActionTableHead;
  readonly lines: ReadonlyMap<string, string>;
}

/**
 * The IAM actions of all services. The file is read when it is first asked for, a service's line when this service is.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 */
class IamActions {
  private table: ActionTable | undefined;
  private readonly services = new Map<string, ReadonlyMap<string, IamAction> | undefined>();

  /** Day of the data. */
  get date(): string {
    return this.read().head.date;
  }

  /** The IAM prefix of a service by its name in a `Resource`, if it is another one. */
  prefixOf(service: string): string | undefined {
    return memberOf(this.read().head.prefixes, service);
  }

  /** The action of this name, in any case; undefined if IAM does not know it. */
  find(prefix: string, name: string): IamAction | undefined {
    if (!this.services.has(prefix)) this.services.set(prefix, this.parse(prefix));
    return this.services.get(prefix)?.get(name.toLowerCase());
  }

  private parse(prefix: string): ReadonlyMap<string, IamAction> | undefined {
    const text = this.read().lines.get(prefix);
    if (text === undefined) return undefined;
    const { types, actions } = JSON.parse(text) as IamServiceLine;
    const toType = (written: string): ResourceType => {
      const name = written.replace(/\*$/, '');
      return { name, arnFormats: (types[name] ?? '').split(/,\s*/), isRequired: name !== written };
    };
    return new Map(
      Object.entries(actions).map(([name, list]) => [
        name.toLowerCase(),
        { name: `${prefix}:${name}`, resourceTypes: list.map(toType) },
      ]),
    );
  }

  private read(): ActionTable {
    if (this.table !== undefined) return this.table;
    const [head = '{}', ...lines] = brotliDecompressSync(readFileSync(tableFile())).toString('utf8').split('\n');
    const pairs = lines.map((line): [string, string] => {
      const tab = line.indexOf('\t');
      return [line.slice(0, tab), line.slice(tab + 1)];
    });
    this.table = { head: JSON.parse(head) as ActionTableHead, lines: new Map(pairs) };
    return this.table;
  }
}

/** Next to a bundle, or in the sources. */
function tableFile(): string {
  const beside = join(__dirname, actionTableName);
  if (existsSync(beside)) return beside;
  const inSources = nearestAbove(__dirname, join('src', 'language', 'iam', 'actions', actionTableName));
  if (inSources === undefined) throw new Error(`${actionTableName} is missing next to ${__filename}`);
  return inSources;
}

/** The one table of this process. */
export const iamActions = new IamActions();

/** The day of the data from which actions and ARN formats are known, `2026-09-26`. */
export function iamActionsDate(): string {
  return iamActions.date;
}
