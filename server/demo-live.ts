import { parseArgs } from 'node:util';
import { readProcessConfig, type Config } from './config.js';
import { keepCast, readDemoCast, type DemoCast } from './demo/demo-cast.js';
import { LivePerson, LiveRefusal } from './demo/live/live-person.js';
import { performLive } from './demo/live/perform-live.js';
import { explainStartFailure } from './launch/explain-start-failure.js';
import { prepareDataFolder } from './platform/database/data-folder.js';
import { findProjectRoot } from './platform/database/project-root.js';
import { StartFault } from './platform/database/start-fault.js';
import { loadScorecards } from './scorecards/load-scorecards.js';

const DEFAULT_ADDRESS = 'http://127.0.0.1:4000';

/** Plays the demo's council through one dossier, to be watched in open browsers: `npm run demo:live -- --speed 2`. */
async function demoLive(settings: Config): Promise<void> {
  const { address: given, speed } = readArguments();
  const folder = prepareDataFolder(settings.dataDir, findProjectRoot());
  const cast = readDemoCast(folder);
  if (!cast) {
    throw new StartFault(
      'Chưa có phiên họp demo: hãy chạy npm start (không đặt DEMO=off), giữ máy chủ chạy rồi chạy lại lệnh này.',
      'There is no demo session: run npm start (without DEMO=off), keep it running, then run this again.',
    );
  }
  const address = given ?? cast.address;
  const people = await enterAll(address, cast, folder);
  // The council's clock, whatever the machine's is.
  const clock = () => new Date().toLocaleTimeString('vi-VN', { timeZone: 'Asia/Ho_Chi_Minh' });
  const say = (line: string) => console.log(`${clock()}  ${line}`);
  await performLive(people, loadScorecards(), { address, sessionId: cast.sessionId, speed, say });
}

function readArguments(): { address: string | undefined; speed: number } {
  const { values } = parseArgs({
    options: { speed: { type: 'string', default: '1' }, address: { type: 'string' } },
  });
  const speed = Number(values.speed);
  const address = values.address?.replace(/\/$/, '');
  if (speed >= 0.1 && speed <= 100 && (address === undefined || /^https?:\/\/[^/]+$/.test(address)))
    return { address, speed };
  throw new StartFault(
    `Dùng: npm run demo:live -- --speed 2 --address ${DEFAULT_ADDRESS} (tốc độ từ 0.1 đến 100).`,
    `Use: npm run demo:live -- --speed 2 --address ${DEFAULT_ADDRESS} (speed from 0.1 to 100).`,
  );
}

/** Signs everybody in and keeps the sign-ins, so that the next run needs no new links. */
async function enterAll(address: string, cast: DemoCast, folder: string): Promise<LivePerson[]> {
  const people: LivePerson[] = [];
  try {
    for (const member of cast.members) people.push(await LivePerson.enter(address, member));
  } catch (error) {
    throw enteringFault(error, address);
  } finally {
    const members = cast.members.map((member) => {
      const sign = people.find(({ memberId }) => memberId === member.memberId)?.sign;
      return { ...member, ...(sign && { signedIn: sign }) };
    });
    keepCast(folder, { ...cast, members });
  }
  return people;
}

function enteringFault(error: unknown, address: string): unknown {
  if (error instanceof LiveRefusal && error.code === 'DOCUMENT_NOT_TRUSTED') {
    return new StartFault(
      'Máy chủ chỉ nhận truy vấn của chính các trang: hãy khởi động lại máy chủ với DOCUMENTS=any để xem demo.',
      'The server takes only the documents of its own pages: restart it with DOCUMENTS=any for the demo.',
    );
  }
  if (error instanceof LiveRefusal) {
    return new StartFault(
      `Không vào được demo (${error.message}): hãy khởi động lại máy chủ bằng npm start để có đường dẫn mới.`,
      `Cannot enter the demo (${error.code}): restart the server with npm start for fresh links.`,
    );
  }
  if (!(error instanceof TypeError)) return error;
  return new StartFault(
    `Không kết nối được máy chủ ở ${address}: hãy chạy npm start trước, hoặc chỉ địa chỉ khác bằng --address.`,
    `No server answers at ${address}: run npm start first, or name another one with --address.`,
  );
}

let config: Config | undefined;
try {
  config = readProcessConfig();
  await demoLive(config);
} catch (error) {
  console.error(explainStartFailure(error, config));
  process.exitCode = 1;
}
