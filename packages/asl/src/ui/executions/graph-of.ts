import { placeGraph, readGraph } from '../../language/graph';
import { type DrawnGraph, drawnGraph, type ReadExecution } from '../model';
import { numberIn, textOf } from './queries';

/**
 * The graph of an execution's definition: the error paths that it took are drawn; `errors=all` draws all, `errors=selected` those of the
 * state `selected`. `open`: the states that are drawn with their inside.
 */
export function graphOf({ described, definition, visits }: ReadExecution, query: URLSearchParams): DrawnGraph {
  const caught = visits.all.filter(({ status }) => status === 'caught').map(({ path }) => path);
  const selected = query.get('errors') === 'selected' ? textOf(query, 'selected') : undefined;
  const width = numberIn(query, 'width');
  return drawnGraph(
    placeGraph(readGraph(described.machine, definition), {
      open: query.getAll('open'),
      errorPaths: query.get('errors') === 'all' ? 'all' : [...caught, ...(selected === undefined ? [] : [selected])],
      ...(width === undefined ? {} : { width }),
    }),
  );
}
