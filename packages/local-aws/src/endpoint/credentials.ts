import { randomBytes } from 'node:crypto';
import type { Caller } from '../services';

/** Credentials that an SDK client signs with; the endpoint identifies the caller by the access key. */
export interface EndpointCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
}

/** The callers by access key. Signatures are not checked: requests to the loopback address are the user's own. */
export class Credentials {
  private readonly byRole = new Map<string, EndpointCredentials>();
  private readonly roles = new Map<string, string>();

  forRole(roleArn: string): EndpointCredentials {
    const known = this.byRole.get(roleArn);
    if (known !== undefined) return known;
    const made = {
      accessKeyId: `ASIA${randomBytes(8).toString('hex').toUpperCase()}`,
      secretAccessKey: 'local',
      sessionToken: 'local',
    };
    this.byRole.set(roleArn, made);
    this.roles.set(made.accessKeyId, roleArn);
    return made;
  }

  callerOf(accessKeyId: string): Caller {
    const roleArn = this.roles.get(accessKeyId);
    return roleArn === undefined ? { kind: 'operator' } : { kind: 'role', roleArn };
  }
}
