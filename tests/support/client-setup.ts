import 'fake-indexeddb/auto';

// Quasar reads the screen's orientation as it loads; happy-dom has none. What is tested without a page has no screen.
if ('screen' in globalThis)
  Object.defineProperty(screen, 'orientation', {
    configurable: true,
    value: { type: 'portrait-primary', angle: 0, addEventListener() {}, removeEventListener() {} },
  });
