// A server of its own for these tests: fresh data, a workspace with an owner, a member and a viewer, gone afterwards.
import { spawn, execFileSync } from 'node:child_process';
import { appendFileSync, chmodSync, existsSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

const password = 'written-by-many-hands';
const program = process.env.ATRIUM_PROGRAM ?? 'target/debug/atrium';

export class House {
  // `megabytes`: on a disk of its own that is no larger.
  static async build({ megabytes } = {}) {
    const house = new House();
    house.folder = mkdtempSync('/tmp/atrium-collab.');
    house.port = await freePort();
    if (megabytes) {
      execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', house.folder]);
      house.mounted = true;
    }
    chmodSync(house.folder, 0o755);
    try {
      await house.furnish();
    } catch (error) {
      await house.stop();
      throw error;
    }
    return house;
  }

  async furnish() {
    await this.start();
    this.owner = await this.person('owner');
    await this.ask('/workspaces', { name: 'North', slug: 'north' });
    this.member = await this.joined('member', 'member');
    this.viewer = await this.joined('viewer', 'viewer');
    this.space = (await this.ask('/workspaces/north/spaces', { name: 'Handbook' })).id;
  }

  async person(name) {
    this.run(['user', 'create', '--email', `${name}@example.test`, '--name', name], password);
    return this.signIn(`${name}@example.test`);
  }

  // The cookie of somebody new in the workspace. Whose rights change gets another one soon.
  async joined(name, role) {
    const cookie = await this.person(name);
    const invited = await this.ask('/workspaces/north/invitations', { role });
    await this.ask(`/invitations/${invited.link.split('/').pop()}/accept`, {}, cookie);
    return this.signIn(`${name}@example.test`);
  }

  environment() {
    const kept = Object.entries(process.env).filter(([name]) => !name.startsWith('ATRIUM_') || name === 'ATRIUM_POSTGRES_DIR');
    return {
      ...Object.fromEntries(kept),
      ATRIUM_ENV: 'development',
      ATRIUM_DATA_DIR: `${this.folder}/data`,
      ATRIUM_ADDR: `127.0.0.1:${this.port}`,
      // What is tested is the work, not the limit on it.
      ATRIUM_RATE_LIMIT: '100000',
      ATRIUM_LOG: 'warn',
    };
  }

  run(words, input) {
    const options = { env: this.environment(), input, stdio: ['pipe', 'pipe', 'pipe'] };
    return execFileSync(program, words, options).toString();
  }

  async start() {
    const log = openSync(`${this.folder}/server.log`, 'a');
    this.server = spawn(program, ['serve'], { env: this.environment(), stdio: ['ignore', log, log] });
    const server = this.server;
    for (const end = Date.now() + 60_000; Date.now() < end; await sleep(20)) {
      if (server.exitCode !== null) break;
      if (await answers(this.port)) return;
    }
    throw new Error(`the server does not start:\n${this.log()}`);
  }

  log() {
    return readFileSync(`${this.folder}/server.log`, 'utf8').split('\n').slice(-20).join('\n');
  }

  // Kill -9: nothing of it gets to tidy up.
  async kill() {
    const ended = new Promise(done => this.server.once('exit', done));
    this.server.kill('SIGKILL');
    await ended;
  }

  // The first process of the Postgres that serves this house.
  postmaster() {
    return Number(readFileSync(`${this.folder}/data/postgres/postmaster.pid`, 'utf8').split('\n')[0]);
  }

  async stop() {
    if (this.server.exitCode === null && this.server.signalCode === null) {
      const ended = new Promise(done => this.server.once('exit', done));
      this.server.kill('SIGTERM');
      await Promise.race([ended, sleep(30_000)]);
    }
    // A server that was killed leaves its Postgres behind.
    if (existsSync(`${this.folder}/data/postgres/postmaster.pid`)) {
      try {
        process.kill(this.postmaster(), 'SIGINT');
        await sleep(1500);
      } catch {
        // It has gone already.
      }
    }
    if (process.env.ATRIUM_KEEP) appendFileSync('/dev/stderr', `kept: ${this.folder}\n`);
    else {
      if (this.mounted) execFileSync('umount', ['-l', this.folder]);
      rmSync(this.folder, { recursive: true, force: true });
    }
  }

  url(path) {
    return `http://127.0.0.1:${this.port}${path}`;
  }

  // As the form of the page posts it. The page itself needs the browser's files, which are not built for this.
  async signIn(email) {
    const action = '/api/fn/app/identity/api/sign_in';
    const headers = { 'sec-fetch-site': 'same-origin', accept: 'application/json' };
    const body = new URLSearchParams({ email, password, next: '/' });
    const answer = await fetch(this.url(action), { method: 'POST', headers, body, redirect: 'manual' });
    return answer.headers.get('set-cookie').split(';')[0];
  }

  async ask(path, body, cookie = this.owner) {
    const headers = { cookie, 'content-type': 'application/json', 'sec-fetch-site': 'same-origin' };
    const answer = await fetch(this.url(`/api/v1${path}`), { method: 'POST', headers, body: JSON.stringify(body) });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${text}`);
    return text ? JSON.parse(text) : undefined;
  }

  async page(title) {
    return (await this.ask('/workspaces/north/pages', { title, place: { space_id: this.space } })).id;
  }
}

async function freePort() {
  const listener = createServer().listen(0, '127.0.0.1');
  await new Promise(done => listener.once('listening', done));
  const { port } = listener.address();
  await new Promise(done => listener.close(done));
  return port;
}

function answers(port) {
  return new Promise(done => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => { socket.destroy(); done(true); });
    socket.once('error', () => done(false));
  });
}
