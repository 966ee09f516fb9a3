import { ServiceError } from '../service';
import type { Converse } from './converse-shapes';

/** Rejects every request: Bedrock is not here, and no model was named instead. */
export const noModel: Converse = {
  description: 'no model instead of Bedrock',
  async converse() {
    throw new ServiceError(
      'NotModelledError',
      'no model answers here: use --live bedrock, --model-server URL --model NAME, or name a module as `local.converse` in asl.config.yaml',
      501,
    );
  },
};
