export type { Attempt } from './attempts';
export { type DrawnEdge, type DrawnGraph, drawnGraph } from './drawn-graph';
export {
  type EventRow,
  type EventsPage,
  type EventsRequest,
  eventDetails,
  eventsPage,
  eventsPerPage,
} from './events-page';
export { executionOfRecord } from './execution-of-record';
export { type ExecutionRow, type ExecutionStatus, matchesFilter, type RowFilter, type RowPage } from './execution-row';
export {
  type DescribedExecution,
  type ExecutionView,
  executionView,
  type FailedState,
  type ReadExecution,
  readExecution,
} from './execution-view';
export { failureOrigin } from './failure-origin';
export { millisecondsOf, type ReadEvent, readEvent, textIn } from './history';
export { failedFirst, type MapRunSummary, mapRunSummary } from './map-run';
export { type Payload, toPayload } from './payload';
export { firstLineOf, type ReadableFailure, readableFailure } from './readable-failure';
export {
  type AttemptDetail,
  type CaughtBy,
  type StateDetail,
  type StateRequest,
  stateDetail,
  type VariableChange,
} from './state-detail';
export { type ChosenItems, type MapSummary, type Span, type StateSummary, summarizeStates } from './state-summaries';
export { readStateTree, type StateNode, type StateTree } from './state-tree';
export { takenEdges } from './taken-edges';
export type { StateStatus, Visit } from './visit';
export { readVisits, type Visits } from './visits';
