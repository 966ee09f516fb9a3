import type { DefinitionChange, DefinitionChanges } from '../compare-definitions';
import type { Row } from './row';
import { count } from './value-words';

const topics: Readonly<Record<string, (field: string, change: DefinitionChange) => boolean>> = {
  transitions: (field, change) => ['Next', 'End', 'Default', 'Choices'].includes(field) || lastStep(change) === 'Next',
  calls: (field) => field === 'Resource',
  arguments: (field) => ['Arguments', 'Parameters', 'ItemSelector', 'Items'].includes(field),
  variables: (field, change) => field === 'Assign' || fieldOf(change).includes('Assign'),
  output: (field) => ['Output', 'ResultSelector', 'ResultPath', 'OutputPath'].includes(field),
  timeouts: (field) => /^(Timeout|Heartbeat)Seconds/.test(field),
  retriers: (field) => field === 'Retry',
  catchers: (field) => field === 'Catch',
};

/** Returns what is the same in all states that both definitions have. */
export function sameRows({ changes, states }: DefinitionChanges): Row[] {
  const ofStates = changes.filter(({ match, followsRename }) => match !== undefined && !followsRename);
  const same = Object.entries(topics).flatMap(([topic, isMeant]) =>
    ofStates.some((change) => isMeant(String(fieldOf(change)[0]), change)) ? [] : [topic],
  );
  const both = states.new.length - states.added.length;
  const text = `${same.join(', ')} of the ${count(both, 'state')} that both have`;
  return same.length === 0 || both === 0 ? [] : [{ sign: ' ', subject: 'same', text }];
}

function fieldOf(change: DefinitionChange) {
  if ('path' in change) return change.path.slice(change.match?.new.path.length ?? 0);
  return change.oldPath.slice(change.match?.old.path.length ?? 0);
}

function lastStep(change: DefinitionChange) {
  return fieldOf(change).at(-1);
}
