// The session as the record has told it so far.
import { canonical, sha256 } from './canonical.mjs';

/** @param cards those the file holds */
export function newState(cards) {
  const members = new Map();
  const dossiers = new Map();
  const pins = new Set();
  return {
    phase: 'PLANNED',
    name: '',
    settings: null,
    closedAt: null,
    /** In the order of the appointing decision; null once that may have changed. */
    order: [],
    members,
    dossiers,
    pins,
    faults: [],
    label: (id) => members.get(id)?.label ?? id,
    dossier(evaluation) {
      if (typeof evaluation !== 'string') throw new TypeError('names no dossier');
      if (!dossiers.has(evaluation)) dossiers.set(evaluation, newDossier(evaluation));
      return dossiers.get(evaluation);
    },
    /** The card with this code and this fingerprint, if the file has it. */
    pin(code, fingerprint) {
      const card = cards.find((one) => one.code === code && sha256(canonical(one)) === fingerprint);
      if (card) pins.add(card);
      return card ?? null;
    },
    /** From which day a new member sits, or a former one no longer does, the record leaves to the dates of the terms. */
    appoint({ member, role, voting, fullName, title, institution }) {
      const label = fullName ?? `${title}, ${institution}`;
      members.set(member, { label, role, voting, present: null, absenceReason: null, sits: false });
      this.order = null;
    },
    letGo(id) {
      Object.assign(members.get(id) ?? {}, { sits: false });
      this.order = null;
    },
    /** Whether the actor conducts this dossier: chair, secretary or whoever presides, and not recused from it. */
    mayConduct(dossier, actor) {
      const member = actor.replace('member:', '');
      if (!members.has(member) || dossier.seat(member).recused) return false;
      return ['CHAIR', 'SECRETARY'].includes(members.get(member).role) || this.mayPreside(dossier, actor);
    },
    /** Whether the actor is the chair, present and not recused; else the first such vice-chair, where the order is known. */
    mayPreside(dossier, actor) {
      const ordered = [...members].map(([member, one]) => ({ member, ...one }));
      const [first, ...others] = ableToPreside(dossier, ordered);
      const able = this.order === null && first?.role !== 'CHAIR' ? [first, ...others] : [first];
      return able.some((one) => one && actor === `member:${one.member}`);
    },
  };
}

/** Who could preside over this dossier: the chair first, then the vice-chairs in the order given. */
export function ableToPreside(dossier, ordered) {
  const able = ordered.filter(({ member, present }) => present && !dossier.seat(member).recused);
  return ['CHAIR', 'VICE_CHAIR'].flatMap((role) => able.filter((one) => one.role === role));
}

function newDossier(evaluation) {
  const seats = new Map();
  return {
    evaluation,
    phase: 'WAITING',
    attempt: 1,
    seats,
    reports: [],
    outcome: null,
    seat(member) {
      if (typeof member !== 'string') throw new TypeError('names no member');
      if (!seats.has(member))
        seats.set(member, {
          recused: false,
          recusedHere: false,
          letBackIn: false,
          finished: false,
          submitted: [],
          sheet: null,
        });
      return seats.get(member);
    },
  };
}
