import { fileURLToPath } from 'node:url';
import { defineConfig } from '@playwright/test';

// ATRIUM_TEST_ADDRESS names a server that already runs, bin/dev's for instance; else one is started.
const running = process.env.ATRIUM_TEST_ADDRESS;
const port = process.env.ATRIUM_TEST_PORT ?? '3210';
const address = running ?? `http://127.0.0.1:${port}`;
const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  testDir: 'tests',
  outputDir: 'test-results',
  reporter: 'line',
  workers: 1,
  forbidOnly: Boolean(process.env.CI),
  // A journey that holds only at the second try is told as flaky.
  retries: process.env.CI ? 1 : 0,
  // Patient, since how fast it goes is not what is tested here, and two cores may be busy with something else.
  timeout: 240_000,
  expect: { timeout: 30_000 },
  use: {
    baseURL: address,
    locale: 'en-GB',
    timezoneId: 'Europe/Berlin',
    trace: process.env.CI ? 'off' : 'retain-on-failure',
    launchOptions: {
      executablePath: process.env.ATRIUM_CHROMIUM ?? '/usr/bin/chromium',
      args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
    },
  },
  projects: [
    { name: 'desktop', use: { viewport: { width: 1440, height: 900 } } },
    { name: 'phone', use: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true } },
  ],
  webServer: running ? undefined : {
    command: here('serve'),
    cwd: here('..'),
    url: `${address}/readyz`,
    timeout: 120_000,
    reuseExistingServer: false,
    gracefulShutdown: { signal: 'SIGTERM', timeout: 15_000 },
    stdout: 'ignore',
    stderr: 'pipe',
    env: {
      ATRIUM_ENV: 'development',
      ATRIUM_ADDR: `127.0.0.1:${port}`,
      ATRIUM_BASE_URL: address,
      ATRIUM_RATE_LIMIT: '5000',
      ATRIUM_LOG: 'warn',
      ATRIUM_PROGRAM: process.env.ATRIUM_PROGRAM ?? here('../target/debug/atrium'),
      ATRIUM_SITE_DIR: process.env.ATRIUM_SITE_DIR ?? here('../target/site'),
    },
  },
});
