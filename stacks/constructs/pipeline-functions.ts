import type { Construct } from 'constructs';
import { type FunctionNeeds, PipelineFunction } from './pipeline-function';
import type { StackSettings } from './stack-settings';

/** The settings of each of a pipeline's functions, by its name, which is its folder in functions/. */
type NeedsByName<Resources> = Readonly<Record<string, (resources: Resources) => FunctionNeeds>>;

/** The functions of a pipeline, by the names of their settings. */
export type FunctionsByName<Needs> = Readonly<Record<keyof Needs & string, PipelineFunction>>;

/** Creates a function of a pipeline for each of its settings. */
export function makeFunctions<
  Resources extends { readonly settings: StackSettings },
  Needs extends NeedsByName<Resources>,
>(scope: Construct, needs: Needs, resources: Resources): FunctionsByName<Needs> {
  const made = Object.entries(needs).map(
    ([name, need]) => [name, new PipelineFunction(scope, name, resources.settings, need(resources))] as const,
  );
  return Object.fromEntries(made) as FunctionsByName<Needs>;
}
