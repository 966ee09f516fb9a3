import { synthesiseIfChanged } from './stacks';

void synthesiseIfChanged(__dirname, ({ App, PipelinesStack, appOptions, environments, definitions, bundles }) => {
  const app = new App(appOptions);
  for (const environment of environments) new PipelinesStack(app, { environment, definitions, bundles });
  app.synth();
});
