export { addressOfArn } from './executions/address';
export type { ExecutionPartProps, KeyHelp, Page, PageModule, Parameters, ViewProps } from './page';
export { ActButton, type ActButtonProps } from './parts/confirm-act';
export { CopyCommand } from './parts/copy-command';
export { GraphView, type GraphViewProps } from './parts/graph-view';
export { PayloadView } from './parts/payload-view';
export { Problem } from './parts/problem';
export { SearchField, type SearchFieldProps } from './parts/search-field';
export { SinceSelect } from './parts/since-select';
export { Status, StatusIcon, type StatusLook, statusLook } from './parts/status';
export { type Tab, Tabs } from './parts/tabs';
export { type RunningAct, useAct } from './parts/use-act';
export { type RowWindow, useWindow } from './parts/use-window';
export { type Column, WindowTable, type WindowTableProps } from './parts/window-table';
export { type ActAnswer, ApiError, act, apiAddress, get, type Query } from './shell/api';
export {
  bytesText,
  clockText,
  countText,
  durationText,
  isoText,
  plural,
  priceText,
  timeText,
  zoneName,
} from './shell/format';
export { isTyping, type Keys, useKeys } from './shell/keys';
export { connection, onChange } from './shell/live';
export { addressOf, changeQuery, location, navigate, remember, remembered } from './shell/location';
export { type Session, session } from './shell/session';
export { type Resource, type ResourceOptions, useResource } from './shell/use-resource';
