// A CDKTF app as others write it: one machine from a definition with a placeholder, one function.
const { readFileSync } = require('node:fs');
const { join } = require('node:path');
const { IamRole } = require('@cdktf/provider-aws/lib/iam-role');
const { IamRolePolicy } = require('@cdktf/provider-aws/lib/iam-role-policy');
const { LambdaFunction } = require('@cdktf/provider-aws/lib/lambda-function');
const { AwsProvider } = require('@cdktf/provider-aws/lib/provider');
const { SfnStateMachine } = require('@cdktf/provider-aws/lib/sfn-state-machine');
const { VpcEndpoint } = require('@cdktf/provider-aws/lib/vpc-endpoint');
const { App, AssetType, TerraformAsset, TerraformStack } = require('cdktf');
const { parse } = require('yaml');

const trust = (service) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole' }],
  });

class GreetingStack extends TerraformStack {
  constructor(scope, name) {
    super(scope, name);
    new AwsProvider(this, 'aws', { region: 'eu-central-1' });
    const code = new TerraformAsset(this, 'code', {
      path: join(__dirname, 'functions/greet'),
      type: AssetType.ARCHIVE,
    });
    const functionRole = new IamRole(this, 'greet-role', {
      name: 'greet',
      assumeRolePolicy: trust('lambda.amazonaws.com'),
    });
    const greet = new LambdaFunction(this, 'greet', {
      functionName: 'greet',
      role: functionRole.arn,
      runtime: 'nodejs22.x',
      handler: 'index.handler',
      filename: code.path,
      sourceCodeHash: code.assetHash,
    });
    const role = new IamRole(this, 'greeting-role', {
      name: 'greeting',
      assumeRolePolicy: trust('states.amazonaws.com'),
    });
    new IamRolePolicy(this, 'greeting-policy', {
      role: role.id,
      policy: JSON.stringify({
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Action: 'lambda:InvokeFunction', Resource: greet.arn }],
      }),
    });
    const definition = parse(readFileSync(join(__dirname, 'definitions/greeting.asl.yaml'), 'utf8'));
    new SfnStateMachine(this, 'greeting', {
      name: 'greeting',
      roleArn: role.arn,
      definition: JSON.stringify(definition).replace('${GreetArn}', greet.arn),
    });
    new VpcEndpoint(this, 'endpoint', { vpcId: 'vpc-1', serviceName: 'com.amazonaws.eu-central-1.states' });
  }
}

const app = new App();
new GreetingStack(app, 'greetings');
app.synth();
