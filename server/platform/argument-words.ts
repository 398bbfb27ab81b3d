/** What arguments mean that many operations take. */
export const OF_EVALUATION = {
  description: 'Of one dossier in one session: `id` of its item on the agenda.',
};
export const OF_SESSION = { description: 'As in `sessions`, or in `seats` of the viewer.' };
export const AFTER_CURSOR = { description: '`endCursor` of the page before; null for the first page.' };
export const FOR_THE_MINUTES = { description: 'Goes into the minutes; at most 2000 characters.' };
