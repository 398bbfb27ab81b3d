// Everything about one file, without reading or writing anything.
import { chainFaults, endOf } from './chain.mjs';
import { readRecord, Unreadable } from './read-record.mjs';
import { replay } from './replay.mjs';

/**
 * @param {string} text the whole file
 * @param {string | null} head a code to compare with, as `readHead` gives it
 */
export function verifyRecord(text, head = null) {
  let record;
  try {
    record = readRecord(text);
  } catch (error) {
    return unreadable(error);
  }
  const chain = chainFaults(record);
  const state = replay(record);
  const end = endOf(record, head);
  const general = [...chain, ...state.faults.filter(({ evaluation }) => evaluation === null)];
  if (end.vouched === 'FALSE')
    general.push({ key: 'headUnknown', details: { head }, seq: null, evaluation: null });
  const dossiers = [...state.dossiers.values()]
    .filter(({ removed }) => !removed)
    .sort((a, b) => (a.position ?? Infinity) - (b.position ?? Infinity))
    .map(({ evaluation, position, product, producer, phase, outcome }) => {
      const faults = state.faults.filter((fault) => fault.evaluation === evaluation);
      return { evaluation, position, product, producer, phase, outcome, faults };
    });
  // What was noted of a dossier that is not there any more must not be lost with it.
  const shown = new Set(dossiers.map(({ evaluation }) => evaluation));
  general.push(...state.faults.filter(({ evaluation }) => evaluation !== null && !shown.has(evaluation)));
  const right = general.length === 0 && state.faults.length === 0;
  const exitCode = !right ? 1 : end.vouched === 'ALL' ? 0 : 3;
  return {
    exitCode,
    session: record.session,
    name: state.name,
    entries: record.entries.length,
    general,
    dossiers,
    end,
  };
}

function unreadable(error) {
  // Nested so deep that it cannot be read is no record either.
  const { key, details } = error instanceof Unreadable ? error : { key: 'notJson', details: {} };
  const general = [{ key, details, seq: null, evaluation: null }];
  return { exitCode: 1, session: null, name: '', entries: 0, general, dossiers: [], end: null };
}
