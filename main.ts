import { synthesiseIfChanged } from './stacks';

void synthesiseIfChanged(__dirname, async (composition) => {
  const { App, PipelinesStack, appOptions, environments, definitions, bundles, bundled } = composition;
  const app = new App(appOptions);
  for (const environment of environments) new PipelinesStack(app, { environment, definitions, bundles });
  await bundled;
  app.synth();
});
