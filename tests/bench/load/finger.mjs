// A finger on the scoring screen of the built client, in a Chromium that is slowed down as an old tablet is slow.
import { setTimeout as sleep } from 'node:timers/promises';
import { launchBrowser } from '../../support/browser.ts';
import { answering } from '../answering.mjs';
import { CRITERIA, cutToSixty } from '../sixty-criteria.mjs';

/** So many times slower than this machine. */
const SLOWER = 6;
/** A tablet held upright. */
const TABLET = {
  viewport: { width: 800, height: 1280 },
  hasTouch: true,
  isMobile: true,
  deviceScaleFactor: 1.5,
};
/** Between two taps: quicker than anybody reads a criterion, so that a save is under way under the next one. */
const PAUSE_MS = 250;
/** The shortest that the browser tells of an event, in milliseconds; what it does not tell of was quicker. */
const SHORTEST_MS = 16;

let browser;
const open = async () => (browser ??= await launchBrowser());

/** Asks the API as the page's own sign-in. */
const ask = (page, query, variables) =>
  page.evaluate(
    async ([text, values]) => {
      const response = await fetch('/graphql', {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-login': sessionStorage.getItem('login') },
        body: JSON.stringify({ query: text, variables: values }),
      });
      const { data, errors } = await response.json();
      if (errors) throw new Error(JSON.stringify(errors));
      return data;
    },
    [query, variables],
  );

async function signedIn(settings, link) {
  const context = await (await open()).newContext(settings);
  const page = await context.newPage();
  await page.goto(link);
  await page.waitForURL((url) => !url.pathname.startsWith('/ghe/'));
  return page;
}

const idOf = ({ id, version }) => ({ id, version });

/** Publishes the next edition of a card, cut to sixty criteria, as an administrator does. */
async function publish({ link, card, content }) {
  const page = await signedIn({}, link);
  const act = async (field, variables, selection, values) => {
    const args = Object.keys(values).map((name) => `${name}: $${name}`);
    const { outcome } = await ask(
      page,
      `mutation(${variables}) { outcome: ${field}(${args}) { __typename ${selection} } }`,
      values,
    );
    if (outcome.__typename === 'Refusal') throw new Error(`${field} was refused`);
    return outcome;
  };
  const DRAFT = '... on CriteriaSetDraft { id version }';
  const draft = await act('draftCriteriaSet', '$code: String!', DRAFT, { code: card });
  const typed = await act(
    'saveCriteriaSetDraft',
    '$id: ID!, $version: Int!, $input: CriteriaSetDraftInput!',
    DRAFT,
    { ...idOf(draft), input: { basis: 'Đo tốc độ', content: cutToSixty(content) } },
  );
  const published = '... on CriteriaSet { code }';
  const set = await act('publishCriteriaSetDraft', '$id: ID!, $version: Int!', published, idOf(typed));
  await page.context().close();
  return set.code;
}

/** Notes what the browser itself tells of each event: from the finger to the next frame that was painted. */
function watchEvents() {
  globalThis.eventsTold = [];
  new PerformanceObserver((list) => {
    for (const { interactionId, name, startTime, duration } of list.getEntries())
      if (interactionId > 0) globalThis.eventsTold.push({ interactionId, name, startTime, duration });
  }).observe({ type: 'event', durationThreshold: 16 });
}

/** Taps each of these places once. @returns milliseconds from the finger to the painted frame, one a tap */
async function tapEach(page, places, check) {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: SLOWER });
  const times = [];
  for (const place of places) {
    await place.evaluate((box) => box.scrollIntoView({ block: 'center', behavior: 'instant' }));
    await sleep(PAUSE_MS);
    const { x, y, width, height } = await place.boundingBox();
    const point = { x: x + width / 2, y: y + height / 2 };
    await page.evaluate(() => void (globalThis.eventsTold = []));
    await devtools.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [point] });
    await devtools.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
    await sleep(PAUSE_MS);
    await check(place);
    const told = await page.evaluate(() => globalThis.eventsTold);
    times.push(Math.max(SHORTEST_MS, ...told.map(({ duration }) => duration)));
  }
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: 1 });
  return times;
}

/** One option of each criterion; the second one, which is ticked by nobody yet. */
const optionsOn = async (page) => {
  const found = [];
  for (const box of await page.locator('[data-criterion]').all())
    found.push(box.locator('label.option:has(input:enabled)').first());
  return found;
};

async function mustBeTicked(place) {
  if (!(await place.locator('input').isChecked())) throw new Error('a tap ticked nothing');
}

/** Taps an option of each of the sixty criteria; then the next one of each, so that marks are changed, too. */
async function tapCard({ link }) {
  const page = await signedIn(TABLET, link);
  await page
    .locator('[data-criterion]')
    .nth(CRITERIA - 1)
    .waitFor();
  await page.locator('label.option input:enabled').first().waitFor();
  await page.evaluate(watchEvents);
  const places = await optionsOn(page);
  if (places.length !== CRITERIA) throw new Error(`${places.length} criteria can be scored, not ${CRITERIA}`);
  const times = await tapEach(page, places, mustBeTicked);
  await page.context().close();
  return times;
}

/** The floor: as many options on a page that does nothing. */
async function tapNothing() {
  const context = await (await open()).newContext(TABLET);
  const page = await context.newPage();
  const option = (at) => `<p><label class="option"><input type="radio" name="${at}"> ${at}</label></p>`;
  const options = Array.from({ length: CRITERIA }, (_, at) => option(at));
  await page.setContent(
    `<!doctype html><meta name="viewport" content="width=device-width">${options.join('')}`,
  );
  await page.evaluate(watchEvents);
  const times = await tapEach(page, await page.locator('label').all(), mustBeTicked);
  await context.close();
  return times;
}

answering({ publish, tapCard, tapNothing, close: async () => (await open()).close() });
