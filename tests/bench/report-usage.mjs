// Preloaded into every server under test: tells its CPU time and memory to whoever started it, on request.
// Nothing else of the server is changed.
process.on('message', ({ ask, kind, value }) => {
  if (kind !== 'usage') return;
  // What is left when everything that may go has gone; needs --expose-gc.
  if (value?.clean) for (let time = 0; time < 3; time += 1) globalThis.gc();
  const { user, system } = process.cpuUsage();
  const { rss, heapUsed, external } = process.memoryUsage();
  const counted = value?.resources && { resources: process.getActiveResourcesInfo() };
  process.send({
    answer: ask,
    value: { microseconds: user + system, rss, held: heapUsed + external, ...counted },
  });
});
// Whoever started it has gone, and cannot stop it any more.
process.on('disconnect', () => process.kill(process.pid, 'SIGTERM'));
