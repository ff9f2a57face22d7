import { spawn, spawnSync } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { chmod, chown, mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import process from "node:process";
import { setTimeout as delay } from "node:timers/promises";
import { Client } from "pg";
import type { TestProject } from "vitest/node";

declare module "vitest" {
  interface ProvidedContext {
    /** The URL of a role that may do everything, without a database at the end. */
    server: string;
  }
}

const role = "admin";
const password = "not:a/secret";

/**
 * Starts a PostgreSQL server of the system's packages on loopback, with its data in a new folder,
 * and returns how to stop it and remove the folder. Throws if there is none.
 */
export default async function startServer({ provide }: TestProject): Promise<() => Promise<void>> {
  const programs = programsFolder();
  const user = unprivileged();
  const folder = await mkdtemp(join(tmpdir(), "conn-codemod-postgres-"));
  const data = join(folder, "data");
  const secret = join(folder, "password");
  await writeFile(secret, password);
  for (const path of [folder, secret]) {
    if (user.uid !== undefined) await chown(path, user.uid, user.gid);
  }
  await chmod(folder, 0o700);
  const options = { ...user, cwd: folder };

  const init = ["-D", data, "-U", role, "--auth=scram-sha-256", "--pwfile", secret, "--no-sync"];
  const made = spawnSync(join(programs, "initdb"), [...init, "--locale=C", "-E", "UTF8"], {
    ...options,
    encoding: "utf8",
  });
  if (made.status !== 0) throw new Error(`initdb failed:\n${made.stdout}${made.stderr}`);

  const port = await freePort();
  const settings = ["listen_addresses=127.0.0.1", "unix_socket_directories=", "fsync=off"];
  const server = spawn(
    join(programs, "postgres"),
    ["-D", data, "-p", String(port), ...settings.flatMap((setting) => ["-c", setting])],
    { ...options, stdio: ["ignore", "ignore", "pipe"] },
  );
  let log = "";
  server.stderr.on("data", (chunk: Buffer) => (log += chunk.toString()));
  const ended = new Promise<void>((resolve) => {
    server.once("exit", () => resolve());
    server.once("error", () => resolve());
  });
  const stop = async (): Promise<void> => {
    // Fast shutdown: sessions that are still open are told to end.
    server.kill("SIGINT");
    await ended;
    await rm(folder, { recursive: true, force: true });
  };

  const url = `postgres://${role}:${encodeURIComponent(password)}@127.0.0.1:${port}`;
  try {
    await waitFor(url, server);
  } catch (error) {
    await stop();
    throw new Error(`the server did not start:\n${log}`, { cause: error });
  }
  provide("server", url);
  return stop;
}

/** The newest of the installed versions. */
function programsFolder(): string {
  const debian = "/usr/lib/postgresql";
  const versions = existsSync(debian) ? readdirSync(debian).map(Number) : [];
  const newestFirst = versions.filter((version) => version > 0).sort((a, b) => b - a);
  const folders = [
    ...(process.env["PATH"] ?? "").split(delimiter),
    ...newestFirst.map((version) => join(debian, String(version), "bin")),
  ];
  const found = folders.find((folder) =>
    ["initdb", "postgres"].every((name) => existsSync(join(folder, name))),
  );
  if (found !== undefined) return found;
  throw new Error(
    "there is no PostgreSQL server here: neither on the PATH nor in /usr/lib/postgresql. Install one (Debian: `apt-get install postgresql`); `npm test` needs none.",
  );
}

/** PostgreSQL does not run as root; then it is somebody who may do nothing else. */
function unprivileged(): { readonly uid: number; readonly gid: number } | { uid?: undefined } {
  if (process.getuid?.() !== 0) return {};
  const lines = readFileSync("/etc/passwd", "utf8").split("\n");
  const line = ["postgres:", "nobody:"]
    .map((name) => lines.find((each) => each.startsWith(name)))
    .find((each) => each !== undefined);
  const [, , uid, gid] = line?.split(":") ?? [];
  if (uid === undefined || gid === undefined) {
    throw new Error("PostgreSQL does not run as root, and there is no user `postgres` or `nobody`");
  }
  return { uid: Number(uid), gid: Number(gid) };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject).listen(0, "127.0.0.1", resolve);
  });
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === "string") throw new Error("there is no free port");
  return address.port;
}

async function waitFor(url: string, server: ChildProcess): Promise<void> {
  for (let tries = 300; ; tries -= 1) {
    const client = new Client({ connectionString: `${url}/postgres` });
    try {
      await client.connect();
      return;
    } catch (error) {
      if (tries === 0 || server.exitCode !== null) throw error;
      await delay(100);
    } finally {
      await client.end().catch(() => undefined);
    }
  }
}
