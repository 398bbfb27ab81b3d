// Preloaded into every server under test: tells its CPU time and memory to whoever started it, on request.
// Nothing else of the server is changed.
process.on('message', ({ ask, kind }) => {
  if (kind !== 'usage') return;
  const { user, system } = process.cpuUsage();
  process.send({ answer: ask, value: { microseconds: user + system, rss: process.memoryUsage.rss() } });
});
