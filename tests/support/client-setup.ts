import 'fake-indexeddb/auto';

// Quasar reads the screen's orientation as it loads; happy-dom has none.
Object.defineProperty(screen, 'orientation', {
  configurable: true,
  value: { type: 'portrait-primary', angle: 0, addEventListener() {}, removeEventListener() {} },
});
