// Goes through the acts from the first to the last, as the council did, and notes what cannot have been so.
import { conclude } from './conclusion.mjs';
import { DOSSIER_LETS, SESSION_LETS } from './phases.mjs';
import { SCORING_ACTS } from './scoring-acts.mjs';
import { SESSION_ACTS } from './session-acts.mjs';
import { newState } from './state.mjs';

const ACTS = { ...SESSION_ACTS, ...SCORING_ACTS, conclude };
const own = (table, name) => (Object.hasOwn(table, name) ? table[name] : undefined);

/** @returns the state at the end, with `faults`: { key, details, seq, evaluation } */
export function replay({ entries, cards }) {
  const state = newState(cards);
  for (const { entry } of entries) {
    const evaluation = typeof entry.content.evaluation === 'string' ? entry.content.evaluation : null;
    const say = (key, details = {}) => state.faults.push({ key, details, seq: entry.seq, evaluation });
    const act = own(ACTS, entry.act);
    if (!act) {
      say('unknownAct', { act: entry.act });
      continue;
    }
    try {
      if (!SESSION_LETS[entry.act].includes(state.phase))
        say('phase', { act: entry.act, phase: state.phase });
      const phases = own(DOSSIER_LETS, entry.act);
      const dossier = phases ? state.dossier(evaluation) : null;
      if (phases && !phases.includes(dossier.phase)) say('step', { act: entry.act, phase: dossier.phase });
      act(state, entry, { dossier, say });
    } catch {
      // Whatever does not have the shape of its act was not written by the server.
      say('malformed', { act: entry.act });
    }
  }
  checkCards(state, cards);
  return state;
}

/** Cards stand in the order of their codes, and each is there because a dossier was scored with it. */
function checkCards({ pins, faults }, cards) {
  const note = (key, card) => faults.push({ key, details: { card }, seq: null, evaluation: null });
  cards.forEach((card, index) => {
    if (index > 0 && cards[index - 1].code >= card.code) note('cardOrder', card.code);
    if (!pins.has(card)) note('cardUnpinned', card.code);
  });
}
