import type { Diagnostic } from '@document-pipelines/asl/diagnostics';
import { isCallableFrom, knownProfilePrefixes, systemProfile } from '@document-pipelines/asl/iam';
import type { ParsedDefinition } from '@document-pipelines/asl/load';
import type { EnvironmentFile } from '../environment-schema';
import type { ModelSettings } from './bedrock-settings';

/** Whether the models of an environment and their inference profiles fit together and to the region; a prefix that is unknown is a warning. */
export function checkModels({ region, bedrock }: EnvironmentFile, source: Source): Diagnostic[] {
  const former = (bedrock.former ?? []).map((settings, index) => ({ settings, path: ['bedrock', 'former', index] }));
  return [{ settings: bedrock, path: ['bedrock'] }, ...former].flatMap((each) =>
    checkModel({ ...each, region, source }),
  );
}

type Source = Pick<ParsedDefinition, 'spanOf' | 'keySpanOf'>;

/** A model, and the path of its section. */
interface Checked {
  readonly settings: ModelSettings;
  readonly path: readonly (string | number)[];
  readonly region: string;
  readonly source: Source;
}

type Profile = NonNullable<ModelSettings['inferenceProfile']>;

function checkModel(checked: Checked): Diagnostic[] {
  const { modelId, inferenceProfile: profile } = checked.settings;
  const named = systemProfile(modelId);
  if (named !== undefined) {
    const message = `${nameOf(checked, 'modelId')} must be a model, \`${modelId}\` is an inference profile`;
    return [
      problem(checked, ['modelId'], message, `write \`${named.modelId}\`, and \`inferenceProfile.id: ${modelId}\``),
    ];
  }
  if (profile === undefined) return [];
  return [...checkApplicationProfile(checked, profile), ...checkSystemProfile(checked, profile)];
}

/** The ARN of an application inference profile names the region in which it can be called. */
function checkApplicationProfile(checked: Checked, { id, copyFrom, regions }: Profile): Diagnostic[] {
  if (!id.startsWith('arn:')) {
    if (copyFrom === undefined) return [];
    const message = `${nameOf(checked, 'copyFrom')} is only for the ARN of an application inference profile`;
    return [problem(checked, [...profileKey, 'copyFrom'], message, 'remove it')];
  }
  const [, region] = applicationProfile.exec(id) ?? [];
  if (region === undefined) {
    const message = `${nameOf(checked, 'id')} must be the id of a profile, or the ARN of an application inference profile, it is \`${id}\``;
    return [
      problem(
        checked,
        [...profileKey, 'id'],
        message,
        'profiles of AWS are named by their id, such as `us.anthropic.…`',
      ),
    ];
  }
  if (region !== checked.region) {
    const message = `the inference profile of ${region} cannot be called from ${checked.region}`;
    return [problem(checked, [...profileKey, 'id'], message, `make a profile in ${checked.region}`)];
  }
  if (copyFrom !== undefined || regions === undefined) return [];
  const message = `${nameOf(checked, 'regions')} is only for a profile that routes to several regions`;
  return [
    problem(
      checked,
      [...profileKey, 'regions'],
      message,
      'name the profile of AWS that it was made from in `copyFrom`, or remove it',
    ),
  ];
}

const applicationProfile =
  /^arn:aws(?:-[^:]+)?:bedrock:([a-z0-9-]{1,20}):\d{12}:application-inference-profile\/[a-zA-Z0-9]+$/;

/** A profile of AWS is a prefix and the model's id. */
function checkSystemProfile(checked: Checked, profile: Profile): Diagnostic[] {
  const key = profile.id.startsWith('arn:') ? 'copyFrom' : 'id';
  const id = profile[key];
  if (id === undefined) return [];
  const { modelId } = checked.settings;
  const at = [...profileKey, key];
  if (!id.endsWith(`.${modelId}`)) {
    const message = `the inference profile \`${id}\` is not one of the model \`${modelId}\``;
    return [problem(checked, at, message, `its id is a prefix and the model's: \`<prefix>.${modelId}\``)];
  }
  const prefix = id.slice(0, -modelId.length - 1);
  if (!knownProfilePrefixes().includes(prefix))
    return [unknownPrefix(checked, at, prefix), ...missingRegions(checked, profile)];
  if (!isCallableFrom(prefix, checked.region)) {
    const fitting = knownProfilePrefixes().filter((each) => isCallableFrom(each, checked.region));
    const message = `the inference profile \`${id}\` cannot be called from ${checked.region}`;
    return [
      problem(
        checked,
        at,
        message,
        `profiles for this region begin with ${fitting.map((each) => `\`${each}.\``).join(', ')}`,
      ),
    ];
  }
  return prefix === 'global'
    ? regionsOfGlobal(checked, profile)
    : [...missingRegions(checked, profile), ...foreignRegions(checked, profile, prefix)];
}

function unknownPrefix(checked: Checked, at: readonly string[], prefix: string): Diagnostic {
  const message = `the prefix \`${prefix}.\` of an inference profile is unknown: whether it can be called from ${checked.region} was not checked`;
  const help = `known prefixes are ${knownProfilePrefixes()
    .map((each) => `\`${each}.\``)
    .join(', ')}`;
  return { ...problem(checked, at, message, help), severity: 'warning', ruleId: 'unknown-inference-profile' };
}

function missingRegions(checked: Checked, { regions }: Profile): Diagnostic[] {
  if (regions !== undefined) return [];
  const message = `${nameOf(checked, 'regions')} is missing: the role needs the model in each region that the profile routes to`;
  return [
    problem(
      checked,
      profileKey,
      message,
      '`aws bedrock get-inference-profile --inference-profile-identifier ID` lists them',
      true,
    ),
  ];
}

function regionsOfGlobal(checked: Checked, { regions }: Profile): Diagnostic[] {
  if (regions === undefined) return [];
  const message = `${nameOf(checked, 'regions')} cannot be given for a global profile, which routes to every commercial region`;
  return [problem(checked, [...profileKey, 'regions'], message, 'remove it')];
}

function foreignRegions(checked: Checked, { regions = [] }: Profile, prefix: string): Diagnostic[] {
  return regions.flatMap((region, index) =>
    isCallableFrom(prefix, region)
      ? []
      : [problem(checked, [...profileKey, 'regions', index], `a profile \`${prefix}.…\` does not route to ${region}`)],
  );
}

const profileKey = ['inferenceProfile'];

function nameOf({ path }: Checked, key: string): string {
  const inside = key === 'modelId' ? [key] : [...profileKey, key];
  return `\`${[...path, ...inside].join('.')}\``;
}

/** `atKey`: the section lacks something. */
function problem(
  { path, source }: Checked,
  at: readonly (string | number)[],
  message: string,
  help?: string,
  atKey = false,
): Diagnostic {
  const whole = [...path, ...at];
  const span = atKey ? source.keySpanOf(whole) : source.spanOf(whole);
  return {
    severity: 'error',
    ruleId: 'inference-profile-does-not-fit',
    message,
    span,
    ...(help === undefined ? {} : { help }),
  };
}
