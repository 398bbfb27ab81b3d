// Acts on the session itself: opening, attendance, who sits in the council, what is on the agenda.
import { same } from './canonical.mjs';
import { ON_TABLE } from './phases.mjs';

/** @throws {TypeError} unless it is a text, or a whole number: what is put into sentences and into order */
const text = (value) => checked(value, typeof value === 'string');
const whole = (value) => checked(value, Number.isSafeInteger(value));

function checked(value, holds) {
  if (!holds) throw new TypeError('of a wrong kind');
  return value;
}

/** Acts by name: what each makes of the state. `say` notes what is wrong about it. */
export const SESSION_ACTS = {
  openSession(state, { content }, { say }) {
    state.phase = 'OPEN';
    state.name = text(content.name);
    state.settings = content.settings;
    for (const { member, label, role, voting, present, absenceReason } of content.members) {
      const marked = state.members.get(member);
      const attendance = { present, absenceReason };
      if (marked && !same(marked, attendance)) say('attendanceDiffers', { member: label });
      state.members.delete(member);
      state.members.set(member, { label: text(label), role, voting, ...attendance, sits: true });
    }
    state.order = content.members.map(({ member }) => member);
    for (const { evaluation, position, round, product, producer } of content.agenda)
      Object.assign(state.dossier(evaluation), {
        position: whole(position),
        round,
        product: text(product),
        producer: text(producer),
        onAgenda: true,
      });
  },
  suspendSession: (state) => void (state.phase = 'SUSPENDED'),
  resumeSession: (state) => void (state.phase = 'OPEN'),
  closeSession(state, { content, seq }, { say }) {
    state.phase = 'CLOSED';
    state.closedAt = seq;
    const waiting = [...state.dossiers.values()].filter(
      ({ phase, removed }) => phase === 'WAITING' && !removed,
    );
    const untouched = waiting.map(({ evaluation }) => evaluation);
    if (!same([...content.untouched].sort(), untouched.sort())) say('untouched');
    if ([...state.dossiers.values()].some(({ phase }) => ON_TABLE.includes(phase))) say('closedOverTable');
  },
  markAttendance(state, { content }, { say }) {
    for (const { memberId, present, reason } of content.entries) {
      const member = state.members.get(memberId);
      // Before the session opens its members are not on record yet.
      if (!member && state.phase !== 'PLANNED') say('unknownMember', { member: memberId });
      if (!present && !reason) say('noReason', { member: state.label(memberId) });
      state.members.set(memberId, { ...member, present, absenceReason: reason });
    }
  },
  addToAgenda(state, { content }) {
    for (const evaluation of content.evaluations) {
      const position = Math.max(0, ...[...state.dossiers.values()].map((one) => one.position ?? 0)) + 1;
      Object.assign(state.dossier(evaluation), { position, onAgenda: true });
    }
  },
  removeFromAgenda(state, { content }, { say }) {
    const dossier = state.dossier(content.evaluation);
    if (dossier.phase !== 'WAITING') say('step', { phase: dossier.phase });
    dossier.removed = true;
  },
  orderAgenda(state, { content }) {
    const dossiers = content.evaluations.map((id) => state.dossier(id));
    const places = dossiers.map(({ position }) => position).sort((a, b) => a - b);
    dossiers.forEach((dossier, index) => (dossier.position = places[index]));
  },
  addMember: (state, { content }) => state.appoint(content),
  changeMember(state, { content }) {
    const { role, voting } = content.after;
    state.order = null;
    Object.assign(
      state.members.get(content.member) ?? {},
      role && { role },
      voting !== undefined && { voting },
    );
  },
  replaceMember(state, { content }) {
    state.letGo(content.member);
    state.appoint(content.successor);
  },
  retireMember: (state, { content }) => state.letGo(content.member),
  orderMembers: (state) => void (state.order = null),
};
