// A line that breaks on purpose: passes everything on to the server, and drops the answers it is told to drop, after
// the server has done what it was asked.
import { createServer, request, type IncomingMessage, type Server } from 'node:http';
import { connect, type AddressInfo } from 'node:net';

export class Cut {
  private pattern: RegExp | undefined;
  count = 0;

  private constructor(
    private readonly server: Server,
    readonly address: string,
  ) {}

  static async before(target: string): Promise<Cut> {
    const { hostname, port } = new URL(target);
    let cut: Cut;
    const server = createServer((asked, answer) => {
      const onward = request({ hostname, port, path: asked.url, method: asked.method, headers: asked.headers }, said => {
        if (cut.drops(asked)) {
          cut.count += 1;
          said.resume();
          asked.socket.destroy();
          return;
        }
        answer.writeHead(said.statusCode ?? 500, said.headers);
        said.pipe(answer);
      });
      onward.on('error', () => asked.socket.destroy());
      asked.pipe(onward);
    });
    // The live socket goes through as it is.
    server.on('upgrade', (asked, socket, head) => {
      const onward = connect(Number(port), hostname, () => {
        const lines = [`${asked.method} ${asked.url} HTTP/1.1`];
        for (let at = 0; at < asked.rawHeaders.length; at += 2) lines.push(`${asked.rawHeaders[at]}: ${asked.rawHeaders[at + 1]}`);
        onward.write(`${lines.join('\r\n')}\r\n\r\n`);
        onward.write(head);
        socket.pipe(onward).pipe(socket);
      });
      for (const end of [socket, onward]) end.on('error', () => { socket.destroy(); onward.destroy(); });
    });
    await new Promise<void>(resolve => { server.listen(0, '127.0.0.1', resolve); });
    cut = new Cut(server, `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    return cut;
  }

  answersOf(pattern: RegExp) {
    this.pattern = pattern;
  }

  nothing() {
    this.pattern = undefined;
  }

  private drops(asked: IncomingMessage) {
    return this.pattern?.test(asked.url ?? '') ?? false;
  }

  async end() {
    this.server.closeAllConnections();
    await new Promise(resolve => this.server.close(resolve));
  }
}
