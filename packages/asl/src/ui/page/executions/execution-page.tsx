import type { ViewProps } from '../page';

/** One execution. */
export function ExecutionPage({ parameters }: ViewProps) {
  return <p class="empty">{parameters['name']}</p>;
}
