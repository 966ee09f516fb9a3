import { modelPermissions } from './model-arns';

const localAccount = { partition: 'aws', region: 'eu-west-1', account: '123456789012' };
const claude = 'anthropic.claude-x';
const profile = (id: string) => `arn:aws:bedrock:eu-west-1:123456789012:inference-profile/${id}`;
const modelIn = (region: string) => `arn:aws:bedrock:${region}::foundation-model/${claude}`;
const application = 'arn:aws:bedrock:eu-west-1:123456789012:application-inference-profile/abc';

describe('modelPermissions', () => {
  it.each([
    ['a model', claude, {}, [modelIn('eu-west-1')]],
    ['a geographic profile', `eu.${claude}`, {}, [profile(`eu.${claude}`), modelIn('eu-west-1')]],
    ['a global profile', `global.${claude}`, {}, [profile(`global.${claude}`), modelIn('eu-west-1'), modelIn('')]],
    ['an application profile of a model', application, { [application]: claude }, [application, modelIn('eu-west-1')]],
    [
      'an application profile of a global one',
      application,
      { [application]: `global.${claude}` },
      [application, modelIn('eu-west-1'), modelIn('')],
    ],
    ['an application profile of which nothing is known', application, {}, [application]],
  ])('are those that AWS asks for: %s', (_, id, profileSources, resources) => {
    const permissions = modelPermissions('bedrock:InvokeModel', id, { ...localAccount, profileSources });
    expect(permissions.map(({ resource }) => resource)).toEqual(resources);
    for (const { conditionKeys } of permissions.slice(1)) {
      expect(conditionKeys).toEqual({ 'bedrock:InferenceProfileArn': resources[0] });
    }
  });
});
