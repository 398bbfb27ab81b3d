/** Those who open pages here, each in a browser of his own; by their links of the demo, where they need one. */
const LINKS = {
  administrator: /\/ghe\/once\.\S+/,
  chair: /\(chair\)\s+\S*(\/ghe\/seat\.\S+)/,
  member: /\(member\)\s+\S*(\/ghe\/seat\.\S+)/,
  newcomer: /\(member\)[\s\S]*?\(member\)\s+\S*(\/ghe\/seat\.\S+)/,
  room: /\/man-hinh\/room\.\S+/,
};

/** The path of somebody's link, from what the server printed. */
export function pathOf(who, printed) {
  const found = LINKS[who].exec(printed);
  if (!found) throw new Error(`the server printed no link for the ${who}`);
  return found[1] ?? found[0];
}

/**
 * The pages that people wait for: whose they are, and where they lie.
 * @param printed  what the server printed when it was ready
 * @param session  id of the session that runs
 */
export const pagesOf = (printed, session) => [
  { name: 'sign-in', who: 'nobody', path: '/dang-nhap' },
  { name: 'seat card', who: 'nobody', path: pathOf('newcomer', printed) },
  { name: 'room screen', who: 'nobody', path: pathOf('room', printed) },
  { name: 'home', who: 'administrator', path: '/' },
  { name: 'scoring', who: 'member', path: `/ky-hop/${session}/cham` },
  { name: 'conducting', who: 'chair', path: `/ky-hop/${session}/dieu-hanh` },
  { name: 'administration', who: 'administrator', path: '/quan-tri' },
  { name: 'dossiers', who: 'administrator', path: '/ho-so' },
];
