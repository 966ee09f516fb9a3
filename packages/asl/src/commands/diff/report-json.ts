import type { DefinitionChange, DefinitionChanges, Permission } from '../../language/diff';
import type { Report } from './report';

/** Returns a report as it is printed with --json: every changed path, not only what the words name. */
export function reportJson({ name, isChanged, verdict, rows, changes, cases, prices }: Report) {
  return {
    name,
    isChanged,
    verdict,
    needsALook: rows.filter(({ sign }) => sign === '!').map(({ subject, text, line }) => ({ subject, text, line })),
    ...(changes === undefined ? {} : definitionJson(changes)),
    cases,
    prices,
  };
}

function definitionJson(changes: DefinitionChanges) {
  const { states, placeholders, variables, role, ignored } = changes;
  const place = (side: 'old' | 'new') => (state: DefinitionChanges['states']['added'][number]) => ({
    state: state.label,
    path: state.path,
    line: changes[side].lineOf(state.path),
  });
  const both = (match: DefinitionChanges['states']['moved'][number]) => ({
    old: place('old')(match.old),
    new: place('new')(match.new),
  });
  return {
    old: changes.old.label,
    new: changes.new.label,
    states: {
      old: states.old.length,
      new: states.new.length,
      added: states.added.map(place('new')),
      removed: states.removed.map(place('old')),
      moved: states.moved.map(both),
      renamed: states.renamed.map(both),
    },
    changes: changes.changes.map((change) => changeJson(changes, change)),
    placeholders,
    variables,
    role: {
      gained: role.gained.map(permissionJson),
      lost: role.lost.map(permissionJson),
      alsoFor: role.kept.map(({ permission: { action, resource }, moreStates }) => ({
        action,
        resource,
        states: moreStates,
      })),
    },
    ignored,
  };
}

function changeJson(changes: DefinitionChanges, { match, followsRename, ...change }: DefinitionChange) {
  const line = 'path' in change ? changes.new.lineOf(change.path) : changes.old.lineOf(change.oldPath);
  return { state: match?.new.label, ...change, ...(followsRename ? { followsRename } : {}), line };
}

function permissionJson({ action, resource, condition, needs }: Permission) {
  return { action, resource, condition, because: needs.map(({ reason }) => reason) };
}
