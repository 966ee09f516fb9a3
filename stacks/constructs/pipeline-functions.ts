import type { Construct } from 'constructs';
import { type FunctionNeeds, PipelineFunction } from './pipeline-function';
import type { StackSettings } from './stack-settings';

/** What each of a pipeline's functions needs, by its name, which is its folder in functions/. */
type NeedsByName<Resources> = Readonly<Record<string, (resources: Resources) => FunctionNeeds>>;

/** The functions of a pipeline, by the names of their needs. */
export type FunctionsByName<Needs> = Readonly<Record<keyof Needs & string, PipelineFunction>>;

/** Makes a function of a pipeline for each of its needs. */
export function makeFunctions<
  Resources extends { readonly settings: StackSettings },
  Needs extends NeedsByName<Resources>,
>(scope: Construct, needs: Needs, resources: Resources): FunctionsByName<Needs> {
  const made = Object.entries(needs).map(
    ([name, need]) => [name, new PipelineFunction(scope, name, resources.settings, need(resources))] as const,
  );
  return Object.fromEntries(made) as FunctionsByName<Needs>;
}
