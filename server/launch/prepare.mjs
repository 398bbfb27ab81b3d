// Makes a fresh clone ready for a command: node server/launch/prepare.mjs <start|dev|test|server|build>
// Runs on a bare Node 20 before anything is installed, so it and what it imports use Node's own modules only.
import { commands, prepare } from './prepare-steps.mjs';

const [, , command] = process.argv;
if (commands.includes(command)) prepare(command);
else {
  console.error(`prepare.mjs <${commands.join('|')}>`);
  process.exitCode = 2;
}
