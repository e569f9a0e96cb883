// A client and a server of the TypeScript SDK v2. "server" prints its address, "client URL VERSION-MODE" calls one tool.
import { createServer } from 'node:http';
import { Readable } from 'node:stream';
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { McpServer, createMcpHandler } from '@modelcontextprotocol/server';

function factory() {
  const server = new McpServer({ name: 'ts', version: '2.4.0' });
  server.registerTool('hello', { description: 'Says hello.' }, async () => ({ content: [{ type: 'text', text: 'hello' }] }));
  return server;
}

async function serve() {
  const handler = createMcpHandler(factory);
  const http = createServer(async (req, res) => {
    const url = new URL(req.url, `http://${req.headers.host}`);
    const body = req.method === 'GET' || req.method === 'HEAD' ? undefined : Readable.toWeb(req);
    const answer = await handler.fetch(new Request(url, { method: req.method, headers: req.headers, body, duplex: 'half' }));
    res.writeHead(answer.status, Object.fromEntries(answer.headers));
    if (answer.body) Readable.fromWeb(answer.body).pipe(res);
    else res.end();
  });
  http.listen(0, '127.0.0.1', () => console.log(`http://127.0.0.1:${http.address().port}`));
}

async function call(url, mode) {
  const client = new Client({ name: 'ts-client', version: '2.4.0' }, mode === 'modern' ? { versionNegotiation: { mode: { pin: '2026-07-28' } } } : {});
  await client.connect(new StreamableHTTPClientTransport(new URL(url)));
  const result = await client.callTool({ name: 'hello', arguments: {} });
  console.log(result.content[0].text);
  await client.close();
}

const [role, url, mode] = process.argv.slice(2);
await (role === 'server' ? serve() : call(url, mode));
